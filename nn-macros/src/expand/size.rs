//! Sizes as types, and what is checked about them.

use super::Item;
use super::links::Links;
use super::tokens::{at, generated, here};
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
    let budget = budget(item, &quote!(#name));
    let budget = budget.map(|budget| quote_spanned!(generated()=> const _: () = { #budget };));
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
        #budget
    }
}

/// `ZERO` of a network, from that of its layers. A budget of a network with const parameters is
/// looked at here: whenever one is made.
pub fn zero(item: &Item, layers: TokenStream) -> TokenStream {
    match budget(item, &quote!(Self)) {
        Some(budget) if !item.generics.params.is_empty() => quote!({ #budget #layers }),
        _ => layers,
    }
}

/// The limit on parameters, where the macro could not count them itself.
fn budget(item: &Item, ty: &TokenStream) -> Option<TokenStream> {
    let budget = item.network.budget.as_ref()?;
    if item.network.chain.counts().is_some() {
        return None;
    }
    let here = here(budget.span);
    let library = at(here, &item.network.library);
    let limit = budget.limit as usize;
    let message = format!(
        "`{}` has more parameters than its budget of {limit}",
        item.network.name
    );
    Some(quote_spanned! {here=>
        #library::__private::require(
            <#ty as #library::Parameters>::PARAMS <= #limit, #message
        );
    })
}
