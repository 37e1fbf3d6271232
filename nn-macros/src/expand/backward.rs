//! The passes from the outputs back to the inputs: the chain rule.
//!
//! They are written four times: with the gradient of all that is trained, with that of the biases
//! alone, with none, for what is frozen, and into the parameters themselves.

use super::links::{Link, Links};
use super::tokens::{at, generated, here};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

/// What is added up on the way.
#[derive(Clone, Copy, PartialEq)]
pub enum Way {
    /// `backward(…, &mut gradient.layer2)`
    Trained,
    /// `backward_biases(…, &mut gradient.rest.first)`
    Biases,
    /// `descend(…)`
    Nothing,
    /// `learn_back(…, descent, start + …)`, with `&mut self`
    Itself,
}

impl Way {
    fn method(self) -> &'static str {
        match self {
            Self::Trained => "backward",
            Self::Biases => "backward_biases",
            Self::Nothing => "descend",
            Self::Itself => "learn_back",
        }
    }

    fn accumulate(self) -> &'static str {
        match self {
            Self::Biases => "accumulate_biases",
            Self::Itself => "learn",
            _ => "accumulate",
        }
    }

    /// The method that holds the steps.
    pub fn helper(self) -> &'static str {
        match self {
            Self::Trained => "__descend",
            Self::Biases => "__descend_biases",
            Self::Nothing => "__descend_only",
            Self::Itself => "__learn",
        }
    }

    /// `&self.layer2`
    fn layer(self, link: &Link) -> TokenStream {
        let (place, this, field) = (here(link.span), link.name("self"), &link.field);
        match self {
            Self::Itself => quote_spanned!(place=> &mut #this.#field),
            _ => quote_spanned!(place=> &#this.#field),
        }
    }

    /// `, gradient`, or what stands in its place
    fn all_gradients(self, link: &Link) -> TokenStream {
        let (place, gradient) = (here(link.span), link.name("gradient"));
        let (descent, start) = (link.name("descent"), link.name("start"));
        match self {
            Self::Trained | Self::Biases => quote_spanned!(place=> , #gradient),
            Self::Nothing => TokenStream::new(),
            Self::Itself => quote_spanned!(place=> , #descent, #start),
        }
    }

    /// `, &mut gradient.layer2`, or what stands in its place
    fn gradient(self, chain: &Links, index: usize) -> TokenStream {
        let link = &chain.links[index];
        let (place, gradient) = (here(link.span), link.name("gradient"));
        match self {
            Self::Trained => {
                let field = &link.field;
                quote_spanned!(place=> , &mut #gradient.#field)
            }
            Self::Biases => {
                let rest = (0..index).map(|_| quote_spanned!(place=> .rest));
                quote_spanned!(place=> , &mut #gradient #(#rest)* .first)
            }
            Self::Nothing => TokenStream::new(),
            Self::Itself => {
                let (descent, start, field) =
                    (link.name("descent"), link.name("start"), &link.field);
                let (whole, scalar) = (chain.gradient_type(&chain.scalar), &chain.scalar);
                let library = at(place, &chain.library);
                quote_spanned! {place=>
                    , #descent, #start + #library::__private::place_of::<#scalar>(
                        #library::__private::core::mem::offset_of!(#whole, #field)
                    )
                }
            }
        }
    }
}

/// From ∂L/∂z of the last layer to that of the lowest that is trained; nothing if they are one.
pub fn descend(chain: &Links, way: Way) -> Option<TokenStream> {
    let numbers = chain.untrained + 1..chain.links.len();
    let steps: Vec<_> = numbers
        .rev()
        .map(|number| step(chain, way, number))
        .collect();
    (!steps.is_empty()).then(|| quote!(#(#steps)*))
}

/// One step back, from layer `number` + 1 to layer `number`.
///
/// ```text
/// let end1 = <__Layer1 as Layer<f32, 2, 3>>::end::<__L>(&trace.layer1);
/// let delta1 = …;
/// <__Layer2 as Layer<f32, 3, 2>>::backward::<__L>(
///     &self.layer2, &end1.output, &trace.layer2, delta, &mut gradient.layer2, delta1);
/// <<__Layer1 as Layer<f32, 2, 3>>::Activation as Hidden>::chain(end1, delta1);
/// ```
///
/// The last of them is `below`, where the caller wants it.
fn step(chain: &Links, way: Way, number: usize) -> TokenStream {
    let (before, link) = (&chain.links[number - 1], &chain.links[number]);
    let (place, place_before) = (here(link.span), here(before.span));
    let (layer, field) = (&link.layer, &link.field);
    let (layer_before, field_before) = (&before.layer, &before.field);
    let this = way.layer(link);
    let (trace, trace_before) = (link.name("trace"), before.name("trace"));
    let end = before.local("end", number);
    let delta = delta(chain, number, link);
    let (method, gradient) = (link.name(way.method()), way.gradient(chain, number));
    let is_last = number == chain.untrained + 1;
    let (below, room) = match is_last {
        true => (link.name("below").to_token_stream(), None),
        false => {
            let own = before.local("delta", number);
            (own.to_token_stream(), Some(chain.room(&own)))
        }
    };
    let chained = chained(chain, before, number, &below);
    let lines = [
        quote_spanned! {place_before=>
            let #end = <#layer_before>::end::<__L>(&#trace_before.#field_before);
        },
        quote_spanned! {place=>
            #room
            <#layer>::#method::<__L>(
                #this, &#end.output, &#trace.#field, #delta #gradient, #below
            );
        },
        quote_spanned!(place_before=> #chained;),
    ];
    quote!(#(#lines)*)
}

/// `delta`, or `delta2`: ∂L/∂z of the layer with this index.
fn delta(chain: &Links, index: usize, link: &Link) -> TokenStream {
    match index + 1 == chain.links.len() {
        true => link.name("delta").to_token_stream(),
        false => link.local("delta", index + 1).to_token_stream(),
    }
}

/// `<<__Layer1 as Layer<f32, 2, 3>>::Activation as Hidden>::chain(end1, delta1)`
fn chained(chain: &Links, link: &Link, number: usize, delta: &TokenStream) -> TokenStream {
    let (place, layer) = (here(link.span), &link.layer);
    let end = link.local("end", number);
    let library = at(place, &chain.library);
    quote_spanned!(place=> <<#layer>::Activation as #library::activation::Hidden>::chain(#end, #delta))
}

/// The pass down to the gradient of the lowest trained layer.
///
/// ```text
/// let delta1 = …;
/// self.__descend::<__L>(trace, delta, gradient, delta1);
/// <__Layer1 as Layer<f32, 2, 3>>::accumulate::<__L>(
///     &self.layer1, input, &trace.layer1, delta1, &mut gradient.layer1)
/// ```
pub fn accumulate(chain: &Links, way: Way) -> TokenStream {
    lowest(chain, way, way.accumulate(), None)
}

/// The pass down to ∂L/∂x of the inputs.
pub fn backward(chain: &Links, way: Way) -> TokenStream {
    let Some(frozen) = chain
        .untrained
        .checked_sub(1)
        .map(|below| &chain.links[below])
    else {
        let below = chain.links[0].name("below").to_token_stream();
        return lowest(chain, way, way.method(), Some(below));
    };
    let place = here(frozen.span);
    let (this, input, below) = (
        frozen.name("self"),
        frozen.name("input"),
        frozen.name("below"),
    );
    let delta = frozen.local("delta", chain.untrained);
    let room = chain.room(&delta);
    let all = lowest(chain, way, way.method(), Some(delta.to_token_stream()));
    quote_spanned! {place=>
        #room
        #all
        #this.__through::<__L>(#input, #delta, #below);
    }
}

/// What the lowest trained layer adds, and what it writes to `below` if it is asked to.
fn lowest(chain: &Links, way: Way, method: &str, below: Option<TokenStream>) -> TokenStream {
    let index = chain.untrained;
    let link = &chain.links[index];
    let (layer, field, place) = (&link.layer, &link.field, here(link.span));
    let (this, trace) = (link.name("self"), link.name("trace"));
    let (helper, method) = (link.name(way.helper()), link.name(method));
    let input = match index.checked_sub(1).map(|below| &chain.links[below]) {
        // what the frozen layers below give is in the trace
        Some(below) => {
            let (field, trace) = (&below.field, below.name("trace"));
            quote_spanned!(here(below.span)=> &#trace.#field)
        }
        None => link.name("input").to_token_stream(),
    };
    let own = link.local("delta", index + 1);
    let start = (index + 1 < chain.links.len()).then(|| {
        let (delta, gradient) = (link.name("delta"), way.all_gradients(link));
        let room = chain.room(&own);
        quote_spanned! {place=>
            #room
            #this.#helper::<__L>(#trace, #delta #gradient, #own);
        }
    });
    let (delta, gradient) = (delta(chain, index, link), way.gradient(chain, index));
    let itself = way.layer(link);
    let below = below.map(|below| quote_spanned!(place=> , #below));
    quote_spanned! {place=>
        #start
        <#layer>::#method::<__L>(#itself, #input, &#trace.#field, #delta #gradient #below);
    }
}

/// From ∂L/∂a of the frozen layers below the lowest that is trained to ∂L/∂x. Their trace was not
/// kept; it is made again.
///
/// ```text
/// let mut trace1 = <__Layer1 as Layer<f32, 2, 3>>::Trace::<__L>::empty();
/// <__Layer1 as Layer<f32, 2, 3>>::trace::<__L>(&self.layer1, input, &mut { Noise::NONE }, &mut trace1);
/// let end1 = <__Layer1 as Layer<f32, 2, 3>>::end::<__L>(&trace1);
/// <<__Layer1 as Layer<f32, 2, 3>>::Activation as Hidden>::chain(end1, delta1);
/// <__Layer1 as Layer<f32, 2, 3>>::descend::<__L>(&self.layer1, input, &trace1, delta1, below);
/// ```
pub fn through(chain: &Links) -> TokenStream {
    let frozen = &chain.links[..chain.untrained];
    let input_of = |index: usize, link: &Link| {
        let before = link.local("end", index);
        match index {
            0 => link.name("input").to_token_stream(),
            _ => quote_spanned!(here(link.span)=> &#before.output),
        }
    };
    let again = frozen.iter().enumerate().map(|(index, link)| {
        let (layer, field, place) = (&link.layer, &link.field, here(link.span));
        let (this, input) = (link.name("self"), input_of(index, link));
        let (trace, end) = (link.local("trace", index + 1), link.local("end", index + 1));
        let library = at(place, &chain.library);
        quote_spanned! {place=>
            let mut #trace = <<#layer>::Trace<__L> as #library::Empty>::empty();
            <#layer>::trace::<__L>(&#this.#field, #input, &mut { #library::Noise::NONE }, &mut #trace);
            let #end = <#layer>::end::<__L>(&#trace);
        }
    });
    let back = frozen.iter().enumerate().rev().map(|(index, link)| {
        let (layer, field, place) = (&link.layer, &link.field, here(link.span));
        let (this, input) = (link.name("self"), input_of(index, link));
        let (trace, delta) = (
            link.local("trace", index + 1),
            link.local("delta", index + 1),
        );
        let chained = chained(chain, link, index + 1, &delta.to_token_stream());
        let (room, below) = match index {
            0 => (None, link.name("below").to_token_stream()),
            _ => {
                let before = link.local("delta", index);
                (Some(chain.room(&before)), before.to_token_stream())
            }
        };
        quote_spanned! {place=>
            #chained;
            #room
            <#layer>::descend::<__L>(&#this.#field, #input, &#trace, #delta, #below);
        }
    });
    quote!(#(#again)* #(#back)*)
}

/// `Join<<__Layer1>::Biases, Join<<__Layer2>::Biases, Untrained<f32>>>`
pub fn biases(chain: &Links) -> TokenStream {
    let (library, scalar) = (&chain.library, &chain.scalar);
    let end = quote_spanned!(generated()=> #library::Untrained<#scalar>);
    chain.links.iter().rev().fold(end, |rest, link| {
        let (layer, place) = (&link.layer, here(link.span));
        let library = at(place, library);
        quote_spanned!(place=> #library::Join<<#layer>::Biases, #rest>)
    })
}
