"""Writes torch_optimizers.json to its standard output: steps of optimisers under settings that
torch_2_3_3_2.json lacks, on its network and data; clipped gradients; L-BFGS.

    python3 make_torch_optimizers.py > torch_optimizers.json

Needs Debian's python3-torch and lion_pytorch.py of the PyPI package lion-pytorch 0.2.5 on PYTHONPATH.
"""

import json
from pathlib import Path

import torch
from lion_pytorch.lion_pytorch import Lion

# PyTorch's NAdam holds the product of its momenta in this type
torch.set_default_dtype(torch.float64)
GOLDEN = json.loads((Path(__file__).parent / "torch_2_3_3_2.json").read_text())
X, Y = torch.tensor(GOLDEN["x"]), torch.tensor(GOLDEN["y"])


def network():
    net = torch.nn.Sequential(
        torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 3), torch.nn.ReLU(), torch.nn.Linear(3, 2)
    )
    net.load_state_dict({name: torch.tensor(value) for name, value in GOLDEN["init"].items()})
    return net


def parameters(net):
    return {name: value.tolist() for name, value in net.state_dict().items()}


def loss_of(net):
    return torch.nn.functional.cross_entropy(net(X), Y)


def gradients(net):
    return {name: value.grad.tolist() for name, value in net.named_parameters()}


def run(optimizer, net, steps=20, before_step=lambda net: None):
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = loss_of(net)
        loss.backward()
        before_step(net)
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, "final": parameters(net)}


def steps(make, **settings):
    net = network()
    return run(make(net.parameters(), **settings), net)


def groups(net):
    """The last layer at a tenth of the rate, decay on weights alone."""
    def group(name, value):
        return {
            "params": [value],
            "lr": 0.01 * (0.1 if name.startswith("4") else 1.0),
            "weight_decay": 0.0 if name.endswith("bias") else 0.1,
        }
    return [group(name, value) for name, value in net.named_parameters()]


def clipped(clip):
    net = network()
    loss_of(net).backward()
    norm = clip(net.parameters())
    return {"norm": None if norm is None else norm.item(), "gradient": gradients(net)}


def averaged():
    """An exponential moving average of the parameters, as `AveragedModel` with PyTorch 2's
    `get_ema_avg_fn(0.9)` makes it: a copy at first."""
    net = network()
    average = torch.optim.swa_utils.AveragedModel(
        net, avg_fn=lambda average, value, count: 0.9 * average + 0.1 * value
    )
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(20):
        run(optimizer, net, 1)
        average.update_parameters(net)
    return parameters(average.module)


def lbfgs(steps, **settings):
    net = network()
    optimizer = torch.optim.LBFGS(net.parameters(), **settings)

    def closure():
        optimizer.zero_grad()
        loss = loss_of(net) + sum((p * p).sum() for p in net.parameters()) * 0.01
        loss.backward()
        return loss

    losses = [optimizer.step(closure).item() for _ in range(steps)]
    return {"losses": losses, "final": parameters(net), "evaluations": optimizer.state[next(iter(net.parameters()))]["func_evals"]}


grouped = network()
optim = torch.optim
print(json.dumps({
    "torch": torch.__version__,
    "steps": {
        # PyTorch 1.13's other NAdam counts one momentum twice; this one is the paper's and PyTorch 2's
        "nadam": steps(optim.NAdam, foreach=True),
        "nadam_decay": steps(optim.NAdam, lr=0.02, betas=(0.8, 0.95), weight_decay=0.05, momentum_decay=0.1, foreach=True),
        "radam_decay": steps(optim.RAdam, lr=0.05, betas=(0.8, 0.9), weight_decay=0.05),
        "adamax_decay": steps(optim.Adamax, lr=0.02, betas=(0.8, 0.9), weight_decay=0.05),
        "adamw_amsgrad": steps(optim.AdamW, lr=0.05, betas=(0.5, 0.6), weight_decay=0.3, amsgrad=True),
        "rmsprop_momentum": steps(optim.RMSprop, lr=0.005, alpha=0.9, momentum=0.8, weight_decay=0.05),
        "rmsprop_centered": steps(optim.RMSprop, lr=0.005, alpha=0.9, weight_decay=0.05, centered=True),
        "rmsprop_decay": steps(optim.RMSprop, lr=0.005, alpha=0.9, eps=1e-3, weight_decay=0.05),
        "adagrad_decay": steps(optim.Adagrad, lr=0.1, lr_decay=0.1, weight_decay=0.05, initial_accumulator_value=0.2),
        "adadelta_decay": steps(optim.Adadelta, lr=0.5, rho=0.8, eps=1e-3, weight_decay=0.05),
        "nesterov_decay": steps(optim.SGD, lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.05),
        "sgd_decay": steps(optim.SGD, lr=0.1, weight_decay=0.05),
        "lion": steps(Lion, lr=0.01),
        "lion_decay": steps(Lion, lr=0.02, betas=(0.8, 0.95), weight_decay=0.5),
        "groups": run(optim.AdamW(groups(grouped)), grouped),
    },
    "clipped": {
        "norm": clipped(lambda p: torch.nn.utils.clip_grad_norm_(p, 0.05)),
        "below": clipped(lambda p: torch.nn.utils.clip_grad_norm_(p, 5.0)),
        "value": clipped(lambda p: torch.nn.utils.clip_grad_value_(p, 0.02)),
    },
    "average": averaged(),
    "lbfgs": {
        "plain": lbfgs(4, lr=0.2, max_iter=5, history_size=4),
        "wolfe": lbfgs(4, max_iter=5, history_size=4, line_search_fn="strong_wolfe"),
        "wolfe_to_the_end": lbfgs(1, max_iter=100, max_eval=200, history_size=10, line_search_fn="strong_wolfe"),
    },
}, separators=(",", ":")))
