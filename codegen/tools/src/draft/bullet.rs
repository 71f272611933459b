//! A parameter or a field, as an item of a list or a row of a table describes it.

use std::ops::Range;

use super::headings::plain_name;

/// A parameter, as the page describes it.
#[derive(Clone, Debug)]
pub(super) struct Bullet {
    /// What the badge before it says.
    pub(super) required: Option<bool>,
    pub(super) name: String,
    pub(super) words: String,
    /// The name as it is written, if that is more than a name.
    pub(super) written: Option<String>,
    /// What stands below it, more indented.
    pub(super) members: Vec<Bullet>,
    pub(super) range: Range<usize>,
}

impl Bullet {
    /// A parameter by what names it, unless that stands for any arguments.
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

    /// Takes what stands below: the values that its words announce, or its members.
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
