//! Types that are derived from the values on a page.

use bge_private_codegen::spec::model::{Scalar, TypeExpr};

/// The type of a value, with the reasons for a maintainer to review it.
pub(super) struct Typed {
    pub(super) ty: TypeExpr,
    pub(super) nullable: bool,
    pub(super) secret: Option<&'static str>,
    pub(super) reviews: Vec<String>,
}

impl Typed {
    pub(super) fn new(scalar: Scalar) -> Self {
        Self::of(TypeExpr::Scalar(scalar))
    }

    pub(super) fn of(ty: TypeExpr) -> Self {
        Self {
            ty,
            nullable: false,
            secret: None,
            reviews: Vec::new(),
        }
    }

    pub(super) fn because(mut self, reason: impl Into<String>) -> Self {
        self.reviews.push(reason.into());
        self
    }
}
