//! A network as a layer: its passes, stage by stage.

use super::backward::{Way, accumulate, backward, biases};
use super::extent::{each_trained, extent, gradient_impls, own_gradient};
use super::forward::{forward, traces};
use super::helpers::helpers;
use super::links::{Link, Links};
use super::tokens::{at, generated, here, inlined};
use crate::check::activation_text;
use crate::model::Kind;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{GenericParam, Generics, parse2};

/// ```text
/// type __Layer1 = Dense<relu, f32, 2, 3>;
/// impl Layer<f32, 2, 2> for Net { … }
/// unsafe impl Parameters for Net { … }
/// ```
pub fn passes(chain: &Links) -> TokenStream {
    let Links {
        library,
        generics,
        name,
        trace,
        scalar,
        links,
        ..
    } = chain;
    let (input, output) = (&chain.input.name, &chain.output.name);
    let private = quote_spanned!(generated()=> #library::__private);
    let (impl_generics, arguments, bounds) = generics.split_for_impl();
    let empty = chain.kept().map(|(index, link)| {
        let (field, place) = (&link.field, here(link.span));
        let library = at(place, library);
        match index < chain.untrained {
            true => quote_spanned!(place=> #field: #library::kernel::Block::blank(0),),
            false => quote_spanned!(place=> #field: #library::Empty::empty(),),
        }
    });
    let mut in_layout = Generics::clone(generics);
    let layout = quote_spanned!(generated()=> __L: #library::kernel::Layout);
    in_layout.params.extend(parse2::<GenericParam>(layout));
    let (in_layout, ..) = in_layout.split_for_impl();
    let trace_arguments = chain.trace_arguments(quote!(__L));
    let aliases = links.iter().filter_map(|link| {
        let (alias, ty) = (link.alias.as_ref()?, &link.ty);
        Some(quote_spanned!(here(link.span)=> type #alias = #ty;))
    });
    let widths = &chain.widths;
    // each block has its own `__Layer1`
    let blocks = links.iter().filter_map(|link| {
        let passes = passes(link.inner.as_ref()?);
        Some(quote_spanned!(generated()=> const _: () = { #passes };))
    });
    let steps = links.iter().map(|link| step(library, link));
    let fields: Vec<_> = links.iter().map(|link| &link.field).collect();
    let (zeros, params, macs) = (
        each(links, "ZERO"),
        each(links, "PARAMS"),
        each(links, "MACS"),
    );
    let inits = links.iter().map(|link| {
        let (layer, field) = (&link.layer, &link.field);
        let (this, by, rng) = (
            link.name("self"),
            link.name("initializer"),
            link.name("rng"),
        );
        quote_spanned!(here(link.span)=> <#layer>::init_with(&mut #this.#field, #by, #rng);)
    });
    let parts = links.iter().map(|link| {
        let (layer, field) = (&link.layer, link.stage.field.to_string());
        let (visit, part) = (link.name("visit"), link.name("part"));
        quote_spanned! {here(link.span)=>
            <#layer>::each_part(&mut |#part| #visit(#part.within(#field)));
        }
    });
    let each_trained = each_trained(chain);
    let biases_in_turn = links.iter().map(|link| {
        let (layer, field) = (&link.layer, &link.field);
        let (this, visit) = (link.name("self"), link.name("visit"));
        quote_spanned!(here(link.span)=> <#layer>::each_bias(&mut #this.#field, #visit);)
    });
    let (forward, traces) = (forward(chain), traces(chain));
    let last = chain.last();
    let (layer, field, place) = (&last.layer, &last.field, here(last.span));
    let trace_there = last.name("trace");
    let end = quote_spanned!(place=> <#layer>::end::<__L>(&#trace_there.#field));
    let last_activation = quote_spanned!(place=> <#layer>::Activation);
    let (accumulate_trained, backward_trained) = (
        accumulate(chain, Way::Trained),
        backward(chain, Way::Trained),
    );
    let (accumulate_biases, backward_biases) =
        (accumulate(chain, Way::Biases), backward(chain, Way::Biases));
    let descend = backward(chain, Way::Nothing);
    let (learn, learn_back) = (accumulate(chain, Way::Itself), backward(chain, Way::Itself));
    let (extent, biases) = (extent(chain), biases(chain));
    let gradient = chain.gradient_type(scalar);
    let own_gradient = own_gradient(chain);
    let gradient_there = match chain.is_whole {
        None => quote_spanned! {generated()=>
            <<Self as #library::Layer<#scalar, #input, #output>>::Extent as #private::Extent>
                ::Gradient<Self, #own_gradient>
        },
        Some(_) => own_gradient,
    };
    let (helpers, gradient_impls) = (helpers(chain, &gradient), gradient_impls(chain));
    let positive = size_checks(chain);
    let inlined = inlined();
    quote_spanned! {generated()=>
        #(#aliases)*
        #widths
        #(#blocks)*
        impl #in_layout #library::Empty for #trace #trace_arguments #bounds {
            #[inline(always)]
            fn empty() -> Self {
                Self { #(#empty)* __layout: #private::core::marker::PhantomData }
            }
        }
        impl #impl_generics #library::Layer<#scalar, #input, #output> for #name #arguments #bounds {
            type Activation = #last_activation;
            type Trace<__L: #library::kernel::Layout> = #trace #trace_arguments;
            type Extent = #extent;
            type Gradient = #gradient_there;
            type Biases = #biases;
            const PARAMS: usize = #(#params)+*;
            const MACS: usize = #(#macs)+*;
            const SHAPE: #library::Shape = #library::Shape::Chain(&[#(#steps),*]);
            const ZERO: Self = {
                #positive
                Self { #(#fields: #zeros,)* }
            };

            fn init_with(
                &mut self,
                initializer: #private::core::option::Option<#library::Initializer>,
                rng: &mut #library::Rng,
            ) {
                #(#inits)*
            }
            fn each_part(visit: &mut dyn #private::core::ops::FnMut(#library::Part)) {
                #(#parts)*
            }
            #[inline]
            fn each_trained(&mut self, visit: &mut impl #private::core::ops::FnMut(&mut [#scalar])) {
                #each_trained
            }
            #[inline]
            fn each_bias(&mut self, visit: &mut impl #private::core::ops::FnMut(&mut [#scalar])) {
                #(#biases_in_turn)*
            }
            #[inline(always)]
            fn forward<__L: #library::kernel::Layout>(
                &self,
                input: &__L::Of<#scalar, #input>,
                output: &mut __L::Of<#scalar, #output>,
            ) {
                #forward
            }
            #inlined
            fn trace<__L: #library::kernel::Layout>(
                &self,
                input: &__L::Of<#scalar, #input>,
                noise: &mut #library::Noise,
                trace: &mut #trace #trace_arguments,
            ) {
                #traces
            }
            #inlined
            fn end<__L: #library::kernel::Layout>(
                trace: &#trace #trace_arguments,
            ) -> &#library::activation::Activated<__L, #last_activation, #scalar, #output> {
                #end
            }
            #inlined
            fn accumulate<__L: #library::kernel::Layout>(
                &self,
                input: &__L::Of<#scalar, #input>,
                trace: &#trace #trace_arguments,
                delta: &__L::Of<#scalar, #output>,
                gradient: &mut #gradient,
            ) {
                #accumulate_trained
            }
            #inlined
            fn backward<__L: #library::kernel::Layout>(
                &self,
                input: &__L::Of<#scalar, #input>,
                trace: &#trace #trace_arguments,
                delta: &__L::Of<#scalar, #output>,
                gradient: &mut #gradient,
                below: &mut __L::Of<#scalar, #input>,
            ) {
                #backward_trained
            }
            #inlined
            fn accumulate_biases<__L: #library::kernel::Layout>(
                &self,
                input: &__L::Of<#scalar, #input>,
                trace: &#trace #trace_arguments,
                delta: &__L::Of<#scalar, #output>,
                gradient: &mut Self::Biases,
            ) {
                #accumulate_biases
            }
            #inlined
            fn backward_biases<__L: #library::kernel::Layout>(
                &self,
                input: &__L::Of<#scalar, #input>,
                trace: &#trace #trace_arguments,
                delta: &__L::Of<#scalar, #output>,
                gradient: &mut Self::Biases,
                below: &mut __L::Of<#scalar, #input>,
            ) {
                #backward_biases
            }
            #inlined
            fn descend<__L: #library::kernel::Layout>(
                &self,
                input: &__L::Of<#scalar, #input>,
                trace: &#trace #trace_arguments,
                delta: &__L::Of<#scalar, #output>,
                below: &mut __L::Of<#scalar, #input>,
            ) {
                #descend
            }
            #inlined
            fn learn<__L: #library::kernel::Layout>(
                &mut self,
                input: &__L::Of<#scalar, #input>,
                trace: &#trace #trace_arguments,
                delta: &__L::Of<#scalar, #output>,
                descent: &mut impl #library::Descent<#scalar>,
                start: usize,
            ) {
                #learn
            }
            #inlined
            fn learn_back<__L: #library::kernel::Layout>(
                &mut self,
                input: &__L::Of<#scalar, #input>,
                trace: &#trace #trace_arguments,
                delta: &__L::Of<#scalar, #output>,
                descent: &mut impl #library::Descent<#scalar>,
                start: usize,
                below: &mut __L::Of<#scalar, #input>,
            ) {
                #learn_back
            }
        }
        #helpers
        #gradient_impls
        // SAFETY: `repr(C)`, and every field consists of scalars of one type.
        unsafe impl #impl_generics #library::Parameters for #name #arguments #bounds {
            type Scalar = #scalar;
            const PARAMS: usize = <Self as #library::Layer<#scalar, #input, #output>>::PARAMS;

            fn each_part(visit: &mut dyn #private::core::ops::FnMut(#library::Part)) {
                <Self as #library::Layer<#scalar, #input, #output>>::each_part(visit);
            }
        }
        // SAFETY: every field consists of scalars, whose zero is made of zero bytes.
        unsafe impl #impl_generics #library::Zeroed for #name #arguments #bounds {
            const ZERO: Self = <Self as #library::Layer<#scalar, #input, #output>>::ZERO;
        }
    }
}

/// `<__Layer1 as Layer<f32, 2, 3>>::ZERO` for every layer.
fn each(links: &[Link], item: &str) -> Vec<TokenStream> {
    let one = |link: &Link| {
        let (layer, item) = (&link.layer, Ident::new(item, here(link.span)));
        quote_spanned!(here(link.span)=> <#layer>::#item)
    };
    links.iter().map(one).collect()
}

/// `Step { name: "layer1", activation: "relu", shape: <__Layer1 as Layer<f32, 2, 3>>::SHAPE }`
fn step(library: &TokenStream, link: &Link) -> TokenStream {
    let (place, layer) = (here(link.span), &link.layer);
    let library = at(place, library);
    let name = link.stage.field.to_string();
    let name = name.trim_start_matches("r#");
    let activation = match &link.stage.kind {
        Kind::Dense { activation, .. } => activation_text(activation),
        Kind::Other { .. } => link.stage.text.clone(),
        _ => String::new(),
    };
    quote_spanned! {place=>
        #library::Step { name: #name, activation: #activation, shape: <#layer>::SHAPE }
    }
}

/// Const parameters are checked when a network is made: `Policy::<0>` has no meaning.
fn size_checks(chain: &Links) -> TokenStream {
    let checks = chain.generics.const_params().map(|parameter| {
        let name = &parameter.ident;
        let place = here(name.span());
        let library = at(place, &chain.library);
        let message = format!("`{}` cannot have a layer of width `{name}` = 0", chain.name);
        quote_spanned!(place=> #library::__private::require(#name > 0, #message);)
    });
    quote!(#(#checks)*)
}
