//! Inference from flash and training in RAM, on a Cortex-M with `cortex-m-rt`.
#![no_std]
#![no_main]

use cortex_m_rt::entry;
use cortex_m_semihosting::{debug, hprintln};
use panic_halt as _;
use static_cell::ConstStaticCell;
use typed_nn::optimizer::{Adam, Optimizer};
use typed_nn::{Parameters, network};

network! { pub struct Encoder< 12 => relu 24 => relu 12 > }
network! {
    /// What is the same for every wearer of the watch. Too large, and the program does not compile.
    pub struct Body< 12 => scaler: standardize => Encoder >
    weights = "../weights/watch_body.safetensors", flash <= 3072, ram <= 2048
}
network! {
    /// What is learnt anew for each.
    pub struct Top< 12 => softmax 4 > weights = "../weights/watch_top.safetensors"
}

/// In flash: nothing is copied.
static BODY: &Body = Body::TRAINED;

/// All that training changes: one value, which belongs to whoever trains. It could lie on the stack of a task, in a
/// field of a driver, or in an `async fn` of embassy.
struct Learner {
    top: Top,
    gradient: Top,
    state: <Adam as Optimizer<f32>>::State<Top>,
}

impl Learner {
    /// A constant, so that it can be the content of a `static` and never passes over the stack.
    const fn new() -> Self {
        Self {
            top: Top::ZERO,
            gradient: Top::ZERO,
            state: typed_nn::Zeroed::ZERO,
        }
    }

    /// As it left the factory.
    fn reset(&mut self) {
        self.top.copy_from(Top::TRAINED);
    }

    fn motion(&self, features: &[f32; 12]) -> [f32; 4] {
        self.top.forward(BODY.forward(features)).into()
    }

    /// One step; returns the loss before it.
    fn learn(&mut self, features: &[f32; 12], motion: u8) -> f32 {
        self.gradient.fill(0.0);
        let below = BODY.forward(features);
        let loss = self.top.gradient(below, motion, &mut self.gradient);
        let adam = Adam {
            learning_rate: 0.01,
            ..Adam::default()
        };
        adam.step(&mut self.top, &self.gradient, &mut self.state);
        loss
    }
}

#[entry]
fn main() -> ! {
    // in .bss and .data, taken once: no `static mut`, and no network on the stack
    static LEARNER: ConstStaticCell<Learner> = ConstStaticCell::new(Learner::new());
    let learner = LEARNER.take();
    learner.reset();

    let features = [0.4, -0.2, 9.6, 0.0, 0.1, 0.0, 0.3, 0.2, 0.4, 0.1, 0.1, 0.1];
    let before = learner.learn(&features, 2);
    for _ in 0..20 {
        learner.learn(&features, 2);
    }
    let after = learner.learn(&features, 2);
    let probability = learner.motion(&features)[2];
    hprintln!("loss {} -> {}, probability {}", before, after, probability);
    debug::exit(if after < before {
        debug::EXIT_SUCCESS
    } else {
        debug::EXIT_FAILURE
    });
    loop {
        cortex_m::asm::wfi();
    }
}
