//! Describes types in words.

use bge_private_codegen::api::Type;
use bge_private_codegen::docs::markdown::code;
use bge_private_codegen::language::Language;

/// Returns the description of a type.
pub(super) fn type_words(language: Language, ty: &Type) -> String {
    match ty {
        Type::Enum(name, _) | Type::Object(name) | Type::Extra(name) => code(name),
        Type::Scalar(scalar) => {
            let [english, chinese] = scalar.info().words;
            language.pick(english, chinese).to_owned()
        }
        Type::File => language.pick("file", "文件").to_owned(),
        Type::List(item) => {
            let item = type_words(language, item);
            language.pick(format!("list of {item}"), format!("列表，每项为{item}"))
        }
        Type::Map(item) => {
            let item = type_words(language, item);
            language.pick(
                format!("map from text to {item}"),
                format!("映射，键为文本，值为{item}"),
            )
        }
    }
}
