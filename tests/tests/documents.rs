//! The READMEs and guides agree with each other and with the manifest: code blocks, features, links.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_tests::fences::{Part, blocks, parts};
use bge_private_tests::workspace::{original, section};

fn read(page: impl AsRef<Path>) -> String {
    fs::read_to_string(original().join(page)).unwrap()
}

/// Comments are translated.
#[test]
fn the_chinese_readme_has_the_same_code_blocks() {
    let code = |page| {
        let blocks = blocks(&read(page)).into_iter();
        let code = blocks.map(|block| (block.open, without_comments(&block.content)));
        code.collect::<Vec<_>>()
    };
    let english = code("README.md");
    assert!(!english.is_empty());
    assert_eq!(code("README.zh-CN.md"), english);
}

fn without_comments(code: &str) -> String {
    let lines = code.split_inclusive('\n');
    lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect()
}

/// The tables of features in the guide and on the page of the crate have all features, and no others.
#[test]
fn all_features_are_documented() {
    let section = section("sdk/Cargo.toml", "[features]");
    let lines = section.lines().filter(|line| !line.starts_with('#'));
    let names = lines.filter_map(|line| line.split_once(" = "));
    let names: BTreeSet<_> = names
        .map(|(name, _)| name)
        .filter(|name| *name != "default")
        .collect();
    for (page, head) in [
        ("docs/calling.md", "## Features\n"),
        ("sdk/src/lib.rs", "//! # Features\n"),
    ] {
        let page = read(page);
        let (_, rest) = page.split_once(head).unwrap();
        let table = rest.split("# ").next().unwrap().lines();
        let rows = table.filter_map(|line| line.trim_start_matches("//! ").strip_prefix("| `"));
        let listed: BTreeSet<_> = rows.filter_map(|row| row.split('`').next()).collect();
        assert_eq!(listed, names);
    }
}

/// Links between the pages lead to files and headings.
#[test]
fn links_hold() {
    let folder = fs::read_dir(original().join("docs")).unwrap();
    let guides = folder.map(|entry| Path::new("docs").join(entry.unwrap().file_name()));
    let others = ["CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"].map(PathBuf::from);
    let mut count = 0;
    for page in guides.chain(others) {
        for link in links(&read(&page)) {
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() {
                page.clone()
            } else {
                page.with_file_name(file)
            };
            let is_there = original().join(&target).exists();
            assert!(is_there, "{}: {link}", page.display());
            let holds = heading.is_empty() || anchors(&read(&target)).contains(heading);
            assert!(holds, "{}: {link}", page.display());
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
}

/// Returns the lines outside of code blocks.
fn prose(page: &str) -> Vec<String> {
    let lines = parts(page).into_iter().filter_map(|part| match part {
        Part::Text(line) => Some(line),
        Part::Block(_) => None,
    });
    lines.collect()
}

/// Returns the links that are not addresses.
fn links(page: &str) -> Vec<String> {
    let text = prose(page).concat();
    let ends = text.split("](").skip(1);
    let links = ends.filter_map(|end| end.split(')').next());
    let links = links.filter(|link| !link.contains("://"));
    links.map(str::to_owned).collect()
}

/// Returns the anchors that GitHub gives the headings.
fn anchors(page: &str) -> BTreeSet<String> {
    let lines = prose(page).into_iter();
    let headings = lines.filter(|line| line.starts_with('#'));
    let anchor = |heading: String| -> String {
        let heading = heading.trim_matches(['#', ' ', '\n']).to_lowercase();
        let kept = heading
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}
