"""Writes torch_stages.json to its standard output: a network with layer normalisation, its gradient, and steps of
optimisers on all of its parameters and on a part of them.

    python3 make_torch_stages.py > torch_stages.json

Beside it, behind a standardisation of raw inputs, with dropout between its layers, in float32 and with samples, the
same network becomes normed.safetensors.
Needs Debian's python3-torch, and safetensors.
"""

import contextlib
import json
import sys
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent.parent / "tools"))
from export import Standardize, export

torch.set_default_dtype(torch.float64)
torch.manual_seed(5)
X = torch.randn(12, 4) * 2 + 1
Y = torch.randint(0, 3, (12,))
START = nn.Sequential(
    nn.Linear(4, 6), nn.Tanh(), nn.LayerNorm(6), nn.Linear(6, 5), nn.ReLU(), nn.LayerNorm(5, eps=0.1), nn.Linear(5, 3)
)
with torch.no_grad():
    for value in START.parameters():
        value.add_(0.3 * torch.randn_like(value))


def network():
    net = nn.Sequential(
        nn.Linear(4, 6), nn.Tanh(), nn.LayerNorm(6), nn.Linear(6, 5), nn.ReLU(), nn.LayerNorm(5, eps=0.1), nn.Linear(5, 3)
    )
    net.load_state_dict(START.state_dict())
    return net


def values(net):
    return {name: value.tolist() for name, value in net.state_dict().items()}


def loss_of(net):
    return nn.functional.cross_entropy(net(X), Y)


def steps(make, is_trained=lambda name: True, count=15, **settings):
    net = network()
    for name, value in net.named_parameters():
        value.requires_grad_(is_trained(name))
    optimizer = make([value for value in net.parameters() if value.requires_grad], **settings)
    for _ in range(count):
        optimizer.zero_grad()
        loss = loss_of(net)
        loss.backward()
        optimizer.step()
    return {"loss": loss.item(), "final": values(net)}


layers = list(network())
raw = 100 * X + 1000
scaler = Standardize(raw.mean(0), raw.std(0, unbiased=False))
dropping = nn.Sequential(scaler, *layers[:3], nn.Dropout(0.1), *layers[3:]).float()
with contextlib.redirect_stdout(sys.stderr):
    export(dropping, HERE / "normed.safetensors", raw.float(), "Normed")
net = network()
x = X.clone().requires_grad_()
loss = nn.functional.cross_entropy(net(x), Y)
loss.backward()
dropped = nn.functional.dropout(torch.ones(1000), p=0.3)
print(
    json.dumps(
        {
            "torch": torch.__version__,
            "x": X.tolist(),
            "y": Y.tolist(),
            "init": values(net),
            "logits": net(X).tolist(),
            "loss": loss.item(),
            "gradient": {name: value.grad.tolist() for name, value in net.named_parameters()},
            # 12 times the slope of one sample's loss
            "input_gradient": (12 * x.grad).tolist(),
            "momentum": steps(torch.optim.SGD, lr=0.05, momentum=0.9),
            "adam": steps(torch.optim.Adam, lr=0.01),
            # the first two layers frozen, of the next layer the bias alone
            "frozen": steps(
                torch.optim.AdamW,
                lambda name: not name.startswith(("0.", "2.")) and name != "3.weight",
                lr=0.01,
                weight_decay=0.1,
            ),
            "dropout_values": sorted(set(dropped.tolist())),
        }
    )
)
