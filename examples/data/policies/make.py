"""Turns three control policies of the pybullet wheel into .safetensors files.

    pip download --no-deps pybullet==3.2.7 && unzip pybullet-*.whl 'pybullet_envs/examples/*'
    python3 make.py pybullet_envs/examples

Needs numpy and safetensors. The scripts of the wheel hold the weights as numpy literals; they are
read, not run. Five samples travel with each, computed by numpy in float64.
"""

import ast
import pathlib
import sys

import numpy as np
from safetensors.numpy import save_file

scripts = pathlib.Path(sys.argv[1])
here = pathlib.Path(__file__).parent


def literals(script):
    """The arrays that are assigned at the top of a script, by their names."""
    for node in ast.parse(script.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").startswith("weights_"):
            yield node.targets[0].id, np.array(ast.literal_eval(node.value.args[0]))


for policy, robot in {
    "inverted_pendulum": "InvertedPendulumBulletEnv",
    "hopper": "HopperBulletEnv",
    "humanoid": "HumanoidBulletEnv",
}.items():
    given = dict(literals(scripts / f"enjoy_TF_{robot}_v0_2017may.py"))
    layers = [
        (given[f"weights_{name}_w"].astype("f4"), given[f"weights_{name}_b"].astype("f4"))
        for name in ("dense1", "dense2", "final")
    ]
    inputs = np.random.default_rng(1).normal(size=(5, layers[0][0].shape[0])).astype("f4")
    x = inputs.astype("f8")
    for number, (weights, bias) in enumerate(layers):
        x = x @ weights.astype("f8") + bias.astype("f8")
        if number < 2:
            x = np.maximum(x, 0)
    tensors = {"typed_nn.input": inputs, "typed_nn.output": x.astype("f4")}
    for number, (weights, bias) in enumerate(layers):
        # there [in, out]; safetensors as PyTorch has them, [out, in]
        tensors[f"dense{number + 1}.weight"] = np.ascontiguousarray(weights.T)
        tensors[f"dense{number + 1}.bias"] = bias
    save_file(tensors, here / f"{policy}.safetensors")
