"""What typed-nn-convert wrote, run by onnxruntime, against NumPy on the same file's matrices, or the samples in it."""

import sys

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model)
    session = onnxruntime.InferenceSession(path)
    known = {entry.key: np.array(entry.value.split(), dtype=float) for entry in model.metadata_props}
    array = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    width = session.get_inputs()[0].shape[1]
    if "typed_nn.input" in known:
        x = known["typed_nn.input"].reshape(-1, width)
        expected = known["typed_nn.output"].reshape(len(x), -1)
    else:  # the sine network: relu, relu, linear
        x = np.linspace(0, 6.2, 63).reshape(-1, 1)
        expected = x
        for layer in range(3):
            expected = expected @ array[f"{layer}.weight"].T.astype(float) + array[f"{layer}.bias"]
            expected = np.maximum(expected, 0) if layer < 2 else expected
    kind = array["0.weight"].dtype
    (y,) = session.run(None, {"input": x.astype(kind)})
    worst = np.abs(y - expected).max()
    assert worst < 1e-6, f"{path}: {worst}"
    print(f"{path}: onnxruntime gives the same to {worst:.1e}")
