//! The passes from the inputs to the outputs.

use super::links::Link;
use super::tokens::here;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

/// ```text
/// let output1 = <__Layer1 as Layer<f32, 2, 3>>::forward::<__L>(&self.layer1, input);
/// <__Layer2 as Layer<f32, 3, 2>>::forward::<__L>(&self.layer2, &output1)
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
        let call = quote_spanned!(here=> <#layer>::forward::<__L>(&#this.#field, #input));
        if index + 1 == links.len() {
            return call;
        }
        let output = link.local("output", index + 1);
        quote_spanned!(here=> let #output = #call;)
    });
    quote!(#(#lines)*)
}

/// ```text
/// let trace1 = <__Layer1 as Layer<f32, 2, 3>>::trace::<__L>(&self.layer1, input);
/// let end1 = <__Layer1 as Layer<f32, 2, 3>>::end::<__L>(&trace1);
/// let trace2 = <__Layer2 as Layer<f32, 3, 2>>::trace::<__L>(&self.layer2, &end1.output);
/// ```
pub fn traces(links: &[Link]) -> TokenStream {
    let lines = links.iter().enumerate().map(|(index, link)| {
        let (layer, field, here) = (&link.layer, &link.field, here(link.span));
        let this = link.name("self");
        let (before, trace) = (link.local("end", index), link.local("trace", index + 1));
        let input = match index {
            0 => link.name("input").to_token_stream(),
            _ => quote_spanned!(here=> &#before.output),
        };
        let end = (index + 1 < links.len()).then(|| {
            let end = link.local("end", index + 1);
            quote_spanned!(here=> let #end = <#layer>::end::<__L>(&#trace);)
        });
        quote_spanned! {here=>
            let #trace = <#layer>::trace::<__L>(&#this.#field, #input);
            #end
        }
    });
    quote!(#(#lines)*)
}
