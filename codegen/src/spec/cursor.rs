//! Positions in a text: converts the parser's character positions to byte offsets.

use saphyr_parser::Marker;

/// Converts character counts to byte offsets, starting from the previous position.
pub(super) struct Cursor<'a> {
    text: &'a str,
    characters: usize,
    bytes: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            characters: 0,
            bytes: 0,
        }
    }

    pub(super) fn byte(&mut self, marker: Marker) -> usize {
        let (before, after) = self.text.split_at(self.bytes);
        let wanted = marker.index();
        if wanted >= self.characters {
            let ahead = after.chars().take(wanted - self.characters);
            for character in ahead {
                self.bytes += character.len_utf8();
                self.characters += 1;
            }
        } else {
            let back = before.chars().rev().take(self.characters - wanted);
            for character in back {
                self.bytes -= character.len_utf8();
                self.characters -= 1;
            }
        }
        self.bytes
    }
}
