//! What stands around a word in a remark: 「うつ病の研修」 speaks of no person, and 「『馬鹿』と言われた」 tells what another said.

use crate::rules::entry::{Changed, Writing};
use crate::text::search::Sought;

/// Whether people write in a field what comes to their mind.
pub const fn written(changed: &Changed<'_>) -> bool {
    matches!(changed.writing, Writing::Line | Writing::Free)
}

/// Words that take another word back when they stand by it.
#[derive(Clone, Debug)]
pub struct Excusing {
    near: Sought,
    next: Sought,
}

/// The longest sentence that is read to its ends, in letters, so that a long text takes no longer than its length.
const FAR: usize = 200;

/// How far a word may stand from the word that it takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// In the same clause, and at most so many letters away.
    Clause(usize),
    /// In the same sentence. What is quoted does not end with its own sentences.
    Sentence,
}

impl Bounds {
    const fn letters(self) -> usize {
        match self {
            Self::Clause(letters) => letters,
            Self::Sentence => FAR,
        }
    }

    fn ends(self, letter: char) -> bool {
        matches!(letter, '。' | '!' | '?') || matches!(self, Self::Clause(_)) && matches!(letter, '、' | ',' | ';')
    }
}

impl Excusing {
    /// Words as a policy has them: `*課` stands for 課 directly after a word, all others for themselves anywhere near.
    pub fn of(words: &[String]) -> Self {
        let near = words.iter().map(String::as_str).filter(|word| !word.starts_with('*'));
        let next = words.iter().filter_map(|word| word.strip_prefix('*'));
        Self { near: Sought::of(near), next: Sought::of(next) }
    }

    /// Whether one of them takes back what stands between two places of a folded text. A longer word around it counts:
    /// そうざい for うざい.
    pub fn takes_back(&self, text: &str, start: usize, end: usize, bounds: Bounds) -> bool {
        let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else { return false };
        if self.next.all(after).next().is_some_and(|(at, _)| at == 0) {
            return true;
        }
        let quoted = quoted(before);
        let left = run(before.chars().rev(), ['」', '』', '「', '『'], quoted, bounds);
        let right = run(after.chars(), ['「', '『', '」', '』'], quoted, bounds);
        self.near.stand_in(text.get(start - left..end + right).unwrap_or_default())
    }
}

/// Whether a quote of the same line is open at the end of a text.
fn quoted(text: &str) -> bool {
    let mut depth = 0;
    for letter in text.chars().rev().take(FAR) {
        match letter {
            '\n' => return false,
            '「' | '『' if depth == 0 => return true,
            '「' | '『' => depth -= 1,
            '」' | '』' => depth += 1,
            _ => {}
        }
    }
    false
}

/// How many bytes a clause or a sentence goes on; the first two marks open a quote on the way, the others close it.
fn run(letters: impl Iterator<Item = char>, marks: [char; 4], quoted: bool, bounds: Bounds) -> usize {
    let mut depth = i32::from(quoted);
    let mut bytes = 0;
    for (count, letter) in letters.enumerate() {
        if letter == '\n' || count >= bounds.letters() || depth <= 0 && bounds.ends(letter) {
            break;
        }
        match marks.iter().position(|mark| *mark == letter) {
            Some(0 | 1) => depth += 1,
            Some(_) => depth -= 1,
            None => {}
        }
        bytes += letter.len_utf8();
    }
    bytes
}
