"""Exports a torch.nn.Sequential for typed-nn, and prints the declaration that it fits.

    from export import export
    export(net, "pilot.safetensors", inputs)

`inputs` are a few rows of what the network will see: they travel with the weights, with PyTorch's own
outputs for them, and typed-nn tests itself with them. Needs torch and safetensors. Run by itself it
trains a small network and exports it: `python3 tools/export.py`
"""

import torch
from safetensors.torch import save_file
from torch import nn

# what stands before a width
WORDS = {
    nn.Identity: "linear",
    nn.ReLU: "relu",
    nn.ReLU6: "relu6",
    nn.LeakyReLU: lambda f: f"leaky_relu({f.negative_slope})",
    nn.ELU: lambda f: f"elu({f.alpha})",
    nn.SELU: "selu",
    nn.CELU: lambda f: f"celu({f.alpha})",
    nn.GELU: lambda f: "gelu_tanh" if getattr(f, "approximate", "none") == "tanh" else "gelu",
    nn.SiLU: "silu",
    nn.Mish: "mish",
    nn.Softplus: "softplus",
    nn.Softsign: "softsign",
    nn.Tanh: "tanh",
    nn.Sigmoid: "sigmoid",
    nn.Hardsigmoid: "hard_sigmoid",
    nn.Hardswish: "hard_swish",
    nn.Hardtanh: "hard_tanh",
    nn.Softmax: "softmax",
    nn.LogSoftmax: "log_softmax",
}

class Standardize(nn.Module):
    """(x - mean) / std, typed-nn's `standardize`. Put it before a net that was trained on such inputs:

        export(nn.Sequential(Standardize(mean, std), *net), "pilot.safetensors", raw_inputs)

    `mean` and `std` are those of scikit-learn's StandardScaler (`mean_`, `scale_`), or of your own.
    """

    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("mean", torch.as_tensor(mean, dtype=torch.get_default_dtype()))
        self.register_buffer("std", torch.as_tensor(std, dtype=torch.get_default_dtype()))

    def forward(self, x):
        return (x - self.mean) / self.std


# what stands between layers, and a further layer: before them there may be no activation
WITHOUT_WIDTH = (nn.Linear, nn.LayerNorm, nn.Dropout)


def declaration(net, name, file):
    """The `network!` that the modules of a Sequential stand for."""
    stages, modules = [], list(net)
    for at, module in enumerate(modules):
        if isinstance(module, nn.Linear):
            if module.bias is None:
                raise ValueError(f"module {at} has no bias: typed-nn's layers have one")
            behind = modules[at + 1] if at + 1 < len(modules) else nn.Identity()
            word = "linear" if isinstance(behind, WITHOUT_WIDTH) else WORDS.get(type(behind))
            if word is None:
                raise ValueError(f"typed-nn has no activation for module {at + 1}, {behind}")
            word = word if isinstance(word, str) else word(behind)
            if isinstance(behind, (nn.Softplus, nn.Hardtanh)) and repr(behind) != repr(type(behind)()):
                raise ValueError(f"typed-nn has {word} with its usual numbers only, not {behind}")
            stages.append(f"{word} {module.out_features}")
        elif isinstance(module, nn.LayerNorm):
            if len(module.normalized_shape) != 1 or module.weight is None or module.bias is None:
                raise ValueError(f"typed-nn normalises all values of a sample, with weight and bias, not as {module}")
            stages.append("layer_norm()" if module.eps == 1e-5 else f"layer_norm({module.eps})")
        elif isinstance(module, nn.Dropout):
            stages.append(f"dropout({module.p})")
        elif isinstance(module, Standardize):
            if at > 0:
                raise ValueError(f"module {at}, {module}, takes the inputs of a network: it stands first")
            stages.append("standardize")
        elif type(module) not in WORDS or at == 0 or not isinstance(modules[at - 1], nn.Linear):
            raise ValueError(f"module {at}, {module}, is not a Linear or the activation behind one")
    layers = " => ".join([str(inputs_of(modules)), *stages])
    return f'network! {{\n    pub struct {name}< {layers} > weights = "{file}"\n}}'


def inputs_of(modules):
    """How many inputs the first module takes that says it."""
    for module in modules:
        if isinstance(module, nn.Linear):
            return module.in_features
        if isinstance(module, nn.LayerNorm):
            return module.normalized_shape[0]
        if isinstance(module, Standardize):
            return len(module.mean)
    raise ValueError("no module says how many inputs there are")


def export(net, file, inputs, name="Net"):
    """Writes the weights and the samples to `file`; returns the declaration."""
    text = declaration(net, name, file)
    net = net.eval()
    with torch.no_grad():
        samples = {"typed_nn.input": inputs.contiguous(), "typed_nn.output": net(inputs).contiguous()}
    save_file({**net.state_dict(), **samples}, file)
    print(text)
    return text


if __name__ == "__main__":
    torch.manual_seed(1)
    net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1), nn.Sigmoid())
    inputs = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    targets = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
    optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
    for _ in range(500):
        optimizer.zero_grad()
        nn.functional.binary_cross_entropy(net(inputs), targets).backward()
        optimizer.step()
    export(net, "xor.safetensors", inputs, "Xor")
