//! Markdown pages in the layout of the platform's own documentation, to be put into a docsify site.
//!
//! A folder for each language has `README.md`, `_sidebar.md` and a page for each group; a page has a heading for each
//! call, a link, badges before lists of parameters, an example, and the JSON that is answered.

use super::MARK;
use super::language::Language;
use super::model::{Chapter, Endpoint, Entry, Example, Site};
use bge_private_codegen::GeneratedFile;
use bge_private_codegen::lower::markdown::{code, lines};

const FOLDER: &str = "markdown";

fn file(name: String, content: String) -> GeneratedFile {
    GeneratedFile {
        name: format!("{FOLDER}/{name}"),
        content,
    }
}

/// What stands above the languages.
pub(super) fn entrance(english: &Site, chinese: &Site) -> Vec<GeneratedFile> {
    let mut readme = Writer::new(Language::English, true);
    readme.line(MARK);
    readme.heading(1, &format!("{} / {}", english.title, chinese.title));
    let mut links = String::new();
    for site in [english, chinese] {
        links += &format!("* [{}](/{}/)\n", site.language.name(), site.language.code());
    }
    readme.line(links.trim_end());
    vec![
        file("README.md".to_owned(), readme.out),
        file("_navbar.md".to_owned(), links.clone()),
        file("_sidebar.md".to_owned(), links),
    ]
}

/// The folder of one language.
pub(super) fn files(site: &Site) -> Vec<GeneratedFile> {
    let folder = site.language.code();
    let mut files = vec![
        file(format!("{folder}/README.md"), overview(site)),
        file(format!("{folder}/_sidebar.md"), sidebar(site)),
    ];
    for group in &site.groups {
        let mut writer = Writer::new(site.language, true);
        writer.line(MARK);
        writer.heading(1, &group.title);
        for endpoint in &group.endpoints {
            writer.endpoint(endpoint);
        }
        files.push(file(format!("{folder}/{}.md", group.page), writer.out));
    }
    files
}

/// Everything in one text, without pictures.
pub(super) fn plain(site: &Site) -> String {
    let mut writer = Writer::new(site.language, false);
    writer.heading(1, &site.title);
    writer.start(site);
    for chapter in &site.chapters {
        writer.chapter(chapter);
    }
    for group in &site.groups {
        writer.heading(1, &group.title);
        for endpoint in &group.endpoints {
            writer.endpoint(endpoint);
        }
    }
    writer.out
}

fn overview(site: &Site) -> String {
    let mut writer = Writer::new(site.language, true);
    writer.line(MARK);
    writer.heading(1, &site.title);
    writer.start(site);
    writer.heading(2, site.language.pick("Calls", "接口"));
    writer.line(sidebar(site).trim_end());
    for chapter in &site.chapters {
        writer.chapter(chapter);
    }
    writer.out
}

fn sidebar(site: &Site) -> String {
    let folder = site.language.code();
    let mut out = String::new();
    for group in &site.groups {
        let title = flat(&group.title);
        out += &format!("* [{title}](/{folder}/{}.md)\n", group.page);
        for endpoint in &group.endpoints {
            let name = &endpoint.name;
            out += &format!(
                "  * [{}](/{folder}/{}.md?id={})\n",
                flat(name),
                group.page,
                anchor(name)
            );
        }
    }
    out
}

/// What docsify makes of a heading that is the name of a call.
fn anchor(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    if name.starts_with(|char: char| char.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name
    }
}

/// A text of the spec in one line, escaped.
pub(super) fn flat(text: &str) -> String {
    let lines = lines(text);
    let lines: Vec<_> = lines
        .iter()
        .map(String::as_str)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join(" ")
}

struct Writer {
    out: String,
    language: Language,
    /// Whether labels are the badges of the platform's documentation, or words.
    badges: bool,
}

/// A label before a part of a page.
struct Label {
    name: &'static str,
    words: &'static str,
    colour: &'static str,
}

impl Writer {
    fn new(language: Language, badges: bool) -> Self {
        Self {
            out: String::new(),
            language,
            badges,
        }
    }

    /// A paragraph of its own.
    fn line(&mut self, line: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.line(&format!("{} {}", "#".repeat(level), flat(text)));
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
        if self.badges {
            let url = format!("https://img.shields.io/badge/{words}-{name}-{colour}");
            self.line(&format!("![{name}]({url})"));
        } else {
            self.line(&format!("**{words}**"));
        }
    }

    /// A block of code between fences that it does not hold.
    fn code(&mut self, language: &str, code: &str) {
        let mut fence = "```".to_owned();
        while code.contains(&fence) {
            fence.push('`');
        }
        self.line(&format!("{fence}{language}\n{code}\n{fence}"));
    }

    fn start(&mut self, site: &Site) {
        self.line(&format!("<{}>", site.documentation));
        self.code("rust", &site.start);
    }

    fn chapter(&mut self, chapter: &Chapter) {
        self.heading(2, chapter.title);
        self.text(&chapter.words.join(" "));
        self.entries(&chapter.entries);
    }

    fn endpoint(&mut self, endpoint: &Endpoint) {
        let language = self.language;
        self.heading(2, &endpoint.name);
        if let Some(see) = &endpoint.see {
            let words = language.pick("platform documentation", "私有平台接口文档");
            let badge = format!(
                "https://img.shields.io/badge/{}-lightgrey",
                words.replace(' ', "_")
            );
            let label = if self.badges {
                format!("![{words}]({badge})")
            } else {
                words.to_owned()
            };
            self.line(&format!("[{label}]({see})"));
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
        self.labelled(
            &label("args", "parameters", "请求参数", "blue"),
            &endpoint.args,
        );
        self.labelled(
            &label("kwargs", "parameters", "请求参数", "blue"),
            &endpoint.kwargs,
        );
        self.label(&label("response", "answer", "应答", "green"));
        self.text(&endpoint.answer);
        self.entries(&endpoint.response);
        for object in &endpoint.objects {
            self.line(&format!("{} —— {}", code(&object.name), flat(&object.text)));
            self.entries(&object.fields);
        }
        self.label(&label("retry", "repeating", "重试", "orange"));
        self.text(&endpoint.repeating);
        self.label(&label("errors", "failures", "失败", "red"));
        self.text(&list(&endpoint.errors));
        for example in &endpoint.examples {
            self.example(example);
        }
    }

    fn labelled(&mut self, label: &Label, entries: &[Entry]) {
        if !entries.is_empty() {
            self.label(label);
            self.entries(entries);
        }
    }

    fn example(&mut self, example: &Example) {
        let words = self.language.pick("example", "示例");
        self.label(&Label {
            name: "Rust",
            words,
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

    fn entries(&mut self, entries: &[Entry]) {
        if entries.is_empty() {
            return;
        }
        let mut out = Vec::new();
        push_entries(&mut out, self.language, entries, "");
        self.line(&out.join("\n"));
    }
}

/// Sentences as a list, in the form of the spec's texts.
fn list(items: &[String]) -> String {
    let items: Vec<_> = items.iter().map(|item| format!("- {item}")).collect();
    items.join("\n")
}

/// What is said of something that is deprecated.
pub(super) fn deprecation(language: Language, note: &str) -> String {
    let words = language.pick("Deprecated:", "已弃用：");
    language.pick(format!("{words} {note}"), format!("{words}{note}"))
}

/// Entries as the items of a list: name and kind, what the author says, and what else holds.
fn push_entries(out: &mut Vec<String>, language: Language, entries: &[Entry], indent: &str) {
    for entry in entries {
        let inner = format!("{indent}  ");
        let texts = lines(&entry.text);
        let facts = entry.facts.iter().map(|fact| flat(fact));
        let note = entry
            .deprecated
            .iter()
            .map(|note| flat(&deprecation(language, note)));
        let facts = facts
            .chain(note)
            .collect::<Vec<_>>()
            .join(language.pick(" ", ""));
        let (name, words) = (code(&entry.name), flat(&entry.words));
        let head = format!("{indent}* {name} —— {words}");
        let is_short = !texts
            .iter()
            .any(|line| line.is_empty() || line.starts_with("- "));
        if is_short {
            let mut said = texts;
            if let Some(last) = said.last_mut().filter(|_| !facts.is_empty()) {
                end_sentence(last, language);
            }
            said.push(facts);
            said.retain(|part| !part.is_empty());
            let end = if said.is_empty() {
                ""
            } else {
                language.pick(". ", "；")
            };
            out.push(format!("{head}{end}{}", said.join(language.pick(" ", ""))));
        } else {
            out.push(head);
            // A list may follow at once, a paragraph would go on in the line before.
            if !texts.first().is_some_and(|line| line.starts_with("- ")) {
                out.push(String::new());
            }
            out.extend(texts.iter().map(|line| indented(line, &inner)));
            if !facts.is_empty() {
                out.extend([String::new(), indented(&facts, &inner)]);
            }
        }
        push_entries(out, language, &entry.members, &inner);
    }
}

/// Adds a full stop to a text that has none, so that another sentence may follow.
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
    use super::{Entry, Language, end_sentence, push_entries};

    #[test]
    fn facts_are_sentences_of_their_own() {
        let entry = |text: &str, fact: &str| Entry {
            name: "page".to_owned(),
            words: "i64".to_owned(),
            object: None,
            text: text.to_owned(),
            facts: vec![fact.to_owned()],
            deprecated: None,
            members: Vec::new(),
        };
        for (language, text, fact, line) in [
            (
                Language::Chinese,
                "从 1 开始；默认值：1",
                "默认值：1。",
                "* `page` —— i64；从 1 开始；默认值：1。默认值：1。",
            ),
            (
                Language::English,
                "td",
                "Sent as `t`.",
                "* `page` —— i64. td. Sent as `t`.",
            ),
        ] {
            let mut out = Vec::new();
            push_entries(&mut out, language, &[entry(text, fact)], "");
            assert_eq!(out, [line]);
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
