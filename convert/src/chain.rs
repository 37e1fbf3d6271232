//! The layers of a network, as `network!` writes them: `4 => relu 8 => softmax 3`.

use nn_formats::{Activation, Error};

/// What a declaration says.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// How many values go in.
    pub inputs: usize,
    /// From the input to the output.
    pub stages: Vec<Planned>,
    /// Whether it says `f64` (or `f32`).
    pub is_double: Option<bool>,
}

/// A stage without its weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// `hidden` of `hidden: relu 8`.
    pub field: Option<String>,
    /// `relu`, `leaky_relu(0.02)`, `standardize`, …
    pub function: Activation,
    /// How many values come out; none if as many as go in.
    pub width: Option<usize>,
}

/// Stages that have no width.
const WITHOUT_WIDTH: [&str; 3] = ["standardize", "layer_norm", "dropout"];

impl Chain {
    /// Reads a chain, or the whole declaration around it.
    ///
    /// # Errors
    /// The stage that is not understood, or that other formats know nothing of.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let (chain, is_double) = inner(text)?;
        let mut parts = chain.split("=>").map(str::trim);
        let inputs = parts.next().unwrap_or_default();
        let inputs = width(inputs).ok_or_else(|| {
            Error::new(format!(
                "`{inputs}` is no number of inputs: layers are written as in `4 => relu 8 => softmax 3`"
            ))
        })?;
        let stages = parts.map(Planned::parse).collect::<Result<Vec<_>, _>>()?;
        if stages.is_empty() {
            return Err(Error::new(format!(
                "there is no layer behind `{inputs}`: layers are written as in `4 => relu 8 => softmax 3`"
            )));
        }
        Ok(Self {
            inputs,
            stages,
            is_double,
        })
    }

    /// How many values go into each stage.
    pub fn widths(&self) -> Vec<usize> {
        let mut width = self.inputs;
        let of = |stage: &Planned| {
            let next = stage.width.unwrap_or(width);
            std::mem::replace(&mut width, next)
        };
        self.stages.iter().map(of).collect()
    }
}

impl Planned {
    /// `hidden: frozen leaky_relu(0.02) 8`
    fn parse(text: &str) -> Result<Self, Error> {
        let refuse = |what: &str| Err(Error::new(format!("`{text}` {what}")));
        if text.contains(['{', '}']) {
            return refuse("is a block, which the other formats do not have");
        }
        if text.contains("::") {
            return refuse("is a function of your own, which the other formats do not know");
        }
        let (field, mut rest) = match text.split_once(':') {
            Some((field, rest)) => (Some(field.trim().to_owned()), rest.trim_start()),
            None => (None, text),
        };
        for word in ["frozen ", "bias_only "] {
            rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        let (word, rest) = rest.split_at(end.unwrap_or(rest.len()));
        if !word.starts_with(char::is_lowercase) {
            return refuse("is no layer of this network: write out the layers of networks in it");
        }
        let (numbers, rest) = match rest.trim_start().strip_prefix('(') {
            None => (vec![], rest),
            Some(inside) => match inside.split_once(')') {
                None => return refuse("lacks a `)`"),
                Some((inside, rest)) => match numbers(inside) {
                    Some(numbers) => (numbers, rest),
                    None => return refuse("needs numbers in its parentheses"),
                },
            },
        };
        let function = Activation {
            word: word.into(),
            numbers,
        };
        let (rest, is_plain) = (rest.trim(), WITHOUT_WIDTH.contains(&word));
        let stage = |width| Self {
            field,
            function,
            width,
        };
        match width(rest) {
            Some(width) if !is_plain => Ok(stage(Some(width))),
            None if is_plain && rest.is_empty() => Ok(stage(None)),
            _ if is_plain => refuse("has no width: it gives as many values as it takes"),
            _ => refuse("needs a width behind it, a number"),
        }
    }
}

/// What stands between `<` and `>`, and the type before them; all of it if there is no declaration around it.
fn inner(text: &str) -> Result<(&str, Option<bool>), Error> {
    let Some((before, rest)) = text.split_once('<').filter(|_| text.contains("struct")) else {
        return Ok((text, None));
    };
    let is_end = |(at, _): &(usize, &str)| !rest[..*at].ends_with('=');
    let Some((end, _)) = rest.match_indices('>').find(is_end) else {
        return Err(Error::new("the declaration lacks a `>` behind its layers"));
    };
    let scalar = before.split_once(':').map(|(_, scalar)| scalar.trim());
    let is_double = match scalar {
        None => None,
        Some("f32") => Some(false),
        Some("f64") => Some(true),
        Some(other) => {
            return Err(Error::new(format!(
                "`{other}` is no type of weights: `f32` or `f64`"
            )));
        }
    };
    Ok((&rest[..end], is_double))
}

/// A whole number above 0, as Rust writes it.
fn width(text: &str) -> Option<usize> {
    let number: usize = text.replace('_', "").parse().ok()?;
    (number > 0).then_some(number)
}

/// `0.02, 1.0`
fn numbers(text: &str) -> Option<Vec<f32>> {
    let parts = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(|part| part.replace('_', "").parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Chain::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn chains_and_declarations() {
        let chain = Chain::parse(
            "4 => scaler: standardize => leaky_relu(0.02) 1_0 => layer_norm()=>softmax 3",
        )
        .unwrap();
        assert_eq!(chain.widths(), [4, 4, 10, 10]);
        assert_eq!(chain.stages[0].field.as_deref(), Some("scaler"));
        assert_eq!(
            chain.stages[1].function,
            Activation::with("leaky_relu", 0.02)
        );
        let text = "/// Doc.\npub struct Net: f64 <\n 4 => a: frozen relu 8\n => b: bias_only tanh 2 > loss = huber(0.5)";
        let chain = Chain::parse(text).unwrap();
        assert_eq!((chain.is_double, chain.widths()), (Some(true), vec![4, 8]));
        assert_eq!(chain.stages[1].field.as_deref(), Some("b"));
        assert_eq!(chain.stages[1].function.word, "tanh");
    }

    #[test]
    fn mistakes_are_named() {
        for (text, message) in [
            ("", "`` is no number of inputs"),
            ("4", "there is no layer behind `4`"),
            ("4 => relu", "`relu` needs a width behind it"),
            ("4 => relu H", "`relu H` needs a width behind it"),
            ("4 => Encoder => relu 2", "write out the layers"),
            ("4 => self::swish 3", "is a function of your own"),
            ("4 => { relu 3 } + skip", "is a block"),
            ("4 => layer_norm() 4", "has no width"),
            ("4 => elu(x) 4", "needs numbers"),
            ("4 => elu(1 4", "lacks a `)`"),
            ("struct A< 4 => relu 3", "lacks a `>`"),
            ("struct A: f16< 4 => relu 3 >", "`f16` is no type"),
        ] {
            assert!(error(text).contains(message), "{text}: {}", error(text));
        }
    }
}
