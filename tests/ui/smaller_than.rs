//~ &Teacher::new(1): `Teacher` does not have fewer parameters than `Student`
use typed_nn::{SmallerThan, network};

network! {
    struct Teacher< 16 => relu 32 => softmax 2 >
}
network! {
    struct Student< 16 => relu 8 => softmax 2 >
}

fn distill<T, S: SmallerThan<T>>(_: &T, _: &S) {}

fn main() {
    distill(&Student::new(1), &Teacher::new(1));
}
