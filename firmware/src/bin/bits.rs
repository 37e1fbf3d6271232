//! Prints a hash of outputs, gradients and trained parameters, on a board or, with the feature `host`, here.
#![cfg_attr(target_os = "none", no_std, no_main)]

#[cfg(target_os = "none")]
#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    use firmware::runtime::{finish, hex, stack_peak, text};
    let bits = firmware::bits::bits();
    text("bits ");
    hex((bits >> 32) as u32);
    hex(bits as u32);
    text("\n");
    finish(stack_peak(), true)
}

#[cfg(not(target_os = "none"))]
fn main() {
    println!("bits {:016x}", firmware::bits::bits());
}
