//! The methods of a layer that has nothing to train, within its `impl Layer<T, I, O>`.

/// There is nothing to add to a gradient, so that the way back is [`Layer::descend`](super::Layer).
macro_rules! untrained_passes {
    ($t:ident, $i:ident, $o:ident) => {
        #[inline]
        fn each_trained(&mut self, _: &mut impl FnMut(&mut [$t])) {}
        #[inline]
        fn each_bias(&mut self, _: &mut impl FnMut(&mut [$t])) {}
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn accumulate<L: Layout>(
            &self,
            _: &L::Of<$t, $i>,
            _: &Self::Trace<L>,
            _: &L::Of<$t, $o>,
            _: &mut Self::Gradient,
        ) {
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn backward<L: Layout>(
            &self,
            input: &L::Of<$t, $i>,
            trace: &Self::Trace<L>,
            delta: &L::Of<$t, $o>,
            _: &mut Self::Gradient,
            below: &mut L::Of<$t, $i>,
        ) {
            self.descend::<L>(input, trace, delta, below);
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn accumulate_biases<L: Layout>(
            &self,
            _: &L::Of<$t, $i>,
            _: &Self::Trace<L>,
            _: &L::Of<$t, $o>,
            _: &mut Self::Biases,
        ) {
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn backward_biases<L: Layout>(
            &self,
            input: &L::Of<$t, $i>,
            trace: &Self::Trace<L>,
            delta: &L::Of<$t, $o>,
            _: &mut Self::Biases,
            below: &mut L::Of<$t, $i>,
        ) {
            self.descend::<L>(input, trace, delta, below);
        }
    };
}
