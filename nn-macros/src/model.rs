//! A network that is right by construction, as far as a macro can tell.

use nn_formats::safetensors::Prepared;
use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, Generics, LitStr, Path, Visibility};

/// What a declaration stands for.
pub struct Network {
    /// The path of the library: `$crate`.
    pub library: TokenStream,
    pub form: Form,
    pub name: Ident,
    pub scalar: Scalar,
    pub chain: Chain,
    pub loss: Option<Function>,
    pub budgets: Vec<Budget>,
    /// The file that its weights are in.
    pub weights: Option<Weights>,
}

/// An item with a name, or an expression without.
pub enum Form {
    Item {
        attributes: Vec<Attribute>,
        visibility: Visibility,
        generics: Generics,
    },
    Expression {
        seed: Option<TokenStream>,
    },
}

/// `f32` or `f64`.
pub struct Scalar {
    pub name: Ident,
    pub bytes: u64,
}

/// An input width and the stages behind it: a network, or what stands in a residual block.
pub struct Chain {
    pub input: Width,
    /// Whether it is what stands in a residual block.
    pub is_block: bool,
    pub stages: Vec<Stage>,
}

/// What stands between two `=>`.
pub struct Stage {
    /// The name of its field.
    pub field: Ident,
    /// Where its errors belong.
    pub span: Span,
    /// As it was written, without `frozen` or `bias_only`.
    pub text: String,
    pub training: Training,
    pub kind: Kind,
}

/// What of a stage is trained.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Training {
    All,
    /// `bias_only relu 3`
    Biases,
    /// `frozen relu 3`
    Nothing,
}

/// What a stage is.
pub enum Kind {
    /// `relu 3`
    Dense { activation: Function, width: Width },
    /// `Encoder`
    Network(Path),
    /// `{ … } + skip`
    Residual(Chain),
    /// `dropout(0.2)`, or without parentheses, as the first stage, `standardize`
    Other { word: Function, is_first: bool },
}

/// An activation or a loss, with its numbers: `leaky_relu(0.02)`.
pub struct Function {
    pub path: Path,
    pub numbers: Vec<TokenStream>,
}

/// How many values go from one stage to the next.
#[derive(Clone)]
pub enum Width {
    Literal(u64, Span),
    /// A const parameter of the network.
    Parameter(Ident),
    /// A constant, or an expression of constants.
    Constant(TokenStream, Span),
    /// What the stage before, a network, gives.
    OutputOf(Path),
}

/// `weights = "net.safetensors" as f16, names = ["fc1", "fc2"]`
pub struct Weights {
    pub file: LitStr,
    /// The type that the file's values are converted from, as `Dtype` calls it.
    pub convert: Option<Ident>,
    /// What the layers are called in the file; nothing if their names say it themselves.
    pub names: Vec<LitStr>,
    pub kind: FileKind,
}

/// What a file of weights is.
pub enum FileKind {
    Safetensors,
    /// One that the macro has read and found nothing wrong with.
    Prepared(Prepared),
    /// One that it has read, and the library has to: its weights in the bytes of a safetensors file.
    Converted(Vec<u8>),
    /// An image of the parameters: `weights = "net.weights"`.
    Image,
}

/// `params <= 1000`
pub struct Budget {
    pub of: Limited,
    pub limit: u64,
    pub span: Span,
}

/// What a budget limits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Limited {
    Params,
    /// Bytes of the parameters.
    Flash,
    /// Bytes of an inference.
    Ram,
    /// Multiply-accumulates of one forward pass.
    Macs,
}

impl Limited {
    /// The word that it is declared by.
    pub fn of(word: &Ident) -> Option<Self> {
        match word.to_string().as_str() {
            "params" => Some(Self::Params),
            "flash" => Some(Self::Flash),
            "ram" => Some(Self::Ram),
            "macs" => Some(Self::Macs),
            _ => None,
        }
    }

    /// What an error says of a limit that is none.
    pub fn needs(self) -> String {
        let (unit, example) = self.unit();
        format!("a budget is a whole number of {unit}, as in `{example}`")
    }

    /// What is counted, and an example.
    pub fn unit(self) -> (&'static str, &'static str) {
        match self {
            Self::Params => ("parameters", "params <= 1000"),
            Self::Flash => ("bytes", "flash <= 4096"),
            Self::Ram => ("bytes", "ram <= 1024"),
            Self::Macs => ("multiply-accumulates", "macs <= 1000"),
        }
    }
}

impl Width {
    /// The number, if it is written as one.
    pub fn literal(&self) -> Option<u64> {
        match self {
            Self::Literal(number, _) => Some(*number),
            _ => None,
        }
    }
}

impl Stage {
    /// As it was written.
    pub fn declared(&self) -> String {
        match self.training {
            Training::All => self.text.clone(),
            Training::Biases => format!("bias_only {}", self.text),
            Training::Nothing => format!("frozen {}", self.text),
        }
    }

    /// Whether nothing of it is trained, as far as the declaration tells. A first stage without
    /// parentheses is fitted to data.
    pub fn is_untrained(&self) -> bool {
        matches!(self.kind, Kind::Other { is_first: true, .. })
            || self.training == Training::Nothing
    }

    /// Whether as many values come out as go in, whatever that is.
    pub fn keeps_width(&self) -> bool {
        matches!(self.kind, Kind::Residual(_) | Kind::Other { .. })
    }

    /// The width behind this stage, given the one before it.
    pub fn output(&self, input: &Width) -> Width {
        match &self.kind {
            Kind::Dense { width, .. } => width.clone(),
            Kind::Network(path) => Width::OutputOf(path.clone()),
            Kind::Residual(_) | Kind::Other { .. } => input.clone(),
        }
    }
}

impl Chain {
    /// The widths before and behind each stage.
    pub fn shapes(&self) -> Vec<(Width, Width)> {
        let mut width = self.input.clone();
        let next = |stage: &Stage| {
            let output = stage.output(&width);
            (std::mem::replace(&mut width, output.clone()), output)
        };
        self.stages.iter().map(next).collect()
    }

    /// How many stages stand below the lowest that is trained.
    pub fn untrained(&self) -> usize {
        self.stages
            .iter()
            .take_while(|stage| stage.is_untrained())
            .count()
    }

    /// Whether all of its parameters are trained, as far as the declaration tells: `None` where
    /// that is up to other networks.
    pub fn is_whole(&self) -> Option<bool> {
        let mut whole = Some(true);
        for stage in &self.stages {
            let stage_is_whole = match (stage.training, &stage.kind) {
                (Training::Biases | Training::Nothing, _) => Some(false),
                (Training::All, Kind::Dense { .. }) => Some(true),
                (Training::All, Kind::Residual(inner)) => inner.is_whole(),
                (Training::All, Kind::Network(_) | Kind::Other { .. }) => None,
            };
            whole = match (whole, stage_is_whole) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), other) => other,
                (None, _) => None,
            };
        }
        whole
    }

    /// Parameters and multiply-accumulates of a stage, if all its widths are literals.
    pub fn count(stage: &Stage, input: &Width) -> Option<(u64, u64)> {
        match &stage.kind {
            Kind::Dense { width, .. } => {
                let macs = input.literal()? * width.literal()?;
                Some((macs + width.literal()?, macs))
            }
            Kind::Residual(inner) => inner.counts(),
            Kind::Network(_) | Kind::Other { .. } => None,
        }
    }

    /// Parameters and multiply-accumulates in all, if all widths are literals.
    pub fn counts(&self) -> Option<(u64, u64)> {
        let stages = self.stages.iter().zip(self.shapes());
        stages
            .map(|(stage, (input, _))| Self::count(stage, &input))
            .try_fold((0, 0), |(params, macs), counted| {
                counted.map(|(p, m)| (params + p, macs + m))
            })
    }
}
