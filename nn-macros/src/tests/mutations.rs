//! Whatever stands in a declaration, the macro answers: with Rust code, or with errors alone.

use super::tokens;
use crate::expanded;
use proc_macro2::{Group, TokenStream, TokenTree};

const DECLARATIONS: [&str; 4] = [
    "#[derive(Clone)] pub struct Net: f64 < 2 => hidden: relu 3 => leaky_relu(0.02) { 2 * N } > \
     loss = huber(0.5), params <= 100",
    "struct Net<const H: usize>< 4 => relu H => { tanh 8 => linear H } + skip => softmax 2 >",
    "struct Net< 2 => Encoder => my::Policy<16> => my::swish N >",
    "< 2 => relu 3 => softmax 2 > seed = 7, loss = cross_entropy",
];

/// Tokens that a typing error may leave somewhere.
const STRAYS: &str = "=> > < - 0 3 3.5 \"x\" relu Net struct : , ; = <= + skip loss {} () {relu 3} 'a \
                      # const";

#[test]
fn every_mutation_is_answered() {
    let strays: Vec<_> = STRAYS.parse::<TokenStream>().unwrap().into_iter().collect();
    let mut answered = 0;
    for declaration in DECLARATIONS {
        let all: Vec<_> = tokens(declaration).into_iter().collect();
        let strays = match declaration.contains("seed") {
            true => plain(&strays),
            false => strays.clone(),
        };
        // the first is the library's path, which no user writes
        for index in 1..all.len() {
            for mutated in mutations(&all[index], &strays) {
                let (before, behind) = (&all[..index], &all[index + 1..]);
                let tokens = before
                    .iter()
                    .cloned()
                    .chain(mutated)
                    .chain(behind.iter().cloned());
                assert_answered(tokens.collect());
                answered += 1;
            }
        }
    }
    assert!(answered > 4000, "{answered}");
}

/// What may stand in the place of a token.
fn mutations(token: &TokenTree, strays: &[TokenTree]) -> Vec<Vec<TokenTree>> {
    let mut all = vec![vec![], vec![token.clone(), token.clone()]];
    for stray in strays {
        all.push(vec![stray.clone()]);
        all.push(vec![stray.clone(), token.clone()]);
    }
    if let TokenTree::Group(group) = token {
        let inside: Vec<_> = group.stream().into_iter().collect();
        let strays = plain(strays);
        for index in 0..inside.len() {
            for mutated in mutations(&inside[index], &strays) {
                let (before, behind) = (&inside[..index], &inside[index + 1..]);
                let tokens = before
                    .iter()
                    .cloned()
                    .chain(mutated)
                    .chain(behind.iter().cloned());
                all.push(vec![Group::new(group.delimiter(), tokens.collect()).into()]);
            }
        }
    }
    all
}

/// Without those that make a block or a statement of an expression: that is left to rustc.
fn plain(strays: &[TokenTree]) -> Vec<TokenTree> {
    let is_plain = |stray: &&TokenTree| match stray {
        TokenTree::Group(_) => false,
        TokenTree::Punct(sign) => sign.as_char() != ';',
        _ => true,
    };
    strays.iter().filter(is_plain).cloned().collect()
}

#[track_caller]
fn assert_answered(declaration: TokenStream) {
    let code = expanded(declaration.clone());
    let is_item = syn::parse2::<syn::File>(code.clone()).is_ok();
    let is_expression = || syn::parse2::<syn::Expr>(code.clone()).is_ok();
    assert!(
        !code.is_empty() && (is_item || is_expression()),
        "{declaration}"
    );
}
