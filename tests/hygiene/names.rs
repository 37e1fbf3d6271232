//! Every name that the generated code could trip over belongs to the user.
#![allow(dead_code, unused_macros, non_camel_case_types, non_upper_case_globals)]

use typed_nn::network;

// constants and unit structs where a pattern could mean them
const input: u32 = 1;
const inputs: u32 = 1;
const below: u32 = 1;
const output: u32 = 1;
const outputs: u32 = 1;
const target: u32 = 1;
const targets: u32 = 1;
const gradient: u32 = 1;
const delta: f32 = 1.0;
const delta1: f32 = 1.0;
const delta2: f32 = 1.0;
const end1: u32 = 1;
const output1: u32 = 1;
const output2: u32 = 1;
const layer1: u32 = 1;
const layer2: u32 = 1;
const trace: u32 = 1;
const net: u32 = 1;
const seed: u32 = 1;
const rng: u32 = 1;
const initializer: u32 = 1;
const each: u32 = 1;
const by: u32 = 1;
const N: usize = 3;
const H: usize = 4;
const L: usize = 5;
const T: usize = 2;
const I: usize = 9;
const O: usize = 9;

// types and traits
struct Layer1;
struct Layer2;
struct Result;
struct Error;
struct Score;
struct Option;
struct Some;
struct None;
struct Box;
struct Self_;
struct Value;
struct usize_;
struct Dense;
struct Single;
struct PhantomData;
struct SVector;
type usize2 = std::string::String;
enum Network {}
trait Layer {}
trait Parameters {}
trait Values {}
trait Target {}
trait Fn {}
trait FnMut {}
trait Clone {}

// modules, functions, macros
mod core {}
mod std_ {}
mod alloc {}
mod typed_nn_ {}
mod activation {}
mod loss {}
mod kernel {}
mod nalgebra {}
mod __private {}
fn size_of() {}
fn forward() {}
fn drop() {}
macro_rules! assert {
    ($($any:tt)*) => { compile_error!("the user's own `assert!`") };
}
macro_rules! panic {
    ($($any:tt)*) => { compile_error!("the user's own `panic!`") };
}
macro_rules! include_bytes {
    ($($any:tt)*) => { compile_error!("the user's own `include_bytes!`") };
}

network! { struct Plain< 2 => relu 3 => { tanh N => linear 3 } + skip => softmax 2 > }
network! { struct Constants< T => relu N => tanh L => gelu { H + I } => linear O > }
network! { struct Over< T => Names => self::custom::L N => self::custom::X 2 => linear 1 > }
network! { struct Generic<const W: usize>< 2 => tanh W => relu L => softmax N > loss = self::mine }
network! { struct Sizes<const X: usize, const L: usize>< X => tanh L => linear X > }
network! { struct Y2<const Y: usize, const N: usize>< 2 => tanh Y => linear N > }
network! { struct Names< 2 => input: relu 3 => self_: tanh 4 => r#type: gelu 5 => delta: relu 2
    => trace: relu 3 => gradient: tanh 3 => output: linear 2 > }
network! { struct Again< 2 => input: relu 3 => layer1: tanh 4 => linear 1 > }
network! { struct T1< 2 => relu 3 => linear 1 > }
network! { struct Learn< 2 => relu 3 => linear 1 > }
network! { struct Rng< 2 => relu 3 => linear 1 > }

/// Types with the names of generic parameters.
mod units {
    struct X;
    struct Y;
    struct L;
    const N: usize = 3;
    typed_nn::network! { struct Net< N => crate::custom::L 3 => linear N > loss = self::T }
    typed_nn::network! { struct Wide<const H: usize>< N => crate::custom::X H => linear N > }
    use super::mine as T;
    pub const PARAMS: usize = Net::PARAMS + Wide::<2>::PARAMS;
}

/// Activations with the names of generic parameters.
mod custom {
    pub enum L {}
    pub enum X {}
    macro_rules! halves {
        ($($name:ident)*) => {$(
            impl ::typed_nn::activation::Elementwise for $name {
                type Keep = ::typed_nn::activation::KeepOutput;
                fn value<T: ::typed_nn::Scalar>(x: T) -> T {
                    T::of(0.5) * x
                }
                fn slope<T: ::typed_nn::Scalar>(_: T, _: T) -> T {
                    T::of(0.5)
                }
            }
        )*};
    }
    halves!(L X);
}

/// A loss with a name of its own.
enum mine {}
impl typed_nn::loss::Elementwise for mine {
    fn value<S: typed_nn::Scalar>(y: S, t: S) -> S {
        (y - t).abs()
    }
    fn slope<S: typed_nn::Scalar>(y: S, t: S) -> S {
        if y > t { S::ONE } else { -S::ONE }
    }
}

fn main() {
    std::assert_eq!(Constants::IN, 2);
    std::assert_eq!(Over::PARAMS, Names::PARAMS + 9 + 8 + 3);
    std::assert_eq!(Generic::<7>::OUT, 3);
    std::assert_eq!(Sizes::<2, 5>::PARAMS, 27);
    std::assert_eq!(Y2::<2, 5>::OUT, 5);
    let mut sum = Names::ZERO;
    let names = Names::new(1);
    std::assert!(names.gradient([0.0, 1.0], [1.0, 1.0], &mut sum) > 0.0);
    std::assert!(names.gradient_batch(&[[0.0, 1.0]], &[[1.0, 1.0]], &mut sum).is_ok());
    std::assert_eq!(names.r#type.bias.len(), 5);
    std::assert_eq!(Again::PARAMS + T1::PARAMS + Learn::PARAMS + Rng::PARAMS, 30 + 39);
}
