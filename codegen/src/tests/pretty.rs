//! Tests of formatting.

use super::*;

#[test]
fn docs_become_comments() {
    let formatted = item(quote! {
        #[doc = " One \"\\ 一."]
        #[doc = ""]
        #[doc = " Two."]
        #[derive(Clone)]
        pub struct A { #[doc = " B."] pub b: C<D, E> }
    });
    let expected = "/// One \"\\ 一.\n///\n/// Two.\n#[derive(Clone)]\npub struct A {\n    /// B.\n    pub b: C<D, E>,\n}\n";
    assert_eq!(formatted.unwrap(), expected);
}

#[test]
fn a_long_statement_is_broken() {
    let long = "x".repeat(60);
    let formatted = statement(quote!(let a = client.b(#long).c("twenty more letters").await?;));
    let expected = format!(
        "let a = client\n    .b(\"{long}\")\n    .c(\"twenty more letters\")\n    .await?;"
    );
    assert_eq!(formatted.unwrap(), expected);
}

#[test]
fn an_error_names_the_item() {
    let error = item(quote!(#[doc = " A."] pub struct A { b: } )).unwrap_err();
    let expected = "the code generated for `pub struct A` is not Rust: ";
    assert!(error.to_string().starts_with(expected), "{error}");
}
