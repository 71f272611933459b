//! The spec that every planted change starts from, and a program that uses all of it.
//!
//! `NAME` and `CAMEL` are replaced by the plant's own name, so that all plants fit into one spec. `DOC` is
//! replaced by a `doc` key.

/// A group that uses many features of specs.
pub const GROUP: &str = include_str!("base/group.yaml");

/// A second group, for things that move between groups.
pub const SECOND: &str = include_str!("base/second.yaml");

/// The platform. A spec has exactly one.
pub const PLATFORM: &str = include_str!("base/platform.yaml");

/// A program that uses all of the group.
pub const PROGRAM: &str = r#"
use bge_private_sdk::NAME::{CAMELDo, CAMELDoResponse, CAMELPick, CAMELPickBy, CAMELPickSort, CAMELPing, CAMELRaw};
use bge_private_sdk::NAME::{CAMELGuest, CAMELItem, CAMELLevel, CAMELMate, CAMELMode, CAMELNote, CAMELOwner, CAMELSpare, CAMELState, CAMELValue};
use bge_private_sdk::{Client, Error, OffsetDateTime, Reply, Secret, Url};

pub async fn user(client: Client, link: Url) -> Result<(), Error> {
    let item: CAMELItem = CAMELItem::new("pen", 1, CAMELLevel::Low).weight(2).colour("red");
    let _: (&String, i64, CAMELLevel, Option<i64>, &Option<String>) =
        (&item.name, item.size, item.level, item.weight, &item.colour);
    let _: [i64; 2] = [CAMELLevel::Low.as_i64(), CAMELLevel::High.as_i64()];
    let _: CAMELNote = CAMELNote::Sent { address: "a".to_owned() };
    let note: CAMELNote = CAMELNote::Paid { order: "o".to_owned() };
    let since = OffsetDateTime::UNIX_EPOCH;
    let request: CAMELDo = CAMELDo::new(
        "abc", 5, 6, CAMELMode::Soft, since, link.clone(), [item.clone()], ["a"], note.clone(),
    );
    let _: (&String, i64, i64, &CAMELMode, OffsetDateTime, &Url, &Vec<CAMELItem>, &Vec<String>, &CAMELNote) = (
        &request.text, request.count, request.other, &request.mode, request.since, &request.link,
        &request.items, &request.tags, &request.note,
    );
    let _: (Option<i64>, Option<i64>, &Option<String>) = (request.limit, request.page, &request.token);
    let _: &Option<String> = &request.hint;
    let _: CAMELDoResponse = client.call(request).await?;
    let answer = client
        .NAME_do("abc", 5, 6, CAMELMode::Hard, since, link, [item], ["a"], note)
        .limit(1)
        .page(2)
        .token("t")
        .hint("h")
        .await?;
    let CAMELDoResponse { id, total, created, key, .. } = answer.clone();
    let _: (String, i64, OffsetDateTime, Secret, Url) = (id, total, created, key, answer.link);
    let _: [Option<String>; 3] = [answer.gone, answer.empty, answer.either];
    let _: (i64, String, CAMELOwner) = (answer.loose, answer.long, answer.owner.clone());
    let _: Option<CAMELMate> = answer.owner.mate;
    let _: String = answer.owner.name;
    drop(|guest: CAMELGuest| guest.rest.len());
    let _: Vec<String> = client.NAME_walk().items().try_collect().await?;
    drop(|value: CAMELValue| match value {
        CAMELValue::Number(_) | CAMELValue::Word(_) => {}
        _ => {}
    });
    match answer.state {
        CAMELState::Open | CAMELState::Shut => {}
        _ => {}
    }
    match CAMELSpare::known_or_other("left") {
        CAMELSpare::Left | CAMELSpare::Right => {}
        _ => {}
    }
    let pick: CAMELPick = CAMELPick::new("w", CAMELPickBy::Label("a".to_owned()));
    let _: (&String, &CAMELPickBy, &Option<CAMELPickSort>, &Option<String>) = (&pick.place, &pick.by, &pick.sort, &pick.beside);
    let () = client
        .NAME_pick("w", CAMELPickBy::Code(1))
        .sort(CAMELPickSort::Rising("r".to_owned()))
        .beside("b")
        .await?;
    drop(|by: CAMELPickBy| match by {
        CAMELPickBy::Label(_) | CAMELPickBy::Code(_) | CAMELPickBy::Badge(_) => {}
        _ => {}
    });
    drop(CAMELPickSort::Falling(String::new()));
    let _: &str = CAMELMode::Soft.as_str();
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
use bge_private_sdk::NAME_b::{CAMELAnchor, CAMELAskResponse, CAMELStay, CAMELStayResponse};

pub async fn second(client: &Client) -> Result<String, Error> {
    drop((CAMELAnchor::Fixed, CAMELStay::new()));
    let answer: CAMELStayResponse = client.NAME_stay().await?;
    drop(client.NAME_last().extra("more", 1));
    let _: CAMELAskResponse = client.NAME_start().await?.wait(client).await?;
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
