//! The doctor's work is bounded, and its answer is the same each time.

use crate::doctor;
use crate::planted::{Fields, Signing, codes, fields};
use crate::with_sign;

fn wrong(fields: &Fields) -> Fields {
    let mut signing = Signing::right(fields);
    signing.key_of("another");
    with_sign(fields, signing.sign())
}

#[test]
fn a_usual_call_is_searched_to_the_end() {
    let diagnosis = doctor()
        .diagnose(wrong(&fields()))
        .expect("a wrong signature");
    assert_eq!(codes(diagnosis.causes()), ["other-secret-or-fields"]);
    assert!(diagnosis.is_complete());
    assert_eq!(doctor().diagnose(wrong(&fields())), Some(diagnosis));
}

#[test]
fn a_large_call_is_not() {
    let mut many = fields();
    many.extend((0..1000).map(|number| (format!("field-{number}"), "True".to_owned())));
    let mut huge = fields();
    huge[1].1 = " ".repeat(4 * 1024 * 1024);
    for fields in [many, huge] {
        let diagnosis = doctor()
            .diagnose(wrong(&fields))
            .expect("a wrong signature");
        assert_eq!(codes(diagnosis.causes()), ["other-secret-or-fields"]);
        assert!(!diagnosis.is_complete());
        let shown = diagnosis.to_string();
        assert!(shown.ends_with("not every mistake was tried"), "{shown}");
    }
}
