//! Networks and gradients as bytes, without a copy.

use typed_nn::{Parameters, network};

network! {
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Net< 2 => scaler: standardize => relu 3 => layer_norm() => dropout(0.1) => softmax 2 >
}
network! {
    #[derive(Clone, Copy)]
    struct Policy<const H: usize>: f64< 2 => tanh H => linear 1 >
}
network! {
    #[derive(Clone, Copy)]
    struct Head< 2 => frozen Encoder => bias_only relu 3 => linear 1 >
}
network! {
    #[derive(Clone, Copy)]
    struct Encoder< 2 => tanh 2 >
}
// not `Copy`: it is zeroable all the same
network! { struct Large< 2 => relu 30 => linear 1 > }

#[test]
fn a_network_is_its_bytes() {
    let net = Net::new(1);
    let bytes: &[u8] = bytemuck::bytes_of(&net);
    assert_eq!(bytes, bytemuck::cast_slice::<f32, u8>(net.as_slice()));
    let again: Net = bytemuck::pod_read_unaligned(bytes);
    assert_eq!(again, net);
    assert_eq!(bytes.len(), 4 * Net::PARAMS);

    let policy = Policy::<5>::new(2);
    let words: &[u64] = bytemuck::cast_slice(core::slice::from_ref(&policy));
    let bits: Vec<_> = policy
        .as_slice()
        .iter()
        .map(|value| value.to_bits())
        .collect();
    assert_eq!(words, bits);
}

#[test]
fn gradients_are_their_bytes_too() {
    let (net, mut gradient) = (Head::new(1), HeadGradient::ZERO);
    net.gradient([0.5, 1.0], [0.25], &mut gradient);
    let bytes: &[u8] = bytemuck::bytes_of(&gradient);
    assert_eq!(bytes, bytemuck::cast_slice::<f32, u8>(gradient.as_slice()));
    assert!(bytes.len() < size_of::<Head>() && bytes.iter().any(|&byte| byte != 0));
}

#[test]
fn zero_is_zero() {
    let zeroed: Large = bytemuck::Zeroable::zeroed();
    assert!(zeroed.as_slice() == Large::ZERO.as_slice());
    let zeroed: HeadGradient = bytemuck::Zeroable::zeroed();
    assert!(zeroed.as_slice() == HeadGradient::ZERO.as_slice());
}
