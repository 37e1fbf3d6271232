//! Whether the bounds on the stack hold: `STACK_FORWARD` and `STACK_GRADIENT` of networks of many shapes,
//! beside what each pass was seen to take.
#![no_std]
#![no_main]

use core::hint::black_box;
use firmware::runtime::{finish, line, number, stack_of, text};
use typed_nn::{Network, Zeroed, network};

network! { struct Small< 1 => relu 2 => linear 1 > }
network! { struct Wide< 4 => relu 64 => softmax 3 > }
network! { struct Middle< 4 => relu 32 => relu 32 => softmax 3 > }
network! { struct Deep< 4 => relu 8 => relu 8 => relu 8 => relu 8 => relu 8 => relu 8 => relu 8 => relu 8 => linear 2 > }
network! { struct Many< 80 => relu 16 => sigmoid 1 > }
network! { struct Sigmoid< 3 => sigmoid 24 => sigmoid 24 => sigmoid 2 > }
network! { struct Tanh< 8 => tanh 16 => tanh 16 => linear 1 > }
network! { struct Gelu< 4 => gelu 16 => mish 16 => linear 2 > }
network! { struct Encoder< 6 => tanh 12 => tanh 4 > }
network! {
    struct Mixed<
        6 => standardize => Encoder => { leaky_relu(0.1) 8 => layer_norm() => linear 4 } + skip => dropout(0.1) => log_softmax 3
    >
}
network! { struct Head< 6 => frozen Encoder => softmax 3 > }
network! { struct Double: f64 < 4 => tanh 8 => softmax 3 > }

/// Both passes of a network: whether they keep within their bounds.
macro_rules! look {
    ($name:ident, $scalar:ty, $target:expr) => {{
        #[inline(never)]
        fn forward(net: &$name, input: &[$scalar; $name::IN]) {
            black_box(net.forward(black_box(input)));
        }
        #[inline(never)]
        fn gradient(
            net: &$name,
            input: &[$scalar; $name::IN],
            gradient: &mut <$name as Network>::Gradient,
        ) {
            black_box(net.gradient(black_box(input), $target, gradient));
        }
        #[inline(never)]
        fn both() -> bool {
            let (net, place) = places::<$name, <$name as Network>::Gradient>();
            net.init(1);
            let input = [0.25; $name::IN];
            let name = stringify!($name);
            let (first, second) = (
                stack_of(|| forward(net, &input)),
                stack_of(|| gradient(net, &input, place)),
            );
            report(name, "forward", first, <$name as Network>::STACK_FORWARD)
                & report(name, "gradient", second, <$name as Network>::STACK_GRADIENT)
        }
        both()
    }};
}

/// Where the networks lie, one after the other, each with its gradient.
static mut PLACE: [u64; 1350] = [0; 1350];

/// Zeros for two values in [`PLACE`].
fn places<A: Zeroed, B: Zeroed>() -> (&'static mut A, &'static mut B) {
    const { assert!(size_of::<A>().next_multiple_of(8) + size_of::<B>() <= size_of_val(&[0_u64; 1350])) };
    let place = &raw mut PLACE;
    // SAFETY: zero bytes are a value of either, both fit, and who had them before has returned
    unsafe {
        place.write([0; 1350]);
        let second = place.byte_add(size_of::<A>().next_multiple_of(8));
        (&mut *place.cast(), &mut *second.cast())
    }
}

fn report(net: &str, pass: &str, taken: u32, bound: usize) -> bool {
    text(net);
    text(" ");
    text(pass);
    text(" takes ");
    number(taken);
    text(" of ");
    number(bound as u32);
    text("\n");
    taken <= bound as u32
}

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    let ok = look!(Small, f32, [0.5])
        & look!(Wide, f32, 1_u8)
        & look!(Middle, f32, 1_u8)
        & look!(Deep, f32, [0.5, 0.5])
        & look!(Many, f32, [1.0])
        & look!(Sigmoid, f32, [0.0, 1.0])
        & look!(Tanh, f32, [0.5])
        & look!(Gelu, f32, [0.5, 0.5])
        & look!(Mixed, f32, 1_u8)
        & look!(Head, f32, 1_u8)
        & look!(Double, f64, 1_u8);
    line("bounds_hold", u32::from(ok));
    finish(0, ok)
}
