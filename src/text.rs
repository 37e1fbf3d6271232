//! Text put together without an allocator, in constants too.

use core::fmt;

/// Up to `N` bytes of text; what is longer ends in `…`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Text<const N: usize> {
    bytes: [u8; N],
    len: u16,
    is_cut: bool,
}

/// The name of a tensor or a layer.
pub type Name = Text<96>;

/// The same in an error, which should be small.
pub type Label = Text<32>;

impl<const N: usize> Text<N> {
    /// No text.
    pub const NONE: Self = Self {
        bytes: [0; N],
        len: 0,
        is_cut: false,
    };

    /// The start of `bytes`, as far as there is room.
    pub const fn of(bytes: &[u8]) -> Self {
        Self::NONE.bytes(bytes)
    }

    /// With `more` behind it.
    pub const fn bytes(mut self, more: &[u8]) -> Self {
        let mut i = 0;
        while i < more.len() && (self.len as usize) < N {
            self.bytes[self.len as usize] = more[i];
            self.len += 1;
            i += 1;
        }
        self.is_cut |= i < more.len();
        self
    }

    /// With `more` behind it.
    pub const fn str(self, more: &str) -> Self {
        self.bytes(more.as_bytes())
    }

    /// With another text behind it.
    pub const fn text<const M: usize>(self, more: &Text<M>) -> Self {
        let text = self.bytes(more.as_bytes());
        if more.is_cut { text.str("…") } else { text }
    }

    /// With a number behind it.
    pub const fn number(self, number: usize) -> Self {
        let tens = if number >= 10 {
            self.number(number / 10)
        } else {
            self
        };
        tens.bytes(&[b'0' + (number % 10) as u8])
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8] {
        self.bytes.split_at(self.len as usize).0
    }

    /// The text, as far as it is UTF-8.
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.as_bytes()) {
            Ok(text) => text,
            Err(error) => match core::str::from_utf8(self.bytes.split_at(error.valid_up_to()).0) {
                Ok(text) => text,
                Err(_) => "",
            },
        }
    }
}

impl<const N: usize> fmt::Display for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())?;
        f.write_str(if self.is_cut { "…" } else { "" })
    }
}
impl<const N: usize> fmt::Debug for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// Whether two texts are the same: `==` cannot be asked in a constant.
pub const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// `bytes[from..to]`, or nothing where that is not within.
pub const fn part(bytes: &[u8], from: usize, to: usize) -> &[u8] {
    match bytes.split_at_checked(to) {
        Some((front, _)) => match front.split_at_checked(from) {
            Some((_, part)) => part,
            None => &[],
        },
        None => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::fmt::Write;

    #[test]
    fn what_is_too_long_is_cut_and_says_so() {
        let text = Text::<8>::of(b"layer").number(120);
        assert_eq!(text.as_str(), "layer120");
        let mut shown = Text::<8>::NONE;
        assert!(write!(Shown(&mut shown), "{}", text.str(".weight")).is_ok());
        assert_eq!(shown.as_str(), "layer120");
        assert!(shown.is_cut);
    }

    struct Shown<'t>(&'t mut Text<8>);
    impl Write for Shown<'_> {
        fn write_str(&mut self, more: &str) -> fmt::Result {
            *self.0 = self.0.str(more);
            Ok(())
        }
    }

    #[test]
    fn half_a_letter_is_left_out() {
        assert_eq!(Text::<4>::of("abcµ".as_bytes()).as_str(), "abc");
    }

    #[test]
    fn parts() {
        assert_eq!(part(b"weight", 1, 4), b"eig");
        assert_eq!(part(b"weight", 4, 1), b"");
        assert_eq!(part(b"weight", 4, 9), b"");
    }
}
