//! Our variables against constants of the user's.
//!
//! A variable cannot be called as a constant in scope, `const delta: f32`, whatever its hygiene: the
//! pattern would mean the constant. It can be called as a function, though. So functions stand
//! between the two.

use super::links::Links;
use super::tokens::generated;
use crate::model::{Chain, Kind, Width};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use std::collections::BTreeSet;

/// The variables that have no number.
const VARIABLES: &str = "below by delta descent each failure gradient initializer input inputs net output \
                         noise output_gradient outputs part rng seed start target targets trace visit";
/// Those that have that of their layer.
const NUMBERED: [&str; 4] = ["delta", "end", "output", "trace"];

/// ```text
/// fn delta() {}
/// ```
pub fn guards(links: &Links, chain: &Chain) -> TokenStream {
    let mut names: BTreeSet<_> = VARIABLES.split(' ').map(str::to_owned).collect();
    for number in 1..=longest(links) {
        names.extend(NUMBERED.map(|name| format!("{name}{number}")));
    }
    // a constant that the declaration names must be seen
    for token in constants(chain) {
        names.remove(&token);
    }
    let names = names.iter().map(|name| Ident::new(name, generated()));
    quote_spanned!(generated()=> #(fn #names() {})*)
}

/// How many stages the longest chain has.
fn longest(links: &Links) -> usize {
    let inner = links.links.iter().filter_map(|link| link.inner.as_ref());
    inner.map(longest).fold(links.links.len(), usize::max)
}

/// The words of all widths and numbers that the user computes.
fn constants(chain: &Chain) -> Vec<String> {
    let mut found = vec![];
    let mut look = |tokens: TokenStream| words(tokens, &mut found);
    let width = |width: &Width| match width {
        Width::Constant(expression, _) => expression.clone(),
        _ => TokenStream::new(),
    };
    look(width(&chain.input));
    let mut inner = vec![];
    for stage in &chain.stages {
        match &stage.kind {
            Kind::Dense {
                activation,
                width: of,
            } => {
                look(width(of));
                activation
                    .numbers
                    .iter()
                    .for_each(|number| look(number.to_token_stream()));
            }
            Kind::Residual(block) => inner.extend(constants(block)),
            Kind::Other { word, .. } => word
                .numbers
                .iter()
                .for_each(|number| look(number.to_token_stream())),
            Kind::Network(_) => {}
        }
    }
    found.extend(inner);
    found
}

fn words(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) => found.push(word.to_string()),
            TokenTree::Group(group) => words(group.stream(), found),
            _ => {}
        }
    }
}
