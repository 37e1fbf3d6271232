//! Two networks, one behind the other.

use super::Network;

/// The outputs of this network are the inputs of `Next`: what generic code that joins two networks
/// asks for.
///
/// (Where both are known, write the one as a layer of the other: `< 2 => Encoder => Head >`.)
///
/// ```
/// use typed_nn::{Feeds, Network, network};
///
/// network! { struct Encoder< 4 => relu 3 > }
/// network! { struct Head< 3 => softmax 2 > }
///
/// fn both<A: Feeds<B>, B: Network>(first: &A, second: &B, input: &A::Input) -> B::Output {
///     second.forward(&first.forward(input))
/// }
///
/// let input = [1.0, 2.0, 3.0, 4.0].into();
/// assert_eq!(both(&Encoder::new(1), &Head::new(2), &input).len(), 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "the output of `{Self}` does not fit the input of `{Next}`",
    label = "gives other values than `{Next}` takes"
)]
pub trait Feeds<Next: Network>: Network<Output = Next::Input> {}

#[diagnostic::do_not_recommend]
impl<A, B: Network> Feeds<B> for A where A: Network<Output = B::Input> {}
