//! Metrics and scores against scikit-learn 1.9.1, each with its call.
//!
//! The networks give back their input, so that the predictions are known.

use typed_nn::train::*;
use typed_nn::{Error, network};

mod common;
use common::assert_close;

network! { struct Classes: f64 < 3 => softmax 3 > }
network! { struct Numbers: f64 < 2 => linear 2 > }
network! { struct Binary: f64 < 1 => sigmoid 1 > }
network! { struct Margin: f64 < 1 => linear 1 >, loss = hinge }
network! { struct Margins: f64 < 3 => linear 3 >, loss = hinge }
network! { struct Logit: f64 < 1 => linear 1 >, loss = binary_cross_entropy }
network! { struct Bits: f64 < 2 => sigmoid 2 > }

/// z = x
macro_rules! identity {
    ($net:ty) => {{
        let mut net = <$net>::ZERO;
        net.layer1.weights.fill_with_identity();
        net
    }};
}

const Z: [[f64; 3]; 10] = [
    [2.0, 1.0, 0.0],
    [0.0, 3.0, 1.0],
    [1.0, 0.0, 2.0],
    [5.0, 1.0, 1.0],
    [0.0, 0.5, 0.25],
    [1.0, 2.0, 3.0],
    [3.0, 2.0, 1.0],
    [0.1, 0.2, 0.3],
    [1.0, 4.0, 2.0],
    [2.0, 2.5, 0.0],
];
const LABELS: [u8; 10] = [0, 1, 2, 1, 1, 0, 0, 2, 2, 2];

#[test]
fn classes() {
    let net = identity!(Classes);
    // accuracy_score(LABELS, Z.argmax(1))
    assert_eq!(accuracy(&net, &Z, &LABELS), Ok(0.6));
    // log_loss(LABELS, softmax(Z))
    let score = net.evaluate(&Z, &LABELS).unwrap();
    assert_close("log_loss", &[score.loss], &[1.4901282185453115], 1e-15);
    assert_close("metric", &[score.metric], &[0.6], 1e-15);

    // confusion_matrix(LABELS, Z.argmax(1))
    let matrix = ConfusionMatrix::<3>::of(&net, &Z, &LABELS).unwrap();
    assert_eq!(matrix.counts, [[2, 0, 1], [1, 2, 0], [0, 2, 2]]);
    assert_eq!(matrix.accuracy(), 0.6);

    // the same from one-hot targets
    let one_hot = LABELS.map(|label| [0, 1, 2].map(|class| f64::from(u8::from(class == label))));
    assert_eq!(ConfusionMatrix::of(&net, &Z, &one_hot), Ok(matrix));
    // a hinge loss does not care either
    assert_eq!(
        ConfusionMatrix::of(&identity!(Margins), &Z, &LABELS),
        Ok(matrix)
    );
}

/// precision_recall_fscore_support(labels, Z.argmax(1), average=…, zero_division=0)
#[test]
fn precision_recall_and_f1() {
    let check = |scores: ClassScores, expected: [f64; 3], support| {
        let got = [scores.precision, scores.recall, scores.f1];
        assert_close("scores", &got, &expected, 1e-15);
        assert_eq!(scores.support, support);
    };
    let net = identity!(Classes);
    let matrix = ConfusionMatrix::<3>::of(&net, &Z, &LABELS).unwrap();
    let [a, b, c] = matrix.scores();
    let third = 2.0 / 3.0;
    check(a, [third, third, third], 3);
    check(b, [0.5, third, 0.5714285714285714], 3);
    check(c, [third, 0.5, 0.5714285714285714], 4);
    let expected = [0.611111111111111, 0.611111111111111, 0.6031746031746031];
    check(matrix.macro_average(), expected, 10);
    check(matrix.micro_average(), [0.6, 0.6, 0.6], 10);
    check(
        matrix.weighted_average(),
        [0.6166666666666666, 0.6, 0.6],
        10,
    );

    // no sample of class 2
    let labels = LABELS.map(|label| label.min(1));
    let matrix = ConfusionMatrix::<3>::of(&net, &Z, &labels).unwrap();
    check(matrix.scores()[2], [0.0; 3], 0);
    let expected = [0.5555555555555555, 0.41269841269841273, 0.4646464646464647];
    check(matrix.macro_average(), expected, 10);
    check(
        matrix.weighted_average(),
        [0.9, 0.6, 0.7090909090909091],
        10,
    );

    let none = ConfusionMatrix {
        counts: [[0; 2]; 2],
    };
    check(none.weighted_average(), [0.0; 3], 0);
    check(none.micro_average(), [0.0; 3], 0);
}

/// top_k_accuracy_score(LABELS, Z - 1e-9 * arange(3), k=k): of equal outputs the first is the larger,
/// where scikit-learn takes the last; log_loss(LABELS, softmax(Z)),
/// roc_auc_score(LABELS == c, Z[:, c])
#[test]
fn scores_of_classes() {
    let net = identity!(Margins);
    for (k, expected) in [(0, 0.0), (1, 0.6), (2, 0.8), (3, 1.0), (9, 1.0)] {
        assert_eq!(top_k_accuracy(&net, &Z, &LABELS, k), Ok(expected), "{k}");
    }
    let mut scores = [(0.0, false); 12];
    for (class, expected) in [0.7380952380952381, 0.5, 0.5208333333333334]
        .into_iter()
        .enumerate()
    {
        let area = roc_auc(&net, &Z, &LABELS, class, &mut scores).unwrap();
        assert_close("roc_auc", &[area], &[expected], 1e-15);
    }
    assert!(roc_auc(&net, &Z, &LABELS, 3, &mut scores).unwrap().is_nan());
    let short = Error::Lengths {
        inputs: 10,
        others: 9,
    };
    assert_eq!(roc_auc(&net, &Z, &LABELS, 0, &mut scores[..9]), Err(short));
    assert_eq!(
        roc_auc(&net, &Z[..0], &LABELS[..0], 0, &mut scores),
        Err(Error::NoSamples)
    );

    let loss = log_loss(&identity!(Classes), &Z, &LABELS).unwrap();
    assert_close("log_loss", &[loss], &[1.4901282185453115], 1e-15);
    // log_loss([0, 1], [[0.0, 1.0], [0.0, 1.0]])
    let (sure, right) = ([[-1e3, 1e3, -1e3]; 2], [0_u8, 1]);
    let loss = log_loss(&identity!(Classes), &sure, &right).unwrap();
    assert_close("log_loss", &[loss], &[18.021826694558577], 1e-15);
}

#[test]
fn a_confusion_matrix_as_a_table() {
    let matrix = ConfusionMatrix {
        counts: [[12, 0, 1], [1, 2, 0], [0, 120, 2]],
    };
    let table = "    |   0   1   2\n  0 |  12   ·   1\n  1 |   1   2   ·\n  2 |   · 120   2";
    assert_eq!(matrix.to_string(), table);
    let small = ConfusionMatrix {
        counts: [[2, 0], [1, 3]],
    };
    assert_eq!(small.to_string(), "  | 0 1\n0 | 2 ·\n1 | 1 3");
}

#[test]
fn a_confusion_matrix_that_is_too_small_or_too_large() {
    let net = identity!(Classes);
    // sample 2 is the first of class 2
    let error = Error::Label {
        sample: 2,
        classes: 2,
    };
    assert_eq!(ConfusionMatrix::<2>::of(&net, &Z, &LABELS), Err(error));
    let matrix = ConfusionMatrix::<4>::of(&net, &Z, &LABELS).unwrap();
    assert_eq!(
        matrix.counts,
        [[2, 0, 1, 0], [1, 2, 0, 0], [0, 2, 2, 0], [0; 4]]
    );
    assert!(
        ConfusionMatrix {
            counts: [[0; 2]; 2]
        }
        .accuracy()
        .is_nan()
    );
}

const Y: [[f64; 2]; 5] = [
    [2.5, 0.5],
    [0.0, -1.0],
    [2.0, 3.25],
    [8.0, -0.75],
    [1.25, 2.0],
];
const T: [[f64; 2]; 5] = [[3.0, 1.0], [-0.5, -1.5], [2.0, 3.0], [7.0, 0.5], [1.0, 2.5]];

#[test]
fn numbers() {
    let net = identity!(Numbers);
    // mean_absolute_error(T, Y), mean_squared_error(T, Y), r2_score(T, Y)
    assert_close(
        "mae",
        &[mean_absolute_error(&net, &Y, &T).unwrap()],
        &[0.525],
        1e-15,
    );
    let score = net.evaluate(&Y, &T).unwrap();
    assert_close("mse", &[score.loss, score.metric], &[0.39375, 0.525], 1e-15);
    let r2 = r_squared(&net, &Y, &T).unwrap();
    assert_close("r2", &[r2], &[0.8820820004921259], 1e-14);
    // root_mean_squared_error(T, Y)
    let rmse = root_mean_squared_error(&net, &Y, &T).unwrap();
    assert_close("rmse", &[rmse], &[0.6241097159897293], 1e-15);
    // far from 0 too: r2_score(T + 1e6, Y + 1e6) is the same up to rounding
    let far = |values: [[f64; 2]; 5]| values.map(|row| row.map(|v| v + 1e6));
    let r2 = r_squared(&net, &far(Y), &far(T)).unwrap();
    assert_close("r2", &[r2], &[0.8820820004921259], 1e-9);
}

#[test]
fn targets_without_variance() {
    let (net, constant) = (identity!(Numbers), [[3.0, 1.0]; 5]);
    // r2_score(constant, Y), r2_score(constant, constant)
    assert_eq!(r_squared(&net, &Y, &constant), Ok(0.0));
    assert_eq!(r_squared(&net, &constant, &constant), Ok(1.0));
    // r2_score(np.c_[T[:, 0], constant[:, 1]], np.c_[Y[:, 0], constant[:, 1]])
    let half = |rows: [[f64; 2]; 5]| rows.map(|[first, _]| [first, 1.0]);
    let r2 = r_squared(&net, &half(Y), &half(T)).unwrap();
    assert_close("r2", &[r2], &[0.9755859375], 1e-15);
}

const BINARY: [[f64; 1]; 8] = [
    [-2.0],
    [-0.5],
    [0.25],
    [1.5],
    [-1.0],
    [3.0],
    [0.75],
    [-0.25],
];
const IS_ONE: [bool; 8] = [false, true, true, true, false, false, false, false];

/// accuracy_score(IS_ONE, BINARY > 0), confusion_matrix(IS_ONE, BINARY > 0), and the losses
/// log_loss(IS_ONE, sigmoid(BINARY)), hinge_loss(IS_ONE, BINARY)
#[test]
fn one_output_tells_two_classes_apart() {
    macro_rules! check {
        ($net:ty, $loss:expr) => {
            let net = identity!($net);
            assert_eq!(accuracy(&net, &BINARY, &IS_ONE), Ok(0.625));
            let matrix = ConfusionMatrix::<2>::of(&net, &BINARY, &IS_ONE).unwrap();
            assert_eq!(matrix.counts, [[3, 2], [1, 2]]);
            let labels = IS_ONE.map(u8::from);
            let score = net.evaluate(&BINARY, &labels).unwrap();
            assert_eq!(net.evaluate(&BINARY, &IS_ONE), Ok(score));
            assert_close(
                stringify!($net),
                &[score.loss, score.metric],
                &[$loss, 0.625],
                1e-15,
            );
        };
    }
    check!(Binary, 0.8691271447712984);
    check!(Logit, 0.8691271447712984);
    check!(Margin, 1.09375);

    // roc_auc_score(IS_ONE, BINARY), log_loss(IS_ONE, sigmoid(BINARY))
    let (net, mut scores) = (identity!(Binary), [(0.0, false); 8]);
    let area = roc_auc(&net, &BINARY, &IS_ONE, 1, &mut scores).unwrap();
    let loss = log_loss(&net, &BINARY, &IS_ONE).unwrap();
    let expected = [0.6, 0.8691271447712984];
    assert_close("binary", &[area, loss], &expected, 1e-15);
    // roc_auc_score([0, 1, 0, 1, 1, 0, 1, 0], [1, 1, 2, 2, 2, 3, 3, 0])
    let ties = [1, 1, 2, 2, 2, 3, 3, 0].map(|x| [f64::from(x)]);
    let is_one = [0_u8, 1, 0, 1, 1, 0, 1, 0];
    assert_eq!(roc_auc(&net, &ties, &is_one, 1, &mut scores), Ok(0.625));

    let error = Error::Label {
        sample: 1,
        classes: 2,
    };
    assert_eq!(
        accuracy(&identity!(Binary), &[[0.0]; 2], &[0, 2]),
        Err(error)
    );
}

/// Several yes-or-no outputs: accuracy_score(t.ravel(), y.ravel() > 0.5), log_loss of the same.
#[test]
fn several_bits() {
    let y: [[f64; 2]; 4] = [[0.9, 0.2], [0.4, 0.6], [0.7, 0.8], [0.1, 0.3]];
    let t = [[1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 1.0]];
    let logits = y.map(|row| row.map(|y| (y / (1.0 - y)).ln()));
    let score = identity!(Bits).evaluate(&logits, &t).unwrap();
    assert_close(
        "bits",
        &[score.loss, score.metric],
        &[0.5615087622795112, 0.625],
        1e-15,
    );
}

#[test]
fn bad_data() {
    let (net, lengths) = (
        identity!(Numbers),
        Error::Lengths {
            inputs: 5,
            others: 4,
        },
    );
    let metrics = [
        accuracy,
        mean_absolute_error,
        root_mean_squared_error,
        r_squared,
        log_loss,
    ];
    for metric in metrics {
        assert_eq!(metric(&net, &Y, &T[..4]), Err(lengths));
        assert_eq!(metric(&net, &[], &[]), Err(Error::NoSamples));
    }
}
