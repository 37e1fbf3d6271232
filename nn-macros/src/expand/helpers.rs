//! What the passes of a network share: private methods beside its `impl Layer`.

use super::backward::{Way, descend, through};
use super::links::Links;
use super::tokens::{generated, inlined};
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

/// What the passes are made of, apart from the trait.
///
/// ```text
/// impl Net {
///     fn __descend<__L: Layout>(&self, trace: &NetTrace<__L>, delta: &…, gradient: &mut Self, below: &mut …) { … }
/// }
/// ```
pub fn helpers(chain: &Links, gradient: &TokenStream) -> TokenStream {
    let Links {
        library,
        generics,
        name,
        trace,
        scalar,
        ..
    } = chain;
    let (input, output) = (&chain.input.name, &chain.output.name);
    let (impl_generics, arguments, bounds) = generics.split_for_impl();
    let trace_arguments = chain.trace_arguments(quote!(__L));
    let lowest = &chain.links[chain.untrained].output.name;
    let layer = quote_spanned!(generated()=> #library::Layer<#scalar, #input, #output>);
    let inlined = inlined();
    let ways = [Way::Trained, Way::Biases, Way::Nothing, Way::Itself].map(|way| {
        let (body, helper) = (descend(chain, way)?, Ident::new(way.helper(), generated()));
        let gradient = match way {
            Way::Trained => quote_spanned!(generated()=> gradient: &mut #gradient,),
            Way::Biases => quote_spanned!(generated()=> gradient: &mut <Self as #layer>::Biases,),
            Way::Nothing => TokenStream::new(),
            Way::Itself => quote_spanned! {generated()=>
                descent: &mut impl #library::Descent<#scalar>,
                start: usize,
            },
        };
        let this = match way {
            Way::Itself => quote_spanned!(generated()=> &mut self),
            _ => quote_spanned!(generated()=> &self),
        };
        Some(quote_spanned! {generated()=>
            /// From ∂L/∂z of the last layer to that of the lowest that is trained.
            #inlined
            #[doc(hidden)]
            fn #helper<__L: #library::kernel::Layout>(
                #this,
                trace: &#trace #trace_arguments,
                delta: &__L::Of<#scalar, #output>,
                #gradient
                below: &mut __L::Of<#scalar, #lowest>,
            ) {
                #body
            }
        })
    });
    let ways = ways.iter().flatten();
    let through = chain.untrained.checked_sub(1).map(|below| {
        let (width, body) = (&chain.links[below].output.name, through(chain));
        let delta = chain.links[below].local("delta", chain.untrained);
        quote_spanned! {generated()=>
            /// From ∂L/∂a of the frozen layers to ∂L/∂x of the inputs.
            #[inline]
            #[doc(hidden)]
            fn __through<__L: #library::kernel::Layout>(
                &self,
                input: &__L::Of<#scalar, #input>,
                #delta: &mut __L::Of<#scalar, #width>,
                below: &mut __L::Of<#scalar, #input>,
            ) {
                #body
            }
        }
    });
    quote_spanned! {generated()=>
        impl #impl_generics #name #arguments #bounds {
            #(#ways)*
            #through
        }
    }
}
