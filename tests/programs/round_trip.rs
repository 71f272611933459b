//! Random values of every type: the mock platform receives requests as they were sent, the client receives
//! answers as they were given, and serde reads both as they were stored. The program is built against the spec of `codegen/tests/hostile`.

#![allow(deprecated)]

use std::collections::BTreeMap;

use bge_private_sdk::choices::{Choice, Choose, Exclusion_, InABody, InABodyWhat, MayChoose, Some_};
use bge_private_sdk::kinds::*;
use bge_private_sdk::time::UtcOffset;
use bge_private_sdk::mock::{MockPlatform, Mockable, Reason};
use bge_private_sdk::{
    Date, Decimal, ExposeSecrets, File, Json, OffsetDateTime, PlatformTime, Reply, Seconds, Secret, SecretUrl, Url,
};
use proptest::collection::{btree_map, vec};
use proptest::option::of as maybe;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde::de::DeserializeOwned;
use test_support::properties::for_all;

fn list<S: Strategy>(item: S) -> impl Strategy<Value = Vec<S::Value>> {
    vec(item, 0..4)
}

fn map<S: Strategy>(value: S) -> impl Strategy<Value = BTreeMap<String, S::Value>> {
    btree_map(text(), value, 0..4)
}

/// Generates texts of 1 to 20 characters, which are the bounds in the spec.
fn text() -> impl Strategy<Value = String> {
    let odd = [
        '"', '\\', '\0', '\r', '\n', '\u{2028}', ',', '+', '%', '&', '=', ' ', '长', '🧬',
    ];
    let ascii = proptest::char::range('\0', '\u{7f}');
    let character = prop_oneof![select(odd.to_vec()), ascii, any::<char>()];
    vec(character, 1..=20).prop_map(String::from_iter)
}

/// Generates texts without commas, for lists whose items are joined by commas.
fn plain_text() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace(',', ";"))
}

fn secret() -> impl Strategy<Value = Secret> {
    text().prop_map(Secret::from)
}

fn integer() -> impl Strategy<Value = i64> {
    prop_oneof![1 => Just(i64::MIN), 1 => Just(i64::MAX), 2 => any::<i64>()]
}

fn float() -> impl Strategy<Value = f64> {
    let odd = vec![0.0, -0.0, 1e-300, 5e-324, f64::MAX, 1e16];
    let finite = any::<u64>().prop_map(f64::from_bits);
    let finite = finite.prop_map(|float| if float.is_finite() { float } else { 0.1 });
    prop_oneof![1 => select(odd), 3 => finite]
}

fn decimal() -> impl Strategy<Value = Decimal> {
    let high = maybe(any::<u32>());
    (any::<[u32; 2]>(), high, any::<bool>(), 0..29_u32).prop_map(
        |([low, mid], high, negative, scale)| {
            Decimal::from_parts(low, mid, high.unwrap_or(0), negative, scale)
        },
    )
}

fn url() -> impl Strategy<Value = Url> {
    (text(), maybe(text())).prop_map(|(path, query)| {
        let mut url = Url::parse("https://hostile.example").unwrap();
        url.set_path(&path);
        url.set_query(query.as_deref());
        url
    })
}

/// Generates URLs in forms that `Url` would change.
fn exact_url() -> impl Strategy<Value = String> {
    let starts = vec![
        "https://Hostile.example",
        "http://hostile.example:80/../",
        "a+b://c?",
    ];
    let path =
        text().prop_map(|text| text.replace(|c: char| c.is_whitespace() || c.is_control(), "%"));
    (select(starts), path).prop_map(|(start, path)| format!("{start}#{path}"))
}

fn json() -> impl Strategy<Value = Json> {
    let texts = vec![
        r#"{"b": 1.10, "a":[ ]}"#,
        "null",
        "1e400",
        "-0.0",
        "\"\\u0000\"",
        " [1] ",
    ];
    prop_oneof![
        select(texts).prop_map(|text| Json::from_text(text).unwrap()),
        text().prop_map(|text| Json::from(&text)),
    ]
}

/// Generates times with nanoseconds, in years that RFC 3339 supports.
fn time() -> impl Strategy<Value = OffsetDateTime> {
    (unix_time(), 0..1_000_000_000_u32).prop_map(|(time, nanosecond)| {
        let time = time
            .replace_year(time.year().clamp(1, 9998))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        time.replace_nanosecond(nanosecond).unwrap()
    })
}

/// Generates dates in years of at most four digits.
fn date() -> impl Strategy<Value = Date> {
    time().prop_map(OffsetDateTime::date)
}

/// Generates times in the platform's zone, exact to the second.
fn local_time() -> impl Strategy<Value = PlatformTime> {
    time().prop_map(|time| time.replace_nanosecond(0).unwrap().into())
}

/// Generates times with an offset, exact to the microsecond.
fn offset_time() -> impl Strategy<Value = PlatformTime> {
    time().prop_map(|time| {
        let time = time.replace_nanosecond(time.microsecond() * 1000).unwrap();
        time.to_offset(UtcOffset::from_hms(-3, -30, 0).unwrap()).into()
    })
}

fn unix_millis() -> impl Strategy<Value = OffsetDateTime> {
    time().prop_map(|time| time.replace_nanosecond(u32::from(time.millisecond()) * 1_000_000).unwrap())
}

fn unix_time() -> impl Strategy<Value = OffsetDateTime> {
    let seconds = -250_000_000_000..250_000_000_000_i64;
    seconds.prop_map(|seconds| OffsetDateTime::from_unix_timestamp(seconds).unwrap())
}

fn seconds() -> impl Strategy<Value = Seconds> {
    prop_oneof![3 => select(vec![0, 1, u64::MAX]), 1 => any::<u64>()].prop_map(Seconds::from)
}

/// Generates known values only, for parameters that accept no others.
fn level() -> impl Strategy<Value = Level> {
    select(vec![Level::Low, Level::Highest])
}

fn grade() -> impl Strategy<Value = Grade> {
    select(vec![Grade::First, Grade::Second, Grade::Minus])
}

fn open_level() -> impl Strategy<Value = Level> {
    prop_oneof![level(), text().prop_map(|text| Level::known_or_other(&text))]
}

fn open_grade() -> impl Strategy<Value = Grade> {
    prop_oneof![grade(), integer().prop_map(Grade::known_or_other)]
}

fn file() -> impl Strategy<Value = File> {
    (plain_text(), list(any::<u8>()), 0..3).prop_map(|(name, content, kind)| {
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        let file = File::from_bytes(format!("f{}", name.replace(['\\', '"'], "'")), content);
        match kind {
            0 => file.with_media_type("text/plain; charset=utf-8"),
            1 => file.with_name("a.png"),
            _ => file,
        }
    })
}

fn further() -> impl Strategy<Value = Further> {
    // Names that the head of a part can contain.
    let spoilt = |c: char| c.is_control() || matches!(c, '"' | '\\');
    let name = text().prop_map(move |name| format!("x{}", name.replace(spoilt, "_")));
    prop_oneof![
        text().prop_map(|body| Further::Message { body }),
        (text(), secret()).prop_map(|(to, on_behalf)| Further::Notice { to, on_behalf }),
        (text(), btree_map(name, text(), 0..4))
            .prop_map(|(set, params)| Further::other(set, params)),
    ]
}

fn tree(depth: u32) -> BoxedStrategy<Tree> {
    let (children, twin) = match depth {
        0 => (Just(Vec::new()).boxed(), Just(None).boxed()),
        _ => (
            list(tree(depth - 1)).boxed(),
            maybe(tree(depth - 1).prop_map(Box::new)).boxed(),
        ),
    };
    let required = (
        (text(), map(list(text())), open_level(), open_grade()),
        (time(), unix_time(), unix_time()),
        (decimal(), float(), json(), children),
    );
    let optional = (
        maybe(text()),
        maybe(seconds()),
        maybe(url()),
        maybe(secret()),
        twin,
    );
    (required, optional)
        .prop_map(|((a, b, c), (note, r#for, link, key, twin))| {
            let mut tree = Tree::new(a.0, a.1, a.2, a.3, b.0, b.1, b.2, c.0, c.1, c.2, c.3);
            tree.note = note;
            tree.r#for = r#for;
            tree.link = link;
            tree.key = key;
            tree.twin = twin;
            tree
        })
        .boxed()
}

fn required() -> BoxedStrategy<Required> {
    let price = (1..10_000_u32).prop_map(|cents| Decimal::from_parts(cents, 0, 0, false, 2));
    let map = map(integer()).prop_map(|mut map| {
        map.insert("one".to_owned(), 1);
        while map.len() > 3 {
            map.pop_first();
        }
        map
    });
    let values = (
        (text(), text(), any::<bool>(), -10..=10_i64),
        (
            select(vec![0.1, -1.25, -0.0, 1e-300]),
            price,
            url(),
            text(),
            json(),
        ),
        (
            file(),
            time(),
            date(),
            exact_url(),
            unix_time(),
            unix_time(),
        ),
        (level(), grade(), tree(2), map, further()),
    );
    values
        .prop_map(|(a, b, c, d)| {
            let link = Url::parse("https://hostile.example/a?b=c,d#e").unwrap();
            Required::new(
                a.0, a.1, a.2, a.3, b.0, b.1, link, b.2, b.3, b.4, c.0, c.1, c.2, c.3, c.4, c.5, 1,
                d.0, d.1, d.2, d.3, d.4,
            )
        })
        .boxed()
}

fn optional() -> BoxedStrategy<Optional> {
    let numbers = (
        maybe(integer().prop_map(i64::saturating_abs)),
        maybe(float().prop_map(|float| -float.abs())),
        maybe(decimal().prop_map(|decimal| decimal.abs() + Decimal::ONE)),
        maybe((2..10_u64).prop_map(Seconds::from)),
    );
    let texts = (
        maybe(text()),
        maybe(secret()),
        maybe(any::<bool>()),
        maybe(level()),
        maybe(grade()),
        maybe(text()),
    );
    let urls = (
        maybe(url()),
        maybe(url().prop_map(SecretUrl::from)),
        maybe(url().prop_map(|url| Secret::from(url.as_str()))),
        maybe(exact_url()),
    );
    let times = (
        maybe(time()),
        maybe(date()),
        maybe(unix_time()),
        maybe(unix_time()),
        maybe(local_time()),
        maybe(offset_time()),
        maybe(unix_millis()),
    );
    let others = (
        maybe(json()),
        maybe(json()),
        maybe(file()),
        maybe(tree(1)),
        maybe(map(list(tree(0)))),
    );
    (numbers, texts, urls, times, others)
        .prop_map(|(numbers, texts, urls, times, others)| {
            let mut request = Optional::new();
            (
                request.integer,
                request.float,
                request.decimal,
                request.seconds,
            ) = numbers;
            (
                request.string,
                request.secret,
                request.boolean,
                request.level,
                request.grade,
                request.old,
            ) = texts;
            (
                request.url,
                request.secret_url,
                request.whole_secret_url,
                request.exact_url,
            ) = urls;
            (
                request.time,
                request.date,
                request.unix_time,
                request.unix_time_text,
                request.local_time,
                request.offset_time,
                request.unix_millis,
            ) = times;
            (
                request.json,
                request.secret_json,
                request.file,
                request.object,
                request.map,
            ) = others;
            request
        })
        .boxed()
}

fn comma() -> BoxedStrategy<Comma> {
    let link = Just(Url::parse("https://hostile.example/a;b").unwrap());
    let values = (
        (
            plain_text(),
            list(any::<bool>()),
            list(integer()),
            list(float()),
        ),
        (
            list(decimal()),
            list(link),
            list(time()),
            list(date()),
            list(exact_url().prop_map(|url| url.replace(',', ""))),
            list(unix_time()),
        ),
        (
            list(unix_time()),
            list(seconds()),
            list(level()),
            list(grade()),
        ),
    );
    values
        .prop_map(|(a, b, c)| {
            Comma::new(
                [a.0],
                a.1,
                a.2,
                a.3,
                b.0,
                b.1,
                b.2,
                b.3,
                b.4,
                b.5,
                c.0,
                c.1,
                c.2,
                c.3,
            )
        })
        .boxed()
}

fn in_path() -> impl Strategy<Value = InPath> {
    let id = text().prop_filter("it would be resolved", |id| id != "." && id != "..");
    let values = (1..i64::MAX, select(vec![Level::Low, Level::Highest]), id);
    values.prop_map(|(number, level, id)| InPath::new(number, level, id))
}

fn in_body() -> BoxedStrategy<InBody> {
    let id = text().prop_filter("it would be resolved", |id| id != "." && id != "..");
    // White space is not kept, and null is the same as no member.
    let json = json().prop_map(|json| Json::from_text(json.as_str().trim()).unwrap());
    let json = json.prop_filter("it would not be received", |json| json.as_str() != "null");
    let texts = (id, text(), maybe(secret()), maybe(text()));
    let numbers = (any::<bool>(), integer(), float(), decimal(), time(), unix_time());
    let enums = (grade(), list(level()), maybe(level()));
    let others = (map(integer()), maybe(json), maybe(unix_time()), maybe(list(tree(1))), maybe(any::<bool>()));
    (texts, numbers, enums, others)
        .prop_map(|(texts, numbers, enums, others)| {
            let (id, string, secret, text) = texts;
            let (boolean, integer, float, decimal, time, unix_time) = numbers;
            let (grade, levels, level) = enums;
            let (map, json, unix_time_text, trees, is) = others;
            let mut request = InBody::new(
                id, string, boolean, integer, float, decimal, time, unix_time, grade, levels, map,
            );
            // A parameter that is not set is received with the default that is sent for it.
            request.level = Some(level.unwrap_or(Level::Highest));
            request.is = Some(is.unwrap_or_default());
            request.secret = secret;
            request.json = json;
            request.unix_time_text = unix_time_text;
            request.trees = trees;
            request.text = text;
            request
        })
        .boxed()
}

/// If each item of a list has its own field, an empty list is sent like an absent one, so empty lists are
/// omitted.
fn several<S: Strategy>(item: S) -> impl Strategy<Value = Option<Vec<S::Value>>> {
    list(item).prop_map(|items| Some(items).filter(|items| !items.is_empty()))
}

fn repeat() -> BoxedStrategy<Repeat> {
    let link = Url::parse("https://hostile.example/a;b?c").unwrap();
    let values = (
        several(text()),
        several(integer()),
        several(level()),
        several(grade()),
        maybe(list(seconds())),
        several(secret()),
        maybe(list(Just(SecretUrl::from(link)))),
    );
    values
        .prop_map(
            |(strings, integers, levels, grades, seconds, codes, links)| {
                let mut request = Repeat::new();
                request.strings = strings;
                request.integers = integers;
                request.levels = levels;
                request.grades = grades;
                request.seconds = seconds;
                request.codes = codes;
                request.links = links;
                request
            },
        )
        .boxed()
}

fn as_json() -> BoxedStrategy<AsJson> {
    let required = (
        list(text()),
        list(integer()),
        list(any::<bool>()),
        list(grade()),
        list(level()),
        list(list(map(decimal()))),
        list(tree(1)),
    );
    let optional = (
        maybe(list(json())),
        maybe(list(url())),
        maybe(list(secret())),
    );
    (required, optional)
        .prop_map(|(it, (anything, urls, codes))| {
            let mut request = AsJson::new(it.0, it.1, it.2, it.3, it.4, it.5, it.6);
            request.anything = anything;
            request.urls = urls;
            request.codes = codes;
            request
        })
        .boxed()
}

fn only_here() -> impl Strategy<Value = OnlyHere> {
    let rest = btree_map(text().prop_map(|name| name + "_"), json(), 0..3);
    (text(), rest).prop_map(|(text, rest)| {
        let mut object = OnlyHere::new(text);
        object.rest = rest.into();
        object
    })
}

fn shaped() -> impl Strategy<Value = Shaped> {
    let inner = prop_oneof![
        only_here().prop_map(Inner::Here),
        text().prop_map(|text| Inner::Other(serde_json::Value::from(text).into())),
    ];
    prop_oneof![
        any::<bool>().prop_map(Shaped::Self_),
        float().prop_map(Shaped::Number),
        time().prop_map(Shaped::Time),
        secret_word().prop_map(Shaped::Hidden),
        vec(integer(), 0..4).prop_map(Shaped::Numbers),
        only_here().prop_map(Shaped::Object),
        map(open_level()).prop_map(Shaped::Levels),
        vec(inner, 1..4).prop_map(Shaped::Other_),
        Just(Shaped::Other(serde_json::json!({"a": 1}).into())),
    ]
}

/// Generates secrets that are neither numbers nor times.
fn secret_word() -> impl Strategy<Value = Secret> {
    text().prop_map(|text| Secret::from(format!("x{text}")))
}

fn response() -> BoxedStrategy<ResponseResponse> {
    let required = (
        (text(), text(), any::<bool>(), integer(), float(), decimal()),
        (
            url(),
            url(),
            text(),
            json(),
            time(),
            date(),
            exact_url(),
            unix_time(),
            unix_time(),
        ),
        (seconds(), open_level(), open_grade(), tree(1), only_here()),
        (
            list(tree(0)),
            list(list(open_grade())),
            map(list(open_level())),
            map(map(time())),
        ),
    );
    let by_setter = maybe((text(), integer(), tree(1)));
    let as_field = (
        maybe(list(integer())),
        maybe(secret()),
        maybe(unix_time()),
        maybe(local_time()),
        maybe(offset_time()),
        maybe(unix_millis()),
        maybe(map(any::<bool>())),
        maybe(map(list(secret()))),
        maybe(list(url().prop_map(SecretUrl::from))),
    );
    let as_field = (as_field, maybe(shaped()), maybe(list(shaped())));
    (required, by_setter, as_field)
        .prop_map(|((a, b, c, d), by_setter, as_field)| {
            let mut response = ResponseResponse::new(
                a.0, a.1, a.2, a.3, a.4, a.5, b.0, b.1, b.2, b.3, b.4, b.5, b.6, b.7, b.8, c.0,
                c.1, c.2, c.3, c.4, d.0, d.1, d.2, d.3,
            );
            // Optional fields are set in two ways: with setters, and as fields.
            if let Some((text, number, tree)) = by_setter {
                response = response
                    .nullable(text)
                    .optional(number)
                    .nullable_tree(tree)
                    .older("o");
            }
            (
                response.both,
                response.optional_secret,
                response.optional_time,
                response.local_time,
                response.offset_time,
                response.unix_millis,
                response.optional_map,
                response.secret_map,
                response.secret_links,
            ) = as_field.0;
            (response.shaped, response.all_shapes) = (as_field.1, as_field.2);
            response
        })
        .boxed()
}

fn open() -> impl Strategy<Value = Open> {
    let name = text().prop_map(|name| format!("x{name}"));
    let further = btree_map(name, secret(), 0..4);
    (any::<i64>(), further).prop_map(|(zone, further)| {
        let mut open = Open::new("a", zone);
        for (name, value) in further {
            open.extra.insert(name, value);
        }
        open
    })
}

/// Generates a call with each of the parameters of which it requires exactly one.
fn choose() -> BoxedStrategy<Choose> {
    let choice = prop_oneof![
        text().prop_map(Some_::Type),
        integer().prop_map(Some_::Self_),
        grade().prop_map(Some_::Other_),
        level().prop_map(Some_::Some),
        secret().prop_map(Some_::Value),
        list(plain_text()).prop_map(Some_::Sent),
        list(tree(1)).prop_map(Some_::Fields),
        vec(integer(), 1..4).prop_map(Some_::Each),
        map(list(decimal())).prop_map(Some_::Map),
        tree(2).prop_map(Some_::Tree),
        json().prop_map(Some_::Json),
        url().prop_map(|url| Some_::Link(url.into())),
        list(url()).prop_map(Some_::Links),
        time().prop_map(Some_::When),
        (1..1_000_u64).prop_map(|seconds| Some_::Wait(seconds.into())),
        any::<bool>().prop_map(Some_::Flag),
        file().prop_map(Some_::File),
    ];
    let values = (level(), choice, text());
    let call = values.prop_map(|(first, choice, last)| Choose::new(first, choice, last));
    call.boxed()
}

/// Generates a call that accepts two choices, with and without each.
fn may_choose() -> BoxedStrategy<MayChoose> {
    let add = prop_oneof![
        text().prop_map(Exclusion_::Add),
        vec(text(), 1..4).prop_map(Exclusion_::Sub),
    ];
    let into = prop_oneof![
        file().prop_map(Choice::File),
        secret().prop_map(Choice::Code),
    ];
    let call = (maybe(add), maybe(into)).prop_map(|(add, into)| {
        let mut call = MayChoose::new();
        call.add = add;
        call.into = into;
        call
    });
    call.boxed()
}

fn choose_in_a_body() -> BoxedStrategy<InABody> {
    let what = prop_oneof![
        text().prop_map(InABodyWhat::Text),
        list(integer()).prop_map(InABodyWhat::Numbers),
    ];
    what.prop_map(InABody::new).boxed()
}

/// Asserts that a value is read as it was written. A file cannot be written.
fn assert_stored<T: DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T)
where
    for<'a> ExposeSecrets<'a, T>: Serialize,
{
    match serde_json::to_string(&ExposeSecrets(value)) {
        Ok(json) => assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value, "{json}"),
        Err(error) => assert!(error.to_string().contains("is a file"), "{error}"),
    }
}

/// Sends a request, and asserts that the platform expected and received exactly this request.
async fn sent<R: Mockable + DeserializeOwned>(request: R)
where
    for<'a> ExposeSecrets<'a, R>: Serialize,
{
    assert_stored(&request);
    let mock = MockPlatform::start().await.unwrap();
    mock.on::<R>().with(request.clone()).times(1);
    mock.client()
        .call(request.clone())
        .await
        .map(drop)
        .unwrap_or_else(|error| panic!("{error}\n{request:#?}"));
    assert_eq!(mock.calls::<R>(), [request]);
    mock.verify().unwrap();
}

/// A parameter stays in its segment of the path, and one that cannot is refused before the call is sent.
async fn parameters_stay_in_their_segments(mock: &MockPlatform) {
    let client = mock.client();
    client.in_path(1, Level::Low, "../b?c").await.unwrap();
    let call = mock.received().pop().unwrap();
    assert_eq!(call.path(), "/kinds/..%2Fb%3Fc/of/1/low");
    assert_eq!(call.field("id"), Some("../b?c"));
    let is_sent = call.fields().iter().any(|(name, _)| name == "id");
    assert!(!is_sent, "a parameter in the path is not a field");
    let sent = mock.received().len();
    for id in ["", ".", "..", "more than twenty characters"] {
        let error = client.in_path(1, Level::Low, id).await.unwrap_err();
        assert_eq!(error.argument_name(), Some("id"));
    }
    assert_eq!(mock.received().len(), sent);
}

/// A parameter that depends on another one is refused without it, before the call is sent.
async fn conditions_hold(mock: &MockPlatform) {
    let client = mock.client();
    let sent = mock.received().len();
    let error = client.dependent(Level::Low).high("a").low(1).await.unwrap_err();
    assert_eq!(error.argument_name(), Some("high"));
    let problem = "may only be given if `Level` is `high-est`";
    assert!(error.to_string().contains(problem), "{error}");
    let file = File::from_bytes("a", "b");
    let error = client.dependent(Level::Low).low(1).file(file).await.unwrap_err();
    assert_eq!(error.argument_name(), Some("file"));
    let error = client.dependent(Level::Low).await.unwrap_err();
    assert_eq!(error.argument_name(), Some("low"));
    let required = "is required if `Level` is `low`";
    assert!(error.to_string().contains(required), "{error}");
    let error = client.dependent(Level::Highest).low(1).await.unwrap_err();
    assert!(error.to_string().contains("may only be given if"), "{error}");
    assert_eq!(mock.received().len(), sent);
    client.dependent(Level::Low).low(1).await.unwrap();
    // The platform refuses it by itself.
    let post = || client.post("/kinds/dependent").field("Level", "low");
    let error = post().field("low", "1").field("high", "a").await.unwrap_err();
    assert!(error.to_string().contains(problem), "{error}");
    let error = post().await.unwrap_err();
    assert!(error.to_string().contains(required), "{error}");
    let code = error.code();
    assert_eq!(code, Some(Reason::MissingParameter.code()));
}

/// Exactly one parameter of a choice is sent: the platform refuses none and several, and so does the client.
async fn one_choice_is_sent(mock: &MockPlatform) {
    let client = mock.client();
    let debug = format!("{:?}", client.choose(Level::Low, Some_::Value("hush".into()), "z"));
    assert!(debug.contains("Value") && !debug.contains("hush"), "{debug}");
    let sent = mock.received().len();
    let call = client.choose(Level::Low, Some_::Each(Vec::new()), "z");
    let error = call.await.unwrap_err();
    assert_eq!(error.argument_name(), Some("type"));
    assert!(error.to_string().contains("none is sent"), "{error}");
    assert_eq!(mock.received().len(), sent);
    let post = || client.post("/choices/choose").field("first", "low").field("last", "z");
    for (call, reason, problem) in [
        (post(), Reason::MissingParameter, "`value`, `sent`, `fields`"),
        (post(), Reason::MissingParameter, "none is given"),
        (post().field("type", "a").field("some", "low"), Reason::Parameter, "`type` and `some` are given"),
        (post().field("type", "a").file("file", File::from_bytes("a", "b")), Reason::Parameter, "`type` and `file`"),
    ] {
        let error = call.await.unwrap_err();
        assert_eq!(error.code(), Some(reason.code()));
        assert!(error.to_string().contains(problem), "{error}");
    }
    let may = client.post("/choices/may").field("add", "a").field("sub", "b");
    let error = may.await.unwrap_err();
    assert!(error.to_string().contains("`add` and `sub` are given"), "{error}");
    let error = client.may_choose().add(Exclusion_::Add("a".into())).extra("sub", "b").await.unwrap_err();
    assert_eq!(error.argument_name(), Some("sub"));
    // Of the calls with one path, the one whose choice fits is meant.
    client.post("/choices/shared").field("two", "a").await.unwrap();
    assert_eq!(mock.received().pop().unwrap().endpoint(), Some("by_either"));
    client.post("/choices/shared").field("two", "a").field("three", "b").await.unwrap();
    assert_eq!(mock.received().pop().unwrap().endpoint(), Some("by_both"));
}

/// Parameters that the spec does not describe are sent as text, secret, and refused if the call has their names.
async fn further_parameters_are_sent(mock: &MockPlatform) {
    let client = mock.client();
    let call = client.open("a", 1).extra("yes", true).extra("count", 7);
    let call = call.extra("half", 0.5).extra("text", "True").extra("all", serde_json::json!({"b": [1]}));
    assert!(!format!("{call:?}").contains("True"), "{call:?}");
    call.await.unwrap();
    let call = mock.received().pop().unwrap();
    let sent = ["yes", "count", "half", "text", "all"].map(|name| call.field(name).unwrap());
    assert_eq!(sent, ["True", "7", "0.5", "True", r#"{"b":[1]}"#]);
    let request = mock.calls::<Open>().pop().unwrap();
    assert_eq!(request.extra.get("count"), Some(&Secret::from("7")));
    let mut other_order = Open::new("a", 1);
    for (name, value) in [("text", "True"), ("all", r#"{"b":[1]}"#), ("half", "0.5"), ("count", "7")] {
        other_order.extra.insert(name, value);
    }
    assert_ne!(other_order, request);
    other_order.extra.insert("yes", "True");
    assert_eq!(other_order, request);

    let sent = mock.received().len();
    for (name, problem) in [
        ("", "has no name"),
        ("id", "is a parameter of the call itself"),
        ("the zone", "is a parameter of the call itself"),
        ("extras", "is a parameter of the call itself"),
        ("sign", "is set by the signature"),
        ("twice", "is given twice"),
    ] {
        let call = client.open("a", 1).extra("twice", 1).extra(name, 2);
        let error = call.await.unwrap_err();
        assert_eq!(error.argument_name(), Some(name));
        assert!(error.to_string().contains(problem), "{error}");
    }
    assert_eq!(mock.received().len(), sent);
    client.open_only().extra("only", "this").await.unwrap();
    // A call that is not open has no others.
    let post = client.post("/kinds/dependent").field("Level", "low");
    assert!(post.field("more", "a").await.is_err());
}

/// Defaults that are always sent are sent unless another value is set.
async fn defaults_are_always_sent(mock: &MockPlatform) {
    let client = mock.client();
    client.always().page(7).await.unwrap();
    let call = mock.received().pop().unwrap();
    let sent = [
        "page", "all", "args", "level", "words", "numbers", "counts", "rows",
    ];
    let sent = sent.map(|name| call.field(name).unwrap());
    assert_eq!(
        sent,
        ["7", "null", "[]", "high-est", "a,b", "[]", "{}", "null"]
    );
    let request = mock.calls::<Always>().pop().unwrap();
    assert_eq!((request.page, request.rows), (Some(7), None));
}

/// Answers a request, and asserts that the client receives exactly this answer.
async fn answered<R>(
    mock: &MockPlatform,
    request: R,
    response: R::Response,
)
where
    R: Mockable<Response: Clone + PartialEq + std::fmt::Debug, Reply = <R as bge_private_sdk::Request>::Response>,
{
    mock.on::<R>().reply(response.clone()).times(1);
    assert_eq!(mock.client().call(request).await.unwrap(), response);
}

/// Values out of bounds within an object are refused before the call is sent.
async fn bounds_hold_within_objects(mock: &MockPlatform) {
    let client = mock.client();
    let good = || {
        let words = BTreeMap::from([("a".to_owned(), vec!["b".to_owned()])]);
        Bounded::new(3, Decimal::ONE, words, vec![0.5])
    };
    client.within_bounds(good()).items_([good()]).await.unwrap();
    let sent = mock.received().len();
    let with = |change: fn(&mut Bounded)| {
        let mut bounded = good();
        change(&mut bounded);
        bounded
    };
    for (bad, problem) in [
        (
            with(|it| it.count = 0),
            "holds `count`, which must be at least 1, got 0",
        ),
        (
            with(|it| it.count = 4),
            "holds `count`, which must be at most 3, got 4",
        ),
        (
            with(|it| it.price = Decimal::ZERO),
            "holds `price`, which must be more than 0, got 0",
        ),
        (
            with(|it| drop(it.words.insert(String::new(), Vec::new()))),
            "holds `words`, which must have at most 1 item, got 2",
        ),
        (
            with(|it| it.ratios = vec![0.0; 3]),
            "holds `ratios`, which must have at most 2 items, got 3",
        ),
        (
            with(|it| it.note = Some("长".to_owned())),
            "holds `note`, which must have at least 2 characters, got 1",
        ),
        (
            with(|it| it.wait = Some(60.into())),
            "holds `wait`, which must be less than 60, got 60",
        ),
    ] {
        let error = client.within_bounds(bad.clone()).await.unwrap_err();
        assert_eq!(error.argument_name(), Some("item"));
        assert!(error.to_string().contains(problem), "{error}");
        let error = client
            .within_bounds(good())
            .items_([good(), bad])
            .await
            .unwrap_err();
        assert_eq!(error.argument_name(), Some("items"));
        assert!(error.to_string().contains(problem), "{error}");
    }
    assert_eq!(mock.received().len(), sent);
}

/// A text that is not a URL is refused before the call is sent.
async fn exact_urls_are_checked(mock: &MockPlatform) {
    let sent = mock.received().len();
    let call = mock.client().optional().exact_url("hostile.example");
    let error = call.await.unwrap_err();
    assert_eq!(error.argument_name(), Some("exact_url"));
    assert!(error.to_string().contains("an absolute URL"), "{error}");
    assert_eq!(mock.received().len(), sent);
}

fn requests_are_received_as_sent(runtime: &tokio::runtime::Runtime) {
    let requests = (
        required(),
        optional(),
        comma(),
        repeat(),
        as_json(),
        in_path(),
        in_body(),
        open(),
        (choose(), may_choose(), choose_in_a_body()),
    );
    for_all(
        CASES,
        &requests,
        |(required, optional, comma, repeat, as_json, in_path, in_body, open, choices)| {
            runtime.block_on(async {
                sent(required).await;
                sent(optional).await;
                sent(comma).await;
                sent(repeat).await;
                sent(as_json).await;
                sent(in_path).await;
                sent(in_body).await;
                sent(open).await;
                let (choose, may_choose, in_a_body) = choices;
                sent(choose).await;
                sent(may_choose).await;
                sent(in_a_body).await;
            });
            Ok(())
        },
    );
}

fn answers_are_received_as_given(runtime: &tokio::runtime::Runtime) {
    let requests = (comma(), as_json(), required());
    let objects = (
        response(),
        json(),
        list(text()),
        map(integer()),
        list(list(float())),
        map(map(only_here())),
    );
    let scalars = (integer(), text(), unix_time(), open_grade());
    for_all(
        CASES,
        &(requests, objects, scalars),
        |(requests, objects, scalars)| {
            let (comma, as_json, required) = requests;
            let (response, json, texts, numbers, floats, objects) = objects;
            let (integer, text, time, grade) = scalars;
            runtime.block_on(async {
                let mock = MockPlatform::start().await.unwrap();
                assert_stored(&response);
                assert_stored(&objects);
                assert_stored(&grade);
                answered(&mock, Response::new(), response).await;
                answered(&mock, Optional::new(), Reply::Json(json)).await;
                answered(&mock, comma, texts).await;
                answered(&mock, Repeat::new(), numbers).await;
                answered(&mock, as_json, floats).await;
                answered(&mock, Number::new(), integer).await;
                answered(&mock, Text::new(), text).await;
                answered(&mock, Instant::new(), time).await;
                answered(&mock, OneGrade::new(), grade).await;
                answered(&mock, GetTree::new(), objects).await;
                answered(&mock, required, ()).await;
                mock.verify().unwrap();
            });
            Ok(())
        },
    );
}

const CASES: u32 = 200;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mock = MockPlatform::start().await.unwrap();
        bounds_hold_within_objects(&mock).await;
        exact_urls_are_checked(&mock).await;
        parameters_stay_in_their_segments(&mock).await;
        defaults_are_always_sent(&mock).await;
        conditions_hold(&mock).await;
        further_parameters_are_sent(&mock).await;
        one_choice_is_sent(&mock).await;
        mock.verify().unwrap();
    });
    requests_are_received_as_sent(&runtime);
    answers_are_received_as_given(&runtime);
    println!("done");
}
