//! The numbering plan and the prefixes of licences: the tables of the scanner are what the reviewed lists say.
//! `UPDATE=1` rewrites them.

use std::fmt::Write;

use naiki::personal::Confidence::{self, High, Medium};
use naiki::personal::identifiers::Identifier::Phone;
use naiki::personal::identifiers::{Context, scan};

const ROOM: &str = "src/personal/identifiers";

/// The rows of a list, without its comments.
fn rows(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(tests::root().join(ROOM).join(name)).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split('\t').map(str::to_owned).collect()).collect()
}

/// A number in hexadecimal, in groups of four.
fn hexadecimal(number: u128, digits: usize) -> String {
    let text = format!("{number:0digits$x}");
    let groups: Vec<&str> = (0..digits).step_by(4).map(|at| &text[at..at + 4]).collect();
    format!("0x{}", groups.join("_"))
}

/// Bits set at the numbers given, as words of 64.
fn bits(set: &[usize], len: usize) -> String {
    let mut words = vec![0_u64; len.div_ceil(64)];
    for at in set {
        words[at / 64] |= 1 << (at % 64);
    }
    let words: Vec<String> = words.iter().map(|word| hexadecimal(u128::from(*word), 16)).collect();
    format!("[u64; {}] = [{}]", words.len(), words.join(", "))
}

#[test]
fn numbering_plan() {
    let mut lines = String::new();
    let mut areas: [Vec<usize>; 4] = Default::default();
    for row in rows("numbering_plan.tsv") {
        let [prefix, digits, groups, line, _] = row.as_slice() else { panic!("{row:?}") };
        let sizes: Vec<usize> = groups.split('-').map(|size| size.parse().unwrap()).collect();
        let digits: usize = digits.parse().unwrap();
        assert_eq!(sizes.iter().sum::<usize>(), digits, "{row:?}");
        let rest = prefix.strip_prefix('0').unwrap();
        if line == "landline" {
            assert_eq!((sizes[0], sizes[0] + sizes[1], sizes[2]), (prefix.len(), 6, 4), "{row:?}");
            areas[rest.len() - 1].push(rest.parse().unwrap());
            continue;
        }
        let known = rest.trim_end_matches('N');
        let number: Vec<String> = known.chars().map(|digit| digit.to_digit(10).unwrap().to_string()).collect();
        let name = line[..1].to_ascii_uppercase() + &line[1..];
        writeln!(lines, "    (&[{}], {}, {digits}, Line::{name}),", number.join(", "), known != rest).unwrap();
    }
    for (area, len) in areas.iter().zip([2, 3, 4, 5]) {
        assert!(area.is_sorted_by(|one, other| one < other), "areas of {len} are in order, each once");
    }
    let [two, three, four, five] = &areas;
    let mut out = String::from(
        "//! Generated from `numbering_plan.tsv` by the test `identifier_tables`; `UPDATE=1` rewrites it.\n\nuse super::phone::{Line, Row};\n\n",
    );
    write!(
        out,
        "/// What is no landline.\n#[rustfmt::skip]\npub(super) const LINES: [Row; {}] = [\n{lines}];\n",
        lines.lines().count()
    )
    .unwrap();
    for (name, set, len) in [("TWO", two, 10), ("THREE", three, 100), ("FOUR", four, 1000)] {
        let digits = len.to_string().len();
        write!(
            out,
            "\n/// Area codes of {digits} digits, the 0 among them: a bit for each number after it.\n#[rustfmt::skip]\npub(super) const {name}: {};\n",
            bits(set, len)
        )
        .unwrap();
    }
    let list: Vec<String> = five.iter().map(ToString::to_string).collect();
    let size = lines.lines().count() * 9 + (two.len().min(1) + 2 + 16) * 8 + five.len() * 2;
    assert!(size < 1_000, "{size} bytes of facts");
    write!(
        out,
        "\n/// Area codes of 5 digits without their 0.\n#[rustfmt::skip]\npub(super) const FIVE: [u16; {}] = [{}];\n",
        list.len(),
        list.join(", ")
    )
    .unwrap();
    tests::generated(&format!("{ROOM}/numbering_plan.rs"), &out);
}

#[test]
fn licence_prefixes() {
    let set = rows("licence_prefixes.tsv").iter().fold(0_u128, |set, row| {
        let prefix: u32 = row[0].parse().unwrap();
        assert_eq!(set >> prefix & 1, 0, "{row:?} stands twice");
        set | 1 << prefix
    });
    let out = format!(
        "//! Generated from `licence_prefixes.tsv` by the test `identifier_tables`; `UPDATE=1` rewrites it.\n\n/// A bit for each of the two digits with which a licence begins.\n#[rustfmt::skip]\npub(super) const COMMISSIONS: u128 = {};\n",
        hexadecimal(set, 32)
    );
    tests::generated(&format!("{ROOM}/licence_prefixes.rs"), &out);
}

fn sure(text: &str) -> Option<Confidence> {
    let finds = scan(text, Context::of_label("電話番号"));
    finds.iter().find(|find| find.class == Phone && find.end - find.start == text.len()).map(|find| find.confidence)
}

/// One number of each row of the plan, digits that make no other rule fire.
#[test]
fn every_row_of_the_plan_is_judged_as_it_says() {
    for row in rows("numbering_plan.tsv") {
        let [prefix, digits, groups, line, _] = row.as_slice() else { panic!("{row:?}") };
        let mut number = prefix.replace('N', "3");
        number.push_str(&"25739146802573"[..digits.parse::<usize>().unwrap() - number.len()]);
        let mut rest = number.as_str();
        let parts: Vec<&str> = groups
            .split('-')
            .map(|size| {
                let (part, after) = rest.split_at(size.parse().unwrap());
                rest = after;
                part
            })
            .collect();
        let person = matches!(line.as_str(), "mobile" | "internet" | "landline");
        assert_eq!(sure(&parts.join("-")), person.then_some(High), "{row:?} {number}");
        assert_eq!(sure(&number), person.then_some(High), "{row:?} {number}");
    }
}

#[test]
fn groups_of_a_landline_fit_its_area() {
    assert_eq!(sure("03-1234-5678"), Some(High));
    assert_eq!(sure("0312-34-5678"), None, "03 is the area of all of them");
    assert_eq!(sure("06-6123-4567"), Some(High));
    assert_eq!(sure("0661-23-4567"), None);
    assert_eq!(sure("011-222-3456"), Some(High));
    assert_eq!(sure("01-1222-3456"), None);
    assert_eq!(sure("04992-2-1234"), Some(High));
    assert_eq!(sure("0424-81-1234"), Some(Medium), "written as before 042 was the area");
    assert_eq!(sure("0471-23-4567"), Some(Medium), "now 04-7123-4567");
    assert_eq!(sure("0212-34-5678"), Some(Medium), "no area begins like this: the list may be old");
    assert_eq!(sure("0212345678"), None);
    assert_eq!(sure("0012-34-5678"), None, "00 begins no number of a line");
    assert_eq!(sure("031234-5678"), Some(High));
}
