//! Widths.

use super::{Check, last_word};
use crate::errors::Errors;
use crate::model::Width;
use crate::parse::{self, WidthKind};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Expr, Lit};

/// The widest layer. Wider ones are typing errors.
const WIDEST: u64 = 1 << 24;

impl Check {
    /// A width, as it is meant.
    pub fn width(&self, width: parse::Width, errors: &mut Errors) -> Width {
        if let Some(minus) = width.minus {
            errors.add(minus, "a width cannot be negative");
            return Width::Literal(1, minus);
        }
        match width.kind {
            WidthKind::Literal(literal) => literal_width(&literal, errors),
            WidthKind::Path(path) => match path.get_ident() {
                Some(name) if self.parameters.contains(name) => Width::Parameter(name.clone()),
                _ => Width::Constant(quote!({ #path }), last_word(&path).span()),
            },
            WidthKind::Braced(group) => self.braced_width(group, errors),
        }
    }

    fn braced_width(&self, group: Group, errors: &mut Errors) -> Width {
        let mut inside = group.stream().into_iter();
        if let (Some(TokenTree::Ident(only)), None) = (inside.next(), inside.next())
            && self.parameters.contains(&only)
        {
            return Width::Parameter(only);
        }
        if group.stream().is_empty() {
            errors.add(group.span(), "the width in the braces is missing");
        }
        self.check_no_parameter(&group.stream(), errors);
        check_expression(&group.stream(), errors);
        Width::Constant(group.to_token_stream(), group.span())
    }

    /// Stable Rust computes with constants in a type, not with const parameters.
    pub fn check_no_parameter(&self, expression: &TokenStream, errors: &mut Errors) {
        if let Some(name) = self.parameter_in(expression) {
            let message = format!(
                "a const parameter stands for a width only by itself: Rust cannot compute with \
                 `{name}` here; declare a further parameter for this width"
            );
            errors.add(name.span(), message);
        }
    }

    /// The first const parameter among some tokens.
    pub fn parameter_in(&self, tokens: &TokenStream) -> Option<Ident> {
        tokens.clone().into_iter().find_map(|token| match token {
            TokenTree::Ident(name) => self.parameters.contains(&name).then_some(name),
            TokenTree::Group(group) => self.parameter_in(&group.stream()),
            _ => None,
        })
    }
}

/// An expression that is none would be reported as Rust, and the network's name with it.
pub fn check_expression(tokens: &TokenStream, errors: &mut Errors) {
    // without its feature `full`, syn reads no blocks and no statements
    let is_plain = |token: TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() != Delimiter::Brace,
        TokenTree::Punct(sign) => sign.as_char() != ';',
        _ => true,
    };
    if tokens.is_empty() || !tokens.clone().into_iter().all(is_plain) {
        return;
    }
    match syn::parse2::<Expr>(tokens.clone()) {
        Err(error) if !error.to_string().starts_with("unsupported") => {
            errors.add(error.span(), "expected an expression, such as `2 * N`");
        }
        _ => {}
    }
}

fn literal_width(literal: &Lit, errors: &mut Errors) -> Width {
    let span = literal.span();
    let number = match literal {
        Lit::Int(number) => {
            let digits = number.base10_digits();
            if !number.suffix().is_empty() {
                errors.add(span, format!("a width is a plain number: write `{digits}`"));
            }
            match digits.parse::<u64>() {
                Ok(0) => {
                    errors.add(span, "a width of zero: every layer needs at least one unit");
                    None
                }
                Ok(number) if number <= WIDEST => Some(number),
                _ => {
                    let message = format!("a width may be at most {WIDEST}");
                    errors.add(span, message);
                    None
                }
            }
        }
        other => {
            let written = other.to_token_stream();
            errors.add(
                span,
                format!("a width is a whole number of units, not `{written}`"),
            );
            None
        }
    };
    Width::Literal(number.unwrap_or(1), span)
}

/// Where a width is written.
pub fn span_of(width: &Width) -> Span {
    match width {
        Width::Literal(_, span) | Width::Constant(_, span) => *span,
        Width::Parameter(name) => name.span(),
        Width::OutputOf(path) => last_word(path).span(),
    }
}
