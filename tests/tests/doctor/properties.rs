//! No false accusations: for any call, the doctor names the mistake that was made, and a correct signature
//! has none.

use crate::planted::{Fields, SECRET, Signing, beside_the_text, codes, fields, in_the_text};
use crate::{doctor, planted_sign, with_sign};
use bge_private_sdk::signature::SigningKey;
use bge_private_sdk::signature::doctor::Doctor;
use proptest::collection::btree_map;
use proptest::prelude::*;
use test_support::properties::for_all;

/// Generates fields in addition to those that the mistakes affect.
fn more_fields() -> impl Strategy<Value = Fields> {
    btree_map("m[a-zA-Z %&=+~*测]{1,8}", "[ -~测🧬\r\n]{0,12}", 0..6)
        .prop_map(|more| fields().into_iter().chain(more).collect())
}

#[test]
fn a_right_signature_is_never_diagnosed() {
    let texts = btree_map(".{0,12}", ".{0,20}", 0..8);
    for_all(300, &(".{0,12}", texts), |(secret, fields)| {
        let mut fields: Fields = fields
            .into_iter()
            .filter(|(name, _)| name != "sign")
            .collect();
        let sign = SigningKey::new(&secret).sign(fields.clone());
        fields.push(("sign".to_owned(), sign));
        prop_assert_eq!(Doctor::new(secret).diagnose(fields), None);
        Ok(())
    });
}

#[test]
fn the_mistake_that_was_made_is_the_one_named() {
    let count = in_the_text().len() + beside_the_text().len();
    for_all(100, &(more_fields(), 0..count), |(fields, which)| {
        let planted = in_the_text()
            .into_iter()
            .chain(beside_the_text())
            .nth(which);
        let planted = planted.expect("one of them");
        // Two mistakes with the same effect on a call cannot be distinguished.
        let ambiguous = matches!(
            planted.code,
            "empty-left-out" | "null-as-text" | "boolean-case"
        );
        if ambiguous && fields.iter().skip(19).any(|(_, value)| value.is_empty()) {
            return Ok(());
        }
        let (_, sign) = planted_sign(&planted, &fields);
        let diagnosis = doctor()
            .diagnose(with_sign(&fields, sign))
            .expect("a mistake");
        prop_assert!(
            planted.is_all_of(diagnosis.causes()),
            "{}: {diagnosis}",
            planted.code
        );
        Ok(())
    });
}

#[test]
fn a_wrong_secret_accuses_nothing_else() {
    for_all(10, &(more_fields(), "[a-z]{1,8}"), |(fields, secret)| {
        prop_assume!(secret != SECRET);
        let mut signing = Signing::right(&fields);
        signing.key_of(&secret);
        let diagnosis = doctor().diagnose(with_sign(&fields, signing.sign()));
        let diagnosis = diagnosis.expect("a wrong signature");
        prop_assert_eq!(codes(diagnosis.causes()), ["other-secret-or-fields"]);
        Ok(())
    });
}
