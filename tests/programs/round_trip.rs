//! Values of every type, made at random: requests come out of the mock platform as they were sent, answers reach the
//! client as they were given. It is built against the spec of `codegen/tests/hostile`.

#![allow(deprecated)]

use std::collections::BTreeMap;

use bge_private_sdk::kinds::*;
use bge_private_sdk::mock::{MockPlatform, Mockable};
use bge_private_sdk::{
    Date, Decimal, File, Json, OffsetDateTime, Reply, Seconds, Secret, SecretUrl, Url,
};

/// SplitMix64.
struct Random(u64);

impl Random {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.number() % limit
    }

    fn boolean(&mut self) -> bool {
        self.below(2) == 0
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.boolean().then(|| make(self))
    }

    fn list<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(4)).map(|_| make(self)).collect()
    }

    fn map<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> BTreeMap<String, T> {
        (0..self.below(4))
            .map(|_| (self.text(), make(self)))
            .collect()
    }

    fn character(&mut self) -> char {
        let odd = [
            '"', '\\', '\0', '\r', '\n', '\u{2028}', ',', '+', '%', '&', '=', ' ', '长', '🧬',
        ];
        match self.below(3) {
            0 => odd[self.below(odd.len() as u64) as usize],
            1 => char::from(self.below(128) as u8),
            _ => char::from_u32(self.below(0x11_0000) as u32).unwrap_or('x'),
        }
    }

    /// Between the bounds of the length of a text, 1 and 20.
    fn text(&mut self) -> String {
        (0..=self.below(20)).map(|_| self.character()).collect()
    }

    /// A text that a list joined by commas can hold.
    fn plain_text(&mut self) -> String {
        self.text().replace(',', ";")
    }

    fn integer(&mut self) -> i64 {
        match self.below(4) {
            0 => i64::MIN,
            1 => i64::MAX,
            _ => self.number() as i64,
        }
    }

    fn float(&mut self) -> f64 {
        match self.below(4) {
            0 => [0.0, -0.0, 1e-300, 5e-324, f64::MAX, 1e16][self.below(6) as usize],
            _ => Some(f64::from_bits(self.number()))
                .filter(|float| float.is_finite())
                .unwrap_or(0.1),
        }
    }

    fn decimal(&mut self) -> Decimal {
        let (low, mid, high) = (
            self.number() as u32,
            self.number() as u32,
            self.number() as u32,
        );
        let high = if self.boolean() { high } else { 0 };
        Decimal::from_parts(low, mid, high, self.boolean(), self.below(29) as u32)
    }

    fn url(&mut self) -> Url {
        let mut url = Url::parse("https://hostile.example").unwrap();
        url.set_path(&self.text());
        let query = self.maybe(Self::text);
        url.set_query(query.as_deref());
        url
    }

    fn json(&mut self) -> Json {
        let texts = [
            r#"{"b": 1.10, "a":[ ]}"#,
            "null",
            "1e400",
            "-0.0",
            "\"\\u0000\"",
            " [1] ",
        ];
        match self.below(2) {
            0 => Json::from_text(texts[self.below(texts.len() as u64) as usize]).unwrap(),
            _ => Json::new(&self.text()).unwrap(),
        }
    }

    /// Of a year that RFC 3339 has, to the nanosecond.
    fn time(&mut self) -> OffsetDateTime {
        let time = self.unix_time();
        let year_of_rfc_3339 = time.year().clamp(1, 9998);
        let time = time
            .replace_year(year_of_rfc_3339)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        time.replace_nanosecond(self.below(1_000_000_000) as u32)
            .unwrap()
    }

    /// A date of a year that has four digits.
    fn date(&mut self) -> Date {
        self.time().date()
    }

    fn unix_time(&mut self) -> OffsetDateTime {
        let seconds = self.below(500_000_000_000) as i64 - 250_000_000_000;
        OffsetDateTime::from_unix_timestamp(seconds).unwrap()
    }

    fn seconds(&mut self) -> Seconds {
        let number = self.number();
        Seconds::from([0, 1, u64::MAX, number][self.below(4) as usize])
    }

    fn level(&mut self) -> Level {
        // Where a value is held to those that are known, no other is sent.
        [Level::Low, Level::Highest][self.below(2) as usize].clone()
    }

    fn grade(&mut self) -> Grade {
        [Grade::First, Grade::Second, Grade::Minus][self.below(3) as usize]
    }

    fn open_level(&mut self) -> Level {
        if self.boolean() {
            self.level()
        } else {
            Level::from(self.text())
        }
    }

    fn open_grade(&mut self) -> Grade {
        if self.boolean() {
            self.grade()
        } else {
            Grade::from(self.integer())
        }
    }

    fn file(&mut self) -> File {
        let name: String = self
            .plain_text()
            .chars()
            .filter(|c| !c.is_control())
            .collect();
        let content: Vec<u8> = self.list(|random| random.number() as u8);
        let file = File::from_bytes(format!("f{}", name.replace(['\\', '"'], "'")), content);
        match self.below(3) {
            0 => file.with_media_type("text/plain; charset=utf-8"),
            1 => file.with_name("a.png"),
            _ => file,
        }
    }

    fn further(&mut self) -> Further {
        match self.below(3) {
            0 => Further::Message { body: self.text() },
            1 => Further::Notice {
                to: self.text(),
                on_behalf: self.text().into(),
            },
            _ => {
                // The names that the head of a part can carry.
                let spoilt = |c: char| c.is_control() || matches!(c, '"' | '\\');
                let params = self.map(Self::text).into_iter();
                let params =
                    params.map(|(name, value)| (format!("x{}", name.replace(spoilt, "_")), value));
                let params: BTreeMap<_, _> = params.collect();
                Further::other(self.text(), params)
            }
        }
    }

    fn tree(&mut self, depth: u64) -> Tree {
        let tags = self.map(|random| random.list(Self::text));
        let children = if depth == 0 {
            Vec::new()
        } else {
            self.list(|random| random.tree(depth - 1))
        };
        let mut tree = Tree::new(
            self.text(),
            tags,
            self.open_level(),
            self.open_grade(),
            self.time(),
            self.unix_time(),
            self.unix_time(),
            self.decimal(),
            self.float(),
            self.json(),
            children,
        );
        tree.note = self.maybe(Self::text);
        tree.r#for = self.maybe(Self::seconds);
        tree.link = self.maybe(Self::url);
        tree.key = self.maybe(|random| Secret::from(random.text()));
        tree
    }

    fn required(&mut self) -> Required {
        let integer = self.below(21) as i64 - 10;
        let float = [0.1, -1.25, -0.0, 1e-300][self.below(4) as usize];
        let decimal = Decimal::from_parts(1 + self.below(9999) as u32, 0, 0, false, 2);
        let mut map = self.map(Self::integer);
        map.insert("one".to_owned(), 1);
        while map.len() > 3 {
            map.pop_first();
        }
        Required::new(
            self.text(),
            self.text(),
            self.boolean(),
            integer,
            float,
            decimal,
            Url::parse("https://hostile.example/a?b=c,d#e").unwrap(),
            self.url(),
            self.text(),
            self.json(),
            self.file(),
            self.time(),
            self.date(),
            self.unix_time(),
            self.unix_time(),
            1,
            self.level(),
            self.grade(),
            self.tree(2),
            map,
            self.further(),
        )
    }

    fn optional(&mut self) -> Optional {
        let mut request = Optional::new();
        request.string = self.maybe(Self::text);
        request.secret = self.maybe(|random| Secret::from(random.text()));
        request.boolean = self.maybe(Self::boolean);
        request.integer = self.maybe(|random| random.integer().saturating_abs());
        request.float = self.maybe(|random| -random.float().abs());
        request.decimal = self.maybe(|random| random.decimal().abs() + Decimal::ONE);
        request.url = self.maybe(Self::url);
        request.secret_url = self.maybe(|random| SecretUrl::from(random.url()));
        request.whole_secret_url = self.maybe(|random| Secret::from(random.url().as_str()));
        request.json = self.maybe(Self::json);
        request.secret_json = self.maybe(Self::json);
        request.file = self.maybe(Self::file);
        request.time = self.maybe(Self::time);
        request.date = self.maybe(Self::date);
        request.unix_time = self.maybe(Self::unix_time);
        request.unix_time_text = self.maybe(Self::unix_time);
        request.seconds = self.maybe(|random| Seconds::from(2 + random.below(8)));
        request.level = self.maybe(Self::level);
        request.grade = self.maybe(Self::grade);
        request.object = self.maybe(|random| random.tree(1));
        request.map =
            self.maybe(|random| random.map(|random| random.list(|random| random.tree(0))));
        request.old = self.maybe(Self::text);
        request
    }

    fn comma(&mut self) -> Comma {
        let url = Url::parse("https://hostile.example/a;b").unwrap();
        Comma::new(
            [self.plain_text()],
            self.list(Self::boolean),
            self.list(Self::integer),
            self.list(Self::float),
            self.list(Self::decimal),
            self.list(|_| url.clone()),
            self.list(Self::time),
            self.list(Self::date),
            self.list(Self::unix_time),
            self.list(Self::unix_time),
            self.list(Self::seconds),
            self.list(Self::level),
            self.list(Self::grade),
        )
    }

    /// The wire does not tell an empty list from none where each item has a field of its own.
    fn several<T>(&mut self, make: impl FnMut(&mut Self) -> T) -> Option<Vec<T>> {
        Some(self.list(make)).filter(|items| !items.is_empty())
    }

    fn repeat(&mut self) -> Repeat {
        let mut request = Repeat::new();
        request.strings = self.several(Self::text);
        request.integers = self.several(Self::integer);
        request.levels = self.several(Self::level);
        request.grades = self.several(Self::grade);
        request.seconds = self.maybe(|random| random.list(Self::seconds));
        request.codes = self.several(|random| Secret::from(random.text()));
        let link = Url::parse("https://hostile.example/a;b?c").unwrap();
        request.links = self.maybe(|random| random.list(|_| link.clone().into()));
        request
    }

    fn as_json(&mut self) -> AsJson {
        let nested = self.list(|random| random.list(|random| random.map(Self::decimal)));
        let mut request = AsJson::new(
            self.list(Self::text),
            self.list(Self::integer),
            self.list(Self::boolean),
            self.list(Self::grade),
            self.list(Self::level),
            nested,
            self.list(|random| random.tree(1)),
        );
        request.anything = self.maybe(|random| random.list(Self::json));
        request.urls = self.maybe(|random| random.list(Self::url));
        request.codes = self.maybe(|random| random.list(|random| random.text().into()));
        request
    }

    fn response(&mut self) -> ResponseResponse {
        let lists = self.list(|random| random.list(Self::open_grade));
        let map = self.map(|random| random.list(Self::open_level));
        let maps = self.map(|random| random.map(Self::time));
        let mut response = ResponseResponse::new(
            self.text(),
            self.text(),
            self.boolean(),
            self.integer(),
            self.float(),
            self.decimal(),
            self.url(),
            self.url(),
            self.text(),
            self.json(),
            self.time(),
            self.date(),
            self.unix_time(),
            self.unix_time(),
            self.seconds(),
            self.open_level(),
            self.open_grade(),
            self.tree(1),
            OnlyHere::new(self.text()),
            self.list(|random| random.tree(0)),
            lists,
            map,
            maps,
        );
        // What is optional is set in both ways: by its setter and as a field.
        if self.boolean() {
            let (text, number, tree) = (self.text(), self.integer(), self.tree(1));
            response = response
                .nullable(text)
                .optional(number)
                .nullable_tree(tree)
                .older("o");
        }
        response.both = self.maybe(|random| random.list(Self::integer));
        response.optional_secret = self.maybe(|random| Secret::from(random.text()));
        response.optional_time = self.maybe(Self::unix_time);
        response.optional_map = self.maybe(|random| random.map(|random| random.boolean()));
        response.secret_map =
            self.maybe(|random| random.map(|random| random.list(|random| random.text().into())));
        response.secret_links = self.maybe(|random| random.list(|random| random.url().into()));
        response
    }
}

/// Sends a request, and finds it as it was, by itself and as what was expected.
async fn sent<R: Mockable>(request: R) {
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

/// Has a request answered, and finds the answer as it was.
async fn answered<R: Mockable<Response: Clone + PartialEq + std::fmt::Debug>>(
    mock: &MockPlatform,
    request: R,
    response: R::Response,
) {
    mock.on::<R>().reply(response.clone()).times(1);
    assert_eq!(mock.client().call(request).await.unwrap(), response);
}

/// What is out of its bounds within an object is refused before it is sent.
async fn bounds_hold_within_objects(mock: &MockPlatform) {
    let client = mock.client();
    let good = || {
        let words = BTreeMap::from([("a".to_owned(), vec!["b".to_owned()])]);
        Bounded::new(3, Decimal::ONE, words, vec![0.5])
    };
    client.within_bounds(good()).items([good()]).await.unwrap();
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
            .items([good(), bad])
            .await
            .unwrap_err();
        assert_eq!(error.argument_name(), Some("items"));
        assert!(error.to_string().contains(problem), "{error}");
    }
    assert_eq!(mock.received().len(), sent);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mock = MockPlatform::start().await.unwrap();
    bounds_hold_within_objects(&mock).await;
    let cases = 200;
    for seed in 0..cases {
        let random = &mut Random(seed);
        sent(random.required()).await;
        sent(random.optional()).await;
        sent(random.comma()).await;
        sent(random.repeat()).await;
        sent(random.as_json()).await;

        answered(&mock, Response::new(), random.response()).await;
        answered(&mock, Optional::new(), Reply::Json(random.json())).await;
        let texts = random.list(Random::text);
        answered(&mock, random.comma(), texts).await;
        let numbers = random.map(Random::integer);
        answered(&mock, Repeat::new(), numbers).await;
        let floats = random.list(|random| random.list(Random::float));
        answered(&mock, random.as_json(), floats).await;
        answered(&mock, Number::new(), random.integer()).await;
        answered(&mock, Text::new(), random.text()).await;
        answered(&mock, Instant::new(), random.unix_time()).await;
        answered(&mock, OneGrade::new(), random.open_grade()).await;
        let objects = random.map(|random| random.map(|random| OnlyHere::new(random.text())));
        answered(&mock, GetTree::new(), objects).await;
        answered(&mock, random.required(), ()).await;
    }
    mock.verify().unwrap();
    println!("{cases} cases");
}
