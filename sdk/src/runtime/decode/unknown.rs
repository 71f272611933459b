//! Reports the fields and enum values of an answer that the spec does not describe.

use std::cell::RefCell;
use std::collections::HashSet;

use tracing::Level;

use super::identifier::is_identifier;
use super::path::Path;

/// The target of the events; the crate's documentation names it.
const TARGET: &str = "bge_private_sdk::unknown";

/// Replaces a name or a value that may be data.
const HIDDEN: &str = "[redacted]";

/// Maximum number of paths, and of events, per answer.
const MAX: usize = 100;

/// Collects and reports what the spec does not describe. The default does neither and costs nothing.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    /// Paths of the unknown fields, if the caller asked for them.
    paths: Option<RefCell<Vec<String>>>,
    /// Present if a subscriber listens.
    events: Option<Events>,
}

impl Unknown {
    pub(super) fn new(endpoint: &'static str, collects_paths: bool) -> Self {
        Self {
            paths: collects_paths.then(RefCell::default),
            events: Events::if_enabled(endpoint),
        }
    }

    /// Returns whether unknown fields are reported or collected.
    pub(super) fn is_wanted(&self) -> bool {
        self.paths.is_some() || self.events.is_some()
    }

    /// Reports a member of the object at this path.
    pub(super) fn member(&self, object: &Path<'_>, name: &str) {
        self.collect(|| format!("{object}.{}", shown(name)));
        self.report(|events| events.member(object, name));
    }

    /// Reports a value where the spec describes none.
    pub(super) fn value(&self, path: &Path<'_>) {
        self.collect(|| path.to_string());
        self.report(|events| events.field(path.pattern()));
    }

    pub(super) fn enum_text(&self, path: &Path<'_>, value: &str) {
        self.report(|events| events.enum_value(path, value, is_identifier(value)));
    }

    pub(super) fn enum_integer(&self, path: &Path<'_>, value: i64) {
        let is_small = value.unsigned_abs() < 10_000;
        self.report(|events| events.enum_value(path, &value.to_string(), is_small));
    }

    pub(super) fn into_paths(self) -> Vec<String> {
        self.paths.map_or_else(Vec::new, RefCell::into_inner)
    }

    fn collect(&self, path: impl FnOnce() -> String) {
        let Some(paths) = &self.paths else { return };
        let mut paths = paths.borrow_mut();
        if paths.len() < MAX {
            let path = path();
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
    }

    fn report(&self, report: impl FnOnce(&Events)) {
        if let Some(events) = &self.events {
            report(events);
        }
    }
}

/// Returns the name of a member, or a placeholder if it may be data.
fn shown(name: &str) -> &str {
    if is_identifier(name) { name } else { HIDDEN }
}

/// Sends `tracing` events, each once per answer.
#[derive(Debug)]
struct Events {
    endpoint: &'static str,
    sent: RefCell<HashSet<(String, Option<String>)>>,
}

impl Events {
    fn if_enabled(endpoint: &'static str) -> Option<Self> {
        tracing::enabled!(target: TARGET, Level::DEBUG).then(|| Self {
            endpoint,
            sent: RefCell::default(),
        })
    }

    fn member(&self, object: &Path<'_>, name: &str) {
        let mut path = object.pattern();
        path.push('.');
        path.push_str(shown(name));
        self.field(path);
    }

    fn field(&self, path: String) {
        let endpoint = self.endpoint;
        if self.is_new(&path, None) {
            tracing::debug!(target: TARGET, endpoint, path, kind = "field", "unknown field");
        }
    }

    fn enum_value(&self, path: &Path<'_>, value: &str, is_shown: bool) {
        let endpoint = self.endpoint;
        let path = path.pattern();
        let value = if is_shown { value } else { HIDDEN };
        if self.is_new(&path, Some(value)) {
            tracing::debug!(target: TARGET, endpoint, path, kind = "enum_value", value, "unknown enum value");
        }
    }

    fn is_new(&self, path: &str, value: Option<&str>) -> bool {
        let mut sent = self.sent.borrow_mut();
        sent.len() < MAX && sent.insert((path.to_owned(), value.map(str::to_owned)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;
    use std::sync::{Arc, Mutex};

    use tracing::field::{Field, Visit};
    use tracing::{Event, Subscriber};
    use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
    use tracing_subscriber::{Registry, filter::LevelFilter};

    use super::super::{Notes, Value};

    type Fields = BTreeMap<&'static str, String>;

    /// Keeps the fields of the events with our target.
    #[derive(Clone, Default)]
    struct Listener(Arc<Mutex<Vec<Fields>>>);

    impl<S: Subscriber> Layer<S> for Listener {
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            if event.metadata().target() == super::TARGET {
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
    fn read_at(
        level: LevelFilter,
        json: &str,
        read: impl Fn(Value<'_>),
    ) -> (Vec<String>, Vec<String>) {
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

    fn each(list: Value<'_>, read: fn(Value<'_>)) {
        let mut list = list.list();
        while let Some(item) = list.next_value() {
            read(item);
        }
    }

    #[test]
    fn each_path_is_reported_once() {
        let json = r#"[{"new":1,"more":{"x":1}},{"new":2}]"#;
        let (mut events, mut paths) = read_at(LevelFilter::DEBUG, json, |value| {
            each(value, |item| item.object().finish());
        });
        events.sort();
        paths.sort();
        assert_eq!(events, ["field $.data[].more", "field $.data[].new"]);
        assert_eq!(paths, ["$.data[0].more", "$.data[0].new", "$.data[1].new"]);
    }

    #[test]
    fn enum_values_are_reported_if_they_look_like_identifiers() {
        let texts = events(
            r#"["refunded","refunded","Hush7f3a","17600000000"]"#,
            |value| {
                each(value, |item| item.unlisted());
            },
        );
        assert_eq!(
            texts,
            [
                "enum_value $.data[] refunded",
                "enum_value $.data[] [redacted]"
            ]
        );
        let integers = events("[7,-9999,10000,-17600000000,1.5,null]", |value| {
            each(value, |item| item.unlisted());
        });
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
        let members: Vec<_> = (0..2 * super::MAX)
            .map(|number| format!("\"a{number}\":1"))
            .collect();
        let json = format!("{{{}}}", members.join(","));
        let (events, paths) = read_at(LevelFilter::DEBUG, &json, |value| value.object().finish());
        assert_eq!((events.len(), paths.len()), (super::MAX, super::MAX));
    }

    #[test]
    fn nobody_asked_and_nothing_is_kept() {
        let (events, paths) = read_at(LevelFilter::INFO, r#"{"new":1}"#, |value| {
            value.object().finish();
        });
        assert_eq!((events, paths.len()), (Vec::new(), 1));
        let subscriber = Registry::default().with(LevelFilter::INFO);
        tracing::subscriber::with_default(subscriber, || {
            let notes = Notes::of_answer("look", false);
            assert!(!notes.wants_unknown());
        });
    }
}
