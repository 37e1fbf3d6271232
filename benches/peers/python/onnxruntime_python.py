"""ONNX Runtime from Python, with inputs and outputs bound to memory once."""

import numpy as np
import onnxruntime

from measure import folder, serve


def prepare(job, checks):
    if job.work != "infer":
        return None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        folder() / f"{job.net}.onnx", options, providers=["CPUExecutionProvider"]
    )
    output = np.zeros((job.batch, job.layers[-1][1].shape[0]), np.float32)
    binding = session.io_binding()
    for bind, name, array in (
        (binding.bind_input, "input", job.inputs),
        (binding.bind_output, "output", output),
    ):
        bind(name, "cpu", 0, np.float32, array.shape, array.ctypes.data)

    def run(_inputs=job.inputs):  # which the binding does not keep alive
        session.run_with_iobinding(binding)

    return run, lambda: [output], 1


serve(f"ONNX Runtime {onnxruntime.__version__} from Python, inference only", prepare)
