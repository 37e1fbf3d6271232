"""What the Python participants share: the cases, how time is taken, and the loop that answers requests.

The same as the crate `measure` beside it, which says what the requests are."""

import json
import os
import statistics
import sys
import time
from collections import namedtuple
from pathlib import Path

import numpy as np

WIDTHS = {
    "A": (2, 3, 3, 2),
    "B": (4, 32, 32, 3),
    "C": (13, 64, 64, 1),
    "D": (784, 128, 64, 10),
    "E": (8, 256, 256, 4),
}
SAMPLES = 256
BURST = 1e6  # nanoseconds
BURSTS = 15

# inputs, classes and numbers are of as many samples as the batch has; layers are pairs of weights, one row for each
# output, and bias
Job = namedtuple("Job", "net work batch rate tanh classifies layers inputs classes numbers")


def folder():
    return Path(os.environ["PEERS_DATA"])


def job(net, work, batch, rate):
    """Reads a case that `compare data` has written."""
    widths = WIDTHS[net]
    numbers = np.fromfile(folder() / f"{net}.f32", dtype="<f4")

    def take(*shape):
        nonlocal numbers
        part, numbers = np.split(numbers, [int(np.prod(shape))])
        return part.reshape(shape).copy()

    layers = [(take(o, i), take(o)) for i, o in zip(widths, widths[1:])]
    inputs = take(SAMPLES, widths[0])[:batch].copy()
    classes = take(SAMPLES).astype(np.int64)[:batch].copy()
    right = take(SAMPLES, widths[3])[:batch].copy() if len(numbers) else None
    return Job(net, work, batch, rate, net == "C", right is None, layers, inputs, classes, right)


def timed(run, calls_of_a_run):
    """The median and the least of several bursts, in nanoseconds of a call."""

    def burst(runs):
        start = time.perf_counter_ns()
        for _ in range(runs):
            run()
        return time.perf_counter_ns() - start

    runs = 1
    while (took := burst(runs)) < BURST:
        runs = min(max(int(runs * BURST / max(took, 1)) + 1, runs + 1), 100 * runs)
    times = [burst(runs) / runs / calls_of_a_run for _ in range(BURSTS)]
    return {"ns": statistics.median(times), "least": min(times)}


def serve(version, prepare):
    """Answers requests.

    `prepare(job, checks)` gives nothing if there is no such work; else a function that works, one that gives what came
    out, and how often the first does the work in a call: once, if it `checks`."""
    ready = {}
    for line in sys.stdin:
        words = line.split()
        if words == ["version"]:
            answer = {"version": version}
        else:
            what, net, work, batch = words
            rate = {"infer": 0.0, "sgd": 1e-2, "adam": 1e-3}[work] if what == "check" else 1e-7
            key = (net, work, batch)
            if what == "check":
                prepared = prepare(job(net, work, int(batch), rate), checks=True)
            else:
                if key not in ready:
                    ready[key] = prepare(job(net, work, int(batch), rate), checks=False)
                prepared = ready[key]
            if prepared is None:
                answer = {"cannot": True}
            elif what == "check":
                run, result, _ = prepared
                for _ in range(1 if work == "infer" else 3):
                    run()
                answer = {"result": np.concatenate([np.ravel(part) for part in result()]).astype(float).tolist()}
            else:
                run, _, calls = prepared
                answer = timed(run, calls)
        print(json.dumps(answer), flush=True)
