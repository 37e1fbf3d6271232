//! Sizes as types, and what is checked about them.

use super::Item;
use super::chain::Links;
use super::tokens::{at, generated, here};
use crate::model::{Chain, Kind, Width};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

/// The size as a type, the budget, the layout in memory, and widths that are constants.
pub fn checks(item: &Item, links: &Links) -> TokenStream {
    let budget = budget(item);
    if !item.generics.params.is_empty() {
        return budget;
    }
    let (library, name, scalar) = (
        item.library(),
        &item.network.name,
        &item.network.scalar.name,
    );
    let private = quote_spanned!(generated()=> #library::__private);
    let (input, output) = (&links.input, &links.output);
    let count = quote_spanned! {generated()=>
        <#name as #library::Layer<#scalar, #input, #output>>::PARAMS
    };
    let widths = constants(&item.network.chain);
    let widths = widths.iter().map(|(expression, span)| {
        let (library, here) = (at(here(*span), &library), here(*span));
        let message = "a width of zero: every layer needs at least one unit";
        quote_spanned! {here=>
            const _: () = #library::__private::core::assert!(#expression > 0, #message);
        }
    });
    quote_spanned! {generated()=>
        impl #library::Counted for #name {
            type Params = #private::Count<
                { #count >> 20 }, { (#count >> 10) & 1023 }, { #count & 1023 }
            >;
            type Bytes = #private::Bytes<<Self as #library::Counted>::Params, #scalar>;
        }
        const _: () = #private::core::assert!(
            #private::core::mem::size_of::<#name>() == #count * #private::core::mem::size_of::<#scalar>(),
            "an attribute of this network changes how it lies in memory: it must be its parameters and nothing else",
        );
        #(#widths)*
        #budget
    }
}

/// The limit on parameters, where the macro could not count them itself.
fn budget(item: &Item) -> TokenStream {
    let Some(budget) = &item.network.budget else {
        return TokenStream::new();
    };
    if item.network.chain.counts().is_some() || !item.generics.params.is_empty() {
        return TokenStream::new();
    }
    let here = here(budget.span);
    let (library, name) = (at(here, &item.network.library), &item.network.name);
    let limit = budget.limit as usize;
    let message = format!("`{name}` has more parameters than its budget of {limit}");
    quote_spanned! {here=>
        const _: () = #library::__private::core::assert!(
            <#name as #library::Parameters>::PARAMS <= #limit, #message
        );
    }
}

/// Every width that is a constant of the user's.
fn constants(chain: &Chain) -> Vec<(TokenStream, Span)> {
    let mut found = vec![];
    let mut note = |width: &Width| {
        if let Width::Constant(expression, span) = width {
            found.push((quote!(#expression), *span));
        }
    };
    note(&chain.input);
    let mut inner = vec![];
    for stage in &chain.stages {
        match &stage.kind {
            Kind::Dense { width, .. } => note(width),
            Kind::Residual(block) => {
                inner.extend(block.stages.iter().filter_map(|stage| match &stage.kind {
                    Kind::Dense {
                        width: Width::Constant(expression, span),
                        ..
                    } => Some((quote!(#expression), *span)),
                    _ => None,
                }));
            }
            Kind::Network(_) => {}
        }
    }
    found.extend(inner);
    found
}
