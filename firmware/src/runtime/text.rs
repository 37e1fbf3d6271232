//! Text through semihosting, without `core::fmt`, which would cost kilobytes, and without a panic path.

use super::host::put;

/// Writes the text.
pub fn text(text: &str) {
    text.bytes().for_each(put);
}

/// Writes `name value`.
pub fn line(name: &str, value: u32) {
    text(name);
    put(b' ');
    number(value);
    put(b'\n');
}

/// Writes the number in decimal digits.
pub fn number(mut value: u32) {
    let (mut power, mut started) = (1_000_000_000, false);
    while power > 0 {
        let mut digit = b'0';
        while value >= power {
            value -= power;
            digit += 1;
        }
        started |= digit > b'0' || power == 1;
        if started {
            put(digit);
        }
        power /= 10;
    }
}

/// Writes the eight hexadecimal digits.
pub fn hex(value: u32) {
    for place in (0..8).rev() {
        let digit = (value >> (4 * place)) as u8 & 15;
        put(if digit < 10 {
            b'0' + digit
        } else {
            b'a' - 10 + digit
        });
    }
}
