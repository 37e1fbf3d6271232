//! The widths between stages as const arguments.

use super::tokens::{self, at, here};
use crate::model::{Chain, Width};
use proc_macro2::TokenStream;
use quote::{format_ident, quote_spanned};

/// A width.
#[derive(Clone)]
pub struct Size {
    /// As it was written, for what users read.
    pub shown: TokenStream,
    /// The same for the gate, which knows no const parameters: any number does.
    pub asked: TokenStream,
    /// Its name among the passes.
    pub name: TokenStream,
}

/// The widths of a chain, one after the other.
pub struct Widths<'l> {
    library: &'l TokenStream,
    is_block: bool,
    /// What a residual block has to end with.
    end: Option<TokenStream>,
    /// Where the walk is.
    pub size: Size,
    index: usize,
    /// `const __WIDTH1: usize = …;` for each width so far that has to be computed.
    pub definitions: TokenStream,
}

impl<'l> Widths<'l> {
    /// The width before the first stage.
    pub fn new(library: &'l TokenStream, chain: &Chain) -> Self {
        let nothing = Size {
            shown: TokenStream::new(),
            asked: TokenStream::new(),
            name: TokenStream::new(),
        };
        let mut widths = Self {
            library,
            is_block: chain.is_block,
            end: None,
            size: nothing,
            index: 0,
            definitions: TokenStream::new(),
        };
        let input = widths.next(&chain.input, false);
        widths.end = chain.is_block.then_some(input.name);
        widths
    }

    /// Goes on to the next width.
    ///
    /// ```text
    /// const __WIDTH1: usize = width(HIDDEN);
    /// const __WIDTH2: usize = <Encoder as Network>::OUT;
    /// const __WIDTH2: usize = block_end(__WIDTH0, HIDDEN);
    /// ```
    pub fn next(&mut self, width: &Width, is_end: bool) -> Size {
        let shown = tokens::width(self.library, width);
        let name = format_ident!("__WIDTH{}", self.index, span = tokens::generated());
        let is_input = self.index == 0;
        self.index += 1;
        let place = match width {
            Width::Literal(_, span) | Width::Constant(_, span) => here(*span),
            Width::Parameter(name) => here(name.span()),
            Width::OutputOf(path) => here(tokens::word(path).span()),
        };
        let library = at(place, self.library);
        let bare = tokens::bare(&shown);
        let end = self.end.as_ref().filter(|_| is_end);
        let value = match (width, end) {
            (Width::Parameter(_), _) => None,
            (Width::Literal(..), None) => None,
            (_, Some(begin)) => {
                let begin = at(place, begin);
                Some(quote_spanned!(place=> #library::__private::block_end(#begin, #shown)))
            }
            (Width::OutputOf(_), None) => Some(shown.clone()),
            // the network around a block has looked at its input
            (Width::Constant(..), None) if self.is_block && is_input => Some(bare),
            (Width::Constant(..), None) => {
                Some(quote_spanned!(place=> #library::__private::width(#shown)))
            }
        };
        let name = value.map(|value| {
            let name = at(place, &quote_spanned!(place=> #name));
            let usize = quote_spanned!(place=> #library::__private::core::primitive::usize);
            // the braces are kept for the sake of messages: with them a wrong type is one error
            self.definitions.extend(quote_spanned! {place=>
                #[allow(unused_braces)]
                const #name: #usize = #value;
            });
            quote_spanned!(place=> { #name })
        });
        let name = name.unwrap_or_else(|| shown.clone());
        let asked = match width {
            Width::Parameter(_) => quote_spanned!(place=> 1),
            _ => shown.clone(),
        };
        self.size = Size { shown, asked, name };
        self.size.clone()
    }
}
