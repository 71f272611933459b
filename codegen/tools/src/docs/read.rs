//! Reads a checked spec as documentation in one language.

use super::behaviour;
use super::entries::Entries;
use super::html::summary;
use super::model::{self, Site};
use bge_private_codegen::api::{Api, Endpoint, Example, Group, Platform, Response};
use bge_private_codegen::docs::snippet::snippet;
use bge_private_codegen::language::Language;
use bge_private_codegen::{Checked, Style};

/// Returns the content of the documentation in one language.
pub(super) fn site(checked: &Checked, language: Language) -> Site {
    let Api { platform, groups } = checked.api();
    let (krate, prefix) = (&platform.krate, &platform.env_prefix);
    let group = |group| {
        let reader = Reader {
            language,
            platform,
            group,
        };
        reader.group()
    };
    Site {
        language,
        title: language.of(&platform.title),
        start: format!(
            "use {krate}::Client;\n\nlet client = Client::from_env()?; // {prefix}_APP_KEY, {prefix}_APP_SECRET"
        ),
        krate: krate.clone(),
        documentation: platform.documentation.clone(),
        chapters: behaviour::chapters(language, platform),
        groups: groups.iter().map(group).collect(),
    }
}

/// Names of files that every folder has, which are not available for groups.
const TAKEN: [&str; 2] = ["index", "readme"];

struct Reader<'a> {
    language: Language,
    platform: &'a Platform,
    group: &'a Group,
}

impl Reader<'_> {
    fn group(&self) -> model::Group {
        let name = &self.group.spec;
        let endpoints = self.group.endpoints.iter();
        model::Group {
            name: name.clone(),
            page: if TAKEN.contains(&name.as_str()) {
                format!("{name}_")
            } else {
                name.clone()
            },
            title: self.language.of(&self.group.title),
            endpoints: endpoints.map(|endpoint| self.endpoint(endpoint)).collect(),
        }
    }

    fn endpoint(&self, endpoint: &Endpoint) -> model::Endpoint {
        let language = self.language;
        let mut entries = Entries::new(language, &self.group.types);
        let (args, kwargs): (Vec<_>, Vec<_>) =
            endpoint.params.iter().partition(|param| param.required);
        let args = entries.params(args, |param| &param.name);
        let kwargs = entries.params(kwargs, |param| &param.setter);
        let response = match &endpoint.response {
            Response::None | Response::Reply => Vec::new(),
            Response::Type(ty) => entries.mention(ty).1,
            Response::Object(object) => entries.fields(&object.fields),
        };
        let text = language.of(&endpoint.text);
        let arguments: Vec<_> = args.iter().map(|arg| arg.name.as_str()).collect();
        let module = &self.group.module;
        let example = |example: &Example| model::Example {
            title: language.of(&example.title),
            rust: snippet(self.platform, module, endpoint, example, Style::Async),
            answer: example.response.as_ref().map(|json| format!("{json:#}")),
        };
        let deprecated = endpoint.deprecated.as_ref();
        model::Endpoint {
            name: endpoint.spec.clone(),
            summary: summary(&text),
            signature: format!("client.{}({})", endpoint.method, arguments.join(", ")),
            path: endpoint.path.clone(),
            see: endpoint.see.clone(),
            deprecated: deprecated.map(|text| language.of(text)),
            answer: behaviour::answer(language, &endpoint.response),
            repeating: behaviour::repeating(language, endpoint),
            errors: behaviour::errors(language, endpoint),
            examples: endpoint.examples.iter().map(example).collect(),
            objects: entries.objects(),
            text,
            args,
            kwargs,
            response,
        }
    }
}
