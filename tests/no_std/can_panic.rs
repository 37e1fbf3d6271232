//! What must not link: an index that only the caller knows to be in bounds.
#![no_std]
#![no_main]

include!("panic.rs");

fn third(values: &[f32]) -> f32 {
    values[2]
}

#[unsafe(no_mangle)]
pub extern "C" fn main() -> i32 {
    let third: fn(&[f32]) -> f32 = core::hint::black_box(third);
    third(&[1.0, 2.0]) as i32
}
