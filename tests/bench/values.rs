//! How many made-up values the scanner finds, and how often it holds a number of something else for sure, as a table:
//! `cargo run --release --example values -p tests`.

use tests::values;

fn main() {
    println!("| 種類 / kind | values | recall % | High % |\n|---|---:|---:|---:|");
    for (kind, recall) in values::recalls() {
        let (found, high) = (recall.share(recall.found), recall.share(recall.high));
        let name = kind.text();
        println!("| {} / {} | {} | {found:.2} | {high:.2} |", name.ja, name.en, recall.all);
    }
    let (tally, high) = values::strangers();
    println!(
        "\n| numbers of something else | how many | told Low | told Medium | told High |\n|---|---:|---:|---:|---:|"
    );
    let mut sum = [0; 4];
    for (what, counts) in tally {
        println!("| {what} | {} | {} | {} | {} |", counts.iter().sum::<u32>(), counts[1], counts[2], counts[3]);
        for (sum, count) in sum.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    println!("| all | {} | {} | {} | {} |", sum.iter().sum::<u32>(), sum[1], sum[2], sum[3]);
    println!("\nFalse High per {}: {}.", values::HARD, high.len());
}
