//! The spec that every planted change starts from, and a program that uses all of it.
//!
//! `NAME` and `CAMEL` are replaced by the plant's own name, so that all plants fit into one spec. `DOC` is
//! replaced by a `doc` key.

/// A group that uses many features of specs.
pub const GROUP: &str = r##"
group: NAME
title: {en: Things, zh: 事物}
endpoints:
  NAME_do:
    path: /NAME/do
    DOC
    see: "#/do"
    retry: {safe_when: {mode: [soft]}}
    args:
      text: {type: string, min_length: 2, DOC}
      count: {type: integer, min: 1, max: 9, DOC}
      other: {type: integer, DOC}
      mode: {type: Mode, DOC}
      since: {type: unix_time, DOC}
      link: {type: url, DOC}
      items: {type: list<Item>, join: json, DOC}
      tags: {type: list<string>, join: comma, DOC}
      note: {type: Note, DOC}
    kwargs:
      limit: {type: integer, default: 3, DOC}
      page: {type: integer, DOC}
      token: {type: string, DOC}
      hint: {type: string, deprecated: {en: Old., zh: 旧。}, DOC}
    response:
      id: {type: string, DOC}
      total: {type: integer, DOC}
      created: {type: time, DOC}
      link: {type: url, DOC}
      key: {type: string, secret: true, DOC}
      gone: {type: string, optional: true, DOC}
      empty: {type: string, nullable: true, DOC}
      either: {type: string, nullable: true, optional: true, DOC}
      loose: {type: integer, lenient: true, DOC}
      long: {type: string, max_length: 9, DOC}
      state: {type: State, DOC}
      owner: {type: Owner, DOC}
    examples:
      - title: {en: The usual, zh: 常用}
        args:
          text: abc
          count: 5
          other: 6
          mode: soft
          since: 1500000000
          link: https://a.example/
          items: [{name: pen, size: 1, level: low, weight: 2}]
          tags: [a, b]
          note: {paid: {order: o}}
        response:
          id: i
          total: 1
          created: 2021-09-07T09:20:51Z
          link: https://a.example/
          key: k
          empty: null
          loose: 1
          long: abc
          state: open
          owner: {name: n}
  NAME_ping:
    path: /NAME/ping
    DOC
    retry: safe
    forwards: true
    response: none
    deprecated: {en: Old., zh: 旧。}
    examples:
      - title: {en: The usual, zh: 常用}
  NAME_raw:
    path: /NAME/raw
    DOC
    retry: unsafe
    response: any
    examples:
      - title: {en: The usual, zh: 常用}
        response: {name: n}
types:
  Mode:
    DOC
    enum: {soft: {}, hard: {}}
  Level:
    DOC
    enum: {low: {value: 1}, high: {value: 2}}
  State:
    DOC
    enum: {open: {}, shut: {}}
  CAMELSpare:
    DOC
    enum: {left: {}, right: {}}
  Item:
    DOC
    fields:
      name: {type: string, DOC}
      size: {type: integer, DOC}
      level: {type: Level, DOC}
      weight: {type: integer, nullable: true, DOC}
      colour: {type: string, optional: true, DOC}
  Owner:
    DOC
    fields:
      name: {type: string, DOC}
  Note:
    DOC
    extra:
      paid:
        DOC
        params:
          order: {type: string, DOC}
      sent:
        DOC
        params:
          address: {type: string, DOC}
"##;

/// A second group, for things that move between groups.
pub const SECOND: &str = r##"
group: NAME_b
title: {en: Others, zh: 其他}
endpoints:
  NAME_stay:
    path: /NAME/stay
    DOC
    response:
      pong: {type: string, DOC}
    examples:
      - title: {en: The usual, zh: 常用}
        response: {pong: p}
types:
  CAMELAnchor:
    DOC
    enum: {fixed: {}}
"##;

/// The platform. A spec has exactly one.
pub const PLATFORM: &str = r##"
platform: bge-private
title: {en: Platform, zh: 平台}
documentation: https://docs.example/
environments:
  production: {url: https://a.example, DOC}
  preview: {url: https://b.example, DOC}
  local: {url: https://c.example, DOC}
  trial: {url: https://t.example, DOC}
default_environment: production
signature:
  digest: hmac-sha1
  prefix: abc
  max_age: 300
  fields: {key: app_key, nonce: nonce, timestamp: timestamp, signature: sign}
envelope: {code: code, message: msg, data: data, pagination: pagination}
defaults: {retries: 3, connect_timeout: 5, attempt_timeout: 16, call_timeout: 60, max_response_bytes: 1000000}
"##;

/// A program that uses all of the group.
pub const PROGRAM: &str = r#"
use bge_private_sdk::NAME::{CAMELDo, CAMELDoResponse, CAMELPing, CAMELRaw};
use bge_private_sdk::NAME::{Item, Level, Mode, Note, Owner, CAMELSpare, State};
use bge_private_sdk::{Client, Error, OffsetDateTime, Reply, Secret, Url};

pub async fn user(client: Client, link: Url) -> Result<(), Error> {
    let item: Item = Item::new("pen", 1, Level::Low).weight(2).colour("red");
    let _: (&String, i64, Level, Option<i64>, &Option<String>) =
        (&item.name, item.size, item.level, item.weight, &item.colour);
    let _: [i64; 2] = [Level::Low.as_i64(), Level::High.as_i64()];
    let _: Note = Note::Sent { address: "a".to_owned() };
    let note: Note = Note::Paid { order: "o".to_owned() };
    let since = OffsetDateTime::UNIX_EPOCH;
    let request: CAMELDo = CAMELDo::new(
        "abc", 5, 6, Mode::Soft, since, link.clone(), [item.clone()], ["a"], note.clone(),
    );
    let _: (&String, i64, i64, &Mode, OffsetDateTime, &Url, &Vec<Item>, &Vec<String>, &Note) = (
        &request.text, request.count, request.other, &request.mode, request.since, &request.link,
        &request.items, &request.tags, &request.note,
    );
    let _: (Option<i64>, Option<i64>, &Option<String>) = (request.limit, request.page, &request.token);
    let _: &Option<String> = &request.hint;
    let _: CAMELDoResponse = client.call(request).await?;
    let answer = client
        .NAME_do("abc", 5, 6, Mode::Hard, since, link, [item], ["a"], note)
        .limit(1)
        .page(2)
        .token("t")
        .hint("h")
        .await?;
    let CAMELDoResponse { id, total, created, key, .. } = answer.clone();
    let _: (String, i64, OffsetDateTime, Secret, Url) = (id, total, created, key, answer.link);
    let _: [Option<String>; 3] = [answer.gone, answer.empty, answer.either];
    let _: (i64, String, Owner) = (answer.loose, answer.long, answer.owner.clone());
    let _: String = answer.owner.name;
    match answer.state {
        State::Open | State::Shut => {}
        _ => {}
    }
    match CAMELSpare::from("left") {
        CAMELSpare::Left | CAMELSpare::Right => {}
        _ => {}
    }
    let _: &str = Mode::Soft.as_str();
    let nothing: () = client.NAME_ping().await?;
    let _: () = client.call(CAMELPing::new()).await?;
    let reply: Reply = client.NAME_raw().await?;
    let _: Reply = client.call(CAMELRaw::new()).await?;
    drop((nothing, reply));
    Ok(())
}
"#;

/// A program that uses the second group.
pub const SECOND_PROGRAM: &str = r#"
use bge_private_sdk::NAME_b::{CAMELAnchor, CAMELStay, CAMELStayResponse};

pub async fn second(client: &Client) -> Result<String, Error> {
    drop((CAMELAnchor::Fixed, CAMELStay::new()));
    let answer: CAMELStayResponse = client.NAME_stay().await?;
    Ok(answer.pong)
}
"#;

/// Programs that use the platform: one for each of its environments, and one that uses the defaults.
pub const PLATFORM_PROGRAMS: [(&str, &str); 4] = [
    (
        "production",
        "pub fn user() { let _ = bge_private_sdk::Environment::Production; }",
    ),
    (
        "preview",
        "pub fn user() { let _ = bge_private_sdk::Environment::Preview; }",
    ),
    (
        "local",
        "pub fn user() { let _ = bge_private_sdk::Environment::Local; }",
    ),
    (
        "client",
        "pub fn user() { drop((bge_private_sdk::Client::from_env(), bge_private_sdk::Environment::default().base_url())); }",
    ),
];
