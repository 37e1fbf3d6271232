"""Writes the weights of the measured networks, with samples computed here, in double precision.

    python3 nets/golden.py

The standard library of Python is enough. `sensors` has random weights; `sine` is trained.
"""

import json
import math
import pathlib
import random
import struct

HERE = pathlib.Path(__file__).parent
relu = lambda v: max(v, 0.0)
single = lambda v: struct.unpack("<f", struct.pack("<f", v))[0]


def forward(layers, x):
    """The values of every layer, the last without an activation."""
    values = [x]
    for at, (weights, bias) in enumerate(layers):
        z = [sum(w * v for w, v in zip(row, values[-1])) + b for row, b in zip(weights, bias)]
        values.append(z if at == len(layers) - 1 else [relu(v) for v in z])
    return values


def softmax(z):
    powers = [math.exp(v - max(z)) for v in z]
    return [p / sum(powers) for p in powers]


def write(name, layers, inputs, outputs):
    tensors = {}
    for at, (weights, bias) in enumerate(layers, 1):
        tensors[f"layer{at}.weight"], tensors[f"layer{at}.bias"] = weights, bias
    tensors["typed_nn.input"], tensors["typed_nn.output"] = inputs, outputs
    header, data = {}, b""
    for key, rows in tensors.items():
        flat = [v for row in rows for v in row] if isinstance(rows[0], list) else rows
        shape = [len(rows), len(rows[0])] if isinstance(rows[0], list) else [len(rows)]
        packed = struct.pack(f"<{len(flat)}f", *flat)
        header[key] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (HERE / f"{name}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


def sensors():
    random.seed(1)
    layers, sizes = [], [4, 32, 32, 3]
    for i, o in zip(sizes, sizes[1:]):
        weights = [[single(random.gauss(0, math.sqrt(2 / i))) for _ in range(i)] for _ in range(o)]
        layers.append((weights, [single(random.uniform(-0.1, 0.1)) for _ in range(o)]))
    inputs = [[single(random.uniform(-1, 1)) for _ in range(4)] for _ in range(8)]
    write("sensors", layers, inputs, [softmax(forward(layers, x)[-1]) for x in inputs])


def sine():
    random.seed(2)
    layers, sizes = [], [1, 16, 16, 1]
    for i, o in zip(sizes, sizes[1:]):
        layers.append(([[random.gauss(0, math.sqrt(2 / i)) for _ in range(i)] for _ in range(o)], [0.0] * o))
    for step in range(40000):
        rate = 0.02 * (1 - step / 40000)
        x = random.uniform(0, 2 * math.pi)
        values = forward(layers, [x])
        delta = [max(-1.0, min(1.0, values[-1][0] - math.sin(x)))]
        for at in (2, 1, 0):
            weights, bias = layers[at]
            before = values[at]
            back = [sum(weights[o][i] * delta[o] for o in range(len(delta))) * (before[i] > 0) for i in range(len(before))]
            for o, d in enumerate(delta):
                bias[o] -= rate * d
                for i, v in enumerate(before):
                    weights[o][i] -= rate * d * v
            delta = back
    layers = [([[single(v) for v in row] for row in weights], [single(v) for v in bias]) for weights, bias in layers]
    inputs = [[single(x * 2 * math.pi / 16)] for x in range(17)]
    outputs = [forward(layers, x)[-1] for x in inputs]
    worst = max(abs(y[0] - math.sin(x[0])) for x, y in zip(inputs, outputs))
    print(f"sine: at most {worst:.3f} wrong")
    write("sine", layers, inputs, outputs)


sensors()
sine()
