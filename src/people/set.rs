//! Sets of people, one bit for each of the directory's list.

/// Numbers of people in the directory's list.
// INVARIANT: the last word is not 0, so that equal sets are equal lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People(Vec<u64>);

/// The word and the bit of a number.
const fn place(at: usize) -> (usize, u64) {
    (at / 64, 1 << (at % 64))
}

impl People {
    /// Nobody.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// One person more.
    pub fn insert(&mut self, at: usize) {
        let (word, bit) = place(at);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    /// Whether a person is one of them.
    pub fn contains(&self, at: usize) -> bool {
        let (word, bit) = place(at);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether they are nobody.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        (0..self.0.len() * 64).filter(|at| self.contains(*at))
    }

    /// With others.
    pub fn add(&mut self, others: &Self) {
        if self.0.len() < others.0.len() {
            self.0.resize(others.0.len(), 0);
        }
        for (word, other) in self.0.iter_mut().zip(&others.0) {
            *word |= other;
        }
    }

    /// Without those of them who are among others, and who are returned.
    #[must_use]
    pub fn take(&mut self, others: &Self) -> Self {
        let mut hit = Self(self.0.iter().zip(&others.0).map(|(word, other)| word & other).collect());
        for (word, other) in self.0.iter_mut().zip(&hit.0) {
            *word &= !other;
        }
        self.trim();
        hit.trim();
        hit
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// Whether they and others have nobody in common.
    pub fn is_disjoint(&self, others: &Self) -> bool {
        self.0.iter().zip(&others.0).all(|(word, other)| word & other == 0)
    }
}

impl FromIterator<usize> for People {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut people = Self::new();
        for at in numbers {
            people.insert(at);
        }
        people
    }
}
