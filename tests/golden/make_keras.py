"""Makes the Keras and NumPy files of the tests: `pip install keras==3.15.1 jax numpy scikit-learn==1.9.1`, then

    KERAS_BACKEND=jax python3 tests/golden/make_keras.py

writes tests/golden/keras and tests/golden/numpy: small networks as Keras, NumPy and scikit-learn have them, and
`samples.json` with some inputs and the outputs of Keras, of scikit-learn, and of NumPy for `double` and `numpy`.
"""

import json
from pathlib import Path

import keras
import numpy as np
from keras import activations, layers
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
KERAS, NUMPY = HERE / "keras", HERE / "numpy"
random = np.random.default_rng(7)
samples = {}


def shaken(model, gain=0.0):
    """With weights that are nothing special; with a gain, a deep network forgets its inputs less."""
    for weight in model.weights:
        if weight.path.endswith("count"):
            continue
        value = random.normal(0, 0.6, weight.shape)
        if gain:
            value = value / 4 + (gain * np.eye(*weight.shape) if len(weight.shape) == 2 else 0)
        weight.assign(np.abs(value) + 0.3 if "variance" in weight.path else value)
    for layer in model.layers:
        if isinstance(layer, layers.Normalization):
            layer.finalize_state()  # it computes with copies of its weights
    return model


def keep(name, inputs, outputs):
    rows = lambda values: np.asarray(values, dtype=np.float64).reshape(len(inputs), -1).tolist()
    samples[name] = {"inputs": rows(inputs), "outputs": rows(outputs)}


def save(model, name, *endings, scale=1.0):
    shape = (4, *model.input_shape[1:])
    inputs = random.normal(0, scale, shape).astype(np.float32)
    keep(name, inputs, model(inputs))
    for ending in endings:
        path = KERAS / f"{name}{ending}"
        model.save_weights(path) if "weights" in ending else model.save(path)
        if ending == ".keras":  # what is in the file is what gave the outputs
            np.testing.assert_array_equal(keras.saving.load_model(path)(inputs), model(inputs))


def sensor():
    return keras.Sequential([
        keras.Input((4,)), layers.Normalization(), layers.Dense(8, activation="relu"), layers.Dropout(0.1),
        layers.LayerNormalization(), layers.Dense(6), layers.LeakyReLU(negative_slope=0.05),
        layers.LayerNormalization(epsilon=1e-5, center=False), layers.GaussianNoise(0.1), layers.Dense(3, activation="softmax"),
    ])  # fmt: skip


def picture():
    """Functional, samples that are no rows, layers with names, one without a bias, fixed statistics."""
    x = keras.Input((2, 3), name="image")
    y = layers.Normalization(mean=[0.5, -0.25, 1.0], variance=[4.0, 0.25, 2.0], name="scale")(x)
    y = layers.Flatten()(y)
    y = layers.Dense(5, name="embed", use_bias=False)(y)
    y = layers.Activation("tanh")(y)
    y = layers.Dense(2, name="head", activation=layers.ELU(alpha=0.7))(y)
    return keras.Model(x, y)


def all_activations():
    """Three networks, so that each still depends on its inputs."""
    functions = ["linear", "relu", "sigmoid", "elu", "selu", "celu", "gelu", "silu", "mish", "softplus", "softsign", "tanh"]
    functions += ["relu6", "hard_sigmoid", "hard_silu", "hard_tanh", "leaky_relu"]
    dense = lambda function: [layers.Dense(4, activation=function)]
    one = [layer for function in functions[:6] for layer in dense(function)]
    two = [layer for function in functions[6:12] for layer in dense(function)]
    three = [layer for function in functions[12:] for layer in dense(function)]
    two += [layers.Dense(4), layers.ReLU(negative_slope=0.25), layers.Dense(3), layers.Softmax()]
    three += [layers.Dense(4), layers.ReLU(max_value=6.0), layers.Dense(3), layers.Activation(activations.log_softmax)]
    return [keras.Sequential([keras.Input((3,)), *stack]) for stack in (one, two, three)]


def double():
    return keras.Sequential([keras.Input((3,)), layers.Dense(4, activation="tanh"), layers.Dense(2)])


def weights_alone():
    return keras.Sequential([keras.Input((3,)), layers.Dense(4, activation="sigmoid"), layers.Dense(2)])


def numpy_files():
    """The same network in every way that NumPy's files hold one: by PyTorch's names, in order, in one vector."""
    shapes = [(5, 3), (5,), (2, 5), (2,)]
    w1, b1, w2, b2 = (random.normal(0, 0.7, shape).astype(np.float32) for shape in shapes)
    x = random.normal(0, 1, (4, 3)).astype(np.float32)
    y = np.tanh(x.astype(float) @ w1.T + b1) @ w2.T + b2
    keep("numpy", x, y)
    np.savez(NUMPY / "named.npz", **{"0.weight": w1, "0.bias": b1, "2.weight": w2, "2.bias": b2})
    np.savez_compressed(NUMPY / "order.npz", w1.T, b1.astype(">f4"), np.asfortranarray(w2.T), b2)
    np.save(NUMPY / "flat.npy", np.concatenate([part.ravel() for part in (w1, b1, w2, b2)]))


def scikit_learn():
    x = random.normal([5, -2, 100], [1, 3, 40], (60, 3))
    y = (x[:, 0] + x[:, 1] > 3).astype(int) + (x[:, 2] > 120)
    scaler = StandardScaler().fit(x)
    net = MLPClassifier((6,), activation="relu", max_iter=30, random_state=1)
    net.fit(scaler.transform(x), y)
    keep("scikit_learn", x[:4], net.predict_proba(scaler.transform(x[:4])))
    parts = {f"coefs_{i}": matrix for i, matrix in enumerate(net.coefs_)}
    parts |= {f"intercepts_{i}": vector for i, vector in enumerate(net.intercepts_)}
    np.savez(NUMPY / "scikit_learn.npz", mean_=scaler.mean_, scale_=scaler.scale_, **parts)


if __name__ == "__main__":
    keras.utils.set_random_seed(1)
    for folder in (KERAS, NUMPY):
        folder.mkdir(exist_ok=True)
    save(shaken(sensor()), "sensor", ".keras", ".h5")
    save(shaken(picture()), "picture", ".keras", ".h5")
    for index, model in enumerate(all_activations(), start=1):
        save(shaken(model, gain=1.2), f"activations_{index}", ".keras", scale=2.0)
        assert np.ptp(samples[f"activations_{index}"]["outputs"], axis=0).min() > 0.01, index
    save(shaken(weights_alone()), "alone", ".weights.h5")
    numpy_files()
    scikit_learn()
    # what is not supported
    keras.Sequential([keras.Input((4, 1)), layers.Conv1D(2, 3, name="scan"), layers.Flatten(), layers.Dense(1)]).save(KERAS / "convolution.keras")
    x = keras.Input((2,))
    y = layers.Dense(2, name="left")(x)
    z = layers.Dense(2, name="right")(x)
    keras.Model(x, layers.Dense(1)(layers.Add()([y, z]))).save(KERAS / "branches.h5")
    keras.Sequential([keras.Input((2,)), layers.Dense(2, activation="exponential", name="growth")]).save(KERAS / "exponential.keras")
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    import jax

    jax.config.update("jax_enable_x64", True)
    model = shaken(double())
    model.save(KERAS / "double.keras")
    # jax multiplies the matrices in float32
    w1, b1, w2, b2 = (np.asarray(weight.value) for weight in model.weights)
    x = random.normal(0, 1, (4, 3))
    keep("double", x, np.tanh(x @ w1 + b1) @ w2 + b2)
    np.testing.assert_allclose(samples["double"]["outputs"], model(x), atol=1e-6)
    (HERE / "keras/samples.json").write_text(json.dumps(samples, indent=1) + "\n")
