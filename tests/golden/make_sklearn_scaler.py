"""Writes sklearn_scaler.json to its standard output: what StandardScaler makes of some columns, among them a constant,
one far from zero, and one that is constant up to rounding.

    python3 make_sklearn_scaler.py > sklearn_scaler.json

Needs scikit-learn.
"""

import json

import numpy
import sklearn
from sklearn.preprocessing import StandardScaler

rng = numpy.random.default_rng(3)
x = rng.normal(size=(20, 5))
x[:, 1] = 7.25
x[:, 2] = 101325 + 50 * x[:, 2]
x[:, 3] = 0.1 + 1e-17 * x[:, 3]
x[:, 4] *= 1e-3
scaler = StandardScaler().fit(x)
result = {"x": x.tolist(), "mean": scaler.mean_.tolist(), "scale": scaler.scale_.tolist()}
print(json.dumps({"scikit-learn": sklearn.__version__, **result, "z": scaler.transform(x).tolist()}))
