"""Makes breast_cancer.csv.gz, wine.csv.gz, diabetes.csv.gz and motions.csv.gz beside itself.

    pip install scikit-learn==1.9.1
    pip download --no-deps aeon==1.6.0 && unzip aeon-1.6.0-*.whl
    python3 make.py aeon

A line is the inputs of one sample and then its class or its number.
"""

import gzip
import io
import sys
from pathlib import Path

import numpy
from sklearn import datasets

HERE = Path(__file__).parent
MOTIONS = ["Standing", "Running", "Walking", "Badminton"]


def write(name, inputs, targets):
    text = io.StringIO()
    for row, target in zip(inputs, targets):
        text.write(",".join(f"{value:.6g}" for value in [*row, target]) + "\n")
    with gzip.GzipFile(HERE / f"{name}.csv.gz", "wb", mtime=0) as file:
        file.write(text.getvalue().encode())


def series(path):
    """6 channels of 100 measurements, and what was done."""
    lines = path.read_text().split("@data\n")[1].splitlines()
    for line in filter(None, map(str.strip, lines)):
        *channels, label = line.split(":")
        yield numpy.array([[float(value) for value in channel.split(",")] for channel in channels]), label


for name in ["breast_cancer", "wine"]:
    write(name, *getattr(datasets, f"load_{name}")(return_X_y=True))
write("diabetes", *datasets.load_diabetes(return_X_y=True, scaled=False))
folder = Path(sys.argv[1]) / "datasets/data/BasicMotions"
motions = [*series(folder / "BasicMotions_TRAIN.ts"), *series(folder / "BasicMotions_TEST.ts")]
write("motions", [numpy.round(values.T.ravel(), 3) for values, _ in motions], [MOTIONS.index(label) for _, label in motions])
