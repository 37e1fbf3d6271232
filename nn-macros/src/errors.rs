//! All mistakes of a declaration, reported together.

use proc_macro2::{Span, TokenStream};
use std::fmt::Display;

/// What was wrong so far.
#[derive(Default)]
pub struct Errors(Vec<syn::Error>);

impl Errors {
    /// Notes a mistake at `span`.
    pub fn add(&mut self, span: Span, message: impl Display) {
        self.0.push(syn::Error::new(span, message));
    }

    /// Notes what syn found, and goes on without the value.
    pub fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }

    /// Whether nothing was wrong so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All that was wrong, `None` if nothing was.
    pub fn into_error(self) -> Option<syn::Error> {
        self.0.into_iter().reduce(|mut all, error| {
            all.combine(error);
            all
        })
    }

    /// One `compile_error!` for each mistake, `None` if there were none.
    pub fn into_compile_errors(self) -> Option<TokenStream> {
        self.into_error().map(|all| all.to_compile_error())
    }
}
