//! The content of the documentation in one language, for every output format.
//!
//! The `text` fields hold texts of the spec. The `facts` and `words` fields hold generated sentences. All of
//! them consist of paragraphs, lists and `code`.

use bge_private_codegen::language::Language;

/// The documentation in one language.
pub(super) struct Site {
    pub(super) language: Language,
    pub(super) title: String,
    /// The name of the crate in an import.
    pub(super) krate: String,
    /// The URL of the platform's own documentation.
    pub(super) documentation: String,
    /// Rust code that creates a client.
    pub(super) start: String,
    /// How all calls behave.
    pub(super) chapters: Vec<Chapter>,
    pub(super) groups: Vec<Group>,
}

/// A chapter about all calls.
pub(super) struct Chapter {
    /// The anchor of the chapter.
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) words: Vec<String>,
    pub(super) entries: Vec<Entry>,
}

/// A group of calls, which has its own page.
pub(super) struct Group {
    pub(super) name: String,
    /// The name of the page's file, without an extension.
    pub(super) page: String,
    pub(super) title: String,
    pub(super) endpoints: Vec<Endpoint>,
}

/// One call.
pub(super) struct Endpoint {
    /// The name in the spec, which is also the anchor.
    pub(super) name: String,
    /// The first paragraph of the text, without Markdown markup.
    pub(super) summary: String,
    /// The call in Rust, with the names of its arguments.
    pub(super) signature: String,
    pub(super) path: String,
    pub(super) text: String,
    pub(super) see: Option<String>,
    pub(super) deprecated: Option<String>,
    pub(super) args: Vec<Entry>,
    pub(super) kwargs: Vec<Entry>,
    /// What the call returns.
    pub(super) answer: String,
    pub(super) response: Vec<Entry>,
    /// The objects that the parameters and the response refer to.
    pub(super) objects: Vec<Object>,
    /// Whether the call may be repeated.
    pub(super) repeating: String,
    pub(super) errors: Vec<String>,
    pub(super) examples: Vec<Example>,
}

/// A named object type.
pub(super) struct Object {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) fields: Vec<Entry>,
}

/// A parameter, a field, or a value.
pub(super) struct Entry {
    /// The name, which is shown as code.
    pub(super) name: String,
    /// A short description of the type or the wire value.
    pub(super) words: String,
    /// The name of the object that the type refers to, if any.
    pub(super) object: Option<String>,
    pub(super) text: String,
    pub(super) facts: Vec<String>,
    pub(super) deprecated: Option<String>,
    /// The possible values, or the parameters of a set.
    pub(super) members: Vec<Entry>,
}

impl Entry {
    /// Creates an entry with a name and a short description.
    pub(super) fn new(name: String, words: String) -> Self {
        Self {
            name,
            words,
            object: None,
            text: String::new(),
            facts: Vec::new(),
            deprecated: None,
            members: Vec::new(),
        }
    }
}

/// An example of a call.
pub(super) struct Example {
    pub(super) title: String,
    pub(super) rust: String,
    /// The returned data, as JSON.
    pub(super) answer: Option<String>,
}
