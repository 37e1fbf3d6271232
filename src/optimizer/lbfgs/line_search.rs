//! How far to go along a direction.

/// A way downhill.
pub(super) trait Ray {
    /// Goes to t and looks at the loss there.
    fn at(&mut self, t: f64) -> Point;
    /// Keeps the gradient of the point looked at last.
    fn keep(&mut self);
}

/// A point of a [`Ray`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub t: f64,
    pub loss: f64,
    /// Of the loss, by t.
    pub slope: f64,
}

/// How much of what the first slope promises has to be gained.
const ENOUGH: f64 = 1e-4;
/// How much of the slope may be left.
const FLAT: f64 = 0.9;
/// How many points are looked at.
const MOST: u32 = 25;
/// How short a bracket is worth no more looks, times the largest entry of d.
const SHORT: f64 = 1e-9;

/// A point at which the strong Wolfe conditions hold, or the best that was seen; the gradient of
/// that point is the one that was kept, unless it is the start. Also says how many points were
/// looked at. `reach` is the largest entry of the direction.
///
/// Nocedal and Wright, algorithms 3.5 and 3.6, in the form of minFunc and PyTorch.
pub(super) fn strong_wolfe(ray: &mut dyn Ray, start: Point, t: f64, reach: f64) -> (Point, u32) {
    let gains = |point: Point| point.loss <= start.loss + ENOUGH * point.t * start.slope;
    let is_flat = |point: Point| point.slope.abs() <= -FLAT * start.slope;
    let (mut before, mut new, mut tried) = (start, ray.at(t), 1);
    // two points between which a good one lies
    let mut bracket = loop {
        if tried > MOST {
            break [start, new];
        }
        if !gains(new) || (tried > 2 && new.loss >= before.loss) {
            break [before, new];
        }
        if is_flat(new) {
            ray.keep();
            return (new, tried);
        }
        if new.slope >= 0.0 {
            break [before, new];
        }
        ray.keep();
        let limits = (new.t + 0.01 * (new.t - before.t), 10.0 * new.t);
        let t = cubic(before, new, limits);
        before = new;
        new = ray.at(t);
        tried += 1;
    };
    let mut low = lower(&bracket);
    if low == 1 {
        ray.keep();
    }
    let mut is_slow = false;
    while tried <= MOST {
        let [a, b] = bracket;
        let (least, most) = (a.t.min(b.t), a.t.max(b.t));
        if (most - least) * reach < SHORT {
            break;
        }
        let mut t = cubic(a, b, (least, most));
        // close to an end for the second time: away from it
        let step = 0.1 * (most - least);
        let is_close = (most - t).min(t - least) < step;
        if is_close && (is_slow || t >= most || t <= least) {
            t = if most - t < t - least {
                most - step
            } else {
                least + step
            };
            is_slow = false;
        } else {
            is_slow = is_close;
        }
        let new = ray.at(t);
        tried += 1;
        let [lowest, highest] = if low == 0 { [a, b] } else { [b, a] };
        if !gains(new) || new.loss >= lowest.loss {
            let before = low;
            bracket = if low == 0 {
                [lowest, new]
            } else {
                [new, lowest]
            };
            low = lower(&bracket);
            if low != before {
                ray.keep();
            }
            continue;
        }
        ray.keep();
        let turns = new.slope * (highest.t - lowest.t) >= 0.0;
        let other = if turns { lowest } else { highest };
        bracket = if low == 0 { [new, other] } else { [other, new] };
        if is_flat(new) {
            break;
        }
    }
    let [a, b] = bracket;
    (if low == 0 { a } else { b }, tried)
}

/// Which of two points is lower; the first of equals.
fn lower([a, b]: &[Point; 2]) -> usize {
    usize::from(b.loss < a.loss)
}

/// Where the cubic through two points with their slopes is lowest, within limits; their middle if
/// there is no such place.
fn cubic(a: Point, b: Point, limits: (f64, f64)) -> f64 {
    let (a, b) = if a.t <= b.t { (a, b) } else { (b, a) };
    let d1 = a.slope + b.slope - 3.0 * (a.loss - b.loss) / (a.t - b.t);
    let root = libm::sqrt(d1 * d1 - a.slope * b.slope);
    let place = b.t - (b.t - a.t) * ((b.slope + root - d1) / (b.slope - a.slope + 2.0 * root));
    if place.is_nan() {
        (limits.0 + limits.1) / 2.0
    } else {
        place.max(limits.0).min(limits.1)
    }
}
