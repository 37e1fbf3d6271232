//! Prints a hash of outputs, gradients and trained parameters: on a board, with the feature `bare` on Linux and in
//! WebAssembly without a standard library, else on this computer.
#![cfg_attr(any(target_os = "none", feature = "bare"), no_std, no_main)]

/// Writes the hash.
#[cfg(any(target_os = "none", all(feature = "bare", target_os = "linux")))]
fn print(bits: u64) {
    use firmware::runtime::{hex, text};
    text("bits ");
    hex((bits >> 32) as u32);
    hex(bits as u32);
    text("\n");
}

#[cfg(target_os = "none")]
#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    use firmware::runtime::{finish, stack_peak};
    print(firmware::bits::bits());
    finish(stack_peak(), true)
}

#[cfg(all(feature = "bare", target_os = "linux"))]
#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    print(firmware::bits::bits());
    firmware::runtime::exit(0)
}

/// What `plugin/bits.mjs` calls.
#[cfg(all(feature = "bare", target_arch = "wasm32"))]
#[unsafe(no_mangle)]
extern "C" fn bits() -> u64 {
    firmware::bits::bits()
}

#[cfg(not(any(target_os = "none", feature = "bare")))]
fn main() {
    println!("bits {:016x}", firmware::bits::bits());
}
