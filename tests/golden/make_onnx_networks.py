"""Makes the ONNX files of the tests: `pip install onnx==1.17.0 onnxruntime numpy`, then

    python3 tests/golden/make_onnx_networks.py

writes tests/golden/onnx and tests/ui/weights/*.onnx. Samples in the metadata are the outputs of onnxruntime, or, for
`gemm_*` and `linear*`, the cases of ONNX's own test suite, with the matrices that the case feeds made constants.
"""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent
DATA = Path(onnx.__file__).parent / "backend/test/data"
TO = HERE / "onnx"
UI = HERE.parent / "ui/weights"
random = np.random.default_rng(5)


def text(values):
    kind = np.float64 if values.dtype == np.float64 else np.float32
    return " ".join(repr(kind(v).item()) for v in np.ravel(values))


def save(model, path, inputs=None, outputs=None):
    if inputs is not None:
        if outputs is None:
            session = onnxruntime.InferenceSession(model.SerializeToString())
            (outputs,) = session.run(None, {session.get_inputs()[0].name: inputs})
        helper.set_model_props(model, {"typed_nn.input": text(inputs), "typed_nn.output": text(outputs)})
    onnx.save(model, path)


def model(nodes, constants, inputs, outputs, kind=TensorProto.FLOAT, opset=20):
    value = lambda name, width: helper.make_tensor_value_info(name, kind, ["n", width])
    tensors = [numpy_helper.from_array(array, name) for name, array in constants.items()]
    graph = helper.make_graph(nodes, "net", [value("x", inputs)], [value("y", outputs)], tensors)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)
    onnx.checker.check_model(made)
    return made


def matrix(*shape, kind=np.float32):
    return random.normal(0, 0.7, shape).astype(kind)


def pilot(last="Tanh", kind=np.float32):
    n = helper.make_node
    nodes = [
        n("Flatten", ["x"], ["flat"], name="/Flatten"),
        n("Transpose", ["fc1.weight"], ["fc1.t"], perm=[1, 0], name="/fc1/Transpose"),
        n("MatMul", ["flat", "fc1.t"], ["m1"], name="/fc1/MatMul"),
        n("Add", ["fc1.bias", "m1"], ["z1"], name="/fc1/Add"),
        n("Relu", ["z1"], ["a1"], name="/Relu"),
        n("Gemm", ["a1", "fc2.weight", "fc2.bias"], ["z2"], transB=1, name="/fc2/Gemm"),
        n(last, ["z2"], ["a2"], name=f"/{last}"),
        n("Identity", ["a2"], ["a2b"], name="/Identity"),
        n("MatMul", ["a2b", "fc3.weight"], ["m3"], name="/fc3/MatMul"),
        n("Add", ["m3", "fc3.bias"], ["z3"], name="/fc3/Add"),
        n("Softmax", ["z3"], ["y"], axis=-1, name="/Softmax"),
    ]
    shapes = {
        "fc1.weight": (8, 4), "fc1.bias": (8,), "fc2.weight": (6, 8), "fc2.bias": (6,),
        "fc3.weight": (6, 3), "fc3.bias": (3,),
    }  # fmt: skip
    constants = {name: matrix(*shape, kind=kind) for name, shape in shapes.items()}
    proto = TensorProto.DOUBLE if kind == np.float64 else TensorProto.FLOAT
    return model(nodes, constants, 4, 3, proto)


def activations():
    """Every hidden activation, as other programs write it."""
    n, nodes, constants, current = helper.make_node, [], {}, "x"
    constants |= {k: np.float32(v) for k, v in [("0", 0), ("6", 6), ("-1", -1), ("1", 1), ("half", 0.5)]}
    constants["root"] = np.float32(np.sqrt(2))
    one = lambda op, **numbers: lambda z, a: [n(op, [z], [a], **numbers)]
    times = lambda z, a, *ops: [
        *(n(op, [z if i == 0 else f"{z}.{i}"], [f"{z}.{i + 1}"]) for i, op in enumerate(ops)),
        n("Mul", [z, f"{z}.{len(ops)}"], [a]),
    ]
    gelu = lambda z, a: [
        n("Div", [z, "root"], [z + "d"]), n("Erf", [z + "d"], [z + "e"]), n("Add", [z + "e", "1"], [z + "s"]),
        n("Mul", [z, z + "s"], [z + "m"]), n("Mul", [z + "m", "half"], [a]),
    ]  # fmt: skip
    all = [
        one("Relu"), one("LeakyRelu"), one("LeakyRelu", alpha=0.02), one("Elu"), one("Elu", alpha=0.5), one("Selu"),
        one("Celu", alpha=2.0), one("Gelu"), one("Gelu", approximate="tanh"), one("Mish"), one("Softplus"),
        one("Softsign"), one("Tanh"), one("Sigmoid"), one("HardSigmoid", alpha=1 / 6, beta=0.5), one("HardSwish"),
        lambda z, a: [n("Clip", [z, "0", "6"], [a])], lambda z, a: [n("Clip", [z, "-1", "1"], [a])],
        lambda z, a: times(z, a, "Sigmoid"), lambda z, a: times(z, a, "Softplus", "Tanh"), gelu, one("LogSoftmax"),
    ]  # fmt: skip
    for i, activation in enumerate(all):
        constants |= {f"{i}.weight": matrix(4, 4), f"{i}.bias": matrix(4)}
        nodes.append(n("Gemm", [current, f"{i}.weight", f"{i}.bias"], [f"z{i}"], transB=1))
        current = "y" if i + 1 == len(all) else f"a{i}"
        nodes += activation(f"z{i}", current)
    return model(nodes, constants, 4, 4)


def stages(opset=20):
    """Stages without a width: inputs that are standardised, layer normalisation, dropout in two places."""
    n = helper.make_node
    nodes = [
        n("Sub", ["x", "mean"], ["centred"], name="/scaler/Sub"),
        n("Div", ["centred", "std"], ["scaled"], name="/scaler/Div"),
        n("Gemm", ["scaled", "0.weight", "0.bias"], ["z1"], transB=1, name="/0/Gemm"),
        n("Dropout", ["z1", "ratio"], ["d1"], name="/1/Dropout"),
        n("Relu", ["d1"], ["a1"], name="/2/Relu"),
        n("LayerNormalization", ["a1", "3.weight", "3.bias"], ["l1"], axis=-1, epsilon=1e-3, name="/3/LayerNormalization"),
        n("Dropout", ["l1", "ratio", "mode"], ["d2"], name="/4/Dropout"),
        n("Gemm", ["d2", "5.weight", "5.bias"], ["z2"], transB=1, name="/5/Gemm"),
        n("LayerNormalization", ["z2", "6.weight"], ["l2"], name="/6/LayerNormalization"),
        n("Gemm", ["l2", "7.weight", "7.bias"], ["z3"], transB=1, name="/7/Gemm"),
        n("Softmax", ["z3"], ["y"], name="/8/Softmax"),
    ]
    constants = {
        "mean": np.float32([10, -3, 0.5]), "std": np.float32([4, 0.25, 1.5]),
        "0.weight": matrix(6, 3), "0.bias": matrix(6), "3.weight": matrix(6), "3.bias": matrix(6),
        "5.weight": matrix(5, 6), "5.bias": matrix(5), "6.weight": matrix(5), "7.weight": matrix(2, 5), "7.bias": matrix(2),
        "ratio": np.float32(0.25), "mode": np.array(False),
    }  # fmt: skip
    return model(nodes, constants, 3, 2, opset=opset)


def scaled():
    """Inputs that are scaled as x · a + b."""
    n = helper.make_node
    nodes = [
        n("Mul", ["x", "a"], ["m"]), n("Add", ["b", "m"], ["s"]), n("MatMul", ["s", "w"], ["z"]), n("Tanh", ["z"], ["y"])
    ]  # fmt: skip
    return model(nodes, {"a": np.float32(1 / 255), "b": matrix(4), "w": matrix(4, 3)}, 4, 3)


def case(folder, to):
    """A case of ONNX's suite; matrices that are fed become constants."""
    found = onnx.load(folder / "model.onnx")
    load = lambda path: numpy_helper.to_array(onnx.load_tensor(path))
    fed = [load(folder / f"test_data_set_0/input_{i}.pb") for i in range(len(list(folder.glob("*/input_*.pb"))))]
    known = {tensor.name for tensor in found.graph.initializer}
    free = [value for value in found.graph.input if value.name not in known]
    for value, array in list(zip(free, fed))[1:]:
        found.graph.initializer.append(numpy_helper.from_array(array, value.name))
    save(found, to, fed[0], load(folder / "test_data_set_0/output_0.pb"))


if __name__ == "__main__":
    TO.mkdir(exist_ok=True)
    save(pilot(), TO / "pilot.onnx", matrix(5, 4))
    save(pilot(kind=np.float64), TO / "pilot_f64.onnx", matrix(2, 4, kind=np.float64))
    save(activations(), TO / "activations.onnx", matrix(5, 4))
    for folder in sorted((DATA / "node").glob("test_gemm_*")):
        case(folder, TO / f"{folder.name.removeprefix('test_')}.onnx")
    for name in ["Linear", "Linear_no_bias"]:
        case(DATA / f"pytorch-converted/test_{name}", TO / f"{name.lower()}.onnx")
    # wrong ones
    save(pilot("Sin"), UI / "operator.onnx")
    n, weights = helper.make_node, {"w": matrix(2, 2)}
    branch = [n("MatMul", ["x", "w"], ["z"]), n("Relu", ["z"], ["a"]), n("Tanh", ["z"], ["b"]), n("Add", ["a", "b"], ["y"])]
    save(model(branch, weights, 2, 2), UI / "branches.onnx")
    halves = [n("MatMul", ["x", "w"], ["y"])]
    save(model(halves, {"w": matrix(2, 2, kind=np.float16)}, 2, 2, TensorProto.FLOAT16), UI / "half.onnx")
    hidden = [n("MatMul", ["x", "w"], ["z"]), n("Softmax", ["z"], ["a"]), n("MatMul", ["a", "w"], ["y"])]
    save(model(hidden, weights, 2, 2), UI / "softmax_hidden.onnx")
    small = [n("MatMul", ["x", "w"], ["z"], name="/fc1"), n("Relu", ["z"], ["a"], name="/act"), n("MatMul", ["a", "v"], ["y"])]
    save(model(small, {"w": matrix(2, 3), "v": matrix(3, 2)}, 2, 2), UI / "small.onnx")
    (UI / "truncated.onnx").write_bytes((UI / "small.onnx").read_bytes()[:100])
    # stages without a width
    raw = np.float32([10, -3, 0.5]) + matrix(5, 3) * np.float32([4, 0.25, 1.5])
    save(stages(), TO / "stages.onnx", raw)
    save(scaled(), TO / "scaled.onnx", np.abs(matrix(5, 4)) * np.float32(255))
    axis = [n("LayerNormalization", ["x", "w"], ["z"], axis=0, name="/norm"), n("MatMul", ["z", "v"], ["y"])]
    save(model(axis, {"w": matrix(2, 2), "v": matrix(2, 2)}, 2, 2), UI / "layer_norm_axis.onnx")
