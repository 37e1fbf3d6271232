"""Writes torch_functions.json: activations and losses by PyTorch 1.13 in float64, slopes by autograd.

    apt-get install python3-torch
    /usr/bin/python3 make_torch.py > torch_functions.json
"""
import json
import torch
import torch.nn.functional as F

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

# no kink of any function (0, 1, 3, 6) is among them
X = [1e-300, 1e-16, 1e-8, 1e-4, 0.01, 0.1, 0.25, 0.5, 0.75, 0.99, 1.01, 1.5, 2.0, 2.5, 2.99, 3.01, 4.0, 5.0,
     5.99, 6.01, 7.5, 10.0, 15.0, 19.5, 20.5, 30.0, 36.5, 50.0, 100.0, 700.0, 800.0, 1e3, 1e5, 1e10]
X = sorted([-x for x in X] + X)

ACTIVATIONS = {
    "linear": lambda x: x * 1.0,
    "relu": F.relu,
    "relu6": F.relu6,
    "leaky_relu(0.01)": lambda x: F.leaky_relu(x, 0.01),
    "leaky_relu(0.3)": lambda x: F.leaky_relu(x, 0.3),
    "elu": F.elu,
    "elu(0.5)": lambda x: F.elu(x, 0.5),
    "selu": F.selu,
    "celu": F.celu,
    "celu(2)": lambda x: F.celu(x, 2.0),
    "gelu": F.gelu,
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    "silu": F.silu,
    "mish": F.mish,
    # F.softplus goes over to x at 20, which is off by 2e-9
    "softplus": lambda x: -F.logsigmoid(-x),
    "softsign": F.softsign,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    # the slope of F.hardsigmoid is 1/6 of f32
    "hard_sigmoid": lambda x: torch.clamp(x + 3, 0, 6) / 6,
    "hard_swish": F.hardswish,
    "hard_tanh": F.hardtanh,
}


def elementwise(f):
    x = torch.tensor(X, requires_grad=True)
    y = f(x)
    y.sum().backward()
    return {"y": y.tolist(), "slope": x.grad.tolist()}


# logits: random, far apart, equal and large, a single one
Z = [torch.randn(n).tolist() for n in (1, 2, 4)]
Z += [(torch.randn(4) * 30).tolist(), [1e3, 0.0, -1e3], [1e3, 1e3, 999.0], [-1e5, -1e5 - 1], [50.0, -50.0],
      [1e-8, -1e-8, 0.0], [1e10, 1e10, 1e10 - 4]]


def whole(f):
    cases = []
    for values in Z:
        z = torch.tensor(values, requires_grad=True)
        delta = torch.randn(len(values))
        y = f(z, -1)
        (y * delta).sum().backward()
        cases.append({"y": y.tolist(), "delta": delta.tolist(), "chained": z.grad.tolist()})
    return cases


def distribution(n):
    return torch.softmax(torch.randn(n), -1)


def one_hot(n):
    return F.one_hot(torch.randint(n, (1,))[0], n).double()


def zeros_and_ones(n):
    return torch.randint(2, (n,)).double()


def signs(n):
    return zeros_and_ones(n) * 2 - 1


def hinge(y, t):
    """Keras: mean(maximum(1 - y_true * y_pred, 0))"""
    return torch.clamp(1 - t * y, min=0).mean()


def kl(z, t):
    return F.kl_div(F.log_softmax(z, -1), t, reduction="sum")


# name of the loss: (loss of y and t, targets, output activations)
ON_OUTPUTS = ["linear", "tanh", "softmax"]
LOSSES = {
    "mean_squared": (F.mse_loss, torch.randn, ON_OUTPUTS),
    "sum_squared": (lambda y, t: F.mse_loss(y, t, reduction="sum"), torch.randn, ON_OUTPUTS),
    "sum_squared(0.5)": (lambda y, t: 0.5 * F.mse_loss(y, t, reduction="sum"), torch.randn, ON_OUTPUTS),
    "mean_absolute": (F.l1_loss, torch.randn, ON_OUTPUTS),
    "huber": (F.huber_loss, torch.randn, ON_OUTPUTS),
    "huber(0.5)": (lambda y, t: F.huber_loss(y, t, delta=0.5), torch.randn, ON_OUTPUTS),
    "smooth_l1": (F.smooth_l1_loss, torch.randn, ON_OUTPUTS),
    "smooth_l1(0.1)": (lambda y, t: F.smooth_l1_loss(y, t, beta=0.1), torch.randn, ON_OUTPUTS),
    "hinge": (hinge, signs, ["linear", "tanh"]),
}
LOGIT_LOSSES = {
    "cross_entropy": (F.cross_entropy, distribution, ["softmax", "log_softmax", "linear"]),
    "cross_entropy one-hot": (F.cross_entropy, one_hot, ["softmax", "log_softmax", "linear"]),
    "cross_entropy(0.1)": (lambda z, t: F.cross_entropy(z, t, label_smoothing=0.1), one_hot,
                           ["softmax", "log_softmax", "linear"]),
    "kl_divergence": (kl, distribution, ["softmax", "log_softmax", "linear"]),
    "binary_cross_entropy": (F.binary_cross_entropy_with_logits, zeros_and_ones, ["sigmoid", "linear"]),
    "binary_cross_entropy soft": (F.binary_cross_entropy_with_logits, torch.rand, ["sigmoid", "linear"]),
}
OUTPUTS = {"linear": lambda z: z, "tanh": torch.tanh, "softmax": lambda z: torch.softmax(z, -1)}


def judged(loss, targets, through):
    cases = []
    for values in Z:
        z = torch.tensor(values, requires_grad=True)
        target = targets(len(values))
        value = loss(through(z), target)
        value.backward()
        cases.append({"target": target.tolist(), "loss": value.item(), "delta": z.grad.tolist()})
    return cases


losses = []
for name, (loss, targets, activations) in LOSSES.items():
    for activation in activations:
        cases = judged(loss, targets, OUTPUTS[activation])
        losses.append({"loss": name, "activation": activation, "cases": cases})
for name, (loss, targets, activations) in LOGIT_LOSSES.items():
    cases = judged(loss, targets, lambda z: z)
    for activation in activations:
        losses.append({"loss": name, "activation": activation, "cases": cases})

print(json.dumps({
    "torch": torch.__version__,
    "x": X,
    "z": Z,
    "elementwise": {name: elementwise(f) for name, f in ACTIVATIONS.items()},
    "whole": {"softmax": whole(torch.softmax), "log_softmax": whole(torch.log_softmax)},
    "losses": losses,
}, separators=(",", ":")))
