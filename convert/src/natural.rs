//! The order of names with numbers in them.

/// A key that orders `layer10` behind `layer9`.
pub fn natural(name: &str) -> Vec<(String, u64)> {
    let (mut parts, mut rest) = (vec![], name);
    while !rest.is_empty() {
        let is_digit = |c: char| c.is_ascii_digit();
        let (text, behind) = rest.split_at(rest.find(is_digit).unwrap_or(rest.len()));
        let end = behind.find(|c| !is_digit(c)).unwrap_or(behind.len());
        let (digits, behind) = behind.split_at(end);
        parts.push((text.to_owned(), digits.parse().unwrap_or(0)));
        rest = behind;
    }
    parts
}

#[test]
fn ten_stands_behind_nine() {
    let mut names = [
        "dense_10/kernel",
        "dense/kernel",
        "dense_9/kernel",
        "dense/bias",
    ];
    names.sort_by_cached_key(|name| natural(name));
    assert_eq!(
        names,
        [
            "dense/bias",
            "dense/kernel",
            "dense_9/kernel",
            "dense_10/kernel"
        ]
    );
}
