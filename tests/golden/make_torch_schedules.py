"""Writes torch_schedules.json to its standard output: the learning rates of PyTorch's schedulers, step
by step, for a base rate of 1.

    python3 make_torch_schedules.py > torch_schedules.json
"""

import json

import torch
from torch.optim import lr_scheduler as schedulers

# a plateau, a rise, a fall that is too small to count, a NaN
LOSSES = [1.0, 0.9, 0.9, 0.95, 0.899995, 0.8999, 0.7, float("nan"), 0.8, 0.8, 0.8, 0.8, 0.8, 0.6, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7]


def optimizer():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)


def rates(make, steps=40):
    sgd = optimizer()
    scheduler = make(sgd)
    rates = []
    for step in range(steps):
        rates.append(sgd.param_groups[0]["lr"])
        sgd.step()
        if step + 1 < steps:
            scheduler.step()
    return rates


def plateau(**settings):
    sgd = optimizer()
    scheduler = schedulers.ReduceLROnPlateau(sgd, **settings)
    rates = []
    for loss in LOSSES:
        scheduler.step(loss)
        rates.append(sgd.param_groups[0]["lr"])
    return rates


def warm_up_then_cosine(sgd):
    warm_up = schedulers.LinearLR(sgd, start_factor=0.1, total_iters=5)
    cosine = schedulers.CosineAnnealingLR(sgd, T_max=20, eta_min=0.01)
    return schedulers.SequentialLR(sgd, [warm_up, cosine], milestones=[5])


print(json.dumps({
    "torch": torch.__version__,
    "constant": rates(lambda sgd: schedulers.ConstantLR(sgd, factor=0.25, total_iters=7)),
    "step": rates(lambda sgd: schedulers.StepLR(sgd, step_size=7, gamma=0.3)),
    "multi_step": rates(lambda sgd: schedulers.MultiStepLR(sgd, milestones=[3, 4, 25], gamma=0.5)),
    "exponential": rates(lambda sgd: schedulers.ExponentialLR(sgd, gamma=0.93)),
    "linear": rates(lambda sgd: schedulers.LinearLR(sgd)),
    "linear_down": rates(lambda sgd: schedulers.LinearLR(sgd, start_factor=0.9, end_factor=0.2, total_iters=30)),
    "polynomial": rates(lambda sgd: schedulers.PolynomialLR(sgd, total_iters=25, power=1.7)),
    # to the end of the wave
    "cosine": rates(lambda sgd: schedulers.CosineAnnealingLR(sgd, T_max=30, eta_min=0.05), 31),
    "cosine_restarts": rates(lambda sgd: schedulers.CosineAnnealingWarmRestarts(sgd, T_0=6, eta_min=0.1)),
    "cosine_restarts_longer": rates(lambda sgd: schedulers.CosineAnnealingWarmRestarts(sgd, T_0=5, T_mult=2)),
    "one_cycle": rates(lambda sgd: schedulers.OneCycleLR(sgd, max_lr=1.0, total_steps=40, cycle_momentum=False)),
    "one_cycle_linear": rates(lambda sgd: schedulers.OneCycleLR(
        sgd, max_lr=1.0, total_steps=40, pct_start=0.45, anneal_strategy="linear", div_factor=10.0,
        final_div_factor=100.0, cycle_momentum=False)),
    # to the end of the wave
    "warm_up_then_cosine": rates(warm_up_then_cosine, 26),
    "losses": [None if loss != loss else loss for loss in LOSSES],
    "plateau": plateau(factor=0.5, patience=2),
    "plateau_cooldown": plateau(factor=0.3, patience=1, cooldown=2, threshold=0.2, min_lr=0.05),
}, separators=(",", ":")))
