"""Writes what the peers are made from: python3 weights.py FOLDER

`weights.h` (the weights and samples of ../nets/sensors.safetensors) and, where emlearn is installed, `emlearn_net.h`.
"""

import json
import pathlib
import struct
import sys

into = pathlib.Path(sys.argv[1])
file = (pathlib.Path(__file__).parent / "../nets/sensors.safetensors").read_bytes()
(length,) = struct.unpack("<Q", file[:8])
header, data = json.loads(file[8 : 8 + length]), file[8 + length :]


def tensor(name):
    begin, end = header[name]["data_offsets"]
    flat, shape = list(struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])), header[name]["shape"]
    return flat if len(shape) == 1 else [flat[row * shape[1] : (row + 1) * shape[1]] for row in range(shape[0])]


def array(name, values):
    if isinstance(values[0], list):
        rows = ",\n".join("{" + ",".join(f"{v!r}f" for v in row) + "}" for row in values)
        return f"static const float {name}[{len(values)}][{len(values[0])}] = {{{rows}}};\n"
    return f"static const float {name}[{len(values)}] = {{{','.join(f'{v!r}f' for v in values)}}};\n"


weights = [tensor(f"layer{at}.weight") for at in (1, 2, 3)]
biases = [tensor(f"layer{at}.bias") for at in (1, 2, 3)]
inputs, outputs = tensor("typed_nn.input"), tensor("typed_nn.output")
text = "/* written by weights.py */\n#pragma once\n"
for at in range(3):
    text += array(f"W{at + 1}", weights[at]) + array(f"B{at + 1}", biases[at])
text += f"enum {{ SAMPLES = {len(inputs)} }};\n" + array("INPUT", inputs) + array("OUTPUT", outputs)
(into / "weights.h").write_text(text)

try:
    import emlearn
except ImportError:
    sys.exit()
import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier

warnings.filterwarnings("ignore")
samples = np.random.default_rng(0).normal(size=(60, 4))
net = MLPClassifier((32, 32), activation="relu", max_iter=2).fit(samples, np.arange(60) % 3)
net.coefs_ = [np.array(w, dtype=np.float32).T.copy() for w in weights]
net.intercepts_ = [np.array(b, dtype=np.float32) for b in biases]
emlearn.convert(net, method="inline").save(file=str(into / "emlearn_net.h"), name="net")
print(emlearn.includedir)
