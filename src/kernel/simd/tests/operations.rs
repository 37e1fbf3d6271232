use super::super::Simd;
use super::reference::{Reference, is_nan, lanes, same};

/// What is for all numbers.
pub fn operations<T: Reference, S: Simd<T>>(s: S, a: &[T], b: &[T], c: &[T]) {
    let (va, vb, vc) = (s.read(a), s.read(b), s.read(c));
    let width = T::of_pattern(u64::MAX).pattern();
    let check = |what, got, expected: &dyn Fn(T, T, T) -> T| {
        same(what, &lanes(s, got), |i| expected(a[i], b[i], c[i]));
    };
    check("add", s.add(va, vb), &|a, b, _| a + b);
    check("sub", s.sub(va, vb), &|a, b, _| a - b);
    check("mul", s.mul(va, vb), &|a, b, _| a * b);
    check("div", s.div(va, vb), &|a, b, _| a / b);
    check("neg", s.neg(va), &|a, _, _| -a);
    check("abs", s.abs(va), &|a, _, _| {
        T::of_pattern(a.pattern() & (width >> 1))
    });
    check("sqrt", s.sqrt(s.abs(va)), &|a, _, _| a.abs().sqrt());
    check("min", s.min(va, vb), &|a, b, _| if a < b { a } else { b });
    check("max", s.max(va, vb), &|a, b, _| if a > b { a } else { b });
    let fused = |a: T, b: T, c| if S::FUSED { a.fused(b, c) } else { a * b + c };
    check("mul_add", s.mul_add(va, vb, vc), &fused);
    check("neg_mul_add", s.neg_mul_add(va, vb, vc), &|a, b, c| {
        fused(-a, b, c)
    });
    let pick = |mask| s.select(mask, va, vc);
    check("less", pick(s.less(va, vb)), &|a, b, c| {
        if a < b { a } else { c }
    });
    check("less_equal", pick(s.less_equal(va, vb)), &|a, b, c| {
        if a <= b { a } else { c }
    });
    check("equal", pick(s.equal(va, vb)), &|a, b, c| {
        if a == b { a } else { c }
    });
    let (x, y) = (s.less(va, vb), s.less(vb, vc));
    check("both", pick(s.both(x, y)), &|a, b, c| {
        if a < b && b < c { a } else { c }
    });
    check("either", pick(s.either(x, y)), &|a, b, c| {
        if a < b || b < c { a } else { c }
    });

    let bits = |what, got, expected: &dyn Fn(u64, u64) -> u64| {
        let expected = |i: usize| T::of_pattern(expected(a[i].pattern(), b[i].pattern()));
        same(what, &lanes(s, s.of_bits(got)), expected);
    };
    let (ia, ib) = (s.bits(va), s.bits(vb));
    bits("and", s.and(ia, ib), &|a, b| a & b);
    bits("or", s.or(ia, ib), &|a, b| a | b);
    bits("xor", s.xor(ia, ib), &|a, b| a ^ b);
    bits("add_int", s.add_int(ia, ib), &|a, b| a.wrapping_add(b));
    bits("sub_int", s.sub_int(ia, ib), &|a, b| a.wrapping_sub(b));
    bits("shift_up", s.shift_up::<9>(ia), &|a, _| a << 9);
    bits("shift_down", s.shift_down::<9>(ia), &|a, _| {
        (a & width) >> 9
    });
    bits("splat_int", s.splat_int(-5), &|_, _| -5_i64 as u64);

    let mut sums = a.to_vec();
    while sums.len() > 1 {
        let upper = sums.split_off(sums.len() / 2);
        sums.iter_mut()
            .zip(upper)
            .for_each(|(low, high)| *low += high);
    }
    same("sum", &[s.sum(va)], |_| sums[0]);
    let four = [va, vb, s.add(va, vb), vb];
    same("sums", &s.sums(four), |i| s.sum(four[i]));
    if !a.iter().any(|a| is_nan(*a)) {
        let largest = a.iter().fold(T::NEG_INFINITY, |m, &a| m.max(a));
        assert!(s.largest(va) == largest, "largest of {a:?}");
    }
}
