//! Numbers whose ends are watched.
#![allow(unsafe_code)]

use super::{Sum, near};
use crate::kernel::products::Shape;
use crate::rng::Rng;
use crate::scalar::Scalar;
use core::slice;
use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};

const LINE: usize = 64;
const GUARD: f64 = 12345.0;

/// Numbers that begin so many places behind a line of the cache, after others that do not belong to them. Every second time
/// some of those follow too; else nothing does, and a sanitizer sees what is read there.
pub struct Guarded<T: Scalar> {
    all: *mut T,
    place: usize,
    count: usize,
    behind: usize,
}

impl<T: Scalar> Guarded<T> {
    /// How many places there are in a line.
    pub const PLACES: usize = LINE / size_of::<T>();

    pub fn new(place: usize, behind: usize, numbers: impl ExactSizeIterator<Item = T>) -> Self {
        let count = numbers.len();
        let layout = layout::<T>(place + count + behind);
        // SAFETY: the layout has a size
        let all = unsafe { alloc(layout) }.cast::<T>();
        if all.is_null() {
            handle_alloc_error(layout);
        }
        let guards = |count| core::iter::repeat_n(T::of(GUARD), count);
        let numbers = guards(place).chain(numbers).chain(guards(behind));
        for (index, number) in numbers.enumerate() {
            // SAFETY: there is room for so many
            unsafe { all.add(index).write(number) };
        }
        Self {
            all,
            place,
            count,
            behind,
        }
    }
    /// Normally distributed numbers in any place.
    pub fn random(rng: &mut Rng, count: usize) -> Self {
        let (place, behind) = (rng.below(Self::PLACES), rng.below(2));
        Self::new(place, behind, (0..count).map(|_| rng.normal()))
    }
    fn all(&self) -> &[T] {
        // SAFETY: so many were written
        unsafe { slice::from_raw_parts(self.all, self.place + self.count + self.behind) }
    }
    pub fn get(&self) -> &[T] {
        &self.all()[self.place..][..self.count]
    }
    pub fn get_mut(&mut self) -> &mut [T] {
        // SAFETY: so many were written, behind the first ones; they are borrowed as `self` is
        unsafe { slice::from_raw_parts_mut(self.all.add(self.place), self.count) }
    }
    /// Panics if one of the others has changed.
    #[track_caller]
    pub fn check_guards(&self, shape: Shape) {
        let (before, from) = self.all().split_at(self.place);
        for guard in before.iter().chain(&from[self.count..]) {
            assert_eq!(guard.to_f64(), GUARD, "written outside: {shape:?}");
        }
    }
    #[track_caller]
    pub fn check(&self, shape: Shape, expected: impl Fn(usize) -> Sum) {
        self.check_where(shape, |_| true, expected);
    }
    /// The same of the numbers that count.
    #[track_caller]
    pub fn check_where(
        &self,
        shape: Shape,
        counts: impl Fn(usize) -> bool,
        expected: impl Fn(usize) -> Sum,
    ) {
        self.check_guards(shape);
        for (i, &got) in self.get().iter().enumerate() {
            if counts(i) {
                near(shape, i, got, expected(i));
            }
        }
    }
}

/// Room for so many, or for one.
fn layout<T>(count: usize) -> Layout {
    let bytes = count.max(1) * size_of::<T>();
    Layout::from_size_align(bytes, LINE).expect("room for a few numbers")
}

impl<T: Scalar> Clone for Guarded<T> {
    fn clone(&self) -> Self {
        Self::new(self.place, self.behind, self.get().iter().copied())
    }
}

impl<T: Scalar> Drop for Guarded<T> {
    fn drop(&mut self) {
        // SAFETY: allocated with this layout
        unsafe {
            dealloc(
                self.all.cast(),
                layout::<T>(self.place + self.count + self.behind),
            );
        }
    }
}
