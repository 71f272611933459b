//! Generated specs of any size, for measuring the generator and the generated code.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::workspace::platform_file;

/// Writes a spec with this many endpoints into a folder, 20 endpoints to a group. Each endpoint has three
/// required and three optional parameters, one of them an enum, and a response of eight fields with a nested
/// object and a list. A variant above 0 adds a field to the endpoint in the middle.
///
/// # Errors
/// If a file cannot be written.
///
/// # Panics
/// Never: writing to a `String` does not fail.
pub fn write(out: &Path, endpoints: usize, variant: usize) -> std::io::Result<()> {
    fs::create_dir_all(out)?;
    fs::write(out.join("platform.yaml"), platform_file())?;
    for group in 0..endpoints.div_ceil(20) {
        let name = format!("group{group:03}");
        let text = group_text(&name, group, endpoints, variant).expect("text can be written");
        fs::write(out.join(format!("{name}.yaml")), text)?;
    }
    Ok(())
}

fn group_text(
    name: &str,
    group: usize,
    endpoints: usize,
    variant: usize,
) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    write!(
        text,
        "group: {name}\ntitle: {{en: Group {group}, zh: 第 {group} 组}}\nendpoints:\n"
    )?;
    let members = (group * 20..endpoints).take(20);
    for index in members.clone() {
        let added = (variant > 0 && index == endpoints / 2).then_some(variant);
        endpoint(&mut text, name, index, added)?;
    }
    text.push_str("types:\n");
    for index in members {
        types(&mut text, index)?;
    }
    Ok(text)
}

fn endpoint(
    text: &mut String,
    group: &str,
    index: usize,
    added: Option<usize>,
) -> std::fmt::Result {
    write!(
        text,
        "  op{index:04}:
    path: /service/{group}/op{index:04}
    doc: {{en: Operation {index} of the measured spec., zh: 第 {index} 个操作。}}
    retry: safe
    args:
      object_name: {{type: string, min_length: 1, doc: {{en: Name of the object., zh: 对象名。}}}}
      expiration_time: {{type: integer, min: 1, doc: {{en: Life of the link in seconds., zh: 有效秒数。}}}}
      region: {{type: Op{index:04}Region, doc: {{en: Which side serves it., zh: 区域。}}}}
    kwargs:
      only_variant_site: {{type: boolean, doc: {{en: Leave out reference sites., zh: 仅变异位点。}}}}
      ratio: {{type: float, doc: {{en: Share to take., zh: 比例。}}}}
      comment: {{type: string, doc: {{en: Free text., zh: 备注。}}}}
    response:
      result_id: {{type: string, doc: {{en: Its number., zh: 编号。}}}}
      total: {{type: integer, doc: {{en: How many there are., zh: 总数。}}}}
      ok: {{type: boolean, doc: {{en: Whether it went well., zh: 是否成功。}}}}
      score: {{type: float, optional: true, doc: {{en: How good it is., zh: 得分。}}}}
      created: {{type: string, optional: true, doc: {{en: When it was made., zh: 创建时间。}}}}
      name: {{type: string, optional: true, doc: {{en: What it is called., zh: 名称。}}}}
      owner: {{type: Op{index:04}Owner, doc: {{en: Whose it is., zh: 所有者。}}}}
      items: {{type: list<string>, doc: {{en: What is in it., zh: 内容。}}}}
"
    )?;
    if let Some(variant) = added {
        writeln!(
            text,
            "      added_{variant}: {{type: string, optional: true, doc: {{en: Added., zh: 新增。}}}}"
        )?;
    }
    write!(
        text,
        "    examples:
      - title: {{en: The usual, zh: 常用}}
        args: {{object_name: ods/x.tsv, expiration_time: 3600, region: domestic}}
        kwargs: {{only_variant_site: true, ratio: 0.5}}
        response:
          result_id: r-{index}
          total: 2
          ok: true
          score: 0.5
          owner: {{user_id: u-1, level: 3}}
          items: [a, b]
"
    )
}

fn types(text: &mut String, index: usize) -> std::fmt::Result {
    write!(
        text,
        "  Op{index:04}Region:
    doc: {{en: A region., zh: 区域。}}
    enum: [domestic, overseas, internal]
  Op{index:04}Owner:
    doc: {{en: An owner., zh: 所有者。}}
    fields:
      user_id: {{type: string, doc: {{en: The user., zh: 用户。}}}}
      level: {{type: integer, doc: {{en: The level., zh: 等级。}}}}
      email: {{type: string, optional: true, doc: {{en: The address., zh: 邮箱。}}}}
"
    )
}
