//! The layers in a configuration, one behind the other.

use nn_formats::Error;
use serde_json::Value;

/// A layer as the configuration describes it.
pub struct Described<'c> {
    /// `Dense`
    pub class: &'c str,
    /// `dense_1`
    pub name: &'c str,
    pub config: &'c Value,
}

impl Described<'_> {
    /// An error about this layer.
    pub fn refuse<T>(&self, what: &str) -> Result<T, Error> {
        let (name, class) = (self.name, self.class);
        Err(Error::new(format!("layer `{name}` ({class}) {what}")))
    }

    /// A number of the configuration, under one of these names.
    pub fn number(&self, names: &[&str]) -> Option<f64> {
        names.iter().find_map(|name| number(&self.config[*name]))
    }
}

/// A number, or one alone in a list or an array.
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Array(values) => match values.as_slice() {
            [value] => number(value),
            _ => None,
        },
        Value::Object(object) => object
            .get("config")
            .and_then(|config| number(&config["value"])),
        value => value.as_f64(),
    }
}

/// The layers of a sequential model, or of a functional one that is a chain.
pub fn layers(model: &Value) -> Result<Vec<Described<'_>>, Error> {
    let class = model["class_name"].as_str().unwrap_or_default();
    let config = &model["config"];
    // Keras 2.0 to 2.2 had the list alone
    let list = config["layers"].as_array().or_else(|| config.as_array());
    let is_known = ["Sequential", "Functional", "Model"].contains(&class);
    let Some(list) = list.filter(|_| is_known) else {
        return Err(Error::new(format!(
            "it is a model of the class `{class}`: only `Sequential` and functional ones say what their layers are"
        )));
    };
    let broken = || Error::new("its configuration has a layer without a class");
    let described = list.iter().map(|layer| describe(layer).ok_or_else(broken));
    let described = described.collect::<Result<Vec<_>, _>>()?;
    if class != "Sequential" {
        for (index, (layer, shown)) in list.iter().zip(&described).enumerate() {
            let mut sources = vec![];
            inbound(&layer["inbound_nodes"], &mut sources);
            let before = index.checked_sub(1).map(|index| described[index].name);
            if sources != before.into_iter().collect::<Vec<_>>() {
                return shown.refuse("does not stand behind the layer before it: only a chain of layers is supported");
            }
        }
    }
    Ok(described)
}

fn describe(layer: &Value) -> Option<Described<'_>> {
    let config = layer.get("config")?;
    Some(Described {
        class: layer["class_name"].as_str()?,
        name: config["name"].as_str().unwrap_or_default(),
        config,
    })
}

/// The layers that a layer takes its inputs from.
fn inbound<'c>(nodes: &'c Value, sources: &mut Vec<&'c str>) {
    match nodes {
        // Keras 2: ["dense", 0, 0, {}]
        Value::Array(items) => match items.as_slice() {
            [Value::String(name), Value::Number(_), ..] => sources.push(name),
            items => items.iter().for_each(|item| inbound(item, sources)),
        },
        // Keras 3: {"keras_history": ["dense", 0, 0]}
        Value::Object(object) => object.values().for_each(|value| inbound(value, sources)),
        _ => {}
    }
}

/// Whether samples are rows of values from the start, and if not, how many they are when they are flattened.
pub fn is_flat(layers: &[Described]) -> bool {
    let shape = layers.first().and_then(|layer| {
        let names = ["batch_shape", "batch_input_shape"];
        names.iter().find_map(|name| layer.config[*name].as_array())
    });
    shape.is_none_or(|shape| shape.len() == 2)
}
