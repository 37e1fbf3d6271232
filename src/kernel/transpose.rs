//! A matrix turned around, block by block.
#![allow(unsafe_code)]

use super::simd::Simd;
use crate::scalar::Scalar;

/// The rows of a matrix as columns: `to[j + i·to_column] = from[i + j·from_column]`.
///
/// # Safety
/// `from` can be read in `columns` columns of `rows` numbers, `to` written in `rows` columns of
/// `columns` numbers.
#[inline(always)]
pub unsafe fn transpose<T: Scalar, S: Simd<T>>(
    s: S,
    (rows, columns): (usize, usize),
    from: *const T,
    from_column: usize,
    to: *mut T,
    to_column: usize,
) {
    // SAFETY: i and j stay below `rows` and `columns`
    unsafe {
        let mut j = 0;
        while j < columns {
            let whole_columns = j + S::BLOCK <= columns;
            let mut i = 0;
            while whole_columns && i + S::BLOCK <= rows {
                let (from, to) = (from.add(i + j * from_column), to.add(j + i * to_column));
                s.transpose(from, from_column, to, to_column);
                i += S::BLOCK;
            }
            let end = if whole_columns { j + S::BLOCK } else { columns };
            while i < rows {
                for j in j..end {
                    *to.add(j + i * to_column) = *from.add(i + j * from_column);
                }
                i += 1;
            }
            j = end;
        }
    }
}
