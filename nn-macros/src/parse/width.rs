//! Widths, and what else may stand for a number.

use super::{Width, WidthKind};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Lit, Path, Result, Token, token};

/// Whether the next token belongs to a width.
pub fn starts_width(input: ParseStream) -> bool {
    input.peek(token::Group)
        || input.peek(Lit)
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
    let kind = if input.peek(token::Group) {
        return fragment(input);
    } else if input.peek(Lit) {
        WidthKind::Literal(input.parse()?)
    } else if input.peek(token::Brace) {
        WidthKind::Braced(input.parse()?)
    } else {
        WidthKind::Path(input.call(Path::parse_mod_style)?)
    };
    let minus = minus.map(|minus| minus.span());
    Ok(Width { minus, kind })
}

/// `$width` in a macro of the user's: what stands for it is one width, however many words it has.
fn fragment(input: ParseStream) -> Result<Width> {
    let TokenTree::Group(group) = input.parse()? else {
        return Err(input.error("expected a width"));
    };
    // an expression such as `2 + 3` is no width by itself, but in braces it is
    width.parse2(group.stream()).or_else(|_| {
        let mut braces = Group::new(Delimiter::Brace, group.stream());
        braces.set_span(group.span());
        let kind = WidthKind::Braced(braces);
        Ok(Width { minus: None, kind })
    })
}

/// All tokens before the next comma.
pub fn until_comma(input: ParseStream) -> Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) && !input.peek(Token![;]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}
