//! Reads a checked spec as documentation in one language.

use std::collections::HashMap;

use super::behaviour;
use super::entries::{self, Entries};
use super::html::summary;
use super::language::Language;
use super::model::{self, Site};
use bge_private_codegen::Checked;
use bge_private_codegen::api;
use bge_private_codegen::json::Json;
use bge_private_codegen::lower::expression::Style;
use bge_private_codegen::lower::{self, docs::snippet, types::Scope};
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{Endpoint, Example, Group, Platform, Response, TypeDef};

/// Everything there is to say.
pub(super) fn site(checked: &Checked, language: Language) -> Site {
    let spec = checked.spec();
    let platform = &spec.platform;
    let group = |group| {
        let reader = Reader {
            language,
            platform,
            group,
            scope: &Scope::new(group),
            types: &entries::types(group),
        };
        reader.group(checked)
    };
    let krate = naming::crate_name(&platform.platform.value);
    let prefix = naming::env_prefix(&platform.platform.value);
    Site {
        language,
        title: language.of(&platform.title),
        start: format!(
            "use {krate}::Client;\n\nlet client = Client::from_env()?; // {prefix}_APP_KEY, {prefix}_APP_SECRET"
        ),
        krate,
        documentation: platform.documentation.value.clone(),
        chapters: behaviour::chapters(language, platform),
        groups: spec.groups.iter().map(group).collect(),
    }
}

/// Names that files of every folder have.
const TAKEN: [&str; 2] = ["index", "readme"];

struct Reader<'a> {
    language: Language,
    platform: &'a Platform,
    group: &'a Group,
    scope: &'a Scope<'a>,
    types: &'a HashMap<&'a str, &'a TypeDef>,
}

impl Reader<'_> {
    fn group(&self, checked: &Checked) -> model::Group {
        let name = &self.group.group.value;
        let lowered = lower::group(checked.spec(), self.group, checked.sources());
        let endpoints = self.group.endpoints.iter().zip(&lowered.endpoints);
        model::Group {
            name: name.clone(),
            page: if TAKEN.contains(&name.as_str()) {
                format!("{name}_")
            } else {
                name.clone()
            },
            title: self.language.of(&self.group.title),
            endpoints: endpoints
                .map(|((name, endpoint), lowered)| self.endpoint(&name.value, endpoint, lowered))
                .collect(),
        }
    }

    fn endpoint(
        &self,
        name: &str,
        endpoint: &Endpoint,
        lowered: &api::Endpoint,
    ) -> model::Endpoint {
        let language = self.language;
        let mut entries = Entries::new(language, self.scope, self.types);
        let args = entries.params(&endpoint.args, naming::field);
        let kwargs = entries.params(&endpoint.kwargs, naming::setter);
        let response = match &endpoint.response {
            Response::None => Vec::new(),
            Response::Type(expr) => entries.mention(&expr.value).1,
            Response::Fields(fields) => entries.fields(fields),
        };
        let text = language.of(&endpoint.doc);
        let arguments: Vec<_> = args.iter().map(|arg| arg.name.as_str()).collect();
        let example = |example: &Example| model::Example {
            title: language.of(&example.title),
            rust: snippet(
                self.platform,
                self.group,
                self.scope,
                endpoint,
                lowered,
                example,
                Style::Async,
            ),
            answer: example
                .response
                .as_ref()
                .map(|node| format!("{:#}", Json::from(node))),
        };
        let see = endpoint.see.as_ref();
        let deprecated = endpoint.deprecated.as_ref();
        model::Endpoint {
            name: name.to_owned(),
            summary: summary(&text),
            signature: format!("client.{}({})", lowered.method, arguments.join(", ")),
            path: endpoint.path.value.clone(),
            see: see.map(|see| format!("{}{}", self.platform.documentation.value, see.value)),
            deprecated: deprecated.map(|text| language.of(text)),
            answer: behaviour::answer(language, &lowered.response),
            repeating: behaviour::repeating(language, self.scope, endpoint),
            errors: behaviour::errors(language, lowered),
            examples: endpoint.examples.iter().map(example).collect(),
            objects: entries.objects(),
            text,
            args,
            kwargs,
            response,
        }
    }
}
