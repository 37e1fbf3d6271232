//! What generic code asks of a network.

use super::Item;
use super::links::Links;
use super::tokens::{at, generated, here};
use proc_macro2::TokenStream;
use quote::quote_spanned;

/// `impl Network for Net`, `impl<__X, __Y> Learn<__X, __Y> for Net`; those of serde and bytemuck
pub fn of_network(item: &Item, links: &Links) -> TokenStream {
    let (library, name, scalar) = (
        item.library(),
        &item.network.name,
        &item.network.scalar.name,
    );
    let (input, output) = (&links.input.name, &links.output.name);
    let (impl_generics, arguments, bounds) = item.generics.split_for_impl();
    let checked = &links.checked;
    let private = quote_spanned!(generated()=> #library::__private);
    let layer = quote_spanned!(generated()=> #library::Layer<#checked, #input, #output>);
    let parameters = item.generics.params.iter();
    let (loss, _) = item.loss(links, &links.judged);
    let (shown, bytes) = (name.to_string(), item.network.scalar.bytes as usize);
    let scalar_name = scalar.to_string();
    let stages = links.links.iter().map(|link| {
        let (layer, here) = (&link.layer, here(link.span));
        let (field, declared) = (link.stage.field.to_string(), link.stage.declared());
        let (library, input, output) = (
            at(here, &library),
            at(here, &link.input.name),
            at(here, &link.output.name),
        );
        quote_spanned! {here=>
            #library::Stage {
                name: #field, declared: #declared, inputs: #input, outputs: #output,
                params: <#layer>::PARAMS,
                trained: <<#layer>::Gradient as #library::Parameters>::PARAMS,
                macs: <#layer>::MACS,
            }
        }
    });
    let learn_bounds = bounds.map(|bounds| {
        let predicates = &bounds.predicates;
        quote_spanned!(generated()=> #predicates)
    });
    let supervised = item.supervised(links);
    let gradient = links.gradient_type(checked);
    // else the trait's own does
    let each_trained = (links.is_whole != Some(true)).then(|| {
        quote_spanned! {generated()=>
            #[inline]
            fn each_trained(&mut self, visit: &mut impl #private::core::ops::FnMut(&mut [#scalar])) {
                <Self as #layer>::each_trained(self, visit);
            }
        }
    });
    let given = item.generics.params.iter();
    let given = quote_spanned!(generated()=> #(#given),*);
    let predicates = bounds.iter().flat_map(|bounds| &bounds.predicates);
    let predicates = quote_spanned!(generated()=> #(#predicates),*);
    quote_spanned! {generated()=>
        #library::__with_serde!({#given} {#name #arguments} {#predicates});
        #library::__with_bytemuck!({#given} {#name #arguments} {#predicates});
        impl #impl_generics #library::Network for #name #arguments #bounds {
            type Gradient = #gradient;
            type Input = #library::nalgebra::SVector<#scalar, #input>;
            type Output = #library::nalgebra::SVector<#scalar, #output>;
            type Loss = #loss;
            const IN: usize = #input;
            const OUT: usize = #output;
            const MACS: usize = <Self as #layer>::MACS;
            const SHAPE: #library::Shape = <Self as #layer>::SHAPE;
            const SUMMARY: #library::Summary = #library::Summary {
                name: #shown,
                scalar: #scalar_name,
                scalar_bytes: #bytes,
                stages: &[#(#stages),*],
            };

            #[inline]
            fn forward(&self, input: &Self::Input) -> Self::Output {
                #private::forward::<Self, #checked, #input, #output>(self, input)
            }
            #each_trained
            fn init_with(
                &mut self,
                initializer: #private::core::option::Option<#library::Initializer>,
                seed: u64,
            ) {
                <Self as #layer>::init_with(self, initializer, &mut #library::Rng::new(seed));
            }
        }
        impl<#(#parameters,)* __X, __Y> #library::Learn<__X, __Y> for #name #arguments
        where
            __X: #library::Values<#scalar, #input>,
            __Y: #library::Target<#scalar, #output>,
            #learn_bounds
        {
            fn check(inputs: &[__X], targets: &[__Y]) -> #private::core::result::Result<(), #library::Error> {
                #private::check::<__X, __Y, #scalar, #output>(inputs, targets)
            }
            fn not_finite(inputs: &[__X], targets: &[__Y]) -> #private::core::option::Option<usize> {
                #private::not_finite::<__X, __Y, #scalar, #input, #output>(inputs, targets)
            }
            fn gradient_batch_with(
                &self,
                noise: #library::Noise,
                inputs: &[__X],
                targets: &[__Y],
                gradient: &mut #gradient,
            ) -> #library::Score<#scalar> {
                <#supervised>::gradient_batch(self, noise, inputs, targets, gradient)
            }
            fn learn_batch_with(
                &mut self,
                noise: #library::Noise,
                inputs: &[__X],
                targets: &[__Y],
                descent: &mut impl #library::Descent<#scalar>,
                goes_on: impl #private::core::ops::FnOnce(&mut Self, #library::Score<#scalar>) -> bool,
            ) -> #private::core::option::Option<#library::Score<#scalar>> {
                <#supervised>::learn_batch(self, noise, inputs, targets, descent, goes_on)
            }
            fn evaluate_each(
                &self,
                inputs: &[__X],
                targets: &[__Y],
                each: impl #private::core::ops::FnMut(#library::Judged<'_, #scalar>),
            ) -> #private::core::result::Result<#library::Score<#scalar>, #library::Error> {
                <#supervised>::evaluate(self, inputs, targets, each)
            }
        }
    }
}
