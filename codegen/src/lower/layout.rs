//! Lays out the Rust expressions of examples: on one line where they fit, else broken as rustfmt would.

/// Expressions longer than this are broken.
const WIDTH: usize = 92;
const INDENT: usize = 4;

/// An expression.
#[derive(Clone, Debug)]
pub(crate) enum Layout {
    /// Nothing to break.
    Leaf(String),
    /// Items between two texts: arguments, elements or fields.
    Group {
        open: String,
        items: Vec<Layout>,
        close: String,
        /// Spaces inside of the braces when on one line.
        spaced: bool,
    },
    /// A value and the calls on it.
    Chain {
        head: Box<Layout>,
        calls: Vec<Layout>,
    },
}

impl Layout {
    pub(crate) fn leaf(text: impl Into<String>) -> Self {
        Self::Leaf(text.into())
    }

    /// A call, a list or a macro call.
    pub(crate) fn group(open: impl Into<String>, items: Vec<Self>, close: &str) -> Self {
        Self::Group {
            open: open.into(),
            items,
            close: close.to_owned(),
            spaced: false,
        }
    }

    /// Something in braces.
    pub(crate) fn braces(open: impl Into<String>, items: Vec<Self>, close: &str) -> Self {
        Self::Group {
            open: open.into(),
            items,
            close: close.to_owned(),
            spaced: true,
        }
    }

    /// With a text before it, such as the name of a field.
    pub(crate) fn prefixed(self, prefix: &str) -> Self {
        match self {
            Self::Leaf(text) => Self::Leaf(format!("{prefix}{text}")),
            Self::Group {
                open,
                items,
                close,
                spaced,
            } => Self::Group {
                open: format!("{prefix}{open}"),
                items,
                close,
                spaced,
            },
            Self::Chain { head, calls } => Self::Chain {
                head: Box::new(head.prefixed(prefix)),
                calls,
            },
        }
    }

    /// Within a text that ends before the expression and goes on after it, such as a macro call.
    pub(crate) fn within(self, open: &str, close: char) -> Self {
        let mut layout = self.prefixed(open);
        match &mut layout {
            Self::Leaf(text) | Self::Group { close: text, .. } => text.push(close),
            Self::Chain { calls, .. } => calls.push(Self::Leaf(close.to_string())),
        }
        layout
    }

    /// On one line.
    pub(crate) fn flat(&self) -> String {
        let mut out = String::new();
        self.write_flat(&mut out);
        out
    }

    fn write_flat(&self, out: &mut String) {
        match self {
            Self::Leaf(text) => out.push_str(text),
            Self::Group {
                open,
                items,
                close,
                spaced,
            } => {
                let space = if *spaced && !items.is_empty() {
                    " "
                } else {
                    ""
                };
                out.push_str(open);
                out.push_str(space);
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    item.write_flat(out);
                }
                out.push_str(space);
                out.push_str(close);
            }
            Self::Chain { head, calls } => {
                head.write_flat(out);
                for call in calls {
                    call.write_flat(out);
                }
            }
        }
    }

    /// On as many lines as it needs, the first of them indented by the caller.
    pub(crate) fn pretty(&self, indent: usize) -> String {
        let flat = self.flat();
        if indent + flat.chars().count() <= WIDTH {
            return flat;
        }
        match self {
            Self::Leaf(_) => flat,
            // A lone argument that cannot be broken gains nothing from a line of its own.
            Self::Group {
                items,
                spaced: false,
                ..
            } if matches!(items.as_slice(), [Self::Leaf(_)]) => flat,
            Self::Group {
                open, items, close, ..
            } => {
                let mut out = open.clone();
                for item in items {
                    new_line(&mut out, indent + INDENT);
                    out.push_str(&item.pretty(indent + INDENT));
                    out.push(',');
                }
                new_line(&mut out, indent);
                out + close
            }
            Self::Chain { head, calls } => {
                let mut out = head.pretty(indent);
                for call in calls {
                    new_line(&mut out, indent + INDENT);
                    out.push_str(&call.pretty(indent + INDENT));
                }
                out
            }
        }
    }
}

fn new_line(out: &mut String, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

#[cfg(test)]
mod tests {
    use super::Layout;

    fn call(open: &str, items: &[&str]) -> Layout {
        Layout::group(
            open,
            items.iter().map(|item| Layout::leaf(*item)).collect(),
            ")",
        )
    }

    fn chain(argument: &str) -> Layout {
        Layout::Chain {
            head: Box::new(Layout::leaf("client")),
            calls: vec![
                call(".sign_url(", &[argument]),
                call(".region(", &["Region::Domestic"]),
                Layout::leaf(".await?"),
            ],
        }
    }

    #[test]
    fn what_fits_stays_on_one_line() {
        assert_eq!(
            chain("\"a\"").pretty(0),
            "client.sign_url(\"a\").region(Region::Domestic).await?"
        );
    }

    #[test]
    fn a_long_chain_has_a_line_for_each_call() {
        let long = format!("\"{}\"", "a".repeat(80));
        let expected =
            format!("client\n    .sign_url({long})\n    .region(Region::Domestic)\n    .await?");
        assert_eq!(chain(&long).pretty(0), expected);
    }

    #[test]
    fn a_long_group_has_a_line_for_each_item() {
        let a = "a".repeat(60);
        let expected = format!("f(\n    {a},\n    {a},\n)");
        assert_eq!(call("f(", &[&a, &a]).pretty(0), expected);
        let fields = Layout::braces("T {", vec![Layout::leaf("1").prefixed("a: ")], "}");
        assert_eq!(fields.pretty(0), "T { a: 1 }");
    }
}
