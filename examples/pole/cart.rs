//! A pole on a cart.

/// Position and angle (m, rad; 0 is upright), and how fast they change.
#[derive(Clone, Copy)]
pub struct State {
    pub x: f64,
    pub angle: f64,
    pub x_speed: f64,
    pub angle_speed: f64,
}

/// The pendulum of Gym's `InvertedPendulum`: capsules of 1,000 kg/m³.
const CART: f64 = 10.47;
const POLE: f64 = 5.02;
/// From the joint to the middle of the pole, in m.
pub const HALF: f64 = 0.3;
const GRAVITY: f64 = 9.8;
/// Seconds from one decision to the next.
pub const STEP: f64 = 0.0165;
impl State {
    /// How fast everything changes under a push: Newton for the cart, Euler for the pole.
    ///
    /// (M + m) ẍ + m l θ̈ cos θ = F + m l θ̇² sin θ,  m l cos θ ẍ + (4/3) m l² θ̈ = m g l sin θ
    fn change(&self, push: f64) -> Self {
        let (sin, cos) = self.angle.sin_cos();
        let (a, b, c) = (
            CART + POLE,
            POLE * HALF * cos,
            POLE * HALF * HALF * 4.0 / 3.0,
        );
        let forward = push + POLE * HALF * self.angle_speed * self.angle_speed * sin;
        let tip = POLE * GRAVITY * HALF * sin;
        let determinant = a * c - b * b;
        Self {
            x: self.x_speed,
            angle: self.angle_speed,
            x_speed: (forward * c - tip * b) / determinant,
            angle_speed: (a * tip - b * forward) / determinant,
        }
    }

    fn plus(&self, by: f64, change: Self) -> Self {
        Self {
            x: self.x + by * change.x,
            angle: self.angle + by * change.angle,
            x_speed: self.x_speed + by * change.x_speed,
            angle_speed: self.angle_speed + by * change.angle_speed,
        }
    }

    /// A step of Runge and Kutta's.
    pub fn after(&self, push: f64) -> Self {
        let a = self.change(push);
        let b = self.plus(STEP / 2.0, a).change(push);
        let c = self.plus(STEP / 2.0, b).change(push);
        let d = self.plus(STEP, c).change(push);
        let sixth = STEP / 6.0;
        self.plus(sixth, a)
            .plus(2.0 * sixth, b)
            .plus(2.0 * sixth, c)
            .plus(sixth, d)
    }
}
