//! How all pages of a list are asked for, in both languages.

use crate::language::Language;

/// Describes the methods of a call whose answer is a page. `method` shows the name of one.
#[must_use]
pub fn all_pages(language: Language, method: impl Fn(&str) -> String) -> String {
    let (items, pages) = (method("items"), method("pages"));
    language.pick(
        format!(
            "The answer is one page of a list. {items} returns the items of all pages, {pages} the pages with their counts."
        ),
        format!("应答是列表的一页。{items} 返回所有页中的各项，{pages} 逐页返回，并附各页的数量。"),
    )
}
