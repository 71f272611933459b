//! The description of a parameter or a field in an item of a list or a row of a table.

use std::ops::Range;

use super::headings::plain_name;

/// The description of a parameter or a field.
#[derive(Clone, Debug)]
pub(super) struct Bullet {
    /// Whether the badge before it says that it is required; `None` if the badge does not say.
    pub(super) required: Option<bool>,
    pub(super) name: String,
    pub(super) words: String,
    /// The name as the page writes it, if that differs from `name`.
    pub(super) written: Option<String>,
    /// The items below it that are more indented.
    pub(super) members: Vec<Bullet>,
    pub(super) range: Range<usize>,
}

impl Bullet {
    /// Creates a bullet. Returns `None` for names such as `*args`, which stand for any arguments.
    pub(super) fn new(
        written: &str,
        words: &str,
        required: Option<bool>,
        range: &Range<usize>,
    ) -> Option<Self> {
        let (name, more) = plain_name(written)?;
        let words = [more.as_str(), words];
        let words = words.iter().filter(|words| !words.is_empty()).copied();
        Some(Self {
            required,
            name: name.to_owned(),
            words: words.collect::<Vec<_>>().join("；"),
            written: (name != written).then(|| written.to_owned()),
            members: Vec::new(),
            range: range.clone(),
        })
    }

    /// Adds the items below this one: as allowed values if its description announces values, else as members.
    pub(super) fn add_below(&mut self, bullets: Vec<Self>) {
        let announce = ["可选值", "可选项", "取值", "枚举"];
        if !announce.iter().any(|word| self.words.contains(word)) {
            return self.members.extend(bullets);
        }
        for bullet in bullets {
            let separator = match self.words.chars().last() {
                Some(':' | '：') => "",
                Some('）') => "、",
                _ => "：",
            };
            self.words += &format!("{separator}{}（{}）", bullet.name, bullet.words);
        }
    }
}
