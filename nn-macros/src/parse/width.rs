//! Widths, and what else may stand for a number.

use super::{Width, WidthKind};
use proc_macro2::{TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Lit, Path, Result, Token, token};

/// Whether the next token belongs to a width.
pub fn starts_width(input: ParseStream) -> bool {
    input.peek(Lit)
        || input.peek(Token![-]) && !input.peek(Token![->])
        || input.peek(token::Brace)
        || input.peek(syn::Ident)
        || input.peek(Token![::])
        || input.peek(Token![crate])
        || input.peek(Token![self])
        || input.peek(Token![super])
}

/// `3`, `HIDDEN`, `{ 2 * HIDDEN }`
pub fn width(input: ParseStream) -> Result<Width> {
    let minus = input.parse::<Option<Token![-]>>()?;
    let kind = if input.peek(Lit) {
        WidthKind::Literal(input.parse()?)
    } else if input.peek(token::Brace) {
        WidthKind::Braced(input.parse()?)
    } else {
        WidthKind::Path(input.call(Path::parse_mod_style)?)
    };
    let minus = minus.map(|minus| minus.span());
    Ok(Width { minus, kind })
}

/// All tokens before the next comma.
pub fn until_comma(input: ParseStream) -> Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) && !input.peek(Token![;]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}
