//! What the macro says and writes, without a compiler.

mod forms;
mod golden;
mod messages;
mod mutations;

use crate::errors::Errors;
use crate::{check, file, parse};
use proc_macro2::TokenStream;

/// A declaration as `network!` hands it on.
fn tokens(declaration: &str) -> TokenStream {
    format!("[::typed_nn] {declaration}").parse().unwrap()
}

/// The mistakes in a declaration: each with the words that it is placed on.
fn mistakes(declaration: &str) -> Vec<(String, String)> {
    let mut errors = Errors::default();
    if let Some(mut parsed) = parse::declaration(tokens(declaration), &mut errors) {
        let kind = file::kind(&mut parsed, &mut errors);
        check::network(parsed, kind, &mut errors);
    }
    let place = |error: &syn::Error| error.span().source_text().unwrap_or_default();
    let all = errors.into_error().into_iter().flatten();
    all.map(|error| (place(&error), error.to_string()))
        .collect()
}
