"""What typed-nn-convert wrote, run by onnxruntime: `python3 runs_ours.py SAMPLES.json ... NETWORK.onnx ...`

A network's outputs are those in its metadata, or in a file of samples under its name (up to the first dot), or, of the sine network,
what NumPy makes of the matrices in the file.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

paths = [Path(path) for path in sys.argv[1:]]
samples = {}
for path in paths:
    if path.suffix == ".json":
        samples |= json.loads(path.read_text())

for path in paths:
    if path.suffix == ".json":
        continue
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(path)
    known = {entry.key: np.array(entry.value.split(), dtype=float) for entry in model.metadata_props}
    array = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    width = session.get_inputs()[0].shape[1]
    name = path.name.split(".")[0]
    if "typed_nn.input" in known:
        x = known["typed_nn.input"].reshape(-1, width)
        expected = known["typed_nn.output"].reshape(len(x), -1)
    elif name in samples:
        x, expected = (np.array(samples[name][kind], dtype=float) for kind in ["inputs", "outputs"])
    else:
        assert name == "sine_float", f"{path}: there are no outputs to compare with"
        x = np.linspace(0, 6.2, 63).reshape(-1, 1)
        expected = x
        for layer in range(3):  # relu, relu, linear
            expected = expected @ array[f"{layer}.weight"].T.astype(float) + array[f"{layer}.bias"]
            expected = np.maximum(expected, 0) if layer < 2 else expected
    kind = next(iter(array.values())).dtype
    (y,) = session.run(None, {"input": x.astype(kind)})
    assert y.shape == expected.shape, f"{path}: {y.shape}, not {expected.shape}"
    worst = (np.abs(y - expected) / np.maximum(np.abs(expected), 1)).max()
    assert worst < 1e-6, f"{path}: {worst}"
    print(f"{path}: onnxruntime gives the same to {worst:.1e}")
