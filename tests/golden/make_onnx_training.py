"""Writes onnx_training.json to its standard output: the training operators among the node tests of
ONNX 1.17.0, as plain numbers.

    pip download --no-deps onnx==1.17.0 && unzip onnx-1.17.0-*.whl -d onnx-1.17.0
    pip install numpy onnx
    python3 make_onnx_training.py onnx-1.17.0 > onnx_training.json

Left out: nothing. `test_*_multiple` hold two tensors with the state of each.
"""

import json
import sys
from pathlib import Path

import onnx
from onnx import numpy_helper

NAMES = ["adagrad", "adagrad_multiple", "adam", "adam_multiple", "momentum", "momentum_multiple", "nesterov_momentum"]


def tensors(folder, kind, count):
    for number in range(count):
        tensor = onnx.TensorProto()
        tensor.ParseFromString((folder / f"test_data_set_0/{kind}_{number}.pb").read_bytes())
        yield numpy_helper.to_array(tensor).ravel().tolist()


cases = {}
for name in NAMES:
    folder = Path(sys.argv[1]) / f"onnx/backend/test/data/node/test_{name}"
    node = onnx.load(folder / "model.onnx").graph.node[0]
    inputs = list(tensors(folder, "input", len(node.input)))
    cases[name] = {
        "attributes": {a.name: a.s.decode() if a.s else a.i if a.type == onnx.AttributeProto.INT else a.f for a in node.attribute},
        "rate": inputs[0],
        "steps": inputs[1],
        # the weights of each tensor, then its gradients, then its moments
        "inputs": inputs[2:],
        "outputs": list(tensors(folder, "output", len(node.output))),
    }
print(json.dumps({"onnx": "1.17.0", "cases": cases}, separators=(",", ":")))
