"""PyTorch as it comes: `nn.Sequential`, its losses and optimisers, no compilation."""

import torch
from torch import nn

from measure import serve

torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def prepare(job, checks):
    activation = nn.Tanh if job.tanh else nn.ReLU
    layers = []
    for weights, bias in job.layers:
        layer = nn.Linear(weights.shape[1], weights.shape[0])
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(weights))
            layer.bias.copy_(torch.from_numpy(bias))
        layers += [layer, activation()]
    net = nn.Sequential(*layers[:-1])
    inputs = torch.from_numpy(job.inputs)
    if job.work == "infer":
        if job.classifies:
            net.append(nn.Softmax(dim=1))
        net.eval()
        last = []

        def infer():
            with torch.inference_mode():
                last[:] = [net(inputs)]

        return infer, lambda: [last[0].numpy()], 1

    if job.classifies:
        loss, target = nn.CrossEntropyLoss(), torch.from_numpy(job.classes)
    else:
        loss, target = nn.MSELoss(), torch.from_numpy(job.numbers)
    rules = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
    # one kernel for all parameters: the fastest of its three ways
    rule = rules[job.work](net.parameters(), lr=job.rate, fused=True)

    def step():
        rule.zero_grad(set_to_none=True)
        loss(net(inputs), target).backward()
        rule.step()

    return step, lambda: [parameter.detach().numpy() for parameter in net.parameters()], 1


serve(f"PyTorch {torch.__version__}, eager", prepare)
