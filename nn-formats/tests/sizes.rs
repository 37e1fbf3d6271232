//! What a file holds once and names many times is not held many times.
#![allow(unsafe_code)]

use nn_formats::{onnx, tflite};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    /// Bytes that are held now, and the most that there were.
    static HELD: Cell<(isize, isize)> = const { Cell::new((0, 0)) };
}

struct Counted;

// SAFETY: all is done by the system's allocator.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counted = Counted;

fn count(bytes: isize) {
    let _ = HELD.try_with(|held| {
        let (now, most) = held.get();
        held.set((now + bytes, most.max(now + bytes)));
    });
}

/// The most bytes that a reader held.
fn most<R>(read: impl Fn() -> R) -> isize {
    HELD.set((0, 0));
    drop(read());
    HELD.get().1
}

/// Far more than the small files here need, far less than what is wrong takes.
const MOST: isize = 50_000_000;
/// How many layers share a tensor.
const LAYERS: u32 = 4000;
/// How long its name is.
const NAME: usize = 40_000;

/// A field of a protocol buffer that holds bytes.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let (mut field, mut len) = (vec![number << 3 | 2], bytes.len());
    while len >= 0x80 {
        field.push(len as u8 | 0x80);
        len >>= 7;
    }
    field.push(len as u8);
    field.extend(bytes);
    field
}

#[test]
fn an_onnx_tensor_with_a_long_name_in_many_layers() {
    // dims [1, 1], of floats, one of them
    let numbers = [8, 1, 8, 1, 16, 1].to_vec();
    let one = field(4, &1_f32.to_le_bytes());
    let tensor = [numbers, one, field(8, &[b'n'; NAME])].concat();
    let value = [field(1, b"value"), field(5, &tensor)].concat();
    let constant = [field(2, b"w"), field(4, b"Constant"), field(5, &value)].concat();
    let mut graph = field(1, &constant);
    for node in 0..LAYERS {
        let (x, y) = (format!("x{node}"), format!("x{}", node + 1));
        let node = [
            field(1, x.as_bytes()),
            field(1, b"w"),
            field(2, y.as_bytes()),
            field(4, b"MatMul"),
        ];
        graph.extend(field(1, &node.concat()));
    }
    graph.extend(field(11, &field(1, b"x0")));
    graph.extend(field(12, &field(1, format!("x{LAYERS}").as_bytes())));
    let file = field(7, &graph);
    let held = most(|| onnx::read(&file));
    assert!(held < MOST, "{held} bytes for a file of {}", file.len());
    let message = onnx::read(&file).unwrap_err().to_string();
    assert!(message.contains("more than the file could"), "{message}");
}

/// FlatBuffers, written from the root on: what a field points to comes later.
struct Flat(Vec<u8>);

impl Flat {
    /// A table with a number in each of the slots; returns where the first of them stands.
    fn table(&mut self, slots: &[Option<u32>]) -> usize {
        let (places, len) = (self.0.len(), 4 + 2 * slots.len());
        self.0.extend((len as u16).to_le_bytes());
        self.0.extend((4 + 4 * slots.len() as u16).to_le_bytes());
        for (index, slot) in slots.iter().enumerate() {
            let place = if slot.is_some() {
                4 + 4 * index as u16
            } else {
                0
            };
            self.0.extend(place.to_le_bytes());
        }
        let at = self.0.len();
        self.0.extend(((at - places) as i32).to_le_bytes());
        slots
            .iter()
            .for_each(|slot| self.0.extend(slot.unwrap_or(0).to_le_bytes()));
        at + 4
    }

    /// A table that the offset at `from` points to.
    fn table_for(&mut self, from: usize, slots: &[Option<u32>]) -> usize {
        let fields = self.table(slots);
        self.point(from, fields - 4);
        fields
    }

    /// A vector for the offset at `from`; returns where its first element stands.
    fn vector(&mut self, from: usize, len: u32, bytes: &[u8]) -> usize {
        self.point(from, self.0.len());
        self.0.extend(len.to_le_bytes());
        self.0.extend(bytes);
        self.0.len() - bytes.len()
    }

    fn point(&mut self, from: usize, to: usize) {
        self.0[from..from + 4].copy_from_slice(&((to - from) as u32).to_le_bytes());
    }
}

/// One operator, many times, that makes a value of itself: weights [1, 1], and a bias of so many values.
fn chain(name: &[u8], bias: u32) -> Vec<u8> {
    const HERE: Option<u32> = Some(0);
    let mut flat = Flat(b"\0\0\0\0TFL3".to_vec());
    let model = flat.table_for(0, &[None, HERE, HERE, None, HERE]);
    let codes = flat.vector(model + 4, 1, &[0; 4]);
    flat.table_for(codes, &[None, None, None, Some(9)]);
    let graphs = flat.vector(model + 8, 1, &[0; 4]);
    let graph = flat.table_for(graphs, &[HERE, HERE, HERE, HERE]);
    let buffers = flat.vector(model + 16, 3, &[0; 12]);
    for (index, values) in [0, 1, bias].into_iter().enumerate() {
        let buffer = flat.table_for(buffers + 4 * index, &[HERE]);
        flat.vector(buffer, 4 * values, &vec![0; 4 * values as usize]);
    }
    let tensors = flat.vector(graph, 3, &[0; 12]);
    let shapes = [vec![1, 1], vec![1, 1], vec![bias]];
    for (index, shape) in shapes.iter().enumerate() {
        let tensor = flat.table_for(tensors + 4 * index, &[HERE, None, Some(index as u32), HERE]);
        let sizes: Vec<u8> = shape.iter().flat_map(|size| size.to_le_bytes()).collect();
        flat.vector(tensor, shape.len() as u32, &sizes);
        flat.vector(tensor + 12, name.len() as u32, name);
    }
    flat.vector(graph + 4, 1, &[0; 4]);
    flat.vector(graph + 8, 1, &[0; 4]);
    let operators = flat.vector(graph + 12, LAYERS, &[0; 4 * LAYERS as usize]);
    let operator = flat.table_for(operators, &[HERE, HERE, HERE]);
    for index in 1..LAYERS as usize {
        flat.point(operators + 4 * index, operator - 4);
    }
    let takes: Vec<u8> = [0_u32, 1, 2]
        .iter()
        .flat_map(|index| index.to_le_bytes())
        .collect();
    flat.vector(operator + 4, 3, &takes);
    flat.vector(operator + 8, 1, &[0; 4]);
    flat.0
}

#[test]
fn a_tflite_tensor_with_a_long_name_in_many_layers() {
    let model = tflite::read(&chain(b"w", 1)).unwrap();
    assert_eq!(model.layers().count(), LAYERS as usize);
    let file = chain(&[b'n'; NAME], 1);
    let held = most(|| tflite::read(&file));
    assert!(held < MOST, "{held} bytes for a file of {}", file.len());
    let message = tflite::read(&file).unwrap_err().to_string();
    assert!(message.contains("more than the file could"), "{message}");
}

#[test]
fn a_tflite_bias_that_is_too_long_in_many_layers() {
    let file = chain(b"w", 5_000);
    let held = most(|| tflite::read(&file));
    assert!(held < MOST, "{held} bytes for a file of {}", file.len());
    let message = tflite::read(&file).unwrap_err().to_string();
    assert!(message.contains("more than the file could"), "{message}");
}
