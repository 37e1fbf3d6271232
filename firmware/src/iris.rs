//! Fisher's irises, as a sensor's data in flash: four lengths of 150 flowers in tenths of a centimetre.

/// Lengths of sepal and petal, and the class, of every flower; the classes take turns.
pub static IRIS: [([u8; 4], u8); 150] = read(include_bytes!("../../examples/data/iris.csv"));

/// A flower's lengths, brought near 0.
pub fn features(lengths: [u8; 4]) -> [f32; 4] {
    let [a, b, c, d] = lengths.map(f32::from);
    [
        (a - 58.0) / 8.0,
        (b - 30.0) / 4.0,
        (c - 38.0) / 18.0,
        (d - 12.0) / 8.0,
    ]
}

/// Lines of `5.1,3.5,1.4,0.2,0` behind a header, sorted by class.
const fn read(file: &[u8]) -> [([u8; 4], u8); 150] {
    let mut flowers = [([0; 4], 0); 150];
    let mut at = 0;
    while file[at] != b'\n' {
        at += 1;
    }
    let mut line = 0;
    while line < 150 {
        let mut numbers = [0; 5];
        let mut n = 0;
        while n < 5 {
            at += 1; // the comma, or the end of the line
            while at < file.len() && file[at] != b',' && file[at] != b'\n' {
                if file[at] != b'.' {
                    numbers[n] = 10 * numbers[n] + (file[at] - b'0');
                }
                at += 1;
            }
            n += 1;
        }
        let [a, b, c, d, class] = numbers;
        flowers[3 * (line % 50) + line / 50] = ([a, b, c, d], class);
        line += 1;
    }
    flowers
}
