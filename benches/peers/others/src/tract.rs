//! tract: the ONNX file, optimised for the number of samples.

use measure::{Job, Pass, Peer, Work};
use std::hint::black_box;
use std::sync::Arc;
use tract_onnx::prelude::*;

pub struct Tract;

impl Peer for Tract {
    fn version(&self) -> String {
        crate::version("tract-onnx", ", inference only")
    }

    fn pass(&self, job: &Job, _learning_rate: f32) -> Option<Box<dyn Pass>> {
        if job.work != Work::Infer {
            return None;
        }
        Some(Box::new(
            Infer::new(job).expect("a network of dense layers"),
        ))
    }
}

struct Infer {
    plan: Arc<TypedRunnableModel>,
    input: TValue,
    output: Option<TValue>,
}

impl Infer {
    fn new(job: &Job) -> TractResult<Self> {
        let case = job.case();
        let shape = [job.batch, job.net.inputs()];
        let file = case.onnx().expect("ONNX has all its activations");
        let plan = tract_onnx::onnx()
            .model_for_read(&mut file.as_slice())?
            .with_input_fact(0, f32::fact(shape).into())?
            .into_optimized()?
            .into_runnable()?;
        Ok(Self {
            plan,
            input: Tensor::from_shape(&shape, case.inputs(job.batch))?.into_tvalue(),
            output: None,
        })
    }
}

impl Pass for Infer {
    fn run(&mut self) {
        let mut outputs = self.plan.run(tvec!(self.input.clone())).expect("outputs");
        self.output = black_box(outputs.pop());
    }
    fn result(&mut self) -> Vec<f32> {
        let output = self.output.take().expect("it has run");
        let view = output.to_plain_array_view::<f32>().expect("numbers of f32");
        view.iter().copied().collect()
    }
}
