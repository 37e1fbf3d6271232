"""Python's safetensors reads what `save` wrote: `python3 reads_ours.py OURS PYTORCHS`

The same network as PyTorch wrote it (`0.weight`, …) and as typed-nn did (`layer1.weight`, …).
"""

import sys

import numpy as np
from safetensors import safe_open

ours, pytorchs = (safe_open(path, "numpy") for path in sys.argv[1:3])
assert set(ours.metadata()) == {"typed_nn.topology", "typed_nn.checksum"}, ours.metadata()
for layer, module in enumerate(["0", "2", "4"], start=1):
    for kind in ["weight", "bias"]:
        mine = ours.get_tensor(f"layer{layer}.{kind}")
        np.testing.assert_array_equal(mine, pytorchs.get_tensor(f"{module}.{kind}"))
assert len(ours.keys()) == 6, ours.keys()
print("Python reads the same weights")
