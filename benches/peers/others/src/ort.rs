//! ONNX Runtime through its C library, by the crate `ort`; `ORT_DYLIB_PATH` says where the library is.

use measure::{Job, Pass, Peer, Work};
use ort::environment::Environment;
use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;
use ort::value::TensorRef;
use std::hint::black_box;
use std::sync::OnceLock;

/// Holds the one environment that a process may have.
#[derive(Default)]
pub struct OnnxRuntime(OnceLock<Environment>);

impl OnnxRuntime {
    fn environment(&self) -> &Environment {
        let made = || ort::init().build().expect("the library is there");
        self.0.get_or_init(made)
    }
}

impl Peer for OnnxRuntime {
    fn version(&self) -> String {
        let library = std::env::var("ORT_DYLIB_PATH").unwrap_or_default();
        let number = library.split_once(".so.").map_or("?", |(_, number)| number);
        format!(
            "ONNX Runtime {number} through {}, inference only",
            crate::version("ort", "")
        )
    }

    fn pass(&self, job: &Job, _learning_rate: f32) -> Option<Box<dyn Pass>> {
        if job.work != Work::Infer {
            return None;
        }
        Some(Box::new(
            Infer::new(self.environment(), job).expect("a network of dense layers"),
        ))
    }
}

struct Infer {
    session: Session,
    shape: [usize; 2],
    input: Vec<f32>,
    output: Vec<f32>,
}

impl Infer {
    fn new(environment: &Environment, job: &Job) -> Result<Self, Box<dyn std::error::Error>> {
        let case = job.case();
        let session = Session::builder(environment)?
            .with_intra_threads(1)?
            .with_inter_threads(1)?
            .with_optimization_level(GraphOptimizationLevel::Level3)?
            .commit_from_memory(&case.onnx()?)?;
        Ok(Self {
            session,
            shape: [job.batch, job.net.inputs()],
            input: case.inputs(job.batch).to_vec(),
            output: Vec::new(),
        })
    }

    fn outputs(&mut self) -> ort::Result<()> {
        let input = TensorRef::from_array_view((self.shape, &self.input[..]))?;
        let outputs = self.session.run(ort::inputs![input])?;
        let (_, numbers) = outputs[0].try_extract_tensor::<f32>()?;
        self.output.clear();
        self.output.extend_from_slice(black_box(numbers));
        Ok(())
    }
}

impl Pass for Infer {
    fn run(&mut self) {
        self.outputs().expect("outputs");
    }
    fn result(&mut self) -> Vec<f32> {
        self.output.clone()
    }
}
