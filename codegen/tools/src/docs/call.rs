//! Writes the documentation of a call: its parameters, its answer, its errors and its examples.

use std::collections::HashSet;

use super::behaviour;
use super::html::plain;
use super::page::{Entry, Form, Page, flat};
use bge_private_codegen::api::{
    AnyOf, Api, Endpoint, Enum, Example, Extra, Field, Input, Object, OneOf, Response, Scalar,
    Type, TypeDef, TypeName,
};
use bge_private_codegen::docs::calls;
use bge_private_codegen::docs::command_line;
use bge_private_codegen::docs::constraints;
use bge_private_codegen::docs::markdown::code;
use bge_private_codegen::docs::snippet::{all_items, snippet};
use bge_private_codegen::language::Language;

/// Returns the call in Rust, with the names of its arguments.
pub(super) fn signature(endpoint: &Endpoint) -> String {
    let required = endpoint.inputs().filter(|input| input.is_required());
    let arguments: Vec<_> = required.map(|input| input.field().name.as_str()).collect();
    let client = endpoint.client.as_ref();
    let client = client.map_or(String::new(), |client| format!(".{}()", client.method));
    let (method, arguments) = (&endpoint.method, arguments.join(", "));
    format!("client{client}.{method}({arguments})")
}

/// Writes a call.
pub(super) fn write(page: &mut Page, api: &Api, endpoint: &Endpoint) {
    let language = page.language;
    let (name, text) = (&endpoint.spec, language.of(&endpoint.text));
    page.anchored(2, &flat(name), name);
    if let Some(see) = &endpoint.see {
        page.see(see);
    }
    if let Some(note) = &endpoint.deprecated {
        page.text(&deprecation(language, note));
    }
    page.text(&text);
    let signature = signature(endpoint);
    page.line(&format!(
        "{} —— {}",
        code(&signature),
        code(&format!("POST {}", endpoint.path))
    ));
    let aliases = endpoint.aliases.iter().map(|alias| code(&alias.spec));
    let aliases = aliases.collect::<Vec<_>>().join(language.pick(", ", "、"));
    if !aliases.is_empty() {
        page.line(&language.pick(
            format!("Also called {aliases}."),
            format!("也称 {aliases}。"),
        ));
    }
    page.terms
        .extend(endpoint.aliases.iter().map(|alias| alias.spec.clone()));
    let terms = [plain(&text), endpoint.path.clone(), signature];
    page.terms.extend(terms);
    let mut types = Types {
        page,
        api,
        endpoint,
        mentioned: HashSet::new(),
        objects: Vec::new(),
    };
    types.params("args", ["parameters", "请求参数"], true);
    types.params("kwargs", ["optional parameters", "可选参数"], false);
    types.answer();
    pages(page, api, endpoint);
    page.label("retry", ["retries", "重试"], "orange");
    page.text(&behaviour::repeating(language, endpoint));
    page.label("errors", ["errors", "错误"], "red");
    let errors = behaviour::errors(language, endpoint);
    page.text(
        &errors
            .map(|error| format!("- {error}\n"))
            .collect::<String>(),
    );
    for (number, example) in endpoint.examples.iter().enumerate() {
        self::example(page, api, endpoint, number, example);
    }
}

/// Writes how all pages are asked for, if the answer is a page.
fn pages(page: &mut Page, api: &Api, endpoint: &Endpoint) {
    if endpoint.paging.is_none() {
        return;
    }
    page.label("pages", ["all pages", "所有页"], "green");
    let shown = |method: &str| code(&format!(".{method}()"));
    page.text(&calls::all_pages(page.language, shown));
    let code = |style| all_items(&api.platform, endpoint, style).unwrap_or_default();
    let command = command_line::all_pages(endpoint).unwrap_or_default();
    let id = format!("{}-pages", endpoint.spec);
    page.rust(&id, code, &command.of_program(&api.platform));
}

fn example(page: &mut Page, api: &Api, endpoint: &Endpoint, number: usize, example: &Example) {
    let language = page.language;
    page.label("Rust", ["example", "示例"], "lightgrey");
    page.text(&language.of(&example.title));
    let code = |style| snippet(&api.platform, endpoint, example, style);
    let command = command_line::example(endpoint, example);
    let id = format!("{}-{number}", endpoint.spec);
    page.rust(&id, code, &command.of_program(&api.platform));
    if let Some(answer) = &example.response {
        page.label("Success", ["Output"; 2], "green");
        page.code("json", &format!("{answer:#}"));
    }
}

/// Writes the parameters and the answer of a call, and the types that they mention.
struct Types<'a, 'p> {
    page: &'p mut Page,
    api: &'a Api,
    endpoint: &'a Endpoint,
    /// The types that were mentioned. Each is described once.
    mentioned: HashSet<&'a TypeName>,
    /// Objects that were mentioned, in the order of their first mention.
    objects: Vec<&'a Object>,
}

impl<'a> Types<'a, '_> {
    fn params(&mut self, label: &str, words: [&str; 2], required: bool) {
        let inputs = self.endpoint.inputs();
        let mut inputs = inputs
            .filter(|input| input.is_required() == required)
            .peekable();
        let further = (!required && self.endpoint.open).then(|| further(self.page.language));
        if inputs.peek().is_some() || further.is_some() {
            self.page.label(label, words, "blue");
        }
        for input in inputs {
            let name = if required {
                &input.field().name
            } else {
                &input.field().setter
            };
            match input {
                Input::Param(param) => self.param(name, param, ""),
                Input::OneOf(one_of, params) => self.one_of(name, one_of, params),
            }
        }
        if let Some(further) = further {
            self.page.entry("", further);
        }
        self.page.end_list();
    }

    /// Writes the answer, and all objects that the call mentions.
    fn answer(&mut self) {
        let language = self.page.language;
        self.page.label("response", ["answer", "应答"], "green");
        self.page.text(&answer(language, &self.endpoint.response));
        match &self.endpoint.response {
            Response::None | Response::Stream | Response::Reply => {}
            Response::Type(ty) => self.members(ty, ""),
            Response::Object(object) => self.fields(object),
        }
        self.page.end_list();
        let mut written = 0;
        while let Some(&object) = self.objects.get(written) {
            written += 1;
            let name = code(&object.name.name);
            let text = object.text.as_ref().map(|text| language.of(text));
            let text = text.unwrap_or_default();
            self.page.terms.push(object.name.name.clone());
            if self.page.form == Form::Site {
                let id = format!("{}.{}", self.endpoint.spec, object.name);
                self.page.anchored(4, &name, &id);
                self.page.text(&text);
            } else {
                self.page.line(&format!("{name} —— {}", flat(&text)));
            }
            self.fields(object);
            self.page.end_list();
        }
    }

    fn fields(&mut self, object: &'a Object) {
        for field in &object.fields {
            let sentences = constraints::of_field(self.page.language, field);
            self.field(&field.name, field, sentences, "");
        }
        if object.rest {
            let language = self.page.language;
            let rest = Entry {
                name: "rest".to_owned(),
                words: type_words(language, &Type::Map(Box::new(Type::Scalar(Scalar::Any)))),
                text: language
                    .pick("Fields that the spec does not name.", "规范未列出的字段。")
                    .to_owned(),
                ..Entry::default()
            };
            self.page.entry("", rest);
        }
    }

    /// Writes a choice between parameters, with each of them.
    fn one_of(&mut self, name: &str, one_of: &OneOf, params: &'a [Field]) {
        let language = self.page.language;
        let entry = Entry {
            name: name.to_owned(),
            words: code(&one_of.ty.name),
            text: language.of(&one_of.field.text),
            sentences: vec![constraints::of_one_of(language, one_of, params)],
        };
        self.page.entry("", entry);
        for param in params {
            let choice = param.choice.as_ref();
            let variant = choice.map_or("", |choice| &choice.variant);
            self.param(&format!("{}::{variant}", one_of.ty), param, "  ");
        }
    }

    fn param(&mut self, name: &str, param: &'a Field, indent: &str) {
        let sentences = constraints::of_param(self.page.language, param);
        self.field(name, param, sentences, indent);
    }

    fn field(&mut self, name: &str, field: &'a Field, mut sentences: Vec<String>, indent: &str) {
        let language = self.page.language;
        let note = field.deprecated.as_ref();
        sentences.extend(note.map(|note| deprecation(language, note)));
        let mut words = type_words(language, &field.ty);
        if let (Form::Site, Type::Object(object)) = (self.page.form, field.ty.innermost()) {
            words = format!("[{words}](#{}.{object})", self.endpoint.spec);
        }
        // It is shown as a variant. A sentence tells its name on the wire only if that differs from its name in the spec.
        if field.choice.is_some() && field.name.trim_start_matches("r#") == field.wire {
            let comma = language.pick(", ", "，");
            words += &format!("{comma}{}", sent_as(language, &field.wire));
        }
        let entry = Entry {
            name: name.to_owned(),
            words,
            text: language.of(&field.text),
            sentences,
        };
        self.page.entry(indent, entry);
        self.members(&field.ty, &format!("{indent}  "));
    }

    /// Writes the values of an enum or the sets of parameters where a type is mentioned first, and notes an
    /// object for later.
    fn members(&mut self, ty: &'a Type, indent: &str) {
        let Some(name) = ty.name().filter(|name| self.mentioned.insert(name)) else {
            return;
        };
        match self.api.type_def(name) {
            Some(TypeDef::Object(object)) => self.objects.push(object),
            Some(TypeDef::Enum(ty)) => self.values(ty, indent),
            Some(TypeDef::Extra(ty)) => self.sets(ty, indent),
            Some(TypeDef::AnyOf(ty)) => self.shapes(ty, indent),
            None => {}
        }
    }

    fn values(&mut self, ty: &Enum, indent: &str) {
        let language = self.page.language;
        for value in &ty.values {
            let text = value.text.as_ref();
            let entry = Entry {
                name: format!("{}::{}", ty.name, value.variant),
                words: sent_as(language, &value.wire.to_string()),
                text: text.map(|text| language.of(text)).unwrap_or_default(),
                ..Entry::default()
            };
            self.page.entry(indent, entry);
        }
    }

    fn shapes(&mut self, ty: &'a AnyOf, indent: &str) {
        let language = self.page.language;
        let all = Entry {
            name: ty.name.to_string(),
            words: language
                .pick("one of these shapes", "下列结构之一")
                .to_owned(),
            text: language.of(&ty.text),
            ..Entry::default()
        };
        self.page.entry(indent, all);
        for shape in &ty.shapes {
            let name = format!("{}::{}", ty.name, shape.name);
            let sentences = constraints::of_field(language, shape);
            self.field(&name, shape, sentences, indent);
        }
        let other = Entry {
            name: format!("{}::Other", ty.name),
            words: language.pick("any other", "其他").to_owned(),
            sentences: vec![language.pick("Kept as JSON.", "按 JSON 保留。").to_owned()],
            ..Entry::default()
        };
        self.page.entry(indent, other);
    }

    fn sets(&mut self, ty: &'a Extra, indent: &str) {
        let language = self.page.language;
        for set in &ty.sets {
            let entry = Entry {
                name: format!("{}::{}", ty.name, set.variant),
                words: sent_as(language, &set.wire),
                text: language.of(&set.text),
                ..Entry::default()
            };
            self.page.entry(indent, entry);
            for param in &set.params {
                self.param(&param.name, param, &format!("{indent}  "));
            }
        }
        let any = language.pick(
            "By its name, with the names and values of its parameters.",
            "按名称指定，并给出各参数的名称与值。",
        );
        let other = Entry {
            name: format!("{}::other", ty.name),
            words: language.pick("any other", "其他").to_owned(),
            sentences: vec![any.to_owned()],
            ..Entry::default()
        };
        self.page.entry(indent, other);
    }
}

/// Describes the setter of parameters that the spec does not describe.
fn further(language: Language) -> Entry {
    let text = language.pick(
        "Further parameters that the platform knows, by name; can be repeated.",
        "平台支持的其他参数，按名称设置，可多次使用。",
    );
    Entry {
        name: "extra(name, value)".to_owned(),
        words: language
            .pick("text, number, boolean or JSON", "文本、数、布尔值或 JSON")
            .to_owned(),
        text: text.to_owned(),
        ..Entry::default()
    }
}

/// Describes the response of a call.
fn answer(language: Language, response: &Response) -> String {
    match response {
        Response::None => language.pick("Returns nothing.", "无返回数据。").to_owned(),
        Response::Stream => language
            .pick(
                "Returns a file of any size as `Download`: its parts as a stream, or saved with `save(path)`. A JSON \
                 object with a `code` other than 0 and a message is not a file but a refusal.",
                "返回任意大小的文件，类型为 `Download`：可分块读取，或用 `save(path)` 保存。带有非 0 `code` 与消息的 JSON \
                 对象不是文件，而是拒绝。",
            )
            .to_owned(),
        Response::Reply => language
            .pick(
                "Returns any content as `Reply`.",
                "原样返回应答，类型为 `Reply`。",
            )
            .to_owned(),
        Response::Object(object) => {
            let name = code(&object.name.name);
            language.pick(format!("Returns {name}:"), format!("返回 {name}："))
        }
        Response::Type(ty) => {
            let words = type_words(language, ty);
            language.pick(format!("Returns: {words}."), format!("返回：{words}。"))
        }
    }
}

/// Describes a type in words.
fn type_words(language: Language, ty: &Type) -> String {
    match ty {
        Type::Enum(name, _) | Type::Object(name) => code(&name.name),
        Type::Extra(name) | Type::AnyOf(name) => code(&name.name),
        Type::Scalar(scalar) => {
            let [english, chinese] = scalar.info().words;
            language.pick(english, chinese).to_owned()
        }
        Type::File => language.pick("file", "文件").to_owned(),
        Type::List(item) => {
            let item = type_words(language, item);
            language.pick(format!("list of {item}"), format!("列表，每项为{item}"))
        }
        Type::Map(item) => {
            let item = type_words(language, item);
            language.pick(
                format!("map from text to {item}"),
                format!("映射，键为文本，值为{item}"),
            )
        }
    }
}

fn sent_as(language: Language, wire: &str) -> String {
    // An empty text is escaped, because it cannot be code.
    let wire = flat(&code(wire));
    language.pick(format!("sent as {wire}"), format!("发送为 {wire}"))
}

/// Returns a deprecation note.
fn deprecation(language: Language, note: &[String; 2]) -> String {
    let note = language.of(note);
    language.pick(format!("Deprecated: {note}"), format!("已弃用：{note}"))
}
