//! The place of a page in a longer list.

/// The place of a page in the whole list, as the platform reports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pagination {
    /// Number of the page.
    pub page: Option<i64>,
    /// Number of items of the page.
    pub count: Option<i64>,
    /// Number of items of all pages.
    pub total: Option<i64>,
}
