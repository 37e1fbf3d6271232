//! Files and checkpoints put together at random, with mistakes that are known: what has one is an error and
//! changes nothing, what has none gives the very bits.

use proptest::collection::vec;
use proptest::prelude::*;
use typed_nn::optimizer::Adam;
use typed_nn::train::{CheckpointError, Settings, Trainer};
use typed_nn::weights::{load, save, saved_len};
use typed_nn::{Network, network};

network! {
    #[derive(Clone, Debug)]
    struct Net< 2 => relu 3 => softmax 2 >
}
network! {
    #[derive(Clone, Debug)]
    struct Double: f64< 2 => tanh 2 => linear 1 >
}

/// The layers' weights and biases, each with its shape.
const TENSORS: [(usize, &str, &[usize]); 4] = [
    (0, "weight", &[3, 2]),
    (0, "bias", &[3]),
    (1, "weight", &[2, 3]),
    (1, "bias", &[2]),
];

/// What can be wrong with a file; the numbers say where.
#[derive(Clone, Debug)]
enum Mistake {
    Truncated(usize),
    Longer(usize),
    Overlap(usize),
    Gap(usize),
    Shape(usize),
    Dtype(usize, &'static str),
    Missing(usize),
    Twice(usize),
    Extra(bool),
    NotFinite(usize, u32),
    Topology(u64),
    Checksum(u64),
    HeaderLen(i64),
}

fn mistake() -> impl Strategy<Value = Mistake> {
    let infinite = prop_oneof![
        Just(0x7f80_0000),
        Just(0xff80_0000),
        0x7f80_0001..0x8000_0000_u32
    ];
    let dtype = prop_oneof![
        Just("I32"),
        Just("F16"),
        Just("F64"),
        Just("f32"),
        Just("?")
    ];
    prop_oneof![
        (1..200_usize).prop_map(Mistake::Truncated),
        (1..40_usize).prop_map(Mistake::Longer),
        (1..4_usize).prop_map(Mistake::Overlap),
        (0..4_usize).prop_map(Mistake::Gap),
        (0..4_usize).prop_map(Mistake::Shape),
        (0..4_usize, dtype).prop_map(|(tensor, dtype)| Mistake::Dtype(tensor, dtype)),
        (0..4_usize).prop_map(Mistake::Missing),
        (0..4_usize).prop_map(Mistake::Twice),
        any::<bool>().prop_map(Mistake::Extra),
        (0..17_usize, infinite).prop_map(|(value, bits)| Mistake::NotFinite(value, bits)),
        (1..u64::MAX).prop_map(Mistake::Topology),
        (1..u64::MAX).prop_map(Mistake::Checksum),
        prop_oneof![-60..0_i64, 1..60_i64, Just(i64::MAX)].prop_map(Mistake::HeaderLen),
    ]
}

/// A file that is good but for its mistakes.
#[derive(Clone, Debug)]
struct Plan {
    /// The values, tensor by tensor, rows of a matrix one behind the other.
    values: Vec<f32>,
    /// What stands before and behind the layers' numbers in the names, or our own names.
    names: Option<(&'static str, usize, usize, &'static str)>,
    /// In which order the tensors' data stand, and their entries.
    data_order: Vec<usize>,
    header_order: Vec<usize>,
    space: &'static str,
    has_notes: bool,
    mistakes: Vec<Mistake>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let value = any::<f32>().prop_filter("finite", |value| value.is_finite());
    let order = || Just(vec![0, 1, 2, 3]).prop_shuffle();
    let space = prop_oneof![Just(""), Just(" "), Just("\n\t "), Just("\r\n")];
    let before = prop_oneof![Just(""), Just("net."), Just("é1.fc")];
    let behind = prop_oneof![Just(""), Just(".linear")];
    let numbered = (before, 0..20_usize, 1..5_usize, behind);
    let mistakes = prop_oneof![Just(vec![]), vec(mistake(), 1..3)];
    (
        vec(value, 17),
        proptest::option::of(numbered),
        order(),
        order(),
        space,
        any::<bool>(),
        mistakes,
    )
        .prop_map(
            |(values, names, data_order, header_order, space, has_notes, mistakes)| Plan {
                values,
                names,
                data_order,
                header_order,
                space,
                has_notes,
                mistakes,
            },
        )
}

impl Plan {
    fn name(&self, tensor: usize) -> String {
        let (layer, part, _) = TENSORS[tensor];
        match self.names {
            None => format!("layer{}.{part}", layer + 1),
            Some((before, first, step, behind)) => {
                format!("{before}{}{behind}.{part}", first + step * layer)
            }
        }
    }

    /// The network that it is a file of.
    fn network(&self) -> Net {
        let (mut net, mut values) = (Net::ZERO, self.values.iter());
        for (row, column) in (0..3).flat_map(|row| [(row, 0), (row, 1)]) {
            net.layer1.weights[(row, column)] = *values.next().unwrap();
        }
        net.layer1
            .bias
            .iter_mut()
            .zip(&mut values)
            .for_each(|(to, &value)| *to = value);
        for (row, column) in (0..2).flat_map(|row| [(row, 0), (row, 1), (row, 2)]) {
            net.layer2.weights[(row, column)] = *values.next().unwrap();
        }
        net.layer2
            .bias
            .iter_mut()
            .zip(&mut values)
            .for_each(|(to, &value)| *to = value);
        net
    }

    fn file(&self) -> Vec<u8> {
        let mut bits: Vec<u32> = self.values.iter().map(|value| value.to_bits()).collect();
        let (mut shift, mut gap) = ([0; 4], None);
        let mut shapes = TENSORS.map(|(_, _, shape)| shape.to_vec());
        let mut dtypes = ["F32"; 4];
        for mistake in &self.mistakes {
            match *mistake {
                Mistake::NotFinite(value, infinite) => bits[value] = infinite,
                Mistake::Overlap(place) => shift[self.data_order[place]] = 4,
                Mistake::Gap(place) => gap = Some(self.data_order[place]),
                Mistake::Shape(tensor) => shapes[tensor].push(1),
                Mistake::Dtype(tensor, dtype) => dtypes[tensor] = dtype,
                _ => {}
            }
        }
        // the data
        let (mut data, mut places) = (vec![], [(0, 0); 4]);
        let starts = [0, 6, 9, 15, 17];
        for &tensor in &self.data_order {
            if gap == Some(tensor) {
                data.extend([0; 4]);
            }
            let begin = data.len();
            data.extend(
                bits[starts[tensor]..starts[tensor + 1]]
                    .iter()
                    .flat_map(|bits| bits.to_le_bytes()),
            );
            places[tensor] = (
                begin - shift[tensor].min(begin),
                data.len() - shift[tensor].min(begin),
            );
        }
        // the header
        let s = self.space;
        let entry = |tensor: usize| {
            let (name, dtype, (begin, end)) = (self.name(tensor), dtypes[tensor], places[tensor]);
            let shape: Vec<_> = shapes[tensor].iter().map(usize::to_string).collect();
            let shape = shape.join(&format!("{s},"));
            format!(
                "\"{name}\"{s}:{s}{{\"dtype\":{s}\"{dtype}\",\"shape\":[{shape}{s}]{s},\"data_offsets\":[{begin},{s}{end}]}}"
            )
        };
        let mut entries: Vec<_> = self
            .header_order
            .iter()
            .map(|&tensor| entry(tensor))
            .collect();
        let (mut topology, mut checksum) = (Net::SHAPE.topology(), 0xcbf2_9ce4_8422_2325_u64);
        for &bits in &bits {
            checksum = (checksum ^ u64::from(bits)).wrapping_mul(0x0100_0000_01b3);
        }
        let mut has_notes = self.has_notes;
        let (mut behind, mut cut, mut off) = (0, 0, 0);
        for mistake in &self.mistakes {
            match *mistake {
                Mistake::Missing(tensor) => entries
                    .retain(|entry| !entry.starts_with(&format!("\"{}\"", self.name(tensor)))),
                Mistake::Twice(tensor) => entries.push(entry(tensor)),
                Mistake::Extra(is_filled) => {
                    let (len, begin) = (usize::from(is_filled), data.len());
                    let end = begin + 4 * len;
                    entries.push(format!("\"more\":{{\"dtype\":\"F32\",\"shape\":[{len}],\"data_offsets\":[{begin},{end}]}}"));
                    data.resize(end, 0);
                }
                Mistake::Topology(change) => (topology, has_notes) = (topology ^ change, true),
                Mistake::Checksum(change) => (checksum, has_notes) = (checksum ^ change, true),
                Mistake::Longer(bytes) => behind = bytes,
                Mistake::Truncated(bytes) => cut = bytes,
                Mistake::HeaderLen(change) => off = change,
                _ => {}
            }
        }
        if has_notes {
            entries.insert(
                entries.len() / 2,
                format!("\"__metadata__\":{{\"typed_nn.topology\":\"{topology:016x}\",\"typed_nn.checksum\":\"{checksum:016x}\"}}"),
            );
        }
        let header = format!("{{{}}}{s}", entries.join(&format!("{s},{s}")));
        let mut file = (header.len() as i64)
            .saturating_add(off)
            .max(0)
            .to_le_bytes()
            .to_vec();
        file.extend(header.bytes());
        file.extend(data);
        file.extend(vec![0; behind]);
        file.truncate(file.len() - cut.min(file.len()));
        file
    }
}

fn bits(net: &Net) -> Vec<u32> {
    net.as_slice().iter().map(|value| value.to_bits()).collect()
}

fn wide_bits(net: &Double) -> Vec<u64> {
    net.as_slice().iter().map(|value| value.to_bits()).collect()
}

/// Takes the bytes for a file: a network that goes on giving the same bits, or nothing has changed.
fn load_any(bytes: &[u8]) -> Result<(), TestCaseError> {
    let before = Net::new(1);
    let mut net = before.clone();
    match load(&mut net, bytes) {
        Err(_) => prop_assert_eq!(bits(&net), bits(&before)),
        Ok(()) => {
            let mut ours = vec![0; saved_len::<Net>()];
            prop_assert_eq!(save(&net, &mut ours), Ok(ours.len()));
            let mut again = Net::ZERO;
            prop_assert_eq!(load(&mut again, &ours), Ok(()));
            prop_assert_eq!(bits(&again), bits(&net));
        }
    }
    Ok(())
}

/// A network with these bits, in a trainer that has gone some epochs.
fn double(values: &[u64]) -> Double {
    let mut net = Double::ZERO;
    net.as_mut_slice()
        .iter_mut()
        .zip(values)
        .for_each(|(to, &bits)| *to = f64::from_bits(bits));
    net
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files(plan in plan()) {
        let file = plan.file();
        let before = Net::new(1);
        let mut net = before.clone();
        let result = load(&mut net, &file);
        // two mistakes in one place may take each other away: then whatever is read is good
        if plan.mistakes.len() < 2 {
            prop_assert_eq!(result.is_ok(), plan.mistakes.is_empty(), "{:?}", result);
        }
        if plan.mistakes.is_empty() {
            prop_assert_eq!(bits(&net), bits(&plan.network()));
        }
        load_any(&file)?;
    }

    #[test]
    fn bytes_changed_anywhere(plan in plan(), changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut file = plan.file();
        for (at, byte) in changes {
            if !file.is_empty() {
                let at = at.index(file.len());
                file[at] = byte;
            }
        }
        load_any(&file)?;
    }

    #[test]
    fn bytes_of_any_kind(header in "[\\[\\]{}:,\"0-9a-zF_ \\\\.]{0,80}", data in vec(any::<u8>(), 0..40), off in -2..3_i64) {
        let len = (header.len() as i64 + off).to_le_bytes();
        load_any(&[&len, header.as_bytes(), &data].concat())?;
    }

    /// Any numbers at all, infinite ones too, come back; with one byte changed, or some left out, nothing does.
    #[test]
    fn checkpoints(
        values in vec(any::<u64>(), Double::PARAMS),
        seed: u64,
        at: prop::sample::Index,
        change in 1..=255_u8,
        behind in vec(any::<u8>(), 0..9),
    ) {
        let trainer = || Trainer::<Double, _, _>::new(Adam::default(), Settings { seed, ..Settings::default() });
        let mut bytes = vec![0; 2000];
        let len = trainer().save(&double(&values), &(), &mut bytes).unwrap();
        bytes.truncate(len);

        let (mut net, mut whole) = (Double::ZERO, trainer());
        prop_assert_eq!(whole.load(&mut net, &mut (), &[&bytes[..], &behind].concat()), Ok(()));
        prop_assert_eq!(wide_bits(&net), values);

        let (mut net, mut other) = (Double::new(1), trainer());
        let refused = |other: &mut Trainer<Double, Adam<f64>, _>, net: &mut Double, bytes: &[u8]| {
            let result: Result<(), CheckpointError> = other.load(net, &mut (), bytes);
            prop_assert!(result.is_err());
            prop_assert_eq!(wide_bits(net), wide_bits(&Double::new(1)));
            Ok(())
        };
        refused(&mut other, &mut net, &bytes[..at.index(len)])?;
        let mut changed = bytes.clone();
        changed[at.index(len)] ^= change;
        refused(&mut other, &mut net, &changed)?;
        let mut stranger = Trainer::<Double, Adam<f64>, _>::new(Adam::default(), Settings { seed: !seed, ..Settings::default() });
        refused(&mut stranger, &mut net, &bytes)?;
    }
}
