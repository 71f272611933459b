//! What the documentation of a platform says in one language, whatever it is written to.
//!
//! A field called `text` holds what the spec's author wrote; `facts` and `words` are sentences of our own in the same
//! form: paragraphs, lists and `code`.

use bge_private_codegen::language::Language;

/// The documentation in one language.
pub(super) struct Site {
    pub(super) language: Language,
    pub(super) title: String,
    /// The crate as it is imported.
    pub(super) krate: String,
    /// The platform's own documentation.
    pub(super) documentation: String,
    /// How a client is made.
    pub(super) start: String,
    /// What holds for every call, by headings.
    pub(super) chapters: Vec<Chapter>,
    pub(super) groups: Vec<Group>,
}

/// Something that holds for every call.
pub(super) struct Chapter {
    /// Its anchor.
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) words: Vec<String>,
    pub(super) entries: Vec<Entry>,
}

/// One page.
pub(super) struct Group {
    pub(super) name: String,
    /// The name of its file, without an ending.
    pub(super) page: String,
    pub(super) title: String,
    pub(super) endpoints: Vec<Endpoint>,
}

/// One call.
pub(super) struct Endpoint {
    /// Its name in the platform's documentation, and its anchor.
    pub(super) name: String,
    /// The first paragraph of its text, plainly.
    pub(super) summary: String,
    /// The call in Rust with the names of its arguments.
    pub(super) signature: String,
    pub(super) path: String,
    pub(super) text: String,
    pub(super) see: Option<String>,
    pub(super) deprecated: Option<String>,
    pub(super) args: Vec<Entry>,
    pub(super) kwargs: Vec<Entry>,
    /// What it gives.
    pub(super) answer: String,
    pub(super) response: Vec<Entry>,
    /// The objects that parameters and answer are made of.
    pub(super) objects: Vec<Object>,
    /// Whether it may be repeated.
    pub(super) repeating: String,
    pub(super) errors: Vec<String>,
    pub(super) examples: Vec<Example>,
}

/// An object with a name.
pub(super) struct Object {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) fields: Vec<Entry>,
}

/// A parameter, a field, or a value.
pub(super) struct Entry {
    /// Shown as code.
    pub(super) name: String,
    /// What it is, in a few words.
    pub(super) words: String,
    /// The object it is made of, if any.
    pub(super) object: Option<String>,
    pub(super) text: String,
    pub(super) facts: Vec<String>,
    pub(super) deprecated: Option<String>,
    /// The values it can have, or what belongs to it.
    pub(super) members: Vec<Entry>,
}

impl Entry {
    /// Creates an entry without a text.
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

/// One example.
pub(super) struct Example {
    pub(super) title: String,
    pub(super) rust: String,
    /// The data that is answered, as JSON.
    pub(super) answer: Option<String>,
}
