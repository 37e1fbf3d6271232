//! The passes from the inputs to the outputs.

use super::links::Link;
use super::tokens::here;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

/// ```text
/// let output1 = <__Layer1 as Layer<f32, 2, 3>>::forward::<L>(&self.layer1, input);
/// <__Layer2 as Layer<f32, 3, 2>>::forward::<L>(&self.layer2, &output1)
/// ```
pub fn forward(links: &[Link]) -> TokenStream {
    let lines = links.iter().enumerate().map(|(index, link)| {
        let (layer, field, here) = (&link.layer, &link.field, here(link.span));
        let this = link.name("self");
        let before = link.local("output", index);
        let input = match index {
            0 => link.name("input").to_token_stream(),
            _ => quote_spanned!(here=> &#before),
        };
        let call = quote_spanned!(here=> <#layer>::forward::<L>(&#this.#field, #input));
        if index + 1 == links.len() {
            return call;
        }
        let output = link.local("output", index + 1);
        quote_spanned!(here=> let #output = #call;)
    });
    quote!(#(#lines)*)
}

/// ```text
/// let layer1 = <__Layer1 as Layer<f32, 2, 3>>::trace::<L>(&self.layer1, input);
/// let end1 = <__Layer1 as Layer<f32, 2, 3>>::end::<L>(&layer1);
/// let layer2 = <__Layer2 as Layer<f32, 3, 2>>::trace::<L>(&self.layer2, &end1.output);
/// ```
pub fn traces(links: &[Link]) -> TokenStream {
    let lines = links.iter().enumerate().map(|(index, link)| {
        let (layer, field, here) = (&link.layer, &link.field, here(link.span));
        let this = link.name("self");
        let before = link.local("end", index);
        let input = match index {
            0 => link.name("input").to_token_stream(),
            _ => quote_spanned!(here=> &#before.output),
        };
        let end = (index + 1 < links.len()).then(|| {
            let end = link.local("end", index + 1);
            quote_spanned!(here=> let #end = <#layer>::end::<L>(&#field);)
        });
        quote_spanned! {here=>
            let #field = <#layer>::trace::<L>(&#this.#field, #input);
            #end
        }
    });
    quote!(#(#lines)*)
}
