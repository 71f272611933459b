//! Checks the meaning of a spec, and resolves it.
//!
//! Resolving converts names, types and example values to the [`Api`]. It returns `None` for an item with a mistake.
//! A rule is a function that checks one kind of item and reports what is wrong with it. The tables here list
//! all rules. To add a rule, write it in the module of its subject, list it here, and add a
//! [`Code`](crate::Code) unless an existing one fits.

mod answer_paths;
mod bounds;
mod commands;
mod endpoints;
mod examples;
pub mod forms;
pub mod name_forms;
mod named_types;
pub mod number;
mod one_of;
mod paging;
mod platform;
mod resolve_calls;
mod resolve_types;
mod scope;
mod shared_paths;
mod task;
mod traits;
mod types;
mod unique;
pub mod url;
mod values;

use crate::api::{self, Api};
use crate::diagnostics::{Diagnostics, Report};
use crate::source::Sources;
use crate::spec::model::{Field, Named, Platform, Spec, TypeDef, TypeKind};
use crate::spec::{self, Files};
pub use commands::{RESERVED_COMMANDS, RESERVED_OPTIONS};
use named_types::Types;
pub use number::Number;
use scope::{EndpointAt, FieldAt, GroupAt, Place};

const PLATFORM_RULES: &[fn(&Platform, &mut Diagnostics)] = &[
    unique::settings,
    name_forms::platform,
    platform::base_urls,
    platform::documentation,
    platform::default_environment,
    platform::utc_offset,
    platform::limits,
];

const SPEC_RULES: &[fn(&[GroupAt<'_>], &mut Diagnostics)] = &[
    unique::endpoints,
    shared_paths::parameters,
    shared_paths::examples,
    unique::methods,
    unique::modules,
    commands::reserved,
    platform::probe,
];

const TYPES_RULES: &[fn(&Types<'_>, &mut Diagnostics)] =
    &[types::recursion, types::rest, types::several_shapes];

const GROUP_RULES: &[fn(&GroupAt<'_>, &mut Diagnostics)] = &[name_forms::group, unique::rust_types];

const TYPE_RULES: &[fn(&Named<TypeDef>, &mut Diagnostics)] = &[
    unique::values,
    name_forms::type_def,
    types::emptiness,
    types::value_kinds,
    unique::members,
];

const ENDPOINT_RULES: &[fn(&EndpointAt<'_>, &mut Diagnostics)] = &[
    name_forms::endpoint,
    endpoints::path,
    endpoints::path_parameters,
    endpoints::see,
    endpoints::one_extra,
    one_of::choices,
    endpoints::json_body,
    unique::parameters,
    unique::response_fields,
    types::response,
    examples::exist,
    examples::arguments,
];

const FIELD_RULES: &[fn(&FieldAt<'_>, &mut Diagnostics)] = &[
    name_forms::field,
    types::field,
    traits::allowed,
    traits::join,
    traits::always,
    bounds::values,
    bounds::room,
];

/// A valid spec.
#[derive(Debug)]
pub struct Checked {
    api: Api,
    spec: Spec,
    warnings: Report,
}

impl Checked {
    /// Returns its resolved form.
    #[must_use]
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// Returns the spec as it is written.
    #[must_use]
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// Returns the files it was read from.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        self.warnings.sources()
    }

    /// Returns the warnings about it.
    #[must_use]
    pub fn warnings(&self) -> &Report {
        &self.warnings
    }
}

/// Parses and checks files.
pub(crate) fn finish(sources: Sources, mut out: Diagnostics) -> Result<Checked, Report> {
    let files = spec::read(&sources, &mut out);
    let api = check(&files, &sources, &mut out);
    match (api, files.platform) {
        (Some(api), Some(platform)) if !out.has_mistakes() => {
            let groups = files.groups;
            let spec = Spec { platform, groups };
            let warnings = out.into_report(sources);
            Ok(Checked {
                api,
                spec,
                warnings,
            })
        }
        _ => Err(out.into_report(sources)),
    }
}

/// Applies all rules to everything that could be read, and resolves it.
fn check(files: &Files, sources: &Sources, out: &mut Diagnostics) -> Option<Api> {
    let platform = files.platform.as_ref();
    if let Some(platform) = platform {
        apply(PLATFORM_RULES, platform, out);
    }
    let groups = files.groups.iter();
    // What is defined twice comes first: its uses are not checked.
    unique::types(&files.groups, out);
    let types = Types::new(&files.groups, files.is_complete, out);
    let groups: Vec<_> = groups
        .map(|group| GroupAt {
            group,
            platform,
            sources,
            types: &types,
        })
        .collect();
    apply(TYPES_RULES, &types, out);
    for group in &groups {
        apply(GROUP_RULES, group, out);
    }
    apply(SPEC_RULES, groups.as_slice(), out);
    let groups: Vec<_> = groups.iter().map(|group| check_group(group, out)).collect();
    if out.is_empty() {
        types::unused(&types, out);
    }
    Some(Api {
        platform: resolve_calls::platform(platform?, sources),
        groups: groups.into_iter().collect::<Option<_>>()?,
    })
}

fn check_group(group: &GroupAt<'_>, out: &mut Diagnostics) -> Option<api::Group> {
    for named in &group.group.types {
        apply(TYPE_RULES, named, out);
        match &named.1.kind {
            TypeKind::Enum(_) => {}
            TypeKind::Object(fields) => check_fields(group, Place::Object, fields, out),
            TypeKind::AnyOf(shapes) => check_fields(group, Place::Shape, shapes, out),
            TypeKind::Extra(sets) => {
                for (_, set) in sets {
                    check_fields(group, Place::Extra, &set.params, out);
                }
            }
        }
    }
    let endpoints = group.endpoints().map(|at| {
        // Fields come first: examples do not check values of fields that are wrong themselves.
        check_fields(group, Place::Arg, at.endpoint.args.single(), out);
        check_fields(group, Place::Kwarg, at.endpoint.kwargs.single(), out);
        for (_, one_of) in at.endpoint.one_ofs() {
            check_fields(group, Place::Choice, &one_of.choices, out);
        }
        check_fields(group, Place::Response, at.endpoint.response.fields(), out);
        apply(ENDPOINT_RULES, &at, out);
        resolve_calls::endpoint(&at, out)
    });
    let endpoints: Vec<_> = endpoints.collect();
    resolve_calls::group(group, endpoints.into_iter().collect::<Option<_>>()?)
}

fn check_fields<'a>(
    group: &GroupAt<'_>,
    place: Place,
    fields: impl IntoIterator<Item = &'a Named<Field>>,
    out: &mut Diagnostics,
) {
    for (name, field) in fields {
        let at = FieldAt {
            group,
            place,
            name,
            field,
        };
        apply(FIELD_RULES, &at, out);
    }
}

fn apply<T: ?Sized>(rules: &[fn(&T, &mut Diagnostics)], at: &T, out: &mut Diagnostics) {
    for rule in rules {
        rule(at, out);
    }
}
