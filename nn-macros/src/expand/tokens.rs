//! Where generated tokens stand and what their names mean.

use crate::model::Width;
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{Generics, Path};

/// The span of what belongs to no word of the declaration. Its local variables cannot meet the
/// user's names; its types and paths are looked up at the call.
pub fn generated() -> Span {
    Span::mixed_site()
}

/// The place of `span`, with names as in [`generated`].
pub fn here(span: Span) -> Span {
    generated().located_at(span)
}

/// Moves tokens to the place of `span`, keeping what their names mean.
pub fn at(span: Span, tokens: &TokenStream) -> TokenStream {
    let moved = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            let mut moved = Group::new(group.delimiter(), at(span, &group.stream()));
            moved.set_span(group.span().located_at(span));
            return TokenTree::Group(moved);
        }
        token.set_span(token.span().located_at(span));
        token
    };
    tokens.clone().into_iter().map(moved).collect()
}

/// The last word of a path: the one that errors belong to.
pub fn word(path: &Path) -> Ident {
    let last = path.segments.last().map(|segment| segment.ident.clone());
    last.unwrap_or_else(|| Ident::new("_", generated()))
}

/// A width as a const argument, where it was written.
pub fn width(library: &TokenStream, width: &Width) -> TokenStream {
    match width {
        Width::Literal(number, span) => {
            let mut literal = Literal::u64_unsuffixed(*number);
            literal.set_span(*span);
            literal.to_token_stream()
        }
        Width::Parameter(name) => name.to_token_stream(),
        Width::Constant(expression, _) => expression.clone(),
        Width::OutputOf(path) => {
            let here = here(word(path).span());
            let library = at(here, library);
            quote_spanned!(here=> { <#path as #library::Network>::OUT })
        }
    }
}

/// `{ 2 * N }`, but not `{ let n = 2; n }`
fn is_one_expression(group: &Group) -> bool {
    let ends = |token: TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';');
    group.delimiter() == Delimiter::Brace && !group.stream().into_iter().any(ends)
}

/// An expression without the braces around it: rustc warns of those that it does not need.
pub fn bare(expression: &TokenStream) -> TokenStream {
    let mut tokens = expression.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if is_one_expression(&group) => group.stream(),
        _ => expression.clone(),
    }
}

/// A local variable, by what it holds and the number of its layer: `delta2`.
pub fn local(name: &str, number: usize, span: Span) -> Ident {
    Ident::new(&format!("{name}{number}"), here(span))
}

/// Const parameters where they stand, but as the macro's own.
pub fn placed_here(generics: &Generics) -> Generics {
    let moved = |mut token: TokenTree| {
        token.set_span(here(token.span()));
        token
    };
    let tokens: TokenStream = generics.to_token_stream().into_iter().map(moved).collect();
    // the same tokens cannot but parse again
    syn::parse2(tokens).unwrap_or_else(|_| generics.clone())
}

/// `layer2` → `Layer2`, `my_block` → `MyBlock`
pub fn pascal_case(field: &Ident) -> String {
    let upper = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    let field = field.to_string();
    let words = field.trim_start_matches("r#").split('_');
    words.map(upper).collect()
}

/// The attribute of a method that a pass of one sample is made of. Where there are vectors it has to be compiled for
/// the instructions of whoever calls it; elsewhere the frame of the stack would hold what every layer needs.
pub fn inlined() -> TokenStream {
    quote_spanned!(generated()=> #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))])
}
