use crate::activation::{Activated, linear};
use crate::error::Error;
use crate::flat::{Parameters, Zeroed};
use crate::init::Initializer;
use crate::kernel::{Block, Layout};
use crate::layer::{Empty, Layer, Partly, Shape, Untrained};
use crate::noise::Noise;
use crate::part::{Kind, Part};
use crate::rng::Rng;
use crate::scalar::Scalar;
use crate::stage::Stage;
use crate::values::Values;
use nalgebra::{ArrayStorage, SVector};

/// y = (x − mean) / std for each input, as measured on the data that it was fitted to: the first
/// stage of a network that takes raw inputs.
///
/// Both are carried in the network and go into its file of weights, as `layer1.mean` and
/// `layer1.std`; no optimiser changes them. As scikit-learn's
/// [`StandardScaler`](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html).
///
/// ```
/// # use typed_nn::network;
/// network! { struct Net< 2 => scaler: standardize => tanh 4 => linear 1 > }
///
/// let mut net = Net::new(1);
/// net.scaler.fit(&[[100.0, 1.0], [300.0, 1.0]])?;
/// assert_eq!(net.scaler.mean[0], 200.0);
/// assert_eq!(net.scaler.std[0], 100.0);
/// assert_eq!(net.scaler.std[1], 1.0); // of a constant, 1
/// # Ok::<(), typed_nn::Error>(())
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug)]
pub enum standardize {}

#[diagnostic::do_not_recommend]
impl<T: Scalar, const N: usize> Stage<T, N> for standardize {
    type Layer = Standardize<T, N>;
    const IS_FITTED: bool = true;
}

/// The layer of [`standardize`]: y = (x − `mean`) / `std`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standardize<T, const N: usize> {
    /// Of each input; in a new network 0. scikit-learn's `mean_`.
    pub mean: SVector<T, N>,
    /// The standard deviation of each input; in a new network 1. Where it is 0, nothing is divided.
    /// scikit-learn's `scale_`.
    pub std: SVector<T, N>,
}

/// What [`Standardize`] leaves for the backward pass.
#[derive(Clone, Debug)]
pub struct StandardizeTrace<L: Layout, T: Scalar, const N: usize> {
    end: Activated<L, linear, T, N>,
}

impl<T: Scalar, const N: usize> Standardize<T, N> {
    /// Takes mean and standard deviation (of all samples, not one less) from data. An input that
    /// is the same in all samples, up to rounding, is not scaled.
    ///
    /// # Errors
    /// [`Error::NoSamples`]; [`Error::NotFinite`] if an input is infinite or NaN. Nothing is
    /// changed then.
    pub fn fit(&mut self, inputs: &[impl Values<T, N>]) -> Result<(), Error> {
        if inputs.is_empty() {
            return Err(Error::NoSamples);
        }
        let is_finite = |input: &&SVector<T, N>| input.iter().all(|x| x.is_finite());
        let rows = || inputs.iter().map(Values::as_vector);
        if let Some(sample) = rows().position(|input| !is_finite(&input)) {
            return Err(Error::NotFinite { sample });
        }
        let count = inputs.len() as f64;
        let places = self.mean.iter_mut().zip(&mut self.std);
        for (column, (mean, std)) in places.enumerate() {
            let values = || rows().filter_map(move |row| row.get(column).map(|x| x.to_f64()));
            let mu = values().sum::<f64>() / count;
            let variance = values().map(|x| (x - mu) * (x - mu)).sum::<f64>() / count;
            // what rounding leaves of a constant, as scikit-learn bounds it
            let noise = count * mu * f64::EPSILON;
            let is_constant = variance <= count * f64::EPSILON * variance + noise * noise;
            let sigma = if is_constant { 1.0 } else { variance.sqrt() };
            (*mean, *std) = (T::of(mu), T::of(sigma));
        }
        Ok(())
    }
}

/// 1 in place of 0.
#[inline(always)]
fn divisor<T: Scalar>(std: T) -> T {
    if std == T::ZERO { T::ONE } else { std }
}

impl<L: Layout, T: Scalar, const N: usize> Empty for StandardizeTrace<L, T, N> {
    #[inline(always)]
    fn empty() -> Self {
        Self {
            end: Activated::empty(),
        }
    }
}

impl<T: Scalar, const N: usize> Layer<T, N, N> for Standardize<T, N> {
    type Activation = linear;
    type Trace<L: Layout> = StandardizeTrace<L, T, N>;
    type Extent = Partly;
    type Gradient = Untrained<T>;
    type Biases = Untrained<T>;
    const PARAMS: usize = 2 * N;
    const MACS: usize = N;
    const SHAPE: Shape = Shape::Statistics { width: N };
    const ZERO: Self = <Self as Zeroed>::ZERO;

    fn init_with(&mut self, _: Option<Initializer>, _: &mut Rng) {
        self.mean.iter_mut().for_each(|mean| *mean = T::ZERO);
        self.std.iter_mut().for_each(|std| *std = T::ONE);
    }
    fn each_part(visit: &mut dyn FnMut(Part)) {
        <Self as Parameters>::each_part(visit);
    }

    untrained_passes!(T, N, N);

    #[inline(always)]
    fn forward<L: Layout>(&self, input: &L::Of<T, N>, output: &mut L::Of<T, N>) {
        output.clone_from(input);
        for sample in output.samples_mut().iter_mut() {
            let statistics = self.mean.iter().zip(&self.std);
            for (x, (&mean, &std)) in sample.iter_mut().zip(statistics) {
                *x = (*x - mean) / divisor(std);
            }
        }
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn trace<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        _: &mut Noise,
        trace: &mut StandardizeTrace<L, T, N>,
    ) {
        self.forward::<L>(input, &mut trace.end.output);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn end<L: Layout>(trace: &StandardizeTrace<L, T, N>) -> &Activated<L, linear, T, N> {
        &trace.end
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn descend<L: Layout>(
        &self,
        _: &L::Of<T, N>,
        _: &StandardizeTrace<L, T, N>,
        delta: &L::Of<T, N>,
        below: &mut L::Of<T, N>,
    ) {
        below.clone_from(delta);
        for sample in below.samples_mut().iter_mut() {
            for (delta, &std) in sample.iter_mut().zip(&self.std) {
                *delta /= divisor(std);
            }
        }
    }
}

// SAFETY: `repr(C)`; two vectors of scalars.
#[allow(unsafe_code)]
unsafe impl<T: Scalar, const N: usize> Parameters for Standardize<T, N> {
    type Scalar = T;
    const PARAMS: usize = 2 * N;

    fn each_part(visit: &mut dyn FnMut(Part)) {
        let (layer, kind, len) = ("", Kind::Statistic, 2 * N);
        visit(Part { layer, kind, len });
    }
}

// SAFETY: the zero of `f32` and `f64` is made of zero bytes.
#[allow(unsafe_code)]
unsafe impl<T: Scalar, const N: usize> Zeroed for Standardize<T, N> {
    const ZERO: Self = Self {
        mean: SVector::from_array_storage(ArrayStorage([[T::ZERO; N]])),
        std: SVector::from_array_storage(ArrayStorage([[T::ZERO; N]])),
    };
}

impl<T: Scalar, const N: usize> Default for Standardize<T, N> {
    /// All zero, which changes nothing.
    fn default() -> Self {
        <Self as Zeroed>::ZERO
    }
}
