//! The struct of a network, its trace, and those of the blocks in it.

use super::docs;
use super::extent::gradient_struct;
use super::gate::gate;
use super::links::Links;
use super::tokens::{at, generated, here};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;
use syn::{Attribute, Visibility};

/// ```text
/// #[repr(C)]
/// pub struct Net { pub layer1: Dense<relu, f32, 2, 3>, … }
/// pub struct NetTrace<__L: Layout = Single> {
///     pub layer1: <Dense<relu, f32, 2, 3> as Layer<__NetScalar, 2, 3>>::Trace<__L>, …
/// }
/// ```
pub fn types(
    chain: &Links,
    attributes: &TokenStream,
    visibility: &Visibility,
    trace_docs: &str,
) -> TokenStream {
    let Links {
        library,
        generics,
        name,
        trace,
        checked,
        links,
        ..
    } = chain;
    let (_, _, bounds) = generics.split_for_impl();
    let parameters: Vec<_> = generics.params.iter().collect();
    let gate = gate(chain);
    let fields: Vec<_> = links.iter().map(|link| &link.stage.field).collect();
    let derived = derives(attributes);
    let gradient = gradient_struct(chain, &derived, visibility);
    let docs: Vec<_> = links
        .iter()
        .map(|link| docs::of_field(link.stage))
        .collect();
    let field_types = links.iter().map(|link| &link.ty);
    let traces = chain.kept().map(|(index, link)| {
        let (field, docs, place) = (&fields[index], &docs[index], here(link.span));
        if index < chain.untrained {
            let docs =
                format!("The outputs of {docs}; below what is trained nothing else is kept.");
            let (library, width) = (at(place, library), &link.output.shown);
            let scalar = at(place, &checked.to_token_stream());
            return quote_spanned! {place=>
                #[doc = #docs] pub #field: <__L as #library::kernel::Layout>::Of<#scalar, #width>,
            };
        }
        let layer = link.shown(library, checked);
        quote_spanned!(place=> #[doc = #docs] pub #field: <#layer>::Trace<__L>,)
    });
    let blocks = links.iter().filter_map(|link| {
        let inner = link.inner.as_ref()?;
        let field = &link.stage.field;
        let docs = format!("The layers of the residual block [`{name}::{field}`].");
        let trace_docs = format!("What a forward pass of `{name}::{field}` leaves.");
        // what the user derives for the network, the blocks in it must have too
        let derives = &derived;
        Some(types(
            inner,
            &quote!(#[doc = #docs] #derives),
            visibility,
            &trace_docs,
        ))
    });
    quote_spanned! {generated()=>
        #attributes
        #[repr(C)]
        #visibility struct #name <#(#parameters),*> #bounds {
            #(#[doc = #docs] pub #fields: #field_types,)*
        }
        #[doc = #trace_docs]
        #visibility struct #trace<
            #(#parameters,)*
            __L: #library::kernel::Layout = #library::kernel::Single
        > #bounds {
            #(#traces)*
            // last, so that the size of the whole asks nothing of a layer that is in error
            __layout: #library::__private::core::marker::PhantomData<__L>,
        }
        #gradient
        #gate
        #(#blocks)*
    }
}

/// The `#[derive(…)]`s among attributes.
fn derives(attributes: &TokenStream) -> TokenStream {
    let all = Attribute::parse_outer.parse2(attributes.clone());
    let all = all.unwrap_or_default().into_iter();
    let derives = all.filter(|attribute| attribute.path().is_ident("derive"));
    quote!(#(#derives)*)
}
