//! The control: an index that nobody can prove, so this must not link.
#![no_std]
#![no_main]

use core::hint::black_box;
use firmware::runtime::{finish, line, stack_peak};

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    let table = black_box([1, 2, 3]);
    line("value", table[black_box(2)]);
    finish(stack_peak(), true)
}
