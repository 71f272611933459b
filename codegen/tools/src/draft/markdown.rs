//! Splits the Markdown of a page into blocks with their locations.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::markdown_repair::{chunks, lines, without_tabs};

/// A block of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum BlockKind {
    Heading {
        level: u8,
        text: String,
    },
    /// An image or a link that is not part of a sentence: its text, and the target of the link.
    Badge {
        label: String,
        link: Option<String>,
    },
    /// A list item or a line that looks like one, with its nesting depth.
    Bullet {
        depth: usize,
    },
    /// Code, with its language and the location of its text.
    Code {
        language: String,
        text: Range<usize>,
    },
    Prose,
}

/// The blocks of a page, and the problems in its Markdown.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) blocks: Vec<Block>,
    pub(super) problems: Vec<(Range<usize>, String)>,
}

/// Splits a page into blocks. Code without a closing fence ends where the next section starts.
pub(super) fn blocks(page: &str) -> Blocks {
    let mut out = Blocks::default();
    let chunks = chunks(page, &mut out.problems);
    for chunk in chunks {
        let text = page.get(chunk.clone()).unwrap_or_default();
        let tidy = without_tabs(text, chunk.start, &mut out.problems);
        Chunk::read(&tidy, chunk.start, &mut out);
    }
    out
}

/// The state of reading one chunk of Markdown.
struct Chunk<'a> {
    text: &'a str,
    base: usize,
    out: &'a mut Blocks,
    depth: usize,
    /// The starts of the open list items that are not in `out` yet.
    open_items: Vec<usize>,
}

impl Chunk<'_> {
    fn read(text: &str, base: usize, out: &mut Blocks) {
        let parser = Parser::new(text);
        for (_, definition) in parser.reference_definitions().iter() {
            let range = shifted(&definition.span, base);
            out.problems
                .push((range, "this link definition is ignored".to_owned()));
        }
        let events: Vec<_> = parser.into_offset_iter().collect();
        let mut chunk = Chunk {
            text,
            base,
            out,
            depth: 0,
            open_items: Vec::new(),
        };
        let mut events = events.into_iter();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    chunk.heading(level, range, &mut events)
                }
                Event::Start(Tag::Paragraph) => {
                    let inside = until(&mut events, TagEnd::Paragraph);
                    chunk.paragraph(range, &inside);
                }
                Event::Start(Tag::CodeBlock(kind)) => chunk.code(&kind, range, &mut events),
                Event::Start(Tag::List(_)) => {
                    chunk.take_item(range.start);
                    chunk.depth += 1;
                }
                Event::End(TagEnd::List(_)) => chunk.depth = chunk.depth.saturating_sub(1),
                Event::Start(Tag::Item) => chunk.open_items.push(range.start),
                Event::End(TagEnd::Item) => chunk.take_item(range.end),
                Event::Start(Tag::HtmlBlock) => chunk.push(BlockKind::Prose, range),
                _ => {}
            }
        }
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        let range = shifted(&range, self.base);
        self.out.blocks.push(Block { kind, range });
    }

    /// Adds the text of the innermost open item, which ends at `end`.
    fn take_item(&mut self, end: usize) {
        if let Some(start) = self.open_items.pop() {
            let depth = self.depth.saturating_sub(1);
            let text = self.text.get(start..end).unwrap_or_default();
            // Markdown treats lines that are meant as items of their own as a part of this item.
            let own = lines(text)
                .into_iter()
                .map(|(at, line)| (at, is_like_bullet(line)));
            let mut starts: Vec<usize> = own
                .filter(|(at, is_own)| *at > 0 && *is_own)
                .map(|(at, _)| at)
                .collect();
            starts.insert(0, 0);
            let ends = starts.iter().skip(1).copied().chain([text.len()]);
            for (from, to) in starts.iter().zip(ends) {
                let piece = text.get(*from..to).unwrap_or_default();
                self.push(
                    BlockKind::Bullet { depth },
                    start + from..start + from + piece.trim_end().len(),
                );
            }
        }
    }

    fn heading<'e>(
        &mut self,
        level: HeadingLevel,
        range: Range<usize>,
        events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>,
    ) {
        let mut text = String::new();
        for (event, _) in until(events, TagEnd::Heading(level)) {
            if let Event::Text(piece) | Event::Code(piece) = event {
                text.push_str(&piece);
            }
        }
        let level = match level {
            HeadingLevel::H1 => 1,
            HeadingLevel::H2 => 2,
            _ => 3,
        };
        self.push(BlockKind::Heading { level, text }, range);
    }

    /// Adds the blocks of a paragraph: images and links are badges, other lines are bullets or prose. A
    /// paragraph of a list item is ignored, since the item contains its text.
    fn paragraph(&mut self, range: Range<usize>, events: &[(Event<'_>, Range<usize>)]) {
        if !self.open_items.is_empty() {
            return;
        }
        let mut badges: Vec<(Range<usize>, BlockKind)> = Vec::new();
        for (event, place) in events {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let label = String::new();
                    let link = Some(dest_url.to_string());
                    badges.push((place.clone(), BlockKind::Badge { label, link }));
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let inside = badges
                        .last_mut()
                        .filter(|(outer, _)| outer.end >= place.end);
                    let picture = decoded(dest_url);
                    match inside {
                        Some((_, BlockKind::Badge { label, .. })) => label.push_str(&picture),
                        _ => {
                            let badge = BlockKind::Badge {
                                label: picture,
                                link: None,
                            };
                            badges.push((place.clone(), badge));
                        }
                    }
                }
                Event::Text(text) | Event::Code(text) => {
                    let inside = badges
                        .last_mut()
                        .filter(|(outer, _)| outer.end >= place.end);
                    if let Some((_, BlockKind::Badge { label, .. })) = inside {
                        label.push(' ');
                        label.push_str(text);
                    }
                }
                _ => {}
            }
        }
        // A link within a sentence is part of the sentence.
        let text = self.text.get(range.clone()).unwrap_or_default();
        let lines: Vec<_> = lines(text)
            .into_iter()
            .map(|(at, line)| range.start + at..range.start + at + line.trim_end().len())
            .collect();
        let mut pieces: Vec<(Range<usize>, BlockKind)> = Vec::new();
        for line in lines {
            let here: Vec<_> = badges
                .iter()
                .filter(|(place, _)| line.contains(&place.start))
                .collect();
            let covered: usize = here.iter().map(|(place, _)| place.len()).sum();
            let text = self.text.get(line.clone()).unwrap_or_default();
            if !here.is_empty() && covered + 4 >= text.trim().len() {
                pieces.extend(here.into_iter().cloned());
            } else if is_like_bullet(text) {
                pieces.push((line, BlockKind::Bullet { depth: 0 }));
            } else if let Some((last, BlockKind::Prose)) = pieces.last_mut() {
                last.end = line.end;
            } else if !text.trim().is_empty() {
                pieces.push((line, BlockKind::Prose));
            }
        }
        for (place, kind) in pieces {
            self.push(kind, place);
        }
    }

    fn code<'e>(
        &mut self,
        kind: &CodeBlockKind<'_>,
        range: Range<usize>,
        events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>,
    ) {
        self.take_item(range.start);
        let inside = until(events, TagEnd::CodeBlock);
        let places: Vec<_> = inside.into_iter().map(|(_, place)| place).collect();
        let text = match (places.first(), places.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => range.end..range.end,
        };
        match kind {
            CodeBlockKind::Fenced(language) => {
                let language = language.trim().to_ascii_lowercase();
                let text = shifted(&text, self.base);
                self.push(BlockKind::Code { language, text }, range);
            }
            CodeBlockKind::Indented => {
                for (at, line) in lines(self.text.get(text.clone()).unwrap_or_default()) {
                    let place = text.start + at..text.start + at + line.trim_end().len();
                    let kind = if is_like_bullet(line) {
                        BlockKind::Bullet { depth: 0 }
                    } else {
                        BlockKind::Prose
                    };
                    if !line.trim().is_empty() {
                        self.push(kind, place);
                    }
                }
            }
        }
    }
}

/// Returns the events before `end`, and consumes `end` as well.
fn until<'e>(
    events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>,
    end: TagEnd,
) -> Vec<(Event<'e>, Range<usize>)> {
    events
        .take_while(|(event, _)| *event != Event::End(end))
        .collect()
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// Whether a line that Markdown reads as text is meant as a list item.
fn is_like_bullet(line: &str) -> bool {
    let line = line.trim();
    let marked = line.trim_start_matches(['*', '-', '+', '•', '·', '＊', '－', '●', '○']);
    let has_mark = marked.len() < line.len();
    let body = marked.trim_start();
    let is_code = body.starts_with('`') || body.starts_with('｀');
    // An item has at least two of these three signs.
    let signs = [has_mark, is_code, body.contains("——")];
    signs.into_iter().filter(|has_sign| *has_sign).count() >= 2
}

/// Returns a URL with its percent-encoded characters decoded.
fn decoded(url: &str) -> String {
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = url
            .get(url.len() - after.len()..url.len() - after.len() + 2)
            .filter(|_| *first == b'%')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{BlockKind, blocks};

    fn kinds(page: &str) -> Vec<String> {
        let blocks = blocks(page).blocks.into_iter();
        blocks
            .map(|block| {
                let text = page[block.range].trim().to_owned();
                match block.kind {
                    BlockKind::Heading { level, text } => format!("h{level} {text}"),
                    BlockKind::Badge { label, link } => format!("badge {label} {link:?}"),
                    BlockKind::Bullet { depth } => format!("bullet{depth} {text}"),
                    BlockKind::Code { language, text } => {
                        format!("code {language} {:?}", &page[text])
                    }
                    BlockKind::Prose => format!("prose {text}"),
                }
            })
            .collect()
    }

    #[test]
    fn pages_are_taken_apart() {
        let page = "## a\n\n[![x](http://i/%E4%B8%AD-args)](http://l/#/a)\n\nText\nmore\n\n* `b` —— c\n  * d\n* e\n\n```json\n{}\n```\n";
        assert_eq!(
            kinds(page),
            [
                "h2 a",
                "badge http://i/中-args x Some(\"http://l/#/a\")",
                "prose Text\nmore",
                "bullet0 * `b` —— c",
                "bullet1 * d",
                "bullet0 * e",
                "code json \"{}\\n\"",
            ]
        );
    }

    #[test]
    fn untidy_pages_are_mended() {
        assert_eq!(
            kinds("\t* `a` —— b\n\t\t* `c` —— d\n")[0],
            "bullet0 * `a` —— b"
        );
        assert_eq!(
            kinds("• `a` —— b\n`c` —— d\n"),
            ["bullet0 • `a` —— b", "bullet0 `c` —— d"]
        );
        assert_eq!(
            kinds("```json\n{}\n\n## b\n\n```python\nx\n```\n"),
            ["code json \"{}\\n\\n\"", "h2 b", "code python \"x\\n\""]
        );
        assert_eq!(
            kinds("* `a` —— b\n• `c` —— d\n"),
            ["bullet0 * `a` —— b", "bullet0 • `c` —— d"]
        );
        assert_eq!(
            kinds("see [there](http://x) for more"),
            ["prose see [there](http://x) for more"]
        );
        assert_eq!(kinds("<b>\n"), ["prose <b>"]);
    }
}
