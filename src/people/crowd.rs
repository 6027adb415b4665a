//! Many people in few words: whole departments and groups first, then names.

use super::{Directory, People};
use crate::kintone::right::{Entity, EntityKind};
use crate::text::{Lang, listed};

/// So many names are told; then how many more there are.
const NAMES: usize = 5;

/// Some people, as they can be told. Names are as people know them, codes where no name is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crowd {
    /// How many they are.
    pub count: usize,
    /// Whether they are all people but those who are named.
    pub but: bool,
    /// Departments and groups of which every person belongs to those who are named.
    pub whole: Vec<String>,
    /// Names of the others, in the order of the directory, up to five.
    pub names: Vec<String>,
    /// How many more others there are.
    pub more: usize,
}

impl Crowd {
    /// Tells people by whole departments and groups of which the members are known. More than half of all people are told
    /// by those who are left, when these are fewer words.
    pub fn of(directory: &Directory, people: &People) -> Self {
        let mut others = directory.everybody();
        drop(others.take(people));
        let crowd = Self::named(directory, people);
        let rest = Self::named(directory, &others);
        if people.len() > others.len() && rest.words() < crowd.words().max(2) {
            return Self { count: people.len(), but: true, ..rest };
        }
        crowd
    }

    /// How many names it takes to tell of them.
    const fn words(&self) -> usize {
        self.whole.len() + self.names.len() + self.more
    }

    fn named(directory: &Directory, people: &People) -> Self {
        let mut open = people.clone();
        let mut whole = Vec::new();
        while let Some((name, members)) = largest(directory, &open) {
            whole.push(name);
            drop(open.take(&members));
        }
        let name = |at: usize| {
            directory.users.get(at).map(|user| if user.name.is_empty() { user.code.clone() } else { user.name.clone() })
        };
        let names: Vec<String> = open.iter().filter_map(name).take(NAMES).collect();
        Self { count: people.len(), but: false, whole, more: open.len() - names.len(), names }
    }

    /// Who they are, as a part of a sentence.
    pub fn say(&self, lang: Lang) -> String {
        let (count, more) = (self.count, self.more);
        let mut words = self.whole.clone();
        words.extend(self.names.iter().cloned());
        let mut named = words.iter().map(|word| listed(std::slice::from_ref(word), lang)).collect::<Vec<_>>();
        if more > 0 {
            named.push(crate::say!(lang, ja: "ほか{more}人", en: "{more} more", more = &more));
        }
        let named = named.join(crate::text!(ja: "、", en: ", ").get(lang));
        match (self.but, words.is_empty()) {
            (false, true) => crate::text!(ja: "だれもいません", en: "nobody").get(lang).to_owned(),
            (true, true) => crate::say!(lang, ja: "全員({count}人)", en: "everybody ({count})", count = &count),
            (true, false) => crate::say!(lang,
                ja: "{named}以外の全員({count}人)", en: "everybody but {named} ({count})",
                named = &named, count = &count),
            (false, false) => {
                crate::say!(lang, ja: "{named}({count}人)", en: "{named} ({count})", named = &named, count = &count)
            }
        }
    }
}

/// The largest department with all below it, or group, of two and more people, all of whom are among some.
fn largest(directory: &Directory, open: &People) -> Option<(String, People)> {
    let mut best: Option<(String, People)> = None;
    let mut offer = |name: &str, members: People| {
        let mut rest = members.clone();
        drop(rest.take(open));
        let larger = best.as_ref().is_none_or(|(_, best)| members.len() > best.len());
        if members.len() > 1 && rest.is_empty() && larger {
            best = Some((name.to_owned(), members));
        }
    };
    for one in &directory.organizations {
        let entity = Entity { kind: EntityKind::Organization, code: Some(one.code.clone()) };
        for below in [true, false] {
            if let Ok(Some(members)) = directory.of(&entity, below, None) {
                offer(&one.name, members);
            }
        }
    }
    for (key, members) in &directory.members {
        if let (Some(("GROUP", code)), Ok(members)) = (key.split_once(':'), members) {
            offer(code, members.clone());
        }
    }
    best
}
