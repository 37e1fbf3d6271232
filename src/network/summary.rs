//! A network as a table.

use core::fmt;

/// One row of a [`Summary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The field: `layer1`, or the name given in the declaration.
    pub name: &'static str,
    /// As it was declared: `relu 3`.
    pub declared: &'static str,
    /// Values going in.
    pub inputs: usize,
    /// Values coming out.
    pub outputs: usize,
    /// Weights and biases.
    pub params: usize,
    /// Those of them that are trained.
    pub trained: usize,
    /// Multiply-accumulates of one forward pass.
    pub macs: usize,
}

/// A network's stages with their sizes; displays as a table, without allocation.
///
/// ```
/// # use typed_nn::network;
/// network! { struct Classifier< 2 => relu 3 => relu 3 => softmax 2 > }
///
/// let table = "\
/// Classifier: f32, 2 inputs
/// layer   stage      shape  parameters  MACs  bytes
/// layer1  relu 3     2 → 3           9     6     36
/// layer2  relu 3     3 → 3          12     9     48
/// layer3  softmax 2  3 → 2           8     6     32
/// total              2 → 2          29    21    116";
/// assert_eq!(Classifier::summary().to_string(), table);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The network's name.
    pub name: &'static str,
    /// `f32` or `f64`.
    pub scalar: &'static str,
    /// Bytes of one parameter.
    pub scalar_bytes: usize,
    /// From the input to the output.
    pub stages: &'static [Stage],
}

impl Summary {
    /// The name of a layer, if there is one; in a constant, the compiler sees to it.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub const fn layer(&self, name: &str) -> &'static str {
        let mut at = 0;
        while at < self.stages.len() {
            if same(self.stages[at].name, name) {
                return self.stages[at].name;
            }
            at += 1;
        }
        panic!("the network has no layer of this name")
    }

    /// All stages as one.
    pub fn total(&self) -> Stage {
        Stage {
            name: "total",
            declared: "",
            inputs: self.stages.first().map_or(0, |stage| stage.inputs),
            outputs: self.stages.last().map_or(0, |stage| stage.outputs),
            params: self.stages.iter().map(|stage| stage.params).sum(),
            trained: self.stages.iter().map(|stage| stage.trained).sum(),
            macs: self.stages.iter().map(|stage| stage.macs).sum(),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        let rows = || self.stages.iter().chain(core::iter::once(&total));
        let widest = |header: &str, of: &dyn Fn(&Stage) -> usize| {
            rows()
                .map(of)
                .max()
                .unwrap_or(0)
                .max(header.chars().count())
        };
        let name = widest("layer", &|row| row.name.chars().count());
        let declared = widest("stage", &|row| row.declared.chars().count());
        let input = widest("", &|row| digits(row.inputs));
        let shape = widest("shape", &|row| input + 3 + digits(row.outputs));
        let params = widest("parameters", &|row| digits(row.params));
        let macs = widest("MACs", &|row| digits(row.macs));
        let bytes = widest("bytes", &|row| digits(row.params * self.scalar_bytes));
        // where nothing is frozen the column would repeat another
        let trained =
            (total.trained != total.params).then(|| widest("trained", &|row| digits(row.trained)));

        writeln!(f, "{}: {}, {} inputs", self.name, self.scalar, total.inputs)?;
        write!(
            f,
            "{:name$}  {:declared$}  {:shape$}  ",
            "layer", "stage", "shape"
        )?;
        write!(
            f,
            "{:>params$}  {:>macs$}  {:>bytes$}",
            "parameters", "MACs", "bytes"
        )?;
        if let Some(trained) = trained {
            write!(f, "  {:>trained$}", "trained")?;
        }
        for row in rows() {
            write!(f, "\n{:name$}  {:declared$}  ", row.name, row.declared)?;
            let output = shape - input - 3;
            write!(f, "{:>input$} → {:<output$}  ", row.inputs, row.outputs)?;
            let row_bytes = row.params * self.scalar_bytes;
            write!(
                f,
                "{:>params$}  {:>macs$}  {row_bytes:>bytes$}",
                row.params, row.macs
            )?;
            if let Some(trained) = trained {
                write!(f, "  {:>trained$}", row.trained)?;
            }
        }
        Ok(())
    }
}

/// Whether two texts are the same, for constants.
const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// How many decimal digits a number has.
fn digits(number: usize) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}
