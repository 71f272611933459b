//! Tests of the repetition behind `bge-codegen check --watch`.

#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use bge_private_codegen_tools::watch::{repeat, seen};

/// Returns the looks that lead to an action. The first action is the one at the start.
fn actions(looks: &str) -> String {
    let looks = RefCell::new(looks.chars().peekable());
    let last = RefCell::new(' ');
    let mut done = String::new();
    let look = || {
        if let Some(next) = looks.borrow_mut().next() {
            *last.borrow_mut() = next;
        }
        *last.borrow()
    };
    let pause = || looks.borrow_mut().peek().map(|_| ()).ok_or(());
    let _ = repeat(look, pause, || {
        done.push(*last.borrow());
        Ok(())
    });
    done
}

#[test]
fn changes_are_acted_on_once_they_have_settled() {
    for (looks, expected) in [
        ("aaaa", "a"),
        ("aabb", "ab"),
        ("aabcdd", "ad"),
        ("aabaaa", "a"),
        // A change during an action leads to another action.
        ("abb", "ab"),
        ("aabbcc", "abc"),
    ] {
        assert_eq!(actions(looks), expected, "{looks}");
    }
}

#[test]
fn files_that_come_and_go_are_seen() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("watched");
    let _ = fs::remove_dir_all(&dir);
    let nothing = seen(&dir);
    fs::create_dir_all(&dir).unwrap();
    assert!(seen(&dir) == nothing);
    fs::write(dir.join("a.yaml"), "a").unwrap();
    let one = seen(&dir);
    fs::write(dir.join("notes.txt"), "no spec").unwrap();
    assert!(one != nothing && seen(&dir) == one);
    fs::write(dir.join("a.yaml"), "ab").unwrap();
    let longer = seen(&dir);
    fs::write(dir.join("b.yaml"), "b").unwrap();
    let two = seen(&dir);
    assert!(longer != one && two != longer);
    fs::remove_dir_all(&dir).unwrap();
    assert!(seen(&dir) == nothing);
}
