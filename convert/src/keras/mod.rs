//! Keras: whole networks as `.keras` and `.h5`, weights alone as `.weights.h5`. Of Keras 2 and 3.
//! <https://keras.io/api/models/model_saving_apis/>

mod activation;
mod config;
mod layers;
mod weights;

use crate::arrays::assemble;
use crate::numpy::MOST;
use crate::{Given, Matrices};
use nn_formats::{Error, Model};
use serde_json::Value;
use std::io::{Cursor, Read};
use weights::Weights;

/// A `.keras` file: a zip of the configuration, `config.json`, and the weights, `model.weights.h5`.
pub fn read_keras(bytes: &[u8]) -> Result<Model, Error> {
    let broken =
        |error: &dyn std::fmt::Display| Error::new(format!("it is not a .keras file: {error}"));
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut entry = |name: &str| -> Result<Vec<u8>, Error> {
        let file = zip
            .by_name(name)
            .map_err(|error| broken(&format!("{name}: {error}")))?;
        let mut bytes = vec![];
        file.take(MOST)
            .read_to_end(&mut bytes)
            .map_err(|error| broken(&error))?;
        Ok(bytes)
    };
    let config = json(&entry("config.json")?)?;
    let version = entry("metadata.json").and_then(|bytes| json(&bytes));
    let version = version.unwrap_or_default()["keras_version"]
        .as_str()
        .map(str::to_owned);
    let weights = Weights::open(entry("model.weights.h5")?)?;
    layers::model(&config, version.as_deref(), &weights)
}

/// An `.h5` file, with the configuration in it or without.
pub fn read_h5(bytes: Vec<u8>, given: &Given) -> Result<Model, Error> {
    let weights = Weights::open(bytes)?;
    if let Some(config) = weights.attribute("model_config") {
        let version = weights.attribute("keras_version");
        return layers::model(&json(config.as_bytes())?, version.as_deref(), &weights);
    }
    if given.layers.is_none() {
        let all = weights.all()?;
        return assemble(all, given);
    }
    let matrices = given.matrices.or(Some(Matrices::InOut));
    let given = Given {
        matrices,
        ..given.clone()
    };
    assemble(weights.all()?, &given)
}

fn json(bytes: &[u8]) -> Result<Value, Error> {
    serde_json::from_slice(bytes)
        .map_err(|error| Error::new(format!("its configuration is not Keras's: {error}")))
}
