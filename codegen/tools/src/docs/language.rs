//! The languages of the documentation.

pub(super) use bge_private_codegen::language::Language;
