//! Fenced code blocks of Markdown.

/// A fenced code block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The opening fence with its info string.
    pub open: String,
    /// The lines between the fences.
    pub content: String,
    /// The line before the opening fence.
    pub before: String,
}

impl Block {
    /// Returns the closing fence.
    #[must_use]
    pub fn fence(&self) -> String {
        "`".repeat(ticks(&self.open))
    }
}

/// A part of a Markdown page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A line outside of code blocks, with its line break.
    Text(String),
    /// A code block.
    Block(Block),
}

/// Splits a page into lines of text and code blocks.
#[must_use]
pub fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = page.lines();
    let mut before = "";
    while let Some(line) = lines.next() {
        if ticks(line) < 3 {
            parts.push(Part::Text(format!("{line}\n")));
            before = line;
            continue;
        }
        let fence = "`".repeat(ticks(line));
        let content = lines.by_ref().take_while(|line| *line != fence);
        parts.push(Part::Block(Block {
            open: line.to_owned(),
            content: content.map(|line| format!("{line}\n")).collect(),
            before: before.to_owned(),
        }));
    }
    parts
}

/// Returns the code blocks of a page.
#[must_use]
pub fn blocks(page: &str) -> Vec<Block> {
    let of_block = |part| match part {
        Part::Block(block) => Some(block),
        Part::Text(_) => None,
    };
    parts(page).into_iter().filter_map(of_block).collect()
}

/// Returns the number of backticks at the start of a line.
fn ticks(line: &str) -> usize {
    line.len() - line.trim_start_matches('`').len()
}
