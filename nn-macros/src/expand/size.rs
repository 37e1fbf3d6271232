//! Sizes as types, and what is checked about them.

use super::Item;
use super::links::Links;
use super::tokens::{at, generated, here};
use crate::model::{Budget, Limited};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

/// The size as a type, the budget, and the layout in memory.
pub fn checks(item: &Item, links: &Links) -> TokenStream {
    if !item.generics.params.is_empty() {
        return TokenStream::new();
    }
    let (library, name, scalar) = (
        item.library(),
        &item.network.name,
        &item.network.scalar.name,
    );
    let checked = &links.checked;
    let budgets = budgets(item, &quote!(#name));
    let budgets = budgets.map(|budget| quote_spanned!(generated()=> const _: () = { #budget };));
    let private = quote_spanned!(generated()=> #library::__private);
    let (input, output) = (&links.input.name, &links.output.name);
    let count = quote_spanned! {generated()=>
        <#name as #library::Layer<#checked, #input, #output>>::PARAMS
    };
    let place = here(name.span());
    let library_there = at(place, &library);
    let layout = quote_spanned! {place=>
        const _: () = #library_there::__private::require(
            #private::core::mem::size_of::<#name>() == #count * #private::core::mem::size_of::<#scalar>(),
            "an attribute of this network changes how it lies in memory: it must be its parameters and nothing else",
        );
    };
    quote_spanned! {generated()=>
        // rustdoc would spell out typenum's digits
        #[doc(hidden)]
        impl #library::Counted for #name {
            type Params = #private::Count<
                { #count >> 20 }, { (#count >> 10) & 1023 }, { #count & 1023 }
            >;
            type Bytes = #private::Bytes<<Self as #library::Counted>::Params, #scalar>;
        }
        #layout
        #(#budgets)*
    }
}

/// `ZERO` of a network, from that of its layers. The budgets of a network with const parameters are
/// looked at here: whenever one is made.
pub fn zero(item: &Item, layers: TokenStream) -> TokenStream {
    let mut budgets = budgets(item, &quote!(Self)).peekable();
    if item.generics.params.is_empty() || budgets.peek().is_none() {
        return layers;
    }
    quote!({ #(#budgets)* #layers })
}

/// The limits that the macro could not look at itself.
///
/// ```text
/// within::<Net>(Budget::Flash, 4096);
/// ```
fn budgets<'i>(item: &'i Item, ty: &TokenStream) -> impl Iterator<Item = TokenStream> + use<'i> {
    let is_counted = item.network.chain.counts().is_some();
    let left = move |budget: &&Budget| !is_counted || budget.of != Limited::Params;
    let ty = ty.clone();
    item.network.budgets.iter().filter(left).map(move |budget| {
        let here = here(budget.span);
        let library = at(here, &item.network.library);
        let limit = budget.limit as usize;
        let private = quote_spanned!(here=> #library::__private);
        let kind = match budget.of {
            Limited::Params => {
                let message = format!(
                    "`{}` has more parameters than its budget of {limit}",
                    item.network.name
                );
                return quote_spanned! {here=>
                    #private::require(<#ty as #library::Parameters>::PARAMS <= #limit, #message);
                };
            }
            Limited::Flash => quote_spanned!(here=> Flash),
            Limited::Ram => quote_spanned!(here=> Ram),
            Limited::Macs => quote_spanned!(here=> Macs),
        };
        quote_spanned!(here=> #private::within::<#ty>(#private::Budget::#kind, #limit);)
    })
}
