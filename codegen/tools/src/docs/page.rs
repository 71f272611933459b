//! Writes Markdown pages, in one of three forms.

use super::html::plain;
use bge_private_codegen::Style;
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

/// A page that is being written.
pub(super) struct Page {
    pub(super) out: String,
    pub(super) language: Language,
    pub(super) form: Form,
    /// The lines of the current list.
    list: Vec<String>,
    /// What a search finds the page by.
    pub(super) terms: Vec<String>,
}

/// An item of a list: a parameter, a field, or a value.
#[derive(Default)]
pub(super) struct Entry {
    /// The name, which is shown as code.
    pub(super) name: String,
    /// Markdown that describes the type or the wire value.
    pub(super) words: String,
    /// The text of the spec.
    pub(super) text: String,
    /// Further sentences, such as constraints.
    pub(super) sentences: Vec<String>,
}

/// Returns a text of the spec on one line, escaped.
pub(super) fn flat(text: &str) -> String {
    let mut lines = lines(text);
    lines.retain(|line| !line.is_empty());
    lines.join(" ")
}

impl Page {
    pub(super) fn new(language: Language, form: Form) -> Self {
        Self {
            out: String::new(),
            language,
            form,
            list: Vec::new(),
            terms: Vec::new(),
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
    pub(super) fn anchored(&mut self, level: usize, text: &str, id: &str) {
        let id = match self.form {
            Form::Site => format!(" {{#{id}}}"),
            Form::Docsify | Form::Plain => String::new(),
        };
        self.line(&format!("{} {text}{id}", "#".repeat(level)));
    }

    /// Writes a text of the spec.
    pub(super) fn text(&mut self, text: &str) {
        let lines = lines(text);
        if !lines.is_empty() {
            self.line(&lines.join("\n"));
        }
    }

    /// Writes the label of a part of a call.
    pub(super) fn label(&mut self, name: &str, [english, chinese]: [&str; 2], colour: &str) {
        let words = self.language.pick(english, chinese);
        match self.form {
            Form::Docsify => {
                let url = format!("https://img.shields.io/badge/{words}-{name}-{colour}");
                self.line(&format!("![{name}]({url})"));
            }
            Form::Plain | Form::Site => self.line(&format!("### {words}")),
        }
    }

    /// Writes a link to the platform's own documentation of a call.
    pub(super) fn see(&mut self, url: &str) {
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

    /// Writes a code block. Its fence is longer than any fence in the code.
    pub(super) fn code(&mut self, language: &str, code: &str) {
        let mut fence = "```".to_owned();
        while code.contains(&fence) {
            fence.push('`');
        }
        self.line(&format!("{fence}{language}\n{code}\n{fence}"));
    }

    /// Writes Rust code. The static site also shows it for the blocking client and as a command, in further tabs.
    pub(super) fn rust(&mut self, id: &str, code: impl Fn(Style) -> String, command: &str) {
        if self.form != Form::Site {
            return self.code("rust", &code(Style::Async));
        }
        let [asynchronous, blocking] = [Style::Async, Style::Blocking].map(code);
        let tabs = [
            (
                "async",
                ["Rust, async", "Rust 异步"],
                "rust",
                asynchronous.as_str(),
            ),
            (
                "blocking",
                ["Rust, blocking", "Rust 阻塞"],
                "rust",
                &blocking,
            ),
            ("command", ["Command line", "命令行"], "sh", command),
        ];
        self.line("<div class=\"tabs\">");
        for (name, [english, chinese], language, code) in tabs {
            let label = self.language.pick(english, chinese);
            let state = if name == "async" {
                " checked=\"checked\""
            } else {
                ""
            };
            let input = format!(
                "type=\"radio\" name=\"site-{id}\" id=\"site-{id}-{name}\" value=\"{name}\" aria-label=\"{label}\"{state}"
            );
            self.line(&format!(
                "<div class=\"tab\"><input {input}/><label for=\"site-{id}-{name}\">{label}</label>"
            ));
            self.code(language, code);
            self.line("</div>");
        }
        self.line("</div>");
    }

    /// Adds an entry to the current list: name and type, the text of the spec, and further sentences.
    pub(super) fn entry(&mut self, indent: &str, entry: Entry) {
        let head = format!("{indent}* {} —— {}", code(&entry.name), entry.words);
        let texts = lines(&entry.text);
        let sentences: Vec<_> = entry.sentences.iter().map(|text| flat(text)).collect();
        let sentences = sentences.join(self.language.pick(" ", ""));
        self.terms.extend([entry.name, plain(&entry.text)]);
        let is_short = !texts
            .iter()
            .any(|line| line.is_empty() || line.starts_with("- "));
        if is_short {
            self.list.push(head + &self.on_one_line(texts, sentences));
            return;
        }
        self.list.push(head);
        // A list needs no blank line before it. Without one, a paragraph would continue the line.
        if !texts.first().is_some_and(|line| line.starts_with("- ")) {
            self.list.push(String::new());
        }
        let more = [String::new(), sentences];
        let more = more.into_iter().filter(|_| !entry.sentences.is_empty());
        let lines = texts.into_iter().chain(more);
        self.list.extend(lines.map(|line| match line.as_str() {
            "" => line,
            _ => format!("{indent}  {line}"),
        }));
    }

    /// Writes the current list.
    pub(super) fn end_list(&mut self) {
        if !self.list.is_empty() {
            let list = std::mem::take(&mut self.list);
            self.line(&list.join("\n"));
        }
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

/// Adds a full stop to a text that does not end a sentence, so that another sentence can follow.
fn end_sentence(text: &mut String, language: Language) {
    const CLOSING: [char; 9] = ['\\', '"', '”', '’', ')', '）', '」', '*', '_'];
    const STOPS: [char; 7] = ['.', '!', '?', '。', '！', '？', '…'];
    let is_ended = text.trim_end_matches(CLOSING).ends_with(STOPS);
    if !is_ended && !text.is_empty() {
        text.push_str(language.pick(".", "。"));
    }
}
