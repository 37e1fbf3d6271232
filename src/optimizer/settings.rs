//! How the settings of an optimiser are written down.

/// A struct of settings of a scalar `T`, `f32` unless said, with what each is unless set. Those that
/// many optimisers share are explained here; a rule's own bring their documentation along.
///
/// ```text
/// settings! {
///     /// Gradient descent: w ← w − η g
///     pub struct Sgd { learning_rate: T = 1e-3, weight_decay: T = 0.0 }
/// }
/// ```
macro_rules! settings {
    (
        $(#[$doc:meta])*
        pub struct $name:ident {
            $($(#[$field_doc:meta])* $field:ident: $kind:tt = $default:literal),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name<T = f32> {
            $(
                $(#[$field_doc])*
                #[doc = settings!(@doc $field)]
                ///
                #[doc = concat!("`", stringify!($default), "` unless set.")]
                pub $field: $kind,
            )*
        }

        impl<T: crate::scalar::Scalar> Default for $name<T> {
            fn default() -> Self {
                Self { $($field: settings!(@value $kind $default)),* }
            }
        }
    };
    (@value T $default:literal) => { T::of($default) };
    (@value $kind:ident $default:literal) => { $default };
    (@doc learning_rate) => { "η, above 0." };
    (@doc weight_decay) => { "λ, from 0 on: how strongly weights are drawn to 0." };
    (@doc beta1) => { "β₁, from 0 to 1: how much of the mean of gradients is kept." };
    (@doc beta2) => { "β₂, from 0 to 1: how much of the mean of their squares is kept." };
    (@doc epsilon) => { "ε, above 0: keeps the division finite." };
    (@doc momentum) => { "μ, from 0 to 1: how much of the velocity is kept." };
    (@doc alpha) => { "α, from 0 to 1: how much of the mean of squares is kept." };
    (@doc $own:ident) => { "" };
}

/// What all settings that name rate and decay as PyTorch does have in common:
/// [`NAME`](super::Optimizer::NAME), [`IN_PARTS`](super::Optimizer::IN_PARTS) and [`scaled`](super::Optimizer::scaled).
macro_rules! common {
    ($name:ident) => {
        const NAME: &'static str = stringify!($name);
        const IN_PARTS: bool = true;

        #[inline]
        fn scaled(&self, factors: crate::optimizer::Factors<T>) -> Self {
            let mut scaled = *self;
            scaled.learning_rate *= factors.learning_rate;
            scaled.weight_decay *= factors.weight_decay;
            scaled
        }
    };
}
