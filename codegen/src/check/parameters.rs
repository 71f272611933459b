//! Rules for the parameters of a call together.

use super::definitions::Shape;
use super::scope::EndpointAt;
use super::unique;
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Field, Named, Spanned};

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
    let sets = extras(at).flat_map(|(_, shape)| match shape {
        Shape::Extra(sets) => sets,
        _ => &[],
    });
    for set in sets {
        unique::wire_names(
            own.iter().copied().chain(set.params.iter().map(wire_name)),
            out,
        );
    }
}

fn wire_name((name, field): &Named<Field>) -> &Spanned<String> {
    field.wire_name(name)
}

fn extras<'a>(
    at: &EndpointAt<'a>,
) -> impl Iterator<Item = (&'a Spanned<String>, Shape<'a>)> + use<'a> {
    let group = at.group;
    at.params()
        .filter_map(move |(name, field)| match group.shape(&field.ty.value) {
            shape @ Shape::Extra(_) => Some((name, shape)),
            _ => None,
        })
}
