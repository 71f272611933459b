//! Tests of how unknown fields and enum values are reported.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::{Registry, filter::LevelFilter};

use crate::runtime::decode::{Decode, Notes, Value};
use crate::runtime::json::Json;
use crate::runtime::scalar;

const TARGET: &str = "bge_private_sdk::unknown";

const MAX: usize = 100;

type Fields = BTreeMap<&'static str, String>;

/// Keeps the fields of the events with our target.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<Fields>>>);

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == TARGET {
            let mut fields = Text(Fields::new());
            event.record(&mut fields);
            self.0.lock().unwrap().push(fields.0);
        }
    }
}

struct Text(Fields);

impl Visit for Text {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

/// Reads JSON while a subscriber with this level listens. Returns each event as `kind path value`, and the paths.
fn read_at(level: LevelFilter, json: &str, read: impl Fn(Value<'_>)) -> (Vec<String>, Vec<String>) {
    let listener = Listener::default();
    let subscriber = Registry::default().with(listener.clone().with_filter(level));
    let paths = tracing::subscriber::with_default(subscriber, || {
        let notes = Notes::of_answer("look", true);
        read(Value::root(json, "$.data", &notes));
        notes.finish().unwrap()
    });
    let events = listener.0.lock().unwrap();
    let shown = events.iter().map(|fields| {
        assert_eq!(fields["endpoint"], "look");
        let value = fields.get("value").map_or("", String::as_str);
        format!("{} {} {value}", fields["kind"], fields["path"])
    });
    (
        shown.map(|line| line.trim_end().to_owned()).collect(),
        paths,
    )
}

fn events(json: &str, read: impl Fn(Value<'_>)) -> Vec<String> {
    read_at(LevelFilter::DEBUG, json, read).0
}

/// An object of which the spec describes no member.
struct NoMembers;

impl Decode for NoMembers {
    type Value = ();

    fn decode(value: Value<'_>) {
        drop(value.object());
    }
}

/// A value that an enum does not list.
struct Unlisted;

impl Decode for Unlisted {
    type Value = ();

    fn decode(value: Value<'_>) {
        value.unlisted();
    }
}

#[test]
fn each_path_is_reported_once() {
    let json = r#"[{"new":1,"more":{"x":1}},{"new":2}]"#;
    let (mut events, mut paths) = read_at(LevelFilter::DEBUG, json, |value| {
        Vec::<NoMembers>::decode(value);
    });
    events.sort();
    paths.sort();
    assert_eq!(events, ["field $.data[].more", "field $.data[].new"]);
    assert_eq!(paths, ["$.data[0].more", "$.data[0].new", "$.data[1].new"]);
}

#[test]
fn enum_values_are_reported_if_they_look_like_identifiers() {
    let json = r#"["refunded","refunded","Hush7f3a","17600000000"]"#;
    let texts = events(json, |value| drop(Vec::<Unlisted>::decode(value)));
    assert_eq!(
        texts,
        [
            "enum_value $.data[] refunded",
            "enum_value $.data[] [redacted]"
        ]
    );
    let json = "[7,-9999,10000,-17600000000,1.5,null]";
    let integers = events(json, |value| drop(Vec::<Unlisted>::decode(value)));
    assert_eq!(
        integers,
        [
            "enum_value $.data[] 7",
            "enum_value $.data[] -9999",
            "enum_value $.data[] [redacted]"
        ]
    );
}

#[test]
fn the_number_of_events_is_bounded() {
    let members: Vec<_> = (0..2 * MAX)
        .map(|number| format!("\"a{number}\":1"))
        .collect();
    let json = format!("{{{}}}", members.join(","));
    let (events, paths) = read_at(LevelFilter::DEBUG, &json, |value| drop(value.object()));
    assert_eq!((events.len(), paths.len()), (MAX, MAX));
}

#[test]
fn nobody_asked_and_nothing_is_kept() {
    let (events, paths) = read_at(LevelFilter::INFO, r#"{"new":1}"#, |value| {
        drop(value.object());
    });
    assert_eq!((events, paths.len()), (Vec::new(), 1));
    let subscriber = Registry::default().with(LevelFilter::INFO);
    tracing::subscriber::with_default(subscriber, || {
        let notes = Notes::of_answer("look", false);
        assert!(!notes.wants_unknown());
    });
}

/// A value of several shapes.
#[derive(Debug, PartialEq)]
enum Shaped {
    Flag(bool),
    Empty,
    Other(Json),
}

impl Decode for Shaped {
    type Value = Self;

    fn decode(value: Value<'_>) -> Self {
        let empty = |value: Value<'_>| {
            drop(value.object());
            Self::Empty
        };
        value.any_of(
            &[|value| Self::Flag(scalar::Boolean::decode(value)), empty],
            Self::Other,
        )
    }
}

#[test]
fn values_of_unknown_shapes_are_kept_and_reported() {
    let json = r#"[true,{"new":1},"a",[]]"#;
    let read = std::cell::RefCell::default();
    let (events, paths) = read_at(LevelFilter::DEBUG, json, |value| {
        read.replace(Vec::<Shaped>::decode(value));
    });
    let other = |json| Shaped::Other(Json::from_checked(json));
    assert_eq!(
        read.into_inner(),
        [
            Shaped::Flag(true),
            Shaped::Empty,
            other("\"a\""),
            other("[]")
        ]
    );
    assert_eq!(events, ["field $.data[].new", "field $.data[]"]);
    assert_eq!(paths, ["$.data[1].new", "$.data[2]", "$.data[3]"]);
}
