"""Writes the network of `infer` as a quantised TensorFlow Lite file: python3 tflite_int8.py FOLDER

`sensors.tflite`, of signed bytes with scales for a whole tensor, ranges taken from 2,000 random samples. Written with the
PyPI packages `tflite` and `flatbuffers`, which hold the format; TensorFlow is not needed.
"""

import json
import pathlib
import struct
import sys

import flatbuffers
import numpy as np
import tflite

file = (pathlib.Path(__file__).parent / "../nets/sensors.safetensors").read_bytes()
(length,) = struct.unpack("<Q", file[:8])
header, data = json.loads(file[8 : 8 + length]), file[8 + length :]


def tensor_of(name):
    begin, end = header[name]["data_offsets"]
    return np.frombuffer(data[begin:end], "<f4").reshape(header[name]["shape"]).astype(np.float64)


weights = [tensor_of(f"layer{at}.weight") for at in (1, 2, 3)]
biases = [tensor_of(f"layer{at}.bias") for at in (1, 2, 3)]

values = [np.random.default_rng(0).uniform(-1, 1, (2000, 4))]
for at, (w, b) in enumerate(zip(weights, biases)):
    z = values[-1] @ w.T + b
    values.append(np.maximum(z, 0) if at < 2 else z)


def range_of(values):
    """Scale and zero point of a tensor of signed bytes."""
    low, high = min(values.min(), 0), max(values.max(), 0)
    scale = (high - low) / 255
    return float(np.float32(scale)), int(round(-128 - low / scale))


ranges = [range_of(v) for v in values]
buffers, tensors, operators = [b""], [], []


def tensor(name, shape, kind, content, scale, zero):
    buffers.append(content) if content else None
    tensors.append((name, shape, kind, len(buffers) - 1 if content else 0, scale, zero))
    return len(tensors) - 1


INT8, INT32 = tflite.TensorType.INT8, tflite.TensorType.INT32
first = current = tensor("input", [1, 4], INT8, None, *ranges[0])
for at, (w, b) in enumerate(zip(weights, biases)):
    scale = float(np.float32(np.abs(w).max() / 127))
    bias_scale = float(np.float32(scale * ranges[at][0]))
    whole = np.clip(np.round(w / scale), -127, 127).astype(np.int8)
    bias = np.round(b / bias_scale).astype("<i4")
    places = [
        current,
        tensor(f"weights{at}", list(w.shape), INT8, whole.tobytes(), scale, 0),
        tensor(f"bias{at}", [len(b)], INT32, bias.tobytes(), bias_scale, 0),
    ]
    current = tensor(f"layer{at}", [1, len(b)], INT8, None, *ranges[at + 1])
    operators.append(("dense", places, current, int(at < 2)))
last = tensor("output", [1, 3], INT8, None, 1 / 256, -128)
operators.append(("softmax", [current], last, 0))

b = flatbuffers.Builder(1 << 16)


def vector(start, items, put):
    start(b, len(items))
    for item in reversed(items):
        put(item)
    return b.EndVector()


def numbers(start, items):
    return vector(start, items, b.PrependInt32)


def offsets(start, items):
    return vector(start, items, b.PrependUOffsetTRelative)


def table(name, **fields):
    """A table of the format with these fields."""
    getattr(tflite, f"{name}Start")(b)
    for field, value in fields.items():
        if value is not None:
            getattr(tflite, f"{name}Add{field}")(b, value)
    return getattr(tflite, f"{name}End")(b)


written_buffers = [table("Buffer", Data=b.CreateByteVector(content) if content else None) for content in buffers]
written_tensors = []
for name, shape, kind, buffer, scale, zero in tensors:
    quantization = table(
        "QuantizationParameters",
        Scale=vector(tflite.QuantizationParametersStartScaleVector, [scale], b.PrependFloat32),
        ZeroPoint=vector(tflite.QuantizationParametersStartZeroPointVector, [zero], b.PrependInt64),
    )
    shape, name = numbers(tflite.TensorStartShapeVector, shape), b.CreateString(name)
    fields = dict(Shape=shape, Type=kind, Buffer=buffer, Name=name, Quantization=quantization)
    written_tensors.append(table("Tensor", **fields))
written_operators = []
for kind, inputs, output, relu in operators:
    inputs = numbers(tflite.OperatorStartInputsVector, inputs)
    outputs = numbers(tflite.OperatorStartOutputsVector, [output])
    if kind == "dense":
        index, options = 0, table("FullyConnectedOptions", FusedActivationFunction=relu)
        options_type = tflite.BuiltinOptions.FullyConnectedOptions
    else:
        index, options = 1, table("SoftmaxOptions", Beta=1.0)
        options_type = tflite.BuiltinOptions.SoftmaxOptions
    fields = dict(OpcodeIndex=index, Inputs=inputs, Outputs=outputs)
    written_operators.append(table("Operator", **fields, BuiltinOptionsType=options_type, BuiltinOptions=options))
graph = dict(
    Tensors=offsets(tflite.SubGraphStartTensorsVector, written_tensors),
    Inputs=numbers(tflite.SubGraphStartInputsVector, [first]),
    Outputs=numbers(tflite.SubGraphStartOutputsVector, [last]),
    Operators=offsets(tflite.SubGraphStartOperatorsVector, written_operators),
)
graph = table("SubGraph", **graph)
codes = [
    table("OperatorCode", DeprecatedBuiltinCode=code, BuiltinCode=code, Version=version)
    for code, version in ((tflite.BuiltinOperator.FULLY_CONNECTED, 4), (tflite.BuiltinOperator.SOFTMAX, 2))
]
model = dict(
    OperatorCodes=offsets(tflite.ModelStartOperatorCodesVector, codes),
    Subgraphs=offsets(tflite.ModelStartSubgraphsVector, [graph]),
    Buffers=offsets(tflite.ModelStartBuffersVector, written_buffers),
    Description=b.CreateString("4-32-32-3"),
)
b.Finish(table("Model", Version=3, **model), b"TFL3")
(pathlib.Path(sys.argv[1]) / "sensors.tflite").write_bytes(b.Output())
