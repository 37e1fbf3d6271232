"""The torch.nn.Sequential sources that typed-nn-convert wrote, run by PyTorch: `python3 runs_torch.py SAMPLES.json ... NETWORK.py ...`

A network's outputs are those in a file of samples under its name (up to the first dot). CI has no PyTorch: run it by hand, where there is
one (1.13 or newer).
"""

import json
import runpy
import sys
from pathlib import Path

import torch

paths = [Path(path) for path in sys.argv[1:]]
samples = {}
for path in paths:
    if path.suffix == ".json":
        samples |= json.loads(path.read_text())

for path in paths:
    if path.suffix == ".json":
        continue
    net = runpy.run_path(path)["net"]
    dtype = next(net.parameters()).dtype
    known = samples[path.name.split(".")[0]]
    expected = torch.tensor(known["outputs"], dtype=torch.float64)
    with torch.no_grad():
        y = net(torch.tensor(known["inputs"], dtype=torch.float64).to(dtype)).double()
    worst = ((y - expected).abs() / expected.abs().clamp(min=1)).max().item()
    assert y.shape == expected.shape and worst < 1e-6, f"{path}: {worst}"
    print(f"{path}: PyTorch gives the same to {worst:.1e}")
