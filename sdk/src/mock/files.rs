//! Checks the file parts of a call against the spec.

use super::params::{Call, is_file, is_signature_field};
use super::refusal::{Quoted, Reason, Refusal};

impl Call<'_> {
    /// Checks that all files are expected, that none is missing, and that each has a file name.
    pub(crate) fn check_files(&self) -> Result<(), Refusal> {
        for param in self.endpoint.params {
            match (
                is_file(param),
                self.file(param.name),
                self.field(param.name),
            ) {
                (true, _, Some(_)) => {
                    let problem = "must be a file part with a file name, but was received as text";
                    return Err(self.refusal(Reason::NotAFile, param, problem));
                }
                (true, None, None) if param.required => {
                    return Err(self.refusal(
                        Reason::MissingFile,
                        param,
                        "is missing; it is a file part",
                    ));
                }
                (false, Some(_), _) => {
                    return Err(self.refusal(
                        Reason::NotText,
                        param,
                        "must be text, but was received as a file",
                    ));
                }
                (true, Some(file), None) if file.file_name.is_empty() => {
                    return Err(self.refusal(Reason::FileName, param, "has an empty file name"));
                }
                _ => {}
            }
        }
        let mut seen = Vec::new();
        for file in self.files {
            let name = file.name.as_str();
            if is_signature_field(name) {
                let message = format!(
                    "the field {} must be text, but was received as a file",
                    Quoted(name)
                );
                return Err(Refusal::new(Reason::NotText, message));
            }
            if self.endpoint.param(name).is_none() {
                return Err(self.unknown(Reason::UnknownFile, "file", name, is_file));
            }
            if seen.contains(&name) {
                return Err(Refusal::new(
                    Reason::RepeatedField,
                    format!("the file {} is given twice", Quoted(name)),
                ));
            }
            seen.push(name);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::calls::ReceivedFile;
    use super::super::params::check;
    use super::*;
    use crate::runtime::generated::{Bounds, Endpoint, Kind, Param, Retry};

    const fn param(name: &'static str, kind: Kind) -> Param {
        Param {
            name,
            required: true,
            secret: false,
            kind,
            bounds: Bounds::NONE,
        }
    }

    static MAKE: Endpoint = Endpoint {
        name: "make",
        group: "test",
        path: "/make",
        retry: Retry::Unsafe,
        forwards: false,
        open: false,
        params: &[param("image", Kind::File), param("title", Kind::Text)],
    };

    fn file(name: &str, file_name: &str) -> ReceivedFile {
        ReceivedFile {
            name: name.to_owned(),
            file_name: file_name.to_owned(),
            media_type: None,
            length: 0,
            sha256: String::new(),
            content: None,
        }
    }

    fn made(pairs: &[(&str, &str)], files: &[ReceivedFile]) -> Result<(), Refusal> {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        check(&MAKE, &pairs, files)
    }

    #[test]
    fn tells_files_from_texts() {
        let title = ("title", "x");
        let cases = [
            (
                made(&[title], &[]),
                Reason::MissingFile,
                "the parameter `image` of `make` is missing; it is a file part",
            ),
            (
                made(&[title, ("image", "bytes")], &[]),
                Reason::NotAFile,
                "the parameter `image` of `make` must be a file part with a file name, but was received as text",
            ),
            (
                made(&[title], &[file("image", "")]),
                Reason::FileName,
                "the parameter `image` of `make` has an empty file name",
            ),
            (
                made(&[], &[file("image", "1.png"), file("title", "x")]),
                Reason::NotText,
                "the parameter `title` of `make` must be text, but was received as a file",
            ),
            (
                made(&[title], &[file("image", "1.png"), file("imag", "1.png")]),
                Reason::UnknownFile,
                "`make` has no file `imag`; did you mean `image`?",
            ),
            (
                made(&[title], &[file("image", "1.png"), file("image", "2.png")]),
                Reason::RepeatedField,
                "the file `image` is given twice",
            ),
            (
                made(&[title], &[file("image", "1.png"), file("sign", "2.png")]),
                Reason::NotText,
                "the field `sign` must be text, but was received as a file",
            ),
        ];
        for (result, reason, message) in cases {
            assert_eq!(result, Err(Refusal::new(reason, message)));
        }
    }
}
