/// Tells two kinds of point apart.
///
///| layer | stage | shape | parameters | multiply-accumulates |
///|---|---|---|---|---|
///| `layer1` | `relu 3` | 2 → 3 | 9 | 6 |
///| `layer2` | `relu 3` | 3 → 3 | 12 | 9 |
///| `layer3` | `softmax 2` | 3 → 2 | 8 | 6 |
///
///In all 29 parameters of `f32` in 116 bytes, 21 multiply-accumulates.
#[repr(C)]
pub struct Classifier {
    ///`relu 3`
    pub layer1: nn::Dense<nn::activation::relu, f32, 2, 3>,
    ///`relu 3`
    pub layer2: nn::Dense<nn::activation::relu, f32, 3, 3>,
    ///`softmax 2`
    pub layer3: nn::Dense<nn::activation::softmax, f32, 3, 2>,
}
///What a forward pass of [`Classifier`] leaves for its backward pass.
pub struct ClassifierTrace<__L: nn::kernel::Layout = nn::kernel::Single> {
    ///`relu 3`
    pub layer1: <nn::Dense<nn::activation::relu, f32, 2, 3> as nn::Layer<__ClassifierScalar, 2, 3>>::Trace<__L>,
    ///`relu 3`
    pub layer2: <nn::Dense<nn::activation::relu, f32, 3, 3> as nn::Layer<__ClassifierScalar, 3, 3>>::Trace<__L>,
    ///`softmax 2`
    pub layer3: <nn::Dense<nn::activation::softmax, f32, 3, 2> as nn::Layer<__ClassifierScalar, 3, 2>>::Trace<__L>,
    __layout: nn::__private::core::marker::PhantomData<__L>,
}
#[doc(hidden)]
type __ClassifierScalar = <f32 as nn::__private::Checked<
    {
        let _ = <<nn::Dense<
            nn::activation::relu,
            f32,
            2,
            3,
        > as nn::Layer<f32, 2, 3>>::Activation as nn::activation::Hidden>::FITS;
        let _ = <<nn::Dense<
            nn::activation::relu,
            f32,
            3,
            3,
        > as nn::Layer<f32, 3, 3>>::Activation as nn::activation::Hidden>::FITS;
        let _ = <nn::Dense<nn::activation::softmax, f32, 3, 2> as nn::Layer<f32, 3, 2>>::PARAMS;
        true
    },
>>::Same;
const _: () = {
    type __Layer1 = nn::Dense<nn::activation::relu, f32, 2, 3>;
    type __Layer2 = nn::Dense<nn::activation::relu, f32, 3, 3>;
    type __Layer3 = nn::Dense<nn::activation::softmax, f32, 3, 2>;
    impl<__L: nn::kernel::Layout> nn::Empty for ClassifierTrace<__L> {
        #[inline(always)]
        fn empty() -> Self {
            Self {
                layer1: nn::Empty::empty(),
                layer2: nn::Empty::empty(),
                layer3: nn::Empty::empty(),
                __layout: nn::__private::core::marker::PhantomData,
            }
        }
    }
    impl nn::Layer<f32, 2, 2> for Classifier {
        type Activation = <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::Activation;
        type Trace<__L: nn::kernel::Layout> = ClassifierTrace<__L>;
        type Extent = nn::__private::Whole;
        type Gradient = Self;
        type Biases = nn::Join<
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::Biases,
            nn::Join<
                <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::Biases,
                nn::Join<<__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::Biases, nn::Untrained<f32>>,
            >,
        >;
        const PARAMS: usize = <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::PARAMS
            + <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::PARAMS
            + <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::PARAMS;
        const MACS: usize = <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::MACS
            + <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::MACS
            + <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::MACS;
        const SHAPE: nn::Shape = nn::Shape::Chain(&[
            nn::Step {
                name: "layer1",
                activation: "relu",
                shape: <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::SHAPE,
            },
            nn::Step {
                name: "layer2",
                activation: "relu",
                shape: <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::SHAPE,
            },
            nn::Step {
                name: "layer3",
                activation: "softmax",
                shape: <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::SHAPE,
            },
        ]);
        const ZERO: Self = {
            Self {
                layer1: <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::ZERO,
                layer2: <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::ZERO,
                layer3: <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::ZERO,
            }
        };
        fn init_with(&mut self, initializer: nn::__private::core::option::Option<nn::Initializer>, rng: &mut nn::Rng) {
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::init_with(&mut self.layer1, initializer, rng);
            <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::init_with(&mut self.layer2, initializer, rng);
            <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::init_with(&mut self.layer3, initializer, rng);
        }
        fn each_part(visit: &mut dyn nn::__private::core::ops::FnMut(nn::Part)) {
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::each_part(&mut |part| visit(part.within("layer1")));
            <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::each_part(&mut |part| visit(part.within("layer2")));
            <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::each_part(&mut |part| visit(part.within("layer3")));
        }
        #[inline]
        fn each_trained(&mut self, visit: &mut impl nn::__private::core::ops::FnMut(&mut [f32])) {
            visit(nn::Parameters::as_mut_slice(self));
        }
        #[inline]
        fn each_bias(&mut self, visit: &mut impl nn::__private::core::ops::FnMut(&mut [f32])) {
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::each_bias(&mut self.layer1, visit);
            <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::each_bias(&mut self.layer2, visit);
            <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::each_bias(&mut self.layer3, visit);
        }
        #[inline(always)]
        fn forward<__L: nn::kernel::Layout>(&self, input: &__L::Of<f32, 2>, output: &mut __L::Of<f32, 2>) {
            let mut output1 = nn::__private::core::mem::MaybeUninit::uninit();
            let output1 = nn::kernel::Block::unsaid(&mut output1);
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::forward::<__L>(&self.layer1, input, output1);
            let mut output2 = nn::__private::core::mem::MaybeUninit::uninit();
            let output2 = nn::kernel::Block::unsaid(&mut output2);
            <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::forward::<__L>(&self.layer2, output1, output2);
            <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::forward::<__L>(&self.layer3, output2, output);
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn trace<__L: nn::kernel::Layout>(
            &self,
            input: &__L::Of<f32, 2>,
            noise: &mut nn::Noise,
            trace: &mut ClassifierTrace<__L>,
        ) {
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::trace::<__L>(
                &self.layer1,
                input,
                noise,
                &mut trace.layer1,
            );
            let end1 = <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::end::<__L>(&trace.layer1);
            <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::trace::<__L>(
                &self.layer2,
                &end1.output,
                noise,
                &mut trace.layer2,
            );
            let end2 = <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::end::<__L>(&trace.layer2);
            <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::trace::<__L>(
                &self.layer3,
                &end2.output,
                noise,
                &mut trace.layer3,
            );
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn end<__L: nn::kernel::Layout>(
            trace: &ClassifierTrace<__L>,
        ) -> &nn::activation::Activated<__L, <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::Activation, f32, 2>
        {
            <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::end::<__L>(&trace.layer3)
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn accumulate<__L: nn::kernel::Layout>(
            &self,
            input: &__L::Of<f32, 2>,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            gradient: &mut Self,
        ) {
            let mut delta1 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta1 = nn::kernel::Block::unsaid(&mut delta1);
            self.__descend::<__L>(trace, delta, gradient, delta1);
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::accumulate::<__L>(
                &self.layer1,
                input,
                &trace.layer1,
                delta1,
                &mut gradient.layer1,
            );
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn backward<__L: nn::kernel::Layout>(
            &self,
            input: &__L::Of<f32, 2>,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            gradient: &mut Self,
            below: &mut __L::Of<f32, 2>,
        ) {
            let mut delta1 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta1 = nn::kernel::Block::unsaid(&mut delta1);
            self.__descend::<__L>(trace, delta, gradient, delta1);
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::backward::<__L>(
                &self.layer1,
                input,
                &trace.layer1,
                delta1,
                &mut gradient.layer1,
                below,
            );
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn accumulate_biases<__L: nn::kernel::Layout>(
            &self,
            input: &__L::Of<f32, 2>,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            gradient: &mut Self::Biases,
        ) {
            let mut delta1 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta1 = nn::kernel::Block::unsaid(&mut delta1);
            self.__descend_biases::<__L>(trace, delta, gradient, delta1);
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::accumulate_biases::<__L>(
                &self.layer1,
                input,
                &trace.layer1,
                delta1,
                &mut gradient.first,
            );
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn backward_biases<__L: nn::kernel::Layout>(
            &self,
            input: &__L::Of<f32, 2>,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            gradient: &mut Self::Biases,
            below: &mut __L::Of<f32, 2>,
        ) {
            let mut delta1 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta1 = nn::kernel::Block::unsaid(&mut delta1);
            self.__descend_biases::<__L>(trace, delta, gradient, delta1);
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::backward_biases::<__L>(
                &self.layer1,
                input,
                &trace.layer1,
                delta1,
                &mut gradient.first,
                below,
            );
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn descend<__L: nn::kernel::Layout>(
            &self,
            input: &__L::Of<f32, 2>,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            below: &mut __L::Of<f32, 2>,
        ) {
            let mut delta1 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta1 = nn::kernel::Block::unsaid(&mut delta1);
            self.__descend_only::<__L>(trace, delta, delta1);
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::descend::<__L>(
                &self.layer1,
                input,
                &trace.layer1,
                delta1,
                below,
            );
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn learn<__L: nn::kernel::Layout>(
            &mut self,
            input: &__L::Of<f32, 2>,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            descent: &mut impl nn::Descent<f32>,
            start: usize,
        ) {
            let mut delta1 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta1 = nn::kernel::Block::unsaid(&mut delta1);
            self.__learn::<__L>(trace, delta, descent, start, delta1);
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::learn::<__L>(
                &mut self.layer1,
                input,
                &trace.layer1,
                delta1,
                descent,
                start + nn::__private::place_of::<f32>(nn::__private::core::mem::offset_of!(Self, layer1)),
            );
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn learn_back<__L: nn::kernel::Layout>(
            &mut self,
            input: &__L::Of<f32, 2>,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            descent: &mut impl nn::Descent<f32>,
            start: usize,
            below: &mut __L::Of<f32, 2>,
        ) {
            let mut delta1 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta1 = nn::kernel::Block::unsaid(&mut delta1);
            self.__learn::<__L>(trace, delta, descent, start, delta1);
            <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::learn_back::<__L>(
                &mut self.layer1,
                input,
                &trace.layer1,
                delta1,
                descent,
                start + nn::__private::place_of::<f32>(nn::__private::core::mem::offset_of!(Self, layer1)),
                below,
            );
        }
    }
    impl Classifier {
        /// From ∂L/∂z of the last layer to that of the lowest that is trained.
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        #[doc(hidden)]
        fn __descend<__L: nn::kernel::Layout>(
            &self,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            gradient: &mut Self,
            below: &mut __L::Of<f32, 3>,
        ) {
            let end2 = <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::end::<__L>(&trace.layer2);
            let mut delta2 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta2 = nn::kernel::Block::unsaid(&mut delta2);
            <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::backward::<__L>(
                &self.layer3,
                &end2.output,
                &trace.layer3,
                delta,
                &mut gradient.layer3,
                delta2,
            );
            <<__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::Activation as nn::activation::Hidden>::chain(
                end2, delta2,
            );
            let end1 = <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::end::<__L>(&trace.layer1);
            <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::backward::<__L>(
                &self.layer2,
                &end1.output,
                &trace.layer2,
                delta2,
                &mut gradient.layer2,
                below,
            );
            <<__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::Activation as nn::activation::Hidden>::chain(
                end1, below,
            );
        }
        /// From ∂L/∂z of the last layer to that of the lowest that is trained.
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        #[doc(hidden)]
        fn __descend_biases<__L: nn::kernel::Layout>(
            &self,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            gradient: &mut <Self as nn::Layer<f32, 2, 2>>::Biases,
            below: &mut __L::Of<f32, 3>,
        ) {
            let end2 = <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::end::<__L>(&trace.layer2);
            let mut delta2 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta2 = nn::kernel::Block::unsaid(&mut delta2);
            <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::backward_biases::<__L>(
                &self.layer3,
                &end2.output,
                &trace.layer3,
                delta,
                &mut gradient.rest.rest.first,
                delta2,
            );
            <<__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::Activation as nn::activation::Hidden>::chain(
                end2, delta2,
            );
            let end1 = <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::end::<__L>(&trace.layer1);
            <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::backward_biases::<__L>(
                &self.layer2,
                &end1.output,
                &trace.layer2,
                delta2,
                &mut gradient.rest.first,
                below,
            );
            <<__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::Activation as nn::activation::Hidden>::chain(
                end1, below,
            );
        }
        /// From ∂L/∂z of the last layer to that of the lowest that is trained.
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        #[doc(hidden)]
        fn __descend_only<__L: nn::kernel::Layout>(
            &self,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            below: &mut __L::Of<f32, 3>,
        ) {
            let end2 = <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::end::<__L>(&trace.layer2);
            let mut delta2 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta2 = nn::kernel::Block::unsaid(&mut delta2);
            <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::descend::<__L>(
                &self.layer3,
                &end2.output,
                &trace.layer3,
                delta,
                delta2,
            );
            <<__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::Activation as nn::activation::Hidden>::chain(
                end2, delta2,
            );
            let end1 = <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::end::<__L>(&trace.layer1);
            <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::descend::<__L>(
                &self.layer2,
                &end1.output,
                &trace.layer2,
                delta2,
                below,
            );
            <<__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::Activation as nn::activation::Hidden>::chain(
                end1, below,
            );
        }
        /// From ∂L/∂z of the last layer to that of the lowest that is trained.
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        #[doc(hidden)]
        fn __learn<__L: nn::kernel::Layout>(
            &mut self,
            trace: &ClassifierTrace<__L>,
            delta: &__L::Of<f32, 2>,
            descent: &mut impl nn::Descent<f32>,
            start: usize,
            below: &mut __L::Of<f32, 3>,
        ) {
            let end2 = <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::end::<__L>(&trace.layer2);
            let mut delta2 = nn::__private::core::mem::MaybeUninit::uninit();
            let delta2 = nn::kernel::Block::unsaid(&mut delta2);
            <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::learn_back::<__L>(
                &mut self.layer3,
                &end2.output,
                &trace.layer3,
                delta,
                descent,
                start + nn::__private::place_of::<f32>(nn::__private::core::mem::offset_of!(Self, layer3)),
                delta2,
            );
            <<__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::Activation as nn::activation::Hidden>::chain(
                end2, delta2,
            );
            let end1 = <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::end::<__L>(&trace.layer1);
            <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::learn_back::<__L>(
                &mut self.layer2,
                &end1.output,
                &trace.layer2,
                delta2,
                descent,
                start + nn::__private::place_of::<f32>(nn::__private::core::mem::offset_of!(Self, layer2)),
                below,
            );
            <<__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::Activation as nn::activation::Hidden>::chain(
                end1, below,
            );
        }
    }
    unsafe impl nn::Parameters for Classifier {
        type Scalar = f32;
        const PARAMS: usize = <Self as nn::Layer<f32, 2, 2>>::PARAMS;
        fn each_part(visit: &mut dyn nn::__private::core::ops::FnMut(nn::Part)) {
            <Self as nn::Layer<f32, 2, 2>>::each_part(visit);
        }
    }
    unsafe impl nn::Zeroed for Classifier {
        const ZERO: Self = <Self as nn::Layer<f32, 2, 2>>::ZERO;
    }
    type __Judged = <__ClassifierScalar as nn::__private::Checked<
        {
            let _ = <<__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::Activation as nn::loss::DefaultLoss>::FITS;
            true
        },
    >>::Same;
    impl Classifier {
        /// How many inputs the network takes.
        pub const IN: usize = 2;
        /// How many outputs it gives.
        pub const OUT: usize = 2;
        /// How many parameters it has: weights and biases.
        pub const PARAMS: usize = <Self as nn::Layer<__ClassifierScalar, 2, 2>>::PARAMS;
        /// How many multiply-accumulates a forward pass of one sample takes.
        pub const MACS: usize = <Self as nn::Layer<__ClassifierScalar, 2, 2>>::MACS;
        /// Bytes of its parameters: what they take of flash in a `static`.
        pub const FLASH_BYTES: usize = <Self as nn::Network>::FLASH_BYTES;
        /// Bytes of RAM that an inference takes at most, with the parameters in flash.
        pub const RAM_INFER: usize = <Self as nn::Network>::RAM_INFER;
        /// All parameters zero: a gradient to start from, or the content of a `static`.
        pub const ZERO: Self = <Self as nn::Layer<__ClassifierScalar, 2, 2>>::ZERO;
        /// Bytes of RAM that training by an optimiser takes at most, sample after sample: the network, its
        /// gradient, the optimiser's state and the stack of [`gradient`](Self::gradient).
        pub const fn ram_train<__O: nn::optimizer::Optimizer<f32>>() -> usize {
            nn::__private::ram_train::<Self, __O>()
        }
        /// A network with random weights; the same for the same seed, on every target.
        ///
        /// It passes over the stack: for a large network use `boxed` or [`init`](Self::init).
        pub fn new(seed: u64) -> Self {
            let mut net = Self::ZERO;
            net.init(seed);
            net
        }
        nn::__with_alloc! {
            #[doc =
            r" A new network on the heap, made in place: it never passes over the stack."]
            pub fn boxed(seed : u64) -> nn::__private::Box < Self > { < Self as
            nn::Network > ::boxed(seed) } #[doc =
            r" All parameters zero, on the heap, made in place."] pub fn boxed_zero() ->
            nn::__private::Box < Self > { < Self as nn::Zeroed > ::boxed_zero() }
        }
        /// Draws new weights, each layer's as its activation asks for; biases become 0.
        pub fn init(&mut self, seed: u64) {
            <Self as nn::Network>::init_with(self, nn::__private::core::option::Option::None, seed);
        }
        /// Draws new weights by `initializer` in every layer; biases become 0.
        pub fn init_with(&mut self, initializer: nn::Initializer, seed: u64) {
            let by = nn::__private::core::option::Option::Some(initializer);
            <Self as nn::Network>::init_with(self, by, seed);
        }
        ///The outputs for one sample.
        ///
        ///```text
        ///a₁ = relu(z₁),  z₁ = W₁ x + b₁
        ///a₂ = relu(z₂),  z₂ = W₂ a₁ + b₂
        ///a₃ = softmax(z₃),  z₃ = W₃ a₂ + b₃
        ///y = a₃
        ///```
        #[inline]
        pub fn forward(&self, input: impl nn::Values<f32, 2>) -> nn::nalgebra::SVector<f32, 2> {
            let input = nn::Values::as_vector(&input);
            nn::__private::forward::<Self, __ClassifierScalar, 2, 2>(self, input)
        }
        /// The outputs of many samples, written to `outputs`: as [`forward`](Self::forward)
        /// for each, and faster.
        ///
        /// # Errors
        /// `Error::Lengths` if there are not as many places as samples; nothing is written then.
        pub fn forward_batch(
            &self,
            inputs: &[impl nn::Values<f32, 2>],
            outputs: &mut [impl nn::ValuesMut<f32, 2>],
        ) -> nn::__private::core::result::Result<(), nn::Error> {
            nn::__private::forward_batch::<Self, _, _, __ClassifierScalar, 2, 2>(self, inputs, outputs)
        }
        /// What the forward pass computes, layer by layer.
        pub fn trace(&self, input: impl nn::Values<f32, 2>) -> ClassifierTrace<nn::kernel::Single> {
            let input = nn::Values::as_vector(&input);
            let mut trace = <ClassifierTrace<nn::kernel::Single> as nn::Empty>::empty();
            <Self as nn::Layer<__ClassifierScalar, 2, 2>>::trace::<nn::kernel::Single>(
                self,
                input,
                &mut { nn::Noise::NONE },
                &mut trace,
            );
            trace
        }
        ///The loss L of one sample; its gradient is added to `gradient`.
        ///
        ///The target is a vector of outputs or a class as an integer. δ is ∂L/∂z; that of the last layer comes from the loss in closed form. The loss is NaN, and nothing is added, if there is no such class.
        ///
        ///```text
        ///δ₃ = ∂L/∂z₃
        ///∂L/∂W₃ = δ₃ a₂ᵀ    ∂L/∂b₃ = δ₃
        ///δ₂ = (W₃ᵀ δ₃) ⊙ relu′(z₂)
        ///∂L/∂W₂ = δ₂ a₁ᵀ    ∂L/∂b₂ = δ₂
        ///δ₁ = (W₂ᵀ δ₂) ⊙ relu′(z₁)
        ///∂L/∂W₁ = δ₁ xᵀ    ∂L/∂b₁ = δ₁
        ///```
        #[inline]
        pub fn gradient(
            &self,
            input: impl nn::Values<f32, 2>,
            target: impl nn::Target<f32, 2>,
            gradient: &mut Self,
        ) -> f32 {
            Self::gradient_with(self, nn::Noise::NONE, input, target, gradient)
        }
        /// [`gradient`](Self::gradient) as in training: with this noise, where there is `dropout`.
        #[inline]
        pub fn gradient_with(
            &self,
            noise: nn::Noise,
            input: impl nn::Values<f32, 2>,
            target: impl nn::Target<f32, 2>,
            gradient: &mut Self,
        ) -> f32 {
            let input = nn::Values::as_vector(&input);
            <Self as nn::__private::Supervised<
                <<__Layer3 as nn::Layer<__Judged, 3, 2>>::Activation as nn::loss::DefaultLoss>::Loss,
                __Judged,
                2,
                2,
            >>::gradient(self, noise, input, &target, gradient)
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
            input: impl nn::Values<f32, 2>,
            target: impl nn::Target<f32, 2>,
            learning_rate: f32,
        ) -> f32 {
            Self::learn_with(self, nn::Noise::NONE, input, target, learning_rate)
        }
        /// [`learn`](Self::learn) with this noise, where there is `dropout`.
        #[inline]
        pub fn learn_with(
            &mut self,
            noise: nn::Noise,
            input: impl nn::Values<f32, 2>,
            target: impl nn::Target<f32, 2>,
            learning_rate: f32,
        ) -> f32 {
            let input = nn::Values::as_vector(&input);
            <Self as nn::__private::Supervised<
                <<__Layer3 as nn::Layer<__Judged, 3, 2>>::Activation as nn::loss::DefaultLoss>::Loss,
                __Judged,
                2,
                2,
            >>::learn(self, noise, input, &target, learning_rate)
        }
        /// The mean loss of a batch; the gradient of that mean is added to `gradient`. Of no
        /// samples, 0.
        ///
        /// # Errors
        /// `Error::Lengths` if there are not as many targets as samples, `Error::Label` if the
        /// network has no output for a class. Nothing is added then.
        pub fn gradient_batch(
            &self,
            inputs: &[impl nn::Values<f32, 2>],
            targets: &[impl nn::Target<f32, 2>],
            gradient: &mut Self,
        ) -> nn::__private::core::result::Result<f32, nn::Error> {
            Self::gradient_batch_with(self, nn::Noise::NONE, inputs, targets, gradient)
        }
        /// [`gradient_batch`](Self::gradient_batch) as in training: with this noise, where there
        /// is `dropout`.
        ///
        /// # Errors
        /// The same.
        pub fn gradient_batch_with(
            &self,
            noise: nn::Noise,
            inputs: &[impl nn::Values<f32, 2>],
            targets: &[impl nn::Target<f32, 2>],
            gradient: &mut Self,
        ) -> nn::__private::core::result::Result<f32, nn::Error> {
            <Self as nn::__private::Supervised<
                <<__Layer3 as nn::Layer<__Judged, 3, 2>>::Activation as nn::loss::DefaultLoss>::Loss,
                __Judged,
                2,
                2,
            >>::try_gradient_batch(self, noise, inputs, targets, gradient)
        }
        /// The mean loss over samples, and the mean of what the loss names as its metric:
        /// accuracy (0 to 1) or mean absolute error.
        ///
        /// # Errors
        /// `Error::NoSamples`, `Error::Lengths`, `Error::Label`.
        pub fn evaluate(
            &self,
            inputs: &[impl nn::Values<f32, 2>],
            targets: &[impl nn::Target<f32, 2>],
        ) -> nn::__private::core::result::Result<nn::Score<f32>, nn::Error> {
            <Self as nn::__private::Supervised<
                <<__Layer3 as nn::Layer<__Judged, 3, 2>>::Activation as nn::loss::DefaultLoss>::Loss,
                __Judged,
                2,
                2,
            >>::evaluate(self, inputs, targets, |_| {})
        }
        /// Back-propagates `output_gradient` = ∂L/∂y of any loss at the output y: adds
        /// ∂L/∂parameters to `gradient` and returns ∂L/∂x of the input.
        pub fn backward(
            &self,
            input: impl nn::Values<f32, 2>,
            trace: &ClassifierTrace<nn::kernel::Single>,
            output_gradient: &nn::nalgebra::SVector<f32, 2>,
            gradient: &mut Self,
        ) -> nn::nalgebra::SVector<f32, 2> {
            let input = nn::Values::as_vector(&input);
            nn::__private::backward::<Self, __ClassifierScalar, 2, 2>(self, input, trace, output_gradient, gradient)
        }
        /// All parameters, layer by layer: the weights column by column, then the biases.
        #[inline]
        pub fn as_slice(&self) -> &[f32] {
            nn::Parameters::as_slice(self)
        }
        /// All parameters, to be changed, in the order of [`as_slice`](Self::as_slice).
        #[inline]
        pub fn as_mut_slice(&mut self) -> &mut [f32] {
            nn::Parameters::as_mut_slice(self)
        }
        /// Layers, shapes, parameters, multiply-accumulates and bytes; displays as a table.
        pub const fn summary() -> nn::Summary {
            <Self as nn::Network>::SUMMARY
        }
    }
    nn::__with_serde!({} { Classifier } {});
    nn::__with_bytemuck!({} { Classifier } {});
    impl nn::Network for Classifier {
        type Gradient = Self;
        type Input = nn::nalgebra::SVector<f32, 2>;
        type Output = nn::nalgebra::SVector<f32, 2>;
        type Loss = <<__Layer3 as nn::Layer<__Judged, 3, 2>>::Activation as nn::loss::DefaultLoss>::Loss;
        const IN: usize = 2;
        const OUT: usize = 2;
        const MACS: usize = <Self as nn::Layer<__ClassifierScalar, 2, 2>>::MACS;
        const SHAPE: nn::Shape = <Self as nn::Layer<__ClassifierScalar, 2, 2>>::SHAPE;
        const SUMMARY: nn::Summary = nn::Summary {
            name: "Classifier",
            scalar: "f32",
            scalar_bytes: 4usize,
            stages: &[
                nn::Stage {
                    name: "layer1",
                    declared: "relu 3",
                    inputs: 2,
                    outputs: 3,
                    params: <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::PARAMS,
                    trained: <<__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::Gradient as nn::Parameters>::PARAMS,
                    macs: <__Layer1 as nn::Layer<__ClassifierScalar, 2, 3>>::MACS,
                },
                nn::Stage {
                    name: "layer2",
                    declared: "relu 3",
                    inputs: 3,
                    outputs: 3,
                    params: <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::PARAMS,
                    trained: <<__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::Gradient as nn::Parameters>::PARAMS,
                    macs: <__Layer2 as nn::Layer<__ClassifierScalar, 3, 3>>::MACS,
                },
                nn::Stage {
                    name: "layer3",
                    declared: "softmax 2",
                    inputs: 3,
                    outputs: 2,
                    params: <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::PARAMS,
                    trained: <<__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::Gradient as nn::Parameters>::PARAMS,
                    macs: <__Layer3 as nn::Layer<__ClassifierScalar, 3, 2>>::MACS,
                },
            ],
        };
        #[inline]
        fn forward(&self, input: &Self::Input) -> Self::Output {
            nn::__private::forward::<Self, __ClassifierScalar, 2, 2>(self, input)
        }
        fn init_with(&mut self, initializer: nn::__private::core::option::Option<nn::Initializer>, seed: u64) {
            <Self as nn::Layer<__ClassifierScalar, 2, 2>>::init_with(self, initializer, &mut nn::Rng::new(seed));
        }
    }
    impl<__X, __Y> nn::Learn<__X, __Y> for Classifier
    where
        __X: nn::Values<f32, 2>,
        __Y: nn::Target<f32, 2>,
    {
        fn check(inputs: &[__X], targets: &[__Y]) -> nn::__private::core::result::Result<(), nn::Error> {
            nn::__private::check::<__X, __Y, f32, 2>(inputs, targets)
        }
        fn not_finite(inputs: &[__X], targets: &[__Y]) -> nn::__private::core::option::Option<usize> {
            nn::__private::not_finite::<__X, __Y, f32, 2, 2>(inputs, targets)
        }
        fn gradient_batch_with(
            &self,
            noise: nn::Noise,
            inputs: &[__X],
            targets: &[__Y],
            gradient: &mut Self,
        ) -> nn::Score<f32> {
            <Self as nn::__private::Supervised<
                <<__Layer3 as nn::Layer<__Judged, 3, 2>>::Activation as nn::loss::DefaultLoss>::Loss,
                __Judged,
                2,
                2,
            >>::gradient_batch(self, noise, inputs, targets, gradient)
        }
        fn learn_batch_with(
            &mut self,
            noise: nn::Noise,
            inputs: &[__X],
            targets: &[__Y],
            descent: &mut impl nn::Descent<f32>,
            goes_on: impl nn::__private::core::ops::FnOnce(&mut Self, nn::Score<f32>) -> bool,
        ) -> nn::__private::core::option::Option<nn::Score<f32>> {
            <Self as nn::__private::Supervised<
                <<__Layer3 as nn::Layer<__Judged, 3, 2>>::Activation as nn::loss::DefaultLoss>::Loss,
                __Judged,
                2,
                2,
            >>::learn_batch(self, noise, inputs, targets, descent, goes_on)
        }
        fn evaluate_each(
            &self,
            inputs: &[__X],
            targets: &[__Y],
            each: impl nn::__private::core::ops::FnMut(nn::Judged<'_, f32>),
        ) -> nn::__private::core::result::Result<nn::Score<f32>, nn::Error> {
            <Self as nn::__private::Supervised<
                <<__Layer3 as nn::Layer<__Judged, 3, 2>>::Activation as nn::loss::DefaultLoss>::Loss,
                __Judged,
                2,
                2,
            >>::evaluate(self, inputs, targets, each)
        }
    }
    #[doc(hidden)]
    impl nn::Counted for Classifier {
        type Params = nn::__private::Count<
            { <Classifier as nn::Layer<__ClassifierScalar, 2, 2>>::PARAMS >> 20 },
            { (<Classifier as nn::Layer<__ClassifierScalar, 2, 2>>::PARAMS >> 10) & 1023 },
            { <Classifier as nn::Layer<__ClassifierScalar, 2, 2>>::PARAMS & 1023 },
        >;
        type Bytes = nn::__private::Bytes<<Self as nn::Counted>::Params, f32>;
    }
    const _: () = nn::__private::require(
        nn::__private::core::mem::size_of::<Classifier>()
            == <Classifier as nn::Layer<__ClassifierScalar, 2, 2>>::PARAMS * nn::__private::core::mem::size_of::<f32>(),
        "an attribute of this network changes how it lies in memory: it must be its parameters and nothing else",
    );
    impl Classifier {
        /// The weights in the bytes of a safetensors file, for constants:
        /// `static NET: Net = Net::from_safetensors(include_bytes!("net.safetensors"));`
        ///
        /// # Panics
        /// If the file does not fit: in a constant, that is an error of compilation. At run time
        /// use [`load`](Self::load).
        #[track_caller]
        pub const fn from_safetensors(bytes: &[nn::__private::core::primitive::u8]) -> Self {
            let mut net = Self::ZERO;
            nn::__private::fits(&nn::__private::fill(&mut net, bytes, &nn::weights::Reading::PLAIN));
            net
        }
        /// Takes over the weights in the bytes of a safetensors file.
        ///
        /// # Errors
        /// What is wrong with the file; nothing is changed then.
        pub fn load(
            &mut self,
            bytes: &[nn::__private::core::primitive::u8],
        ) -> nn::__private::core::result::Result<(), nn::weights::WeightsError> {
            nn::weights::load(self, bytes)
        }
        /// Writes the weights to `into` as a safetensors file; returns how many bytes it has.
        ///
        /// # Errors
        /// `WeightsError::Room` says how many bytes there must be; nothing is written then.
        pub fn save(
            &self,
            into: &mut [nn::__private::core::primitive::u8],
        ) -> nn::__private::core::result::Result<nn::__private::core::primitive::usize, nn::weights::WeightsError>
        {
            nn::weights::save(self, into)
        }
    }
    fn below() {}
    fn by() {}
    fn delta() {}
    fn delta1() {}
    fn delta2() {}
    fn delta3() {}
    fn descent() {}
    fn each() {}
    fn end1() {}
    fn end2() {}
    fn end3() {}
    fn failure() {}
    fn gradient() {}
    fn initializer() {}
    fn input() {}
    fn inputs() {}
    fn net() {}
    fn noise() {}
    fn output() {}
    fn output1() {}
    fn output2() {}
    fn output3() {}
    fn output_gradient() {}
    fn outputs() {}
    fn part() {}
    fn rng() {}
    fn seed() {}
    fn start() {}
    fn target() {}
    fn targets() {}
    fn trace() {}
    fn trace1() {}
    fn trace2() {}
    fn trace3() {}
    fn visit() {}
};
