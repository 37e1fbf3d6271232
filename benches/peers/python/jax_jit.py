"""JAX: `jax.jit` of the pass, called once for each piece of work, or 64 times inside one `lax.scan`, for which the way
from Python is paid only once: `jax_jit.py scan`."""

import sys

import jax
import jax.numpy as jnp
import numpy as np

from measure import serve

SCANS = sys.argv[1:] == ["scan"]
TIMES = 64
jax.config.update("jax_platforms", "cpu")


def forward(parameters, inputs, tanh):
    """Outputs before a softmax."""
    a = inputs
    for weights, bias in parameters[:-1]:
        z = a @ weights.T + bias
        a = jnp.tanh(z) if tanh else jax.nn.relu(z)
    weights, bias = parameters[-1]
    return a @ weights.T + bias


def prepare(job, checks):
    parameters = [(jnp.asarray(weights), jnp.asarray(bias)) for weights, bias in job.layers]
    inputs = jnp.asarray(job.inputs)
    scans = SCANS and not checks

    if job.work == "infer":

        def outputs(parameters, inputs):
            logits = forward(parameters, inputs, job.tanh)
            return jax.nn.softmax(logits, axis=1) if job.classifies else logits

        def many(parameters, inputs):
            def once(carry, _):
                # inputs that depend on the outputs before them cannot be taken out of the loop
                moved = inputs + 1e-30 * carry[0, 0]
                return outputs(parameters, moved), None

            start = jnp.zeros((job.batch, job.layers[-1][1].shape[0]), jnp.float32)
            return jax.lax.scan(once, start, None, length=TIMES)[0]

        infer = jax.jit(many if scans else outputs)
        last = []

        def run():
            last[:] = [infer(parameters, inputs).block_until_ready()]

        return run, lambda: [np.asarray(last[0])], TIMES if scans else 1

    if job.classifies:
        classes = jnp.asarray(job.classes)

        def loss(parameters):
            logs = jax.nn.log_softmax(forward(parameters, inputs, job.tanh), axis=1)
            return -jnp.take_along_axis(logs, classes[:, None], axis=1).mean()

    else:
        right = jnp.asarray(job.numbers)

        def loss(parameters):
            return jnp.square(forward(parameters, inputs, job.tanh) - right).mean()

    def sgd(state):
        parameters, *rest = state
        gradient = jax.grad(loss)(parameters)
        return (jax.tree.map(lambda w, g: w - job.rate * g, parameters, gradient), *rest)

    def adam(state):
        parameters, mean, square, steps = state
        steps = steps + 1
        gradient = jax.grad(loss)(parameters)
        mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, gradient)
        square = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, square, gradient)
        mean_part, square_part = 1 - 0.9**steps, 1 - 0.999**steps

        def moved(w, m, v):
            return w - job.rate * (m / mean_part) / (jnp.sqrt(v / square_part) + 1e-8)

        return jax.tree.map(moved, parameters, mean, square), mean, square, steps

    rule = sgd if job.work == "sgd" else adam
    zeros = jax.tree.map(jnp.zeros_like, parameters)
    state = [(parameters, zeros, zeros, jnp.float32(0))]

    def many(state):
        return jax.lax.scan(lambda state, _: (rule(state), None), state, None, length=TIMES)[0]

    # the old state's memory is taken for the new one
    step = jax.jit(many if scans else rule, donate_argnums=0)
    state = [jax.tree.map(jnp.copy, state[0])]

    def run():
        state[0] = jax.block_until_ready(step(state[0]))

    return run, lambda: [np.asarray(part) for part in jax.tree.leaves(state[0][0])], TIMES if scans else 1


how = f"{TIMES} in one jitted lax.scan" if SCANS else "jax.jit"
serve(f"JAX {jax.__version__}, {how}", prepare)
