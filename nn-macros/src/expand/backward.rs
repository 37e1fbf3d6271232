//! The passes from the outputs back to the inputs: the chain rule.

use super::links::{Link, Links};
use super::tokens::{at, here};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

/// The bodies of the backward pass.
pub struct Backward {
    /// From ∂L/∂z of the last layer to that of the first, of width `first_width`.
    pub descend: TokenStream,
    pub first_width: TokenStream,
    /// The gradients of all parameters.
    pub accumulate: TokenStream,
    /// The same, and ∂L/∂x of the inputs.
    pub backward: TokenStream,
}

/// The whole way back.
pub fn backward(chain: &Links) -> Backward {
    let links = &chain.links;
    let first = &links[0];
    let (layer, field, place) = (&first.layer, &first.field, here(first.span));
    let (this, trace, gradient) = (
        first.name("self"),
        first.name("trace"),
        first.name("gradient"),
    );
    let (input, delta, delta1) = (
        first.name("input"),
        first.name("delta"),
        first.local("delta", 1),
    );
    let is_only = links.len() == 1;
    let steps = links.windows(2).enumerate().rev();
    let steps = steps.map(|(index, pair)| step(chain, index + 1, &pair[0], &pair[1]));
    let descend = if is_only {
        let library = at(place, &chain.library);
        quote_spanned!(place=> #library::__private::core::clone::Clone::clone(#delta))
    } else {
        quote!(#(#steps)*)
    };
    let (start, delta1) = if is_only {
        (TokenStream::new(), delta.to_token_stream())
    } else {
        let start = quote_spanned!(place=> let #delta1 = #this.__descend::<__L>(#trace, #delta, #gradient););
        (start, quote_spanned!(place=> &#delta1))
    };
    let arguments = quote_spanned!(place=>
        &#this.#field, #input, &#trace.#field, #delta1, &mut #gradient.#field
    );
    Backward {
        descend,
        first_width: first.output.name.clone(),
        accumulate: quote_spanned!(place=> #start <#layer>::accumulate::<__L>(#arguments);),
        backward: quote_spanned!(place=> #start <#layer>::backward::<__L>(#arguments)),
    }
}

/// One step back, from layer `number` + 1 to layer `number`.
///
/// ```text
/// let end1 = <__Layer1 as Layer<f32, 2, 3>>::end::<__L>(&trace.layer1);
/// let delta1 = <__Layer2 as Layer<f32, 3, 2>>::backward::<__L>(
///     &self.layer2, &end1.output, &trace.layer2, delta, &mut gradient.layer2);
/// <<__Layer1 as Layer<f32, 2, 3>>::Activation as Hidden>::chain(end1, delta1)
/// ```
fn step(chain: &Links, number: usize, before: &Link, link: &Link) -> TokenStream {
    let (place, place_before) = (here(link.span), here(before.span));
    let (layer, field) = (&link.layer, &link.field);
    let (layer_before, field_before) = (&before.layer, &before.field);
    let (this, gradient) = (link.name("self"), link.name("gradient"));
    let (trace, trace_before) = (link.name("trace"), before.name("trace"));
    let (end, delta_before) = (before.local("end", number), before.local("delta", number));
    let delta = link.local("delta", number + 1);
    let delta = match number + 1 == chain.links.len() {
        true => link.name("delta").to_token_stream(),
        false => quote_spanned!(place=> &#delta),
    };
    let library = at(place_before, &chain.library);
    let chained = quote_spanned! {place_before=>
        <<#layer_before>::Activation as #library::activation::Hidden>::chain(#end, #delta_before)
    };
    let lines = [
        quote_spanned! {place_before=>
            let #end = <#layer_before>::end::<__L>(&#trace_before.#field_before);
        },
        quote_spanned! {place=>
            let #delta_before = <#layer>::backward::<__L>(
                &#this.#field, &#end.output, &#trace.#field, #delta, &mut #gradient.#field,
            );
        },
        match number {
            1 => chained,
            _ => quote_spanned!(place_before=> let #delta_before = #chained;),
        },
    ];
    quote!(#(#lines)*)
}
