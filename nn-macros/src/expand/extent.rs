//! How much of a network is trained, and the type of its gradient.

use super::links::Links;
use super::tokens::{at, generated, here};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Visibility;

/// `Whole`, `Partly`, or what the stages are together.
pub fn extent(chain: &Links) -> TokenStream {
    let library = &chain.library;
    let private = quote_spanned!(generated()=> #library::__private);
    match chain.is_whole {
        Some(true) => quote_spanned!(generated()=> #private::Whole),
        Some(false) => quote_spanned!(generated()=> #private::Partly),
        None => {
            let whole = quote_spanned!(generated()=> #private::Whole);
            chain.links.iter().rev().fold(whole, |rest, link| {
                let (layer, place) = (&link.layer, here(link.span));
                let library = at(place, library);
                quote_spanned! {place=>
                    <<#layer>::Extent as #library::__private::Extent>::And<#rest>
                }
            })
        }
    }
}

/// `Self`, or `NetGradient`
pub fn own_gradient(chain: &Links) -> TokenStream {
    match chain.is_whole {
        Some(true) => quote_spanned!(generated()=> Self),
        _ => {
            let (name, arguments) = (&chain.gradient, chain.generics.split_for_impl().1);
            quote_spanned!(generated()=> #name #arguments)
        }
    }
}

/// All parameters at once, or layer by layer.
pub fn each_trained(chain: &Links) -> TokenStream {
    let library = &chain.library;
    if chain.is_whole == Some(true) {
        return quote_spanned!(generated()=> visit(#library::Parameters::as_mut_slice(self)););
    }
    let lines = chain.links.iter().map(|link| {
        let (layer, field) = (&link.layer, &link.field);
        let (this, visit) = (link.name("self"), link.name("visit"));
        quote_spanned!(here(link.span)=> <#layer>::each_trained(&mut #this.#field, #visit);)
    });
    quote!(#(#lines)*)
}

/// ```text
/// #[repr(C)]
/// pub struct NetGradient {
///     pub layer1: <Frozen<Encoder> as Layer<__NetScalar, 8, 4>>::Gradient, …
/// }
/// ```
pub fn gradient_struct(
    chain: &Links,
    derives: &TokenStream,
    visibility: &Visibility,
) -> Option<TokenStream> {
    if chain.is_whole == Some(true) {
        return None;
    }
    let Links {
        library,
        generics,
        gradient,
        checked,
        links,
        ..
    } = chain;
    let (_, _, bounds) = generics.split_for_impl();
    let parameters: Vec<_> = generics.params.iter().collect();
    let docs = format!(
        "Where the gradient of [`{}`] is added up: of what is trained.",
        chain.name
    );
    let fields = links.iter().map(|link| {
        let (field, layer) = (&link.stage.field, link.shown(library, checked));
        let docs = format!("∂L/∂{field}");
        quote_spanned! {here(link.span)=>
            #[doc = #docs]
            pub #field: <#layer>::Gradient,
        }
    });
    Some(quote_spanned! {generated()=>
        #[doc = #docs]
        #derives
        #[repr(C)]
        #visibility struct #gradient <#(#parameters),*> #bounds {
            #(#fields)*
        }
    })
}

/// ```text
/// unsafe impl Parameters for NetGradient { … }
/// unsafe impl Zeroed for NetGradient { … }
/// impl NetGradient { pub const ZERO … }
/// ```
pub fn gradient_impls(chain: &Links) -> Option<TokenStream> {
    if chain.is_whole == Some(true) {
        return None;
    }
    let Links {
        library,
        generics,
        gradient,
        scalar,
        links,
        ..
    } = chain;
    let private = quote_spanned!(generated()=> #library::__private);
    let (impl_generics, arguments, bounds) = generics.split_for_impl();
    let counts = links.iter().map(|link| {
        let (layer, place) = (&link.layer, here(link.span));
        let library = at(place, library);
        quote_spanned!(place=> <<#layer>::Gradient as #library::Parameters>::PARAMS)
    });
    let parts = links.iter().map(|link| {
        let (layer, field, place) = (&link.layer, link.stage.field.to_string(), here(link.span));
        let (visit, part) = (link.name("visit"), link.name("part"));
        let library = at(place, library);
        quote_spanned! {place=>
            <<#layer>::Gradient as #library::Parameters>::each_part(
                &mut |#part| #visit(#part.within(#field)),
            );
        }
    });
    let zeros = links.iter().map(|link| {
        let (layer, field, place) = (&link.layer, &link.field, here(link.span));
        let library = at(place, library);
        quote_spanned!(place=> #field: <<#layer>::Gradient as #library::Zeroed>::ZERO,)
    });
    let given = generics.params.iter();
    let given = quote_spanned!(generated()=> #(#given),*);
    let predicates = bounds.iter().flat_map(|bounds| &bounds.predicates);
    let predicates = quote_spanned!(generated()=> #(#predicates),*);
    Some(quote_spanned! {generated()=>
        // SAFETY: `repr(C)`, and every field consists of scalars of one type.
        unsafe impl #impl_generics #library::Parameters for #gradient #arguments #bounds {
            type Scalar = #scalar;
            const PARAMS: usize = #(#counts)+*;

            fn each_part(visit: &mut dyn #private::core::ops::FnMut(#library::Part)) {
                #(#parts)*
            }
        }
        // SAFETY: every field consists of scalars, whose zero is made of zero bytes.
        unsafe impl #impl_generics #library::Zeroed for #gradient #arguments #bounds {
            const ZERO: Self = Self { #(#zeros)* };
        }
        #library::__with_bytemuck!({#given} {#gradient #arguments} {#predicates});
        impl #impl_generics #gradient #arguments #bounds {
            /// All zero: a gradient to start from.
            pub const ZERO: Self = <Self as #library::Zeroed>::ZERO;
        }
    })
}
