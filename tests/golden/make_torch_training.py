"""Writes torch_training.json to its standard output: runs of training with what stands around an
optimiser, on the network and the data of torch_2_3_3_2.json: gradients added up over batches,
clipping, penalties, label smoothing, other losses.

    apt-get install python3-torch
    /usr/bin/python3 make_torch_training.py > torch_training.json
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
GOLDEN = json.loads((Path(__file__).parent / "torch_2_3_3_2.json").read_text())
X, Y = torch.tensor(GOLDEN["x"]), torch.tensor(GOLDEN["y"])
ONE_HOT = F.one_hot(Y, 2).double()
# batches of unequal length, each of which counts by its samples in the gradient of all four
BATCHES = [slice(0, 1), slice(1, 4)]
STEPS = 20


def network():
    net = torch.nn.Sequential(
        torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 3), torch.nn.ReLU(), torch.nn.Linear(3, 2)
    )
    net.load_state_dict({name: torch.tensor(value) for name, value in GOLDEN["init"].items()})
    return net


def parameters(values):
    return {name: value.tolist() for name, value in values}


def run(backward, before_step=lambda net: None):
    """20 steps of SGD with momentum; `backward` leaves the gradient and returns the loss."""
    net = network()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.5)
    losses, first = [], None
    for _ in range(STEPS):
        optimizer.zero_grad()
        losses.append(backward(net).item())
        before_step(net)
        first = first or parameters((name, value.grad) for name, value in net.named_parameters())
        optimizer.step()
    return {"losses": losses, "first_gradient": first, "final": parameters(net.state_dict().items())}


def whole(loss):
    def backward(net):
        value = loss(net(X))
        value.backward()
        return value
    return backward


def accumulated(net):
    total = 0.0
    for batch in BATCHES:
        value = F.cross_entropy(net(X[batch]), Y[batch]) * len(X[batch]) / len(X)
        value.backward()
        total += value
    return total


def penalised(l1, l2):
    def backward(net):
        weights = [value for name, value in net.named_parameters() if name.endswith("weight")]
        loss = F.cross_entropy(net(X), Y)
        cost = sum(l1 * w.abs().sum() + l2 * (w * w).sum() for w in weights)
        (loss + cost).backward()
        return loss
    return backward


cross_entropy = whole(lambda z: F.cross_entropy(z, Y))
print(json.dumps({
    "torch": torch.__version__,
    "accumulated": run(accumulated),
    "clip_norm": run(cross_entropy, lambda net: torch.nn.utils.clip_grad_norm_(net.parameters(), 0.05)),
    "clip_value": run(cross_entropy, lambda net: torch.nn.utils.clip_grad_value_(net.parameters(), 0.02)),
    "lasso": run(penalised(0.01, 0.0)),
    "ridge": run(penalised(0.0, 0.02)),
    "elastic_net_clipped": run(penalised(0.01, 0.02), lambda net: torch.nn.utils.clip_grad_norm_(net.parameters(), 0.1)),
    "label_smoothing": run(whole(lambda z: F.cross_entropy(z, Y, label_smoothing=0.1))),
    "mean_squared": run(whole(lambda z: F.mse_loss(torch.softmax(z, -1), ONE_HOT))),
    "huber": run(whole(lambda z: F.huber_loss(torch.softmax(z, -1), ONE_HOT, delta=0.3))),
    "binary_cross_entropy": run(whole(lambda z: F.binary_cross_entropy_with_logits(z, ONE_HOT))),
}, separators=(",", ":")))
