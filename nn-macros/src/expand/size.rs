//! Sizes as types, and what is checked about them.

use super::Item;
use super::links::Links;
use super::tokens::{at, generated, here};
use proc_macro2::TokenStream;
use quote::quote_spanned;

/// The size as a type, the budget, and the layout in memory.
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
    let checked = &links.checked;
    let private = quote_spanned!(generated()=> #library::__private);
    let (input, output) = (&links.input.name, &links.output.name);
    let count = quote_spanned! {generated()=>
        <#name as #library::Layer<#checked, #input, #output>>::PARAMS
    };
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
