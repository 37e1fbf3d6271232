"""Makes the Keras 2 files of the tests: `pip install tensorflow-cpu==2.21.0 tf_keras==2.21.0`, then

    python3 tests/golden/make_keras_2.py

writes tests/golden/keras/keras_2.* and their samples, `samples_2.json`, with the outputs of Keras 2 for some inputs.
"""

import json
from pathlib import Path

import numpy as np
import tf_keras as keras
from tf_keras import layers

TO = Path(__file__).parent / "keras"
random = np.random.default_rng(3)
samples = {}


def save(model, name, *endings):
    for weight in model.weights:
        if weight.dtype.is_floating:
            value = random.normal(0, 0.6, weight.shape)
            weight.assign(np.abs(value) + 0.3 if "variance" in weight.name else value)
    for layer in model.layers:
        if isinstance(layer, layers.Normalization):
            layer.finalize_state()
    inputs = random.normal(0, 1, (4, *model.input_shape[1:])).astype(np.float32)
    rows = lambda values: np.asarray(values, dtype=np.float64).reshape(len(inputs), -1).tolist()
    samples[name] = {"inputs": rows(inputs), "outputs": rows(model(inputs))}
    for ending in endings:
        model.save(TO / f"{name}{ending}")


def chain():
    return keras.Sequential([
        keras.Input((4,)), layers.Normalization(), layers.Dense(6, activation="relu"), layers.Dropout(0.2),
        layers.LayerNormalization(), layers.Dense(5), layers.LeakyReLU(alpha=0.1), layers.Dense(4), layers.ReLU(negative_slope=0.3),
        layers.Dense(3, activation="softmax"),
    ])  # fmt: skip


def functional():
    x = keras.Input((2, 2), name="image")
    y = layers.Flatten()(x)
    y = layers.Dense(5, name="embed", activation="swish")(y)
    return keras.Model(x, layers.Dense(2, name="head", use_bias=False)(y))


if __name__ == "__main__":
    save(chain(), "keras_2", ".keras", ".h5")
    save(functional(), "keras_2_functional", ".keras", ".h5")
    hard = keras.Sequential([keras.Input((2,)), layers.Dense(2, activation="hard_sigmoid", name="gate")])
    hard.save(TO / "keras_2_hard_sigmoid.h5")
    (TO / "samples_2.json").write_text(json.dumps(samples, indent=1) + "\n")
