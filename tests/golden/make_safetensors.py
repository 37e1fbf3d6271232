"""Makes the .safetensors files of the tests: `python3 make_safetensors.py`

Needs torch (1.13, as Debian has it) and safetensors (0.8). Every network is written by PyTorch with a few inputs and its own
outputs for them; the files under tests/ui/weights/ are wrong, each in one way.
"""

import json
import pathlib
import struct

import torch
from safetensors.torch import save, save_file
from torch import nn

here = pathlib.Path(__file__).parent
torch.manual_seed(7)


def with_samples(net, inputs, dtype):
    net = net.to(dtype)
    x = torch.randn(5, inputs, dtype=dtype)
    with torch.no_grad():
        samples = {"typed_nn.input": x, "typed_nn.output": net(x)}
    return net.state_dict() | samples


def sequential():
    return nn.Sequential(
        nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 6), nn.Tanh(), nn.Linear(6, 3), nn.Softmax(1)
    )


class Named(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(4, 5)
        self.output = nn.Linear(5, 2)

    def forward(self, x):
        return self.output(torch.sigmoid(self.hidden(x)))


class Scattered(nn.Module):
    """Names that say nothing of an order."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Linear(3, 5)
        self.head = nn.Linear(5, 2)
        self.core = nn.Linear(5, 5)

    def forward(self, x):
        return self.head(torch.tanh(self.core(torch.relu(self.embed(x)))))


class Numbered(nn.Module):
    """More than nine layers, so that 10 comes behind 9; every name with its network's."""

    def __init__(self):
        super().__init__()
        sizes = [3, *range(4, 15), 2]
        self.body = nn.ModuleDict({f"fc{i + 1}": nn.Linear(sizes[i], sizes[i + 1]) for i in range(12)})

    def forward(self, x):
        for i in range(12):
            x = torch.tanh(self.body[f"fc{i + 1}"](x)) if i < 11 else self.body[f"fc{i + 1}"](x)
        return x


save_file(with_samples(sequential(), 4, torch.float32), here / "sequential.safetensors")
save_file(with_samples(sequential(), 4, torch.float64), here / "sequential_f64.safetensors")
save_file(with_samples(Named(), 4, torch.float32), here / "named.safetensors")
save_file(with_samples(Numbered(), 3, torch.float32), here / "numbered.safetensors")
save_file(with_samples(Scattered(), 3, torch.float32), here / "scattered.safetensors")

# 2 => relu 3 => softmax 2, right and then wrong
wrong = here.parent / "ui" / "weights"
wrong.mkdir(exist_ok=True)
right = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2)).state_dict()
right = {name: tensor.detach() for name, tensor in right.items()}


def change(file, **tensors):
    changed = dict(right)
    for name, tensor in tensors.items():
        name = name.lstrip("_").replace("_", ".")
        if tensor is None:
            del changed[name]
        else:
            changed[name] = tensor
    save_file(changed, wrong / f"{file}.safetensors")


change("right")
change("missing", _2_bias=None)
change("extra", _4_weight=torch.zeros(2, 2), _4_bias=torch.zeros(2))
change("other_shape", _2_weight=torch.zeros(2, 4))
change("transposed", _2_weight=torch.zeros(3, 2))
change("half", _0_weight=right["0.weight"].half())
change("double", _0_bias=right["0.bias"].double())
change("nan", _2_bias=torch.tensor([0.5, torch.nan]))
change("infinite", _0_weight=torch.full((3, 2), torch.inf))
change("too_large", _0_weight=torch.full((3, 2), 1e300, dtype=torch.float64))
two = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 4), nn.Tanh(), nn.Linear(2, 4)).state_dict()
save_file(two, wrong / "two_layers.safetensors")
(wrong / "text.weights").write_text("no weights, but words\n")
samples = {"typed_nn.input": torch.zeros(5, 3), "typed_nn.output": torch.zeros(5, 2)}
save_file(right | samples, wrong / "samples.safetensors")
bytes_ = save(right)
(wrong / "truncated.safetensors").write_bytes(bytes_[:-3])
(wrong / "text.safetensors").write_text("no weights, but words\n")
header_len = struct.unpack("<Q", bytes_[:8])[0]
header = json.loads(bytes_[8 : 8 + header_len])
header["0.bias"]["data_offsets"] = header["2.bias"]["data_offsets"]
header["0.bias"]["shape"] = header["2.bias"]["shape"]
text = json.dumps(header).encode()
overlapping = struct.pack("<Q", len(text)) + text + bytes_[8 + header_len :]
(wrong / "overlapping.safetensors").write_bytes(overlapping)

for name, dtype in {"half": torch.float16, "bfloat16": torch.bfloat16}.items():
    # stored in fewer bits, computed in f32
    tensors = with_samples(sequential().to(dtype), 4, torch.float32)
    stored = {key: tensor if key.startswith("typed_nn") else tensor.to(dtype) for key, tensor in tensors.items()}
    save_file(stored, here / f"sequential_{name}.safetensors")
