//! Finds the tables of a page whose rows describe parameters or fields.

use std::ops::Range;

use super::markdown_repair::lines;

/// A table whose rows describe parameters or fields.
#[derive(Debug)]
pub(super) struct Table {
    /// Whether a column says which parameters are required.
    pub(super) says_required: bool,
    /// The range of the first two lines.
    pub(super) heading: Range<usize>,
    pub(super) rows: Vec<Row>,
    pub(super) range: Range<usize>,
}

/// The parameter or field that a row describes.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) required: Option<bool>,
    /// The text of the other cells.
    pub(super) words: String,
    pub(super) range: Range<usize>,
}

/// The meaning of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Required,
    Default,
    Words,
    /// Any other column, with its heading.
    Other(String),
}

/// Returns the tables of a text that starts at offset `base` of the page. Tables without a column of names
/// are ignored.
pub(super) fn tables(text: &str, base: usize) -> Vec<Table> {
    let lines = lines(text);
    let mut tables = Vec::new();
    let mut at = 0;
    while let Some([(start, heading), (_, rule), rest @ ..]) = lines.get(at..) {
        at += 1;
        let columns: Vec<Column> = cells(heading).iter().map(|cell| column(cell)).collect();
        if !is_rule(rule) || !columns.contains(&Column::Name) {
            continue;
        }
        let rows = rest.iter().take_while(|(_, line)| line.contains('|'));
        let rows: Vec<Row> = rows
            .map(|(start, line)| row(line, base + start, &columns))
            .collect();
        let heading = base + start..base + start + heading.len() + rule.trim_end().len();
        let end = rows.last().map_or(heading.end, |row| row.range.end);
        at += 1 + rows.len();
        tables.push(Table {
            says_required: columns.contains(&Column::Required),
            range: heading.start..end,
            heading,
            rows,
        });
    }
    tables
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains("--") && line.chars().all(|c| "|-: ".contains(c))
}

/// Returns the cells of a line. A bar within a cell is escaped with a backslash.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().replace("\\|", "\u{0}");
    let line = line.strip_prefix('|').unwrap_or(&line);
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|')
        .map(|cell| cell.trim().replace('\u{0}', "|"))
        .collect()
}

fn column(heading: &str) -> Column {
    let heading = heading.trim_matches(['*', '`', ' ']).to_lowercase();
    match heading.as_str() {
        "参数" | "参数名" | "参数名称" | "字段" | "字段名" | "字段名称" | "名称" | "变量名"
        | "name" | "field" | "parameter" | "param" | "argument" => Column::Name,
        "必填" | "必选" | "必须" | "必需" | "是否必填" | "是否必选" | "是否必须" | "是否必需"
        | "required" => Column::Required,
        "默认" | "默认值" | "缺省值" | "default" => Column::Default,
        "类型" | "数据类型" | "参数类型" | "字段类型" | "说明" | "描述" | "含义" | "备注"
        | "参数说明" | "字段说明" | "type" | "description" | "note" | "notes" => {
            Column::Words
        }
        _ => Column::Other(heading),
    }
}

fn row(line: &str, start: usize, columns: &[Column]) -> Row {
    let mut row = Row {
        name: String::new(),
        required: None,
        words: String::new(),
        range: start..start + line.trim_end().len(),
    };
    let mut words = Vec::new();
    for (at, cell) in cells(line).into_iter().enumerate() {
        let is_empty = cell.is_empty() || matches!(cell.as_str(), "-" | "—" | "/");
        match columns.get(at) {
            _ if is_empty => {}
            Some(Column::Name) if row.name.is_empty() => {
                row.name = cell.trim_matches(['*', '`', ' ']).to_owned();
            }
            Some(Column::Required) if required(&cell).is_some() => row.required = required(&cell),
            Some(Column::Default) => words.push(format!("默认值：{cell}")),
            Some(Column::Other(heading)) if !heading.is_empty() => {
                words.push(format!("{heading}：{cell}"));
            }
            _ => words.push(cell),
        }
    }
    row.words = words.join("；");
    row
}

fn required(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "是" | "必填" | "必选" | "必须" | "y" | "yes" | "true" | "required" | "√" | "✓" | "1" => {
            Some(true)
        }
        "否" | "选填" | "可选" | "非必填" | "n" | "no" | "false" | "optional" | "×" | "✗" | "0" => {
            Some(false)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::tables;

    #[test]
    fn rows_are_read_by_their_columns() {
        let text = "见下：\n| 参数 | 必填 | 类型 | 默认值 | 单位 | 说明 |\n|---|:-:|---|---|---|---|\n| `a` | 是 | int | 5 | 秒 | x \\| y |\n| b | 否 | | - |\n后\n";
        let tables = tables(text, 10);
        let [table] = tables.as_slice() else {
            panic!("{tables:?}")
        };
        let rows: Vec<_> = table.rows.iter().collect();
        assert!(table.says_required && rows.len() == 2);
        let (a, b) = (rows[0], rows[1]);
        assert_eq!((a.name.as_str(), a.required), ("a", Some(true)));
        assert_eq!(a.words, "int；默认值：5；单位：秒；x | y");
        assert_eq!(
            (b.name.as_str(), b.required, b.words.as_str()),
            ("b", Some(false), "")
        );
        let last = &text[b.range.start - 10..b.range.end - 10];
        assert_eq!(last, "| b | 否 | | - |");
        assert_eq!(&text[table.range.end - 10..], "\n后\n");
    }

    #[test]
    fn what_names_nothing_is_no_table() {
        for text in [
            "| code | 说明 |\n|---|---|\n| 1 | x |\n",
            "| 参数 | a |\n",
            "参数 | a\n--\n",
            "",
        ] {
            assert!(tables(text, 0).is_empty(), "{text}");
        }
    }
}
