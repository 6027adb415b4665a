//! Numbers that only look like identifiers.

use naiki::personal::identifiers::digits;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::{any, letters, such, written};

/// A number that is no identifier, and what it is.
pub fn hard(rng: &mut StdRng) -> (&'static str, String) {
    let (year, month, day) = (rng.gen_range(2000..2035), rng.gen_range(1..13), rng.gen_range(1..29));
    let date = format!("{year}{month:02}{day:02}");
    let number = |rng: &mut StdRng, len: usize| written(&any(rng, len), &[len], "");
    let kinds = 18;
    match rng.gen_range(0..kinds) {
        0 => ("order", format!("{date}{}", number(rng, 4))),
        1 => ("timestamp", format!("{date}{:02}{:02}", rng.gen_range(0..24), rng.gen_range(0..60))),
        2 => (
            "timestamp 14",
            format!("{date}{:02}{:02}{:02}", rng.gen_range(0..24), rng.gen_range(0..60), rng.gen_range(0..60)),
        ),
        3 => {
            let head = *[[4, 5], [4, 9]].choose(rng).unwrap();
            ("jan", written(&such(rng, &head, 13, digits::article), &[13], ""))
        }
        4 => ("serial", format!("{:0width$}", rng.gen_range(1..99_999_u32), width = rng.gen_range(8..=16))),
        5 => {
            let amount = rng.gen_range(1_000..9_999_999_999_u64).to_string();
            let mut out = String::new();
            for (at, digit) in amount.chars().enumerate() {
                if at > 0 && (amount.len() - at).is_multiple_of(3) {
                    out.push(',');
                }
                out.push(digit);
            }
            ("amount", format!("{out}{}", ["", "円", " 円"].choose(rng).unwrap()))
        }
        6 => (
            "amount bare",
            format!(
                "{}{}",
                rng.gen_range(100_000_000_000_u64..999_999_999_999),
                ["円", "件", "個", "kg", "%"].choose(rng).unwrap()
            ),
        ),
        7 => ("article code", format!("{}{}", letters(rng, 2), number(rng, 7))),
        8 => ("article code long", format!("{}-{}-{}", letters(rng, 3), number(rng, 4), number(rng, 4))),
        9 => ("free telephone", format!("0120-{}-{}", number(rng, 3), number(rng, 3))),
        10 => (
            "version",
            format!(
                "{}.{}.{}.{}",
                rng.gen_range(0..20),
                rng.gen_range(0..30),
                rng.gen_range(0..99),
                rng.gen_range(0..9999)
            ),
        ),
        11 => (
            "ip",
            format!(
                "{}.{}.{}.{}",
                rng.gen_range(1..255),
                rng.gen_range(0..255),
                rng.gen_range(0..255),
                rng.gen_range(1..255)
            ),
        ),
        12 => ("local government", written(&such(rng, &[1, 3], 6, digits::local_government), &[6], "")),
        13 => ("corporation", written(&such(rng, &[], 13, digits::corporation), &[13], "")),
        14 => ("twelve", number(rng, 12)),
        15 => ("twelve in fours", written(&any(rng, 12), &[4, 4, 4], ["-", " "].choose(rng).unwrap())),
        16 => ("sixteen in fours", written(&any(rng, 16), &[4, 4, 4, 4], ["-", " "].choose(rng).unwrap())),
        _ => (
            "telephone-like",
            written(&[vec![0, *[7, 8, 9].choose(rng).unwrap(), 0], any(rng, 8)].concat(), &[3, 4, 4], "-"),
        ),
    }
}
