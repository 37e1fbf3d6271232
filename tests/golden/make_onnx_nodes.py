"""Writes onnx_nodes.json to its standard output: the node tests of ONNX 1.17.0 that a dense network can express, as
plain numbers, and for each of the others with such an operator the reason why it is left out.

    pip download --no-deps onnx==1.17.0 && unzip onnx-1.17.0-*.whl -d onnx-1.17.0
    pip install numpy onnx
    python3 make_onnx_nodes.py onnx-1.17.0 > onnx_nodes.json

The training operators are in onnx_training.json. Of cases with a result for each of more than 200 samples or values
(`mish`, the losses without reduction) the first 200 are kept, as the file would be ten times as long.
"""

import json
import sys
from pathlib import Path

import numpy
import onnx
from onnx import numpy_helper

FOLDER = Path(sys.argv[1]) / "onnx/backend/test/data/node"
ELEMENTWISE = {
    "Celu": ("celu", {"alpha": 1.0}),
    "Elu": ("elu", {"alpha": 1.0}),
    "Gelu": ("gelu", {"approximate": "none"}),
    "HardSwish": ("hard_swish", {}),
    "Identity": ("linear", {}),
    "LeakyRelu": ("leaky_relu", {"alpha": 0.01}),
    "Mish": ("mish", {}),
    "Relu": ("relu", {}),
    "Sigmoid": ("sigmoid", {}),
    "Softplus": ("softplus", {}),
    "Softsign": ("softsign", {}),
    "Tanh": ("tanh", {}),
}
OPERATORS = {
    *ELEMENTWISE, "BatchNormalization", "Clip", "Dropout", "Flatten", "Gemm", "HardSigmoid", "Hardmax", "LayerNormalization",
    "LogSoftmax", "MatMul", "NegativeLogLikelihoodLoss", "PRelu", "Selu", "Shrink", "Softmax", "SoftmaxCrossEntropyLoss",
    "ThresholdedRelu",
}
MOST = 200


class LeftOut(Exception):
    pass


def number(value):
    """A float32 as the shortest text that stands for it."""
    return [number(v) for v in value] if isinstance(value, list) else float(str(numpy.float32(value)))


def flat(array):
    return number(numpy.asarray(array, numpy.float32).ravel().tolist())


def rows(array):
    return number(numpy.asarray(array, numpy.float32).tolist())


def tensors(case, kind):
    found = []
    for number in range(100):
        path = case / f"test_data_set_0/{kind}_{number}.pb"
        if not path.exists():
            return found
        tensor = onnx.TensorProto()
        try:
            tensor.ParseFromString(path.read_bytes())
            found.append(numpy_helper.to_array(tensor))
        except Exception as error:
            raise LeftOut("its values are a sequence or optional, not a tensor") from error
    return found


def named(node, given):
    """The inputs by their place; None where the node names none."""
    given = iter(given)
    return [next(given) if name else None for name in node.input]


def along_last(array, axis):
    """Samples of the values along an axis."""
    return numpy.moveaxis(array, axis, -1).reshape(-1, array.shape[axis])


def elementwise(word, x, y, **numbers):
    x, y = flat(x)[:MOST], flat(y)[:MOST]
    return {"kind": "elementwise", "word": word, "numbers": list(numbers.values()), "x": x, "y": y}


def clip(node, inputs, outputs):
    if node.input[0] and inputs[0].dtype != numpy.float32:
        raise LeftOut("it clips integers")
    x, low, high = (inputs + [None, None])[:3]
    bounds = tuple(None if bound is None else float(bound) for bound in (low, high))
    words = {(-1.0, 1.0): "hard_tanh", (0.0, 6.0): "relu6", (0.0, None): "relu"}
    if bounds not in words:
        raise LeftOut(f"there is no activation that clips to {bounds[0]} and {bounds[1]}")
    return elementwise(words[bounds], x, outputs[0])


def gemm(attributes, inputs, outputs):
    a, b = inputs[:2]
    c = inputs[2] if len(inputs) > 2 else numpy.float32(0)
    alpha, beta = attributes.get("alpha", 1.0), attributes.get("beta", 1.0)
    x = a.T if attributes.get("transA") else a
    weights = b if attributes.get("transB") else b.T
    bias = numpy.broadcast_to(c, (x.shape[0], weights.shape[0]))
    if not (bias == bias[0]).all():
        raise LeftOut("its bias differs from sample to sample")
    # W in float64, so that the products are ours
    layer = {"weights": (alpha * weights.astype(float)).tolist(), "bias": (beta * bias[0].astype(float)).tolist()}
    return {"kind": "dense", **layer, "x": rows(x), "y": rows(outputs[0])}


def loss(node, attributes, inputs, outputs):
    x, labels = inputs[:2]
    if len(inputs) > 2:
        raise LeftOut("it weights the classes")
    is_softmax = node.op_type == "SoftmaxCrossEntropyLoss"
    samples, classes = along_last(x, 1), labels.ravel()
    ignored = classes == attributes["ignore_index"] if "ignore_index" in attributes else numpy.zeros(classes.shape, bool)
    reduction = attributes.get("reduction", b"mean").decode()
    expected = outputs[0].ravel()
    if reduction == "none":
        expected = expected[~ignored][:MOST]
    most = MOST if reduction == "none" else None
    case = {
        "kind": "cross_entropy" if is_softmax else "negative_log_likelihood",
        "reduction": reduction,
        "x": rows(samples[~ignored][:most]),
        "classes": classes[~ignored][:most].tolist(),
        "loss": flat(expected),
    }
    if is_softmax and len(outputs) > 1:
        case["log_probabilities"] = rows(along_last(outputs[1], 1)[~ignored][:most])
    return case


def layer_norm(attributes, inputs, outputs):
    x, scale, shift = inputs
    axis = attributes.get("axis", -1) % x.ndim
    width = int(numpy.prod(x.shape[axis:]))
    return {
        "kind": "layer_norm",
        "epsilon": number(attributes.get("epsilon", 1e-5)),
        "weights": flat(scale),
        "bias": flat(shift),
        "x": rows(x.reshape(-1, width)),
        "y": rows(outputs[0].reshape(-1, width)),
    }


def dropout(case, node, inputs, outputs):
    training = len(inputs) > 2 and inputs[2] is not None and bool(inputs[2])
    ratio = float(inputs[1]) if len(inputs) > 1 and inputs[1] is not None else 0.5
    if training and ratio > 0:
        raise LeftOut("its mask is drawn by another generator")
    return {"kind": "dropout", "x": flat(inputs[0]), "y": flat(outputs[0])}


def convert(case):
    nodes = onnx.load(case / "model.onnx").graph.node
    if len(nodes) != 1 or case.name.endswith(("_expanded", "_expanded_ver18")):
        raise LeftOut("the same numbers as without `_expanded`, computed by other operators")
    node = nodes[0]
    attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
    inputs, outputs = named(node, tensors(case, "input")), tensors(case, "output")
    op = node.op_type
    if op in ELEMENTWISE:
        word, defaults = ELEMENTWISE[op]
        settings = defaults | {k: v.decode() if isinstance(v, bytes) else number(v) for k, v in attributes.items()}
        if settings.pop("approximate", "none") == "tanh":
            word = "gelu_tanh"
        return elementwise(word, inputs[0], outputs[0], **settings)
    if op == "Selu":
        if attributes:
            raise LeftOut("other numbers than those of the paper, which `selu` has")
        return elementwise("selu", inputs[0], outputs[0])
    if op == "HardSigmoid":
        numbers = attributes.get("alpha", 0.2), attributes.get("beta", 0.5)
        raise LeftOut(f"max(0, min(1, {numbers[0]:.1g} x + {numbers[1]:.1g})): `hard_sigmoid` is PyTorch's, with 1/6 and 1/2")
    if op == "Clip":
        return clip(node, inputs, outputs)
    if op in ("Softmax", "LogSoftmax"):
        word, axis = {"Softmax": "softmax", "LogSoftmax": "log_softmax"}[op], attributes.get("axis", -1)
        x, y = along_last(inputs[0], axis), along_last(outputs[0], axis)
        return {"kind": "rows", "word": word, "x": rows(x), "y": rows(y)}
    if op == "Gemm":
        return gemm(attributes, inputs, outputs)
    if op == "MatMul":
        if inputs[0].ndim > 2:
            raise LeftOut("other weights for each of several matrices")
        return gemm({}, inputs, outputs)
    if op in ("SoftmaxCrossEntropyLoss", "NegativeLogLikelihoodLoss"):
        return loss(node, attributes, inputs, outputs)
    if op == "LayerNormalization":
        return layer_norm(attributes, inputs, outputs)
    if op == "Dropout":
        return dropout(case, node, inputs, outputs)
    raise LeftOut(
        {
            "BatchNormalization": "there is no batch normalisation",
            "Flatten": "samples are flat already",
            "Hardmax": "there is no such activation: it has no slope to learn by",
            "PRelu": "its slope is trained, and one for each value",
            "Shrink": "there is no such activation",
            "ThresholdedRelu": "there is no such activation",
        }[op]
    )


cases, left_out = {}, {}
for case in sorted(FOLDER.iterdir()):
    graph = onnx.load(case / "model.onnx").graph
    name = case.name.removeprefix("test_")
    plain = name.removesuffix("_ver18").removesuffix("_expanded")
    model = FOLDER / f"test_{plain}/model.onnx"
    if not model.exists() or onnx.load(model).graph.node[0].op_type not in OPERATORS or len(onnx.load(model).graph.node) > 1:
        continue
    try:
        cases[name] = convert(case)
    except LeftOut as reason:
        left_out[name] = str(reason)
print(json.dumps({"onnx": "1.17.0", "cases": cases, "left_out": left_out}, separators=(",", ":")))
