// @generated from spec/shop.yaml by bge-private-codegen 0.1.0. Edit the spec instead.

//! A shop.
//!
//! 商店。

use crate::runtime::generated::*;

#[cfg(feature = "mock")]
#[path = "shop.mock.rs"]
pub(super) mod mocked;

#[cfg(any(feature = "mock", feature = "serde"))]
#[path = "shop.encode.rs"]
mod encoded;

#[cfg(feature = "serde")]
#[path = "shop.serde.rs"]
mod serialized;

/// A shop.
///
/// 商店。
impl Client {
    /// Orders goods.
    ///
    /// 下单。
    ///
    /// Takes:
    ///
    /// - `items`: What is ordered. 1 to 10 items. Sent as JSON text.
    ///   商品。
    /// - `mode`: Whether it is meant.
    ///   模式。
    ///
    /// Optional, as methods of the call:
    ///
    /// - `tags`: Numbers to find it by. Joined by commas.
    ///   标签。
    /// - `wait_`: How long to wait. In whole seconds. At least 1 and less than 60. The platform
    ///   assumes 5.
    ///   等待时长。
    /// - `extra_`: Anything else. Sent as JSON text.
    ///   其他。
    /// - `pin`: The PIN. Exactly 4 characters. Secret: `Debug` does not show it. Sent as `P.I.N`.
    ///   密码。
    ///
    /// Returns [`PlaceOrderResponse`].
    ///
    /// Safe to repeat when `mode` is [`Mode::DryRun`]: the client then retries a failed attempt,
    /// even if it is unknown whether the platform carried it out. Otherwise it never sends the
    /// call again once it may have been carried out.
    ///
    /// The platform's own documentation: <https://small.example/doc/#/shop/order>
    ///
    /// # Errors
    ///
    /// Sending it may return an [`Error`](crate::Error). An argument that violates a constraint
    /// is rejected before anything is sent.
    ///
    /// # Example
    ///
    /// Try to order two pens.
    /// 试下单。
    ///
    /// ```no_run
    /// # async fn example(client: bge_private_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use bge_private_sdk::shop::{Item, Mode};
    /// use serde_json::json;
    ///
    /// let response = client
    ///     .place_order([Item::new("pen", 2)], Mode::DryRun)
    ///     .tags([1, 2])
    ///     .extra_(json!({ "by": ["mail"], "gift": true }))
    ///     .pin("0000")
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn place_order(
        &self,
        items: impl IntoIterator<Item = Item>,
        mode: Mode,
    ) -> Call<PlaceOrder> {
        self.call(PlaceOrder::new(items, mode))
    }

    /// Finds an order.
    ///
    /// 查找订单。
    ///
    /// Takes:
    ///
    /// - `by`: How it is found. Exactly one of `FindBy::Id`, `FindBy::Tags`.
    ///   查找方式。
    ///
    /// Optional, as methods of the call:
    ///
    /// - `r#as`: Who asks. At most one of `FindAs::Buyer`, `FindAs::Seller`.
    ///   查询者。
    ///
    /// Returns nothing.
    ///
    /// Not safe to repeat: the client never sends it again once it may have been carried out.
    ///
    /// # Errors
    ///
    /// Sending it may return an [`Error`](crate::Error). An argument that violates a constraint
    /// is rejected before anything is sent.
    ///
    /// # Examples
    ///
    /// Find by number.
    /// 按编号查找。
    ///
    /// ```no_run
    /// # async fn example(client: bge_private_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use bge_private_sdk::shop::FindBy;
    ///
    /// client.find(FindBy::Id(7)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Find by tags.
    /// 按标签查找。
    ///
    /// ```no_run
    /// # async fn example(client: bge_private_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use bge_private_sdk::shop::{FindAs, FindBy};
    ///
    /// client
    ///     .find(FindBy::Tags(vec!["a".into(), "b".into()]))
    ///     .r#as(FindAs::Buyer("0000".into()))
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn find(&self, by: FindBy) -> Call<Find> {
        self.call(Find::new(by))
    }

    /// Does nothing.
    ///
    /// 无操作。
    ///
    /// Returns nothing.
    ///
    /// Safe to repeat: the client retries a failed attempt, even if it is unknown whether the
    /// platform carried it out.
    ///
    /// The platform forwards this call to a service behind it. After any answer except a success,
    /// it may have been carried out.
    ///
    /// # Errors
    ///
    /// Sending it may return an [`Error`](crate::Error).
    ///
    /// # Example
    ///
    /// Ask.
    /// 询问。
    ///
    /// ```no_run
    /// # async fn example(client: bge_private_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.ping().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn ping(&self) -> Call<Ping> {
        self.call(Ping::new())
    }
}

#[cfg(feature = "blocking")]
/// A shop.
///
/// 商店。
impl BlockingClient {
    /// Orders goods.
    ///
    /// 下单。
    ///
    /// Takes:
    ///
    /// - `items`: What is ordered. 1 to 10 items. Sent as JSON text.
    ///   商品。
    /// - `mode`: Whether it is meant.
    ///   模式。
    ///
    /// Optional, as methods of the call:
    ///
    /// - `tags`: Numbers to find it by. Joined by commas.
    ///   标签。
    /// - `wait_`: How long to wait. In whole seconds. At least 1 and less than 60. The platform
    ///   assumes 5.
    ///   等待时长。
    /// - `extra_`: Anything else. Sent as JSON text.
    ///   其他。
    /// - `pin`: The PIN. Exactly 4 characters. Secret: `Debug` does not show it. Sent as `P.I.N`.
    ///   密码。
    ///
    /// Returns [`PlaceOrderResponse`].
    ///
    /// Safe to repeat when `mode` is [`Mode::DryRun`]: the client then retries a failed attempt,
    /// even if it is unknown whether the platform carried it out. Otherwise it never sends the
    /// call again once it may have been carried out.
    ///
    /// The platform's own documentation: <https://small.example/doc/#/shop/order>
    ///
    /// # Errors
    ///
    /// Sending it may return an [`Error`](crate::Error). An argument that violates a constraint
    /// is rejected before anything is sent.
    ///
    /// # Example
    ///
    /// Try to order two pens.
    /// 试下单。
    ///
    /// ```no_run
    /// # fn example(client: bge_private_sdk::blocking::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use bge_private_sdk::shop::{Item, Mode};
    /// use serde_json::json;
    ///
    /// let response = client
    ///     .place_order([Item::new("pen", 2)], Mode::DryRun)
    ///     .tags([1, 2])
    ///     .extra_(json!({ "by": ["mail"], "gift": true }))
    ///     .pin("0000")
    ///     .send()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn place_order(
        &self,
        items: impl IntoIterator<Item = Item>,
        mode: Mode,
    ) -> Call<PlaceOrder, BlockingClient> {
        self.call(PlaceOrder::new(items, mode))
    }

    /// Finds an order.
    ///
    /// 查找订单。
    ///
    /// Takes:
    ///
    /// - `by`: How it is found. Exactly one of `FindBy::Id`, `FindBy::Tags`.
    ///   查找方式。
    ///
    /// Optional, as methods of the call:
    ///
    /// - `r#as`: Who asks. At most one of `FindAs::Buyer`, `FindAs::Seller`.
    ///   查询者。
    ///
    /// Returns nothing.
    ///
    /// Not safe to repeat: the client never sends it again once it may have been carried out.
    ///
    /// # Errors
    ///
    /// Sending it may return an [`Error`](crate::Error). An argument that violates a constraint
    /// is rejected before anything is sent.
    ///
    /// # Examples
    ///
    /// Find by number.
    /// 按编号查找。
    ///
    /// ```no_run
    /// # fn example(client: bge_private_sdk::blocking::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use bge_private_sdk::shop::FindBy;
    ///
    /// client.find(FindBy::Id(7)).send()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Find by tags.
    /// 按标签查找。
    ///
    /// ```no_run
    /// # fn example(client: bge_private_sdk::blocking::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use bge_private_sdk::shop::{FindAs, FindBy};
    ///
    /// client
    ///     .find(FindBy::Tags(vec!["a".into(), "b".into()]))
    ///     .r#as(FindAs::Buyer("0000".into()))
    ///     .send()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn find(&self, by: FindBy) -> Call<Find, BlockingClient> {
        self.call(Find::new(by))
    }

    /// Does nothing.
    ///
    /// 无操作。
    ///
    /// Returns nothing.
    ///
    /// Safe to repeat: the client retries a failed attempt, even if it is unknown whether the
    /// platform carried it out.
    ///
    /// The platform forwards this call to a service behind it. After any answer except a success,
    /// it may have been carried out.
    ///
    /// # Errors
    ///
    /// Sending it may return an [`Error`](crate::Error).
    ///
    /// # Example
    ///
    /// Ask.
    /// 询问。
    ///
    /// ```no_run
    /// # fn example(client: bge_private_sdk::blocking::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.ping().send()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn ping(&self) -> Call<Ping, BlockingClient> {
        self.call(Ping::new())
    }
}

/// Orders goods.
///
/// 下单。
///
/// Request of [`Client::place_order`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PlaceOrder {
    /// What is ordered. 1 to 10 items. Sent as JSON text.
    ///
    /// 商品。
    pub items: Vec<Item>,
    /// Whether it is meant.
    ///
    /// 模式。
    pub mode: Mode,
    /// Numbers to find it by. Joined by commas.
    ///
    /// 标签。
    pub tags: Option<Vec<i64>>,
    /// How long to wait. In whole seconds. At least 1 and less than 60. The platform assumes 5.
    ///
    /// 等待时长。
    pub wait: Option<Seconds>,
    /// Anything else. Sent as JSON text.
    ///
    /// 其他。
    pub extra: Option<Json>,
    /// The PIN. Exactly 4 characters. Secret: `Debug` does not show it. Sent as `P.I.N`.
    ///
    /// 密码。
    pub pin: Option<Secret>,
}

impl PlaceOrder {
    /// Creates a request with its required fields. Optional fields are not sent unless they are set.
    #[must_use]
    pub fn new(items: impl IntoIterator<Item = Item>, mode: Mode) -> Self {
        Self {
            items: items.into_iter().collect(),
            mode,
            tags: None,
            wait: None,
            extra: None,
            pin: None,
        }
    }
}

impl Request for PlaceOrder {
    type Response = PlaceOrderResponse;
    #[cfg(feature = "blocking")]
    type Blocking = Self::Response;
    const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "place_order",
        group: "shop",
        path: "/shop/order",
        retry: Retry::SafeWhen {
            param: "mode",
            values: &["dry_run"],
        },
        forwards: false,
        streams: false,
        json_body: false,
        open: false,
        paging: None,
        task: None,
        polling: None,
        exclusions: &[],
        params: &[
            Param {
                name: "P.I.N",
                required: false,
                secret: true,
                kind: Kind::Scalar(scalar::Secret::INFO),
                bounds: Bounds {
                    min_length: Some(4),
                    max_length: Some(4),
                    ..Bounds::NONE
                },
                always: None,
                with: None,
            },
            Param {
                name: "extra",
                required: false,
                secret: false,
                kind: Kind::Scalar(scalar::Json::INFO),
                bounds: Bounds::NONE,
                always: None,
                with: None,
            },
            Param {
                name: "items",
                required: true,
                secret: false,
                kind: Kind::List {
                    join: Join::Json,
                    item: &Kind::Json { is_open: false },
                },
                bounds: Bounds {
                    min_items: Some(1),
                    max_items: Some(10),
                    ..Bounds::NONE
                },
                always: None,
                with: None,
            },
            Param {
                name: "mode",
                required: true,
                secret: false,
                kind: Kind::Enum(Mode::WIRE, scalar::Text::INFO),
                bounds: Bounds::NONE,
                always: None,
                with: None,
            },
            Param {
                name: "tags",
                required: false,
                secret: false,
                kind: Kind::List {
                    join: Join::Comma,
                    item: &Kind::Scalar(scalar::Integer::INFO),
                },
                bounds: Bounds::NONE,
                always: None,
                with: None,
            },
            Param {
                name: "wait",
                required: false,
                secret: false,
                kind: Kind::Scalar(scalar::Seconds::INFO),
                bounds: Bounds {
                    min: Some("1"),
                    below: Some("60"),
                    ..Bounds::NONE
                },
                always: None,
                with: None,
            },
        ],
    };
    fn encode(&self, fields: &mut Fields) {
        fields.scalar::<scalar::Secret>("P.I.N", self.pin.as_ref());
        fields.scalar::<scalar::Json>("extra", self.extra.as_ref());
        fields.json::<Vec<Item>>("items", Some(&self.items));
        fields.scalar::<Mode>("mode", Some(&self.mode));
        fields.list::<scalar::Integer>("tags", self.tags.as_ref());
        fields.scalar::<scalar::Seconds>("wait", self.wait.as_ref());
    }

    fn decode(payload: Payload<'_>) -> Self::Response {
        payload.json::<PlaceOrderResponse>()
    }
}

impl<C> Call<PlaceOrder, C> {
    /// Numbers to find it by. Joined by commas.
    ///
    /// 标签。
    pub fn tags(mut self, tags: impl IntoIterator<Item = i64>) -> Self {
        self.request_mut().tags = Some(tags.into_iter().collect());
        self
    }

    /// How long to wait. In whole seconds. At least 1 and less than 60. The platform assumes 5.
    ///
    /// 等待时长。
    pub fn wait_(mut self, wait: impl Into<Seconds>) -> Self {
        self.request_mut().wait = Some(wait.into());
        self
    }

    /// Anything else. Sent as JSON text.
    ///
    /// 其他。
    pub fn extra_(mut self, extra: impl Into<Json>) -> Self {
        self.request_mut().extra = Some(extra.into());
        self
    }

    /// The PIN. Exactly 4 characters. Secret: `Debug` does not show it. Sent as `P.I.N`.
    ///
    /// 密码。
    pub fn pin(mut self, pin: impl Into<Secret>) -> Self {
        self.request_mut().pin = Some(pin.into());
        self
    }
}

/// Returned by [`Client::place_order`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PlaceOrderResponse {
    /// Its number.
    ///
    /// 编号。
    pub id: i64,
    /// What it costs.
    ///
    /// 总价。
    pub total: Decimal,
    /// What is delivered.
    ///
    /// 商品。
    pub items: Vec<Item>,
    /// What to know. `None` if the platform returns null.
    ///
    /// 备注。
    pub note: Option<String>,
    /// When it comes. `None` if the platform omits it.
    ///
    /// 送达时间。
    pub due: Option<OffsetDateTime>,
    /// What each costs.
    ///
    /// 单价。
    pub prices: BTreeMap<String, Decimal>,
    /// How good it is.
    ///
    /// 等级。
    pub grade: Grade,
}

impl Decode for PlaceOrderResponse {
    type Value = Self;
    fn decode(value: Value<'_>) -> Self {
        let mut object = value.object();
        Self {
            id: object.required::<Lenient<scalar::Integer>>("id"),
            total: object.required::<scalar::Decimal>("total"),
            items: object.required::<Vec<Item>>("items"),
            note: object.required::<Option<scalar::Text>>("note"),
            due: object.optional::<scalar::UnixTime>("due"),
            prices: object.required::<BTreeMap<String, scalar::Decimal>>("prices"),
            grade: object.required::<Grade>("grade"),
        }
    }
}

/// Finds an order.
///
/// 查找订单。
///
/// Request of [`Client::find`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Find {
    /// How it is found. Exactly one of `FindBy::Id`, `FindBy::Tags`.
    ///
    /// 查找方式。
    pub by: FindBy,
    /// Who asks. At most one of `FindAs::Buyer`, `FindAs::Seller`.
    ///
    /// 查询者。
    pub r#as: Option<FindAs>,
}

impl Find {
    /// Creates a request with its required fields. Optional fields are not sent unless they are set.
    #[must_use]
    pub fn new(by: FindBy) -> Self {
        Self { by, r#as: None }
    }
}

impl Request for Find {
    type Response = ();
    #[cfg(feature = "blocking")]
    type Blocking = Self::Response;
    const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "find",
        group: "shop",
        path: "/shop/find",
        retry: Retry::Unsafe,
        forwards: false,
        streams: false,
        json_body: false,
        open: false,
        paging: None,
        task: None,
        polling: None,
        exclusions: &[
            Exclusion {
                required: true,
                params: &["id", "tag"],
            },
            Exclusion {
                required: false,
                params: &["buyer", "seller"],
            },
        ],
        params: &[
            Param {
                name: "buyer",
                required: false,
                secret: true,
                kind: Kind::Scalar(scalar::Secret::INFO),
                bounds: Bounds::NONE,
                always: None,
                with: None,
            },
            Param {
                name: "id",
                required: false,
                secret: false,
                kind: Kind::Scalar(scalar::Integer::INFO),
                bounds: Bounds {
                    min: Some("1"),
                    ..Bounds::NONE
                },
                always: None,
                with: None,
            },
            Param {
                name: "seller",
                required: false,
                secret: false,
                kind: Kind::Scalar(scalar::Text::INFO),
                bounds: Bounds::NONE,
                always: None,
                with: None,
            },
            Param {
                name: "tag",
                required: false,
                secret: false,
                kind: Kind::List {
                    join: Join::Comma,
                    item: &Kind::Scalar(scalar::Text::INFO),
                },
                bounds: Bounds::NONE,
                always: None,
                with: None,
            },
        ],
    };
    fn encode(&self, fields: &mut Fields) {
        if let Some(FindAs::Buyer(value)) = &self.r#as {
            fields.scalar::<scalar::Secret>("buyer", Some(value));
        }
        if let FindBy::Id(value) = &self.by {
            fields.scalar::<scalar::Integer>("id", Some(value));
        }
        if let Some(FindAs::Seller(value)) = &self.r#as {
            fields.scalar::<scalar::Text>("seller", Some(value));
        }
        if let FindBy::Tags(value) = &self.by {
            fields.list::<scalar::Text>("tag", Some(value));
        }
        fields.check_conditions();
    }

    fn decode(payload: Payload<'_>) -> Self::Response {
        payload.nothing()
    }
}

/// How it is found.
///
/// 查找方式。
///
/// An argument of [`Client::find`].
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "its values are not boxed")]
#[non_exhaustive]
pub enum FindBy {
    /// Its number. At least 1.
    ///
    /// 编号。
    Id(i64),
    /// What it is tagged with. Joined by commas. Sent as `tag`.
    ///
    /// 标签。
    Tags(Vec<String>),
}

/// Who asks.
///
/// 查询者。
///
/// An optional argument of [`Client::find`].
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "its values are not boxed")]
#[non_exhaustive]
pub enum FindAs {
    /// The PIN of the buyer. Secret: `Debug` does not show it.
    ///
    /// 买家密码。
    Buyer(Secret),
    /// The seller.
    ///
    /// 卖家。
    #[deprecated(note = "Use `buyer`. / 请用 buyer。")]
    Seller(String),
}

impl<C> Call<Find, C> {
    /// Who asks. At most one of `FindAs::Buyer`, `FindAs::Seller`.
    ///
    /// 查询者。
    pub fn r#as(mut self, r#as: FindAs) -> Self {
        self.request_mut().r#as = Some(r#as);
        self
    }
}

/// Does nothing.
///
/// 无操作。
///
/// Request of [`Client::ping`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Ping {}

impl Ping {
    /// Creates a request with its required fields. Optional fields are not sent unless they are set.
    #[must_use]
    pub fn new() -> Self {
        Self {}
    }
}

impl Request for Ping {
    type Response = ();
    #[cfg(feature = "blocking")]
    type Blocking = Self::Response;
    const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "ping",
        group: "shop",
        path: "/shop/ping",
        retry: Retry::Safe,
        forwards: true,
        streams: false,
        json_body: false,
        open: false,
        paging: None,
        task: None,
        polling: None,
        exclusions: &[],
        params: &[],
    };
    fn encode(&self, _: &mut Fields) {}
    fn decode(payload: Payload<'_>) -> Self::Response {
        payload.nothing()
    }
}

/// Some goods.
///
/// 商品。
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Item {
    /// Their name. At least 1 character.
    ///
    /// 名称。
    pub name: String,
    /// How many. At least 1.
    ///
    /// 数量。
    pub count: i64,
    /// Their colour. `None` if the platform omits it.
    ///
    /// 颜色。
    pub colour: Option<String>,
}

impl Item {
    /// Creates the object with its required fields.
    pub fn new(name: impl Into<String>, count: i64) -> Self {
        Self {
            name: name.into(),
            count,
            colour: None,
        }
    }

    /// Their colour. `None` if the platform omits it.
    ///
    /// 颜色。
    #[must_use]
    pub fn colour(mut self, colour: impl Into<String>) -> Self {
        self.colour = Some(colour.into());
        self
    }
}

impl Decode for Item {
    type Value = Self;
    fn decode(value: Value<'_>) -> Self {
        let mut object = value.object();
        Self {
            name: object.required::<scalar::Text>("name"),
            count: object.required::<scalar::Integer>("count"),
            colour: object.optional::<scalar::Text>("colour"),
        }
    }
}

impl Encode for Item {
    fn encode(value: &Self, out: &mut JsonWriter) {
        out.begin_object();
        out.member::<
                scalar::Text,
            >(
            "name",
            &value.name,
            &Bounds {
                min_length: Some(1),
                ..Bounds::NONE
            },
        );
        out.member::<
                scalar::Integer,
            >(
            "count",
            &value.count,
            &Bounds {
                min: Some("1"),
                ..Bounds::NONE
            },
        );
        out.optional::<scalar::Text>("colour", value.colour.as_ref(), &Bounds::NONE);
        out.end_object();
    }
}

/// Whether an order is meant.
///
/// 下单模式。
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Mode {
    /// It is not. `dry_run` on the wire.
    ///
    /// 试运行。
    DryRun,
    /// It is. `R` on the wire.
    ///
    /// 真实。
    Real,
    /// A value unknown to this version.
    Other(String),
}

impl Mode {
    /// The known values.
    pub const KNOWN: &'static [Self] = &[Self::DryRun, Self::Real];
    /// The known values on the wire.
    pub(super) const WIRE: &'static [&'static str] = &["dry_run", "R"];
    /// Returns the value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::DryRun => "dry_run",
            Self::Real => "R",
            Self::Other(value) => value,
        }
    }
}

text_enum!(Mode);

/// How good something is.
///
/// 等级。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Grade {
    /// Good. `1` on the wire.
    ///
    /// 好。
    Good,
    /// Better. `2` on the wire.
    ///
    /// 更好。
    Better,
    /// A value unknown to this version.
    Other(i64),
}

impl Grade {
    /// The known values.
    pub const KNOWN: &'static [Self] = &[Self::Good, Self::Better];
    /// The known values on the wire.
    pub(super) const WIRE: &'static [&'static str] = &["1", "2"];
    /// Returns the value on the wire.
    #[must_use]
    pub fn as_i64(&self) -> i64 {
        match self {
            Self::Good => 1,
            Self::Better => 2,
            Self::Other(value) => *value,
        }
    }
}

integer_enum!(Grade);
