//! What a user calls: thin methods, documented with the network's own shapes and equations.

use super::links::Links;
use super::size::zero;
use super::tokens::{self, generated};
use super::{Item, docs};
use proc_macro2::TokenStream;
use quote::quote_spanned;

/// `impl Net { pub const IN … pub fn forward … }`
pub fn inherent(item: &Item, links: &Links) -> TokenStream {
    let (library, name, scalar) = (
        item.library(),
        &item.network.name,
        &item.network.scalar.name,
    );
    let (input, output) = (&links.input.name, &links.output.name);
    let (shown_input, shown_output) = (&links.input.shown, &links.output.shown);
    let (bare_input, bare_output) = (tokens::bare(shown_input), tokens::bare(shown_output));
    let (impl_generics, arguments, bounds) = item.generics.split_for_impl();
    let checked = &links.checked;
    let private = quote_spanned!(generated()=> #library::__private);
    let layer = quote_spanned!(generated()=> #library::Layer<#checked, #input, #output>);
    let vector_in =
        quote_spanned!(generated()=> #library::nalgebra::SVector<#scalar, #shown_input>);
    let vector_out =
        quote_spanned!(generated()=> #library::nalgebra::SVector<#scalar, #shown_output>);
    let values = quote_spanned!(generated()=> #library::Values<#scalar, #shown_input>);
    let target = quote_spanned!(generated()=> #library::Target<#scalar, #shown_output>);
    let result = quote_spanned!(generated()=> #private::core::result::Result);
    let trace = &links.trace;
    let trace_arguments =
        links.trace_arguments(quote_spanned!(generated()=> #library::kernel::Single));
    let zero = zero(item, quote_spanned!(generated()=> <Self as #layer>::ZERO));
    let supervised = item.supervised(links);
    let gradient = links.gradient_type(checked);
    let forward_docs = docs::of_forward(item.network);
    let gradient_docs = docs::of_gradient(item.network);
    quote_spanned! {generated()=>
        impl #impl_generics #name #arguments #bounds {
            /// How many inputs the network takes.
            pub const IN: usize = #bare_input;
            /// How many outputs it gives.
            pub const OUT: usize = #bare_output;
            /// How many parameters it has: weights and biases.
            pub const PARAMS: usize = <Self as #layer>::PARAMS;
            /// How many multiply-accumulates a forward pass of one sample takes.
            pub const MACS: usize = <Self as #layer>::MACS;
            /// Bytes of its parameters: what they take of flash in a `static`.
            pub const FLASH_BYTES: usize = <Self as #library::Network>::FLASH_BYTES;
            /// Bytes of RAM that an inference takes at most, with the parameters in flash.
            pub const RAM_INFER: usize = <Self as #library::Network>::RAM_INFER;
            /// All parameters zero: a gradient to start from, or the content of a `static`.
            pub const ZERO: Self = #zero;

            /// Bytes of RAM that training by an optimiser takes at most, sample after sample: the network, its
            /// gradient, the optimiser's state and the stack of [`gradient`](Self::gradient).
            pub const fn ram_train<__O: #library::optimizer::Optimizer<#scalar>>() -> usize {
                #private::ram_train::<Self, __O>()
            }

            /// A network with random weights; the same for the same seed, on every target.
            ///
            /// It passes over the stack: for a large network use `boxed` or [`init`](Self::init).
            pub fn new(seed: u64) -> Self {
                let mut net = Self::ZERO;
                net.init(seed);
                net
            }

            #library::__with_alloc! {
                /// A new network on the heap, made in place: it never passes over the stack.
                pub fn boxed(seed: u64) -> #private::Box<Self> {
                    <Self as #library::Network>::boxed(seed)
                }

                /// All parameters zero, on the heap, made in place.
                pub fn boxed_zero() -> #private::Box<Self> {
                    <Self as #library::Zeroed>::boxed_zero()
                }
            }

            /// Draws new weights, each layer's as its activation asks for; biases become 0.
            pub fn init(&mut self, seed: u64) {
                <Self as #library::Network>::init_with(self, #private::core::option::Option::None, seed);
            }

            /// Draws new weights by `initializer` in every layer; biases become 0.
            pub fn init_with(&mut self, initializer: #library::Initializer, seed: u64) {
                let by = #private::core::option::Option::Some(initializer);
                <Self as #library::Network>::init_with(self, by, seed);
            }

            #(#[doc = #forward_docs])*
            #[inline]
            pub fn forward(&self, input: impl #values) -> #vector_out {
                let input = #library::Values::as_vector(&input);
                #private::forward::<Self, #checked, #input, #output>(self, input)
            }

            /// The outputs of many samples, written to `outputs`: as [`forward`](Self::forward)
            /// for each, and faster.
            ///
            /// # Errors
            /// `Error::Lengths` if there are not as many places as samples; nothing is written then.
            pub fn forward_batch(
                &self,
                inputs: &[impl #values],
                outputs: &mut [impl #library::ValuesMut<#scalar, #shown_output>],
            ) -> #result<(), #library::Error> {
                #private::forward_batch::<Self, _, _, #checked, #input, #output>(self, inputs, outputs)
            }

            /// What the forward pass computes, layer by layer.
            pub fn trace(&self, input: impl #values) -> #trace #trace_arguments {
                let input = #library::Values::as_vector(&input);
                let mut trace = <#trace #trace_arguments as #library::Empty>::empty();
                <Self as #layer>::trace::<#library::kernel::Single>(
                    self, input, &mut { #library::Noise::NONE }, &mut trace,
                );
                trace
            }

            #(#[doc = #gradient_docs])*
            #[inline]
            pub fn gradient(
                &self,
                input: impl #values,
                target: impl #target,
                gradient: &mut #gradient,
            ) -> #scalar {
                Self::gradient_with(self, #library::Noise::NONE, input, target, gradient)
            }

            /// [`gradient`](Self::gradient) as in training: with this noise, where there is `dropout`.
            #[inline]
            pub fn gradient_with(
                &self,
                noise: #library::Noise,
                input: impl #values,
                target: impl #target,
                gradient: &mut #gradient,
            ) -> #scalar {
                let input = #library::Values::as_vector(&input);
                <#supervised>::gradient(self, noise, input, &target, gradient)
            }

            /// One step of stochastic gradient descent with one sample, w ← w − η ∂L/∂w, η being `learning_rate`;
            /// returns the loss before it.
            ///
            /// The parameters change on the way back, where [`gradient`](Self::gradient) would add to a
            /// gradient: there is none, so that this is the step of the least time and memory. It gives what
            /// `gradient` and `Sgd` give, but for rounding. A class without an output gives NaN, and
            /// nothing changes.
            #[inline]
            pub fn learn(
                &mut self,
                input: impl #values,
                target: impl #target,
                learning_rate: #scalar,
            ) -> #scalar {
                Self::learn_with(self, #library::Noise::NONE, input, target, learning_rate)
            }

            /// [`learn`](Self::learn) with this noise, where there is `dropout`.
            #[inline]
            pub fn learn_with(
                &mut self,
                noise: #library::Noise,
                input: impl #values,
                target: impl #target,
                learning_rate: #scalar,
            ) -> #scalar {
                let input = #library::Values::as_vector(&input);
                <#supervised>::learn(self, noise, input, &target, learning_rate)
            }

            /// The mean loss of a batch; the gradient of that mean is added to `gradient`. Of no
            /// samples, 0.
            ///
            /// # Errors
            /// `Error::Lengths` if there are not as many targets as samples, `Error::Label` if the
            /// network has no output for a class. Nothing is added then.
            pub fn gradient_batch(
                &self,
                inputs: &[impl #values],
                targets: &[impl #target],
                gradient: &mut #gradient,
            ) -> #result<#scalar, #library::Error> {
                Self::gradient_batch_with(self, #library::Noise::NONE, inputs, targets, gradient)
            }

            /// [`gradient_batch`](Self::gradient_batch) as in training: with this noise, where there
            /// is `dropout`.
            ///
            /// # Errors
            /// The same.
            pub fn gradient_batch_with(
                &self,
                noise: #library::Noise,
                inputs: &[impl #values],
                targets: &[impl #target],
                gradient: &mut #gradient,
            ) -> #result<#scalar, #library::Error> {
                <#supervised>::try_gradient_batch(self, noise, inputs, targets, gradient)
            }

            /// The mean loss over samples, and the mean of what the loss names as its metric:
            /// accuracy (0 to 1) or mean absolute error.
            ///
            /// # Errors
            /// `Error::NoSamples`, `Error::Lengths`, `Error::Label`.
            pub fn evaluate(
                &self,
                inputs: &[impl #values],
                targets: &[impl #target],
            ) -> #result<#library::Score<#scalar>, #library::Error> {
                <#supervised>::evaluate(self, inputs, targets, |_| {})
            }

            /// Back-propagates `output_gradient` = ∂L/∂y of any loss at the output y: adds
            /// ∂L/∂parameters to `gradient` and returns ∂L/∂x of the input.
            pub fn backward(
                &self,
                input: impl #values,
                trace: &#trace #trace_arguments,
                output_gradient: &#vector_out,
                gradient: &mut #gradient,
            ) -> #vector_in {
                let input = #library::Values::as_vector(&input);
                #private::backward::<Self, #checked, #input, #output>(
                    self, input, trace, output_gradient, gradient,
                )
            }

            /// All parameters, layer by layer: the weights column by column, then the biases.
            #[inline]
            pub fn as_slice(&self) -> &[#scalar] {
                #library::Parameters::as_slice(self)
            }

            /// All parameters, to be changed, in the order of [`as_slice`](Self::as_slice).
            #[inline]
            pub fn as_mut_slice(&mut self) -> &mut [#scalar] {
                #library::Parameters::as_mut_slice(self)
            }

            /// Layers, shapes, parameters, multiply-accumulates and bytes; displays as a table.
            pub const fn summary() -> #library::Summary {
                <Self as #library::Network>::SUMMARY
            }
        }
    }
}
