"""What scikit-learn's multilayer perceptrons reach on the examples' data: the same split, the same layers,
standardised alike, the same optimiser, learning rate, batches and epochs, five seeds.

    pip install scikit-learn==1.9.1
    python3 tools/scikit_learn_scores.py

The examples print theirs with `cargo run --release --example wine -- --seeds 5`.
"""

import gzip
import warnings
from pathlib import Path

import numpy
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

DATA = Path(__file__).parent.parent / "examples/data"
MASK = (1 << 64) - 1


class Rng:
    """typed-nn's xoshiro128++, for its shuffle."""

    def __init__(self, seed):
        low, mixed = self.split_mix(seed)
        high, _ = self.split_mix(mixed)
        self.state = [low & 0xFFFFFFFF, low >> 32, high & 0xFFFFFFFF, high >> 32]

    @staticmethod
    def split_mix(state):
        following = (state + 0x9E3779B97F4A7C15) & MASK
        z = ((following ^ (following >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31), following

    @staticmethod
    def rotate(x, by):
        return ((x << by) | (x >> (32 - by))) & 0xFFFFFFFF

    def next(self):
        a, b, c, d = self.state
        result = (self.rotate((a + d) & 0xFFFFFFFF, 7) + a) & 0xFFFFFFFF
        c, d = c ^ a, d ^ b
        self.state = [a ^ d, b ^ c, (c ^ (b << 9)) & 0xFFFFFFFF, self.rotate(d, 11)]
        return result

    def below(self, bound):
        return (self.next() * bound) >> 32


def shuffled(x, y):
    """As `typed_nn::train::shuffle` with `Rng::new(0)`."""
    order, rng = list(range(len(x))), Rng(0)
    for last in range(len(x) - 1, 0, -1):
        chosen = rng.below(last + 1)
        order[chosen], order[last] = order[last], order[chosen]
    return x[order], y[order]


def table(name):
    with gzip.open(DATA / f"{name}.csv.gz", "rt") as file:
        values = numpy.loadtxt(file, delimiter=",")
    return values[:, :-1], values[:, -1]


def windows(x, y):
    """As examples/motions/data.rs."""
    def features(recording):
        moments = recording.reshape(100, 6)
        starts = range(0, 81, 10)
        return [numpy.concatenate([w.mean(0), w.std(0)]) for w in (moments[s : s + 20] for s in starts)]

    return numpy.concatenate([features(row) for row in x]), numpy.repeat(y, 9)


def split(x, y, test):
    x, y = shuffled(x, y)
    return x[:-test], y[:-test], x[-test:], y[-test:]


def scores(make, x, y, x_test, y_test, standardise=True):
    if standardise:
        scaler = StandardScaler().fit(x)
        x, x_test = scaler.transform(x), scaler.transform(x_test)
    for seed in range(5):
        yield 100 * make(seed).fit(x, y).score(x_test, y_test)


def report(name, metric, values):
    values = list(values)
    each = ", ".join(f"{value:.1f}" for value in values)
    print(f"{name}: test {metric} of each seed: {each}; mean {numpy.mean(values):.2f}", flush=True)


def perceptron(kind, layers, activation, epochs, batch, learning_rate):
    # no early end: as many epochs as the examples
    return lambda seed: kind(
        hidden_layer_sizes=layers, activation=activation, alpha=0.0, batch_size=batch, learning_rate_init=learning_rate,
        max_iter=epochs, n_iter_no_change=10 * epochs, tol=0.0, random_state=seed,
    )


warnings.filterwarnings("ignore", "Stochastic Optimizer: Maximum iterations")
x, y = table("digits")
digits = perceptron(MLPClassifier, (64, 32), "relu", 40, 32, 0.003)
report("digits", "accuracy (%)", scores(digits, *split(x / 16, y, 500), standardise=False))
cancer = perceptron(MLPClassifier, (16,), "relu", 60, 32, 0.003)
report("breast_cancer", "accuracy (%)", scores(cancer, *split(*table("breast_cancer"), 169)))
wine = perceptron(MLPClassifier, (16,), "tanh", 60, 16, 0.003)
report("wine", "accuracy (%)", scores(wine, *split(*table("wine"), 58)))
diabetes = perceptron(MLPRegressor, (16,), "tanh", 200, 32, 0.01)
x, y, x_test, y_test = split(*table("diabetes"), 142)
report("diabetes", "R² (%)", scores(diabetes, x, y - 150, x_test, y_test - 150))
x, y = table("motions")
motions = perceptron(MLPClassifier, (24,), "relu", 60, 32, 0.003)
report("motions", "accuracy (%)", scores(motions, *windows(x[:40], y[:40]), *windows(x[40:], y[40:])))
