//! Rules for the parameters of a call together.

use super::scope::EndpointAt;
use super::unique;
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{ExtraSet, Field, Named, Spanned, TypeKind};

/// The set named by an `extra` argument adds further parameters. Two such arguments would mix them.
pub(super) fn one_extra(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let mut extras = extras(at);
    let Some((first, _)) = extras.next() else {
        return;
    };
    for (name, _) in extras {
        out.report(
            Code::TypeNotAllowed,
            name.span,
            "a call has at most one `extra` argument",
        )
        .label("the second one")
        .also(first.span, "the first one");
    }
}

/// Wire names are unique, including those of the signature and of each set of further parameters.
pub(super) fn wire_names(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let signature = at.group.platform.map(|platform| &platform.signature.fields);
    let signature = signature.into_iter().flat_map(|fields| {
        [
            &fields.key,
            &fields.nonce,
            &fields.timestamp,
            &fields.signature,
        ]
    });
    let own: Vec<&Spanned<String>> = signature.chain(at.params().map(wire_name)).collect();
    unique::wire_names(own.iter().copied(), out);
    for set in extras(at).flat_map(|(_, sets)| sets) {
        unique::wire_names(
            own.iter().copied().chain(set.params.iter().map(wire_name)),
            out,
        );
    }
}

fn wire_name((name, field): &Named<Field>) -> &Spanned<String> {
    field.wire_name(name)
}

/// Returns the `extra` arguments, with the sets of their types.
fn extras<'a>(
    at: &EndpointAt<'a>,
) -> impl Iterator<Item = (&'a Spanned<String>, &'a [ExtraSet])> + use<'a> {
    let group = at.group;
    at.params().filter_map(move |(name, field)| {
        let ty = field.ty.value.as_named()?;
        match group.definitions.kind(ty)? {
            TypeKind::Extra(sets) => Some((name, sets.as_slice())),
            TypeKind::Enum(_) | TypeKind::Object(_) => None,
        }
    })
}
