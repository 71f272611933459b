//! Writes the calls and chapters of a site as Markdown, in one of three forms.

use super::model::{Chapter, Endpoint, Entry, Example, Object, Site};
use bge_private_codegen::docs::markdown::{code, lines};
use bge_private_codegen::language::Language;

/// The place where a page is shown, which decides the form of labels, anchors and links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A docsify site: labels are the badges of the platform's own documentation.
    Docsify,
    /// One text for language models: labels are headings.
    Plain,
    /// The static site: labels are headings, and calls and objects have anchors.
    Site,
}

/// The label of a part of a page.
struct Label {
    name: &'static str,
    words: &'static str,
    colour: &'static str,
}

/// A page that is being written.
pub(super) struct Page {
    pub(super) out: String,
    language: Language,
    form: Form,
}

/// Returns a text of the spec on one line, escaped.
pub(super) fn flat(text: &str) -> String {
    let lines = lines(text);
    let lines = lines.iter().filter(|line| !line.is_empty());
    lines.map(String::as_str).collect::<Vec<_>>().join(" ")
}

impl Page {
    pub(super) fn new(language: Language, form: Form) -> Self {
        let out = String::new();
        Self {
            out,
            language,
            form,
        }
    }

    /// Writes a paragraph.
    pub(super) fn line(&mut self, line: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    pub(super) fn heading(&mut self, level: usize, text: &str) {
        self.line(&format!("{} {}", "#".repeat(level), flat(text)));
    }

    /// Writes a heading with an anchor.
    fn anchored(&mut self, level: usize, text: &str, id: &str) {
        let id = match self.form {
            Form::Site => format!(" {{#{id}}}"),
            Form::Docsify | Form::Plain => String::new(),
        };
        self.line(&format!("{} {text}{id}", "#".repeat(level)));
    }

    fn text(&mut self, text: &str) {
        let lines = lines(text);
        if !lines.is_empty() {
            self.line(&lines.join("\n"));
        }
    }

    fn label(&mut self, label: &Label) {
        let Label {
            name,
            words,
            colour,
        } = label;
        match self.form {
            Form::Docsify => {
                let url = format!("https://img.shields.io/badge/{words}-{name}-{colour}");
                self.line(&format!("![{name}]({url})"));
            }
            Form::Plain | Form::Site => self.line(&format!("### {words}")),
        }
    }

    /// Writes a code block. Its fence is longer than any fence in the code.
    fn code(&mut self, language: &str, code: &str) {
        let mut fence = "```".to_owned();
        while code.contains(&fence) {
            fence.push('`');
        }
        self.line(&format!("{fence}{language}\n{code}\n{fence}"));
    }

    /// Writes how a client is created.
    pub(super) fn start(&mut self, site: &Site) {
        self.line(&format!("<{}>", site.documentation));
        self.code("rust", &site.start);
    }

    pub(super) fn chapter(&mut self, chapter: &Chapter) {
        self.anchored(2, chapter.title, chapter.id);
        self.text(&chapter.words.join(" "));
        self.entries("", &chapter.entries);
    }

    pub(super) fn endpoint(&mut self, endpoint: &Endpoint) {
        let (language, name) = (self.language, &endpoint.name);
        self.anchored(2, &flat(name), name);
        if let Some(see) = &endpoint.see {
            self.see(see);
        }
        if let Some(note) = &endpoint.deprecated {
            self.text(&deprecation(language, note));
        }
        self.text(&endpoint.text);
        self.line(&format!(
            "{} —— {}",
            code(&endpoint.signature),
            code(&format!("POST {}", endpoint.path))
        ));
        let label = |name, english, chinese, colour| Label {
            name,
            words: language.pick(english, chinese),
            colour,
        };
        for (name, english, chinese, entries) in [
            ("args", "parameters", "请求参数", &endpoint.args),
            (
                "kwargs",
                "optional parameters",
                "可选参数",
                &endpoint.kwargs,
            ),
        ] {
            if !entries.is_empty() {
                self.label(&label(name, english, chinese, "blue"));
                self.entries(&endpoint.name, entries);
            }
        }
        self.label(&label("response", "answer", "应答", "green"));
        self.text(&endpoint.answer);
        self.entries(name, &endpoint.response);
        for object in &endpoint.objects {
            self.object(name, object);
        }
        self.label(&label("retry", "retries", "重试", "orange"));
        self.text(&endpoint.repeating);
        self.label(&label("errors", "errors", "错误", "red"));
        let errors = endpoint.errors.iter().map(|error| format!("- {error}"));
        self.text(&errors.collect::<Vec<_>>().join("\n"));
        for example in &endpoint.examples {
            self.example(example);
        }
    }

    /// Writes a link to the platform's own documentation of a call.
    fn see(&mut self, url: &str) {
        let words = self
            .language
            .pick("platform documentation", "私有平台接口文档");
        match self.form {
            Form::Docsify => {
                let label = words.replace(' ', "_");
                let badge = format!("https://img.shields.io/badge/{label}-lightgrey");
                self.line(&format!("[![{words}]({badge})]({url})"));
            }
            Form::Plain | Form::Site => self.line(&format!("[{words}]({url})")),
        }
    }

    fn object(&mut self, endpoint: &str, object: &Object) {
        let name = code(&object.name);
        match self.form {
            Form::Site => {
                self.anchored(4, &name, &format!("{endpoint}.{}", object.name));
                self.text(&object.text);
            }
            Form::Docsify | Form::Plain => {
                self.line(&format!("{name} —— {}", flat(&object.text)));
            }
        }
        self.entries(endpoint, &object.fields);
    }

    fn example(&mut self, example: &Example) {
        self.label(&Label {
            name: "Rust",
            words: self.language.pick("example", "示例"),
            colour: "lightgrey",
        });
        self.text(&example.title);
        self.code("rust", &example.rust);
        if let Some(answer) = &example.answer {
            self.label(&Label {
                name: "Success",
                words: "Output",
                colour: "green",
            });
            self.code("json", answer);
        }
    }

    fn entries(&mut self, endpoint: &str, entries: &[Entry]) {
        if !entries.is_empty() {
            let mut out = Vec::new();
            self.push_entries(&mut out, endpoint, entries, "");
            self.line(&out.join("\n"));
        }
    }

    /// Writes entries as a list: name and type, the author's text, and constraints.
    fn push_entries(&self, out: &mut Vec<String>, endpoint: &str, entries: &[Entry], indent: &str) {
        for entry in entries {
            let inner = format!("{indent}  ");
            let head = format!(
                "{indent}* {} —— {}",
                code(&entry.name),
                self.words(endpoint, entry)
            );
            let texts = lines(&entry.text);
            let sentences = self.sentences(entry);
            let is_short = !texts
                .iter()
                .any(|line| line.is_empty() || line.starts_with("- "));
            if is_short {
                out.push(head + &self.on_one_line(texts, sentences));
            } else {
                out.push(head);
                // A list needs no blank line before it. Without one, a paragraph would continue the line.
                if !texts.first().is_some_and(|line| line.starts_with("- ")) {
                    out.push(String::new());
                }
                out.extend(texts.iter().map(|line| indented(line, &inner)));
                if !sentences.is_empty() {
                    out.extend([String::new(), indented(&sentences, &inner)]);
                }
            }
            self.push_entries(out, endpoint, &entry.members, &inner);
        }
    }

    /// Returns the short description of an entry. In the static site, it links to the entry's object, if any.
    fn words(&self, endpoint: &str, entry: &Entry) -> String {
        let words = flat(&entry.words);
        match &entry.object {
            Some(object) if self.form == Form::Site => format!("[{words}](#{endpoint}.{object})"),
            _ => words,
        }
    }

    /// Returns sentences with the constraints of an entry and the reason for its deprecation.
    fn sentences(&self, entry: &Entry) -> String {
        let facts = entry.facts.iter().map(|fact| flat(fact));
        let note = entry.deprecated.iter();
        let note = note.map(|note| flat(&deprecation(self.language, note)));
        let sentences: Vec<_> = facts.chain(note).collect();
        sentences.join(self.language.pick(" ", ""))
    }

    /// Returns the texts and sentences that follow the name and the type of an entry on the same line.
    fn on_one_line(&self, mut parts: Vec<String>, sentences: String) -> String {
        if let Some(last) = parts.last_mut().filter(|_| !sentences.is_empty()) {
            end_sentence(last, self.language);
        }
        parts.push(sentences);
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            return String::new();
        }
        let [start, space] = self.language.pick([". ", " "], ["；", ""]);
        format!("{start}{}", parts.join(space))
    }
}

/// Returns a deprecation note.
fn deprecation(language: Language, note: &str) -> String {
    language.pick(format!("Deprecated: {note}"), format!("已弃用：{note}"))
}

/// Adds a full stop to a text that does not end a sentence, so that another sentence can follow.
fn end_sentence(text: &mut String, language: Language) {
    const CLOSING: [char; 8] = ['"', '”', '’', ')', '）', '」', '*', '_'];
    const STOPS: [char; 7] = ['.', '!', '?', '。', '！', '？', '…'];
    let is_ended = text.trim_end_matches(CLOSING).ends_with(STOPS);
    if !is_ended && !text.is_empty() {
        text.push_str(language.pick(".", "。"));
    }
}

fn indented(line: &str, indent: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!("{indent}{line}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Form, Language, Page, end_sentence};

    #[test]
    fn constraints_are_sentences_of_their_own() {
        for (language, text, fact, line) in [
            (
                Language::Chinese,
                "从 1 开始；默认值：1",
                "默认值：1。",
                "* `page` —— i64；从 1 开始；默认值：1。默认值：1。\n",
            ),
            (
                Language::English,
                "td",
                "Sent as `t`.",
                "* `page` —— i64. td. Sent as `t`.\n",
            ),
        ] {
            let mut page = Page::new(language, Form::Plain);
            let entry = Entry {
                text: text.to_owned(),
                facts: vec![fact.to_owned()],
                ..Entry::new("page".to_owned(), "i64".to_owned())
            };
            page.entries("", &[entry]);
            assert_eq!(page.out, line);
        }
    }

    #[test]
    fn sentences_end_once() {
        let ended = |text: &str, language| {
            let mut text = text.to_owned();
            end_sentence(&mut text, language);
            text
        };
        for (text, english, chinese) in [
            ("td", "td.", "td。"),
            ("Done.", "Done.", "Done."),
            ("完成。", "完成。", "完成。"),
            ("**Done!**", "**Done!**", "**Done!**"),
            ("a (b)", "a (b).", "a (b)。"),
            ("(是？)", "(是？)", "(是？)"),
            ("", "", ""),
        ] {
            assert_eq!(ended(text, Language::English), english);
            assert_eq!(ended(text, Language::Chinese), chinese);
        }
    }
}
