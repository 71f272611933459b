//! Names of the `x-bge-` extensions, and of two that several generators support.

/// On a server: the name of the environment.
pub(super) const ENVIRONMENT: &str = "x-bge-environment";
/// On a security scheme: digest, prefix, maximum age and field names of the signature.
pub(super) const SIGNATURE: &str = "x-bge-signature";
/// On an operation: `safe`, or `safe_when` with a parameter and its values. Defaults to unsafe.
pub(super) const RETRY: &str = "x-bge-retry";
/// On an operation: whether the platform forwards the call to another service. Defaults to `false`.
pub(super) const FORWARDS: &str = "x-bge-forwards";
/// The built-in type, if `type` and `format` do not identify it.
pub(super) const TYPE: &str = "x-bge-type";
/// Whether a value is secret: `true`, or `query` for a URL with a secret query.
pub(super) const SECRET: &str = "x-bge-secret";
/// Whether a number is also accepted as text.
pub(super) const LENIENT: &str = "x-bge-lenient";
/// Whether a field that holds any JSON also accepts null.
pub(super) const NULLABLE: &str = "x-bge-nullable";
/// On the type of an argument that selects a set of parameters: the schema of each named set.
pub(super) const EXTRA: &str = "x-bge-extra";
/// On an example: the name and media type of each file.
pub(super) const FILES: &str = "x-bge-files";

/// Names of enum values.
pub(super) const VARNAMES: &str = "x-enum-varnames";
/// Descriptions of enum values.
pub(super) const DESCRIPTIONS: &str = "x-enum-descriptions";
