//! What differs between two versions of a policy.

use serde_json::Value;

use super::draft::{Article, Draft, Setting};

/// Something before and after: absent where it was added or taken away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair<'a, T> {
    /// Before.
    pub old: Option<&'a T>,
    /// After.
    pub new: Option<&'a T>,
}

/// What differs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference<'a> {
    /// Articles, in the order of the new document; those taken away last.
    pub articles: Vec<Pair<'a, Article>>,
    /// Rules by id.
    pub rules: Vec<(&'a str, Pair<'a, Setting>)>,
    /// Everything else by its key, as JSON: what is absent is `null`.
    pub others: Vec<(String, Value, Value)>,
}

impl Difference<'_> {
    /// Whether nothing differs.
    pub const fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.rules.is_empty() && self.others.is_empty()
    }
}

/// Compares two documents.
pub fn difference<'a>(old: &'a Draft, new: &'a Draft) -> Difference<'a> {
    Difference { articles: articles(old, new), rules: rules(old, new), others: others(old, new) }
}

fn articles<'a>(old: &'a Draft, new: &'a Draft) -> Vec<Pair<'a, Article>> {
    let of = |draft: &'a Draft, number: &str| draft.articles.iter().find(|article| article.number == number);
    let kept = new.articles.iter().map(|article| Pair { old: of(old, &article.number), new: Some(article) });
    let gone = old.articles.iter().filter(|article| of(new, &article.number).is_none());
    kept.chain(gone.map(|article| Pair { old: Some(article), new: None })).filter(|pair| pair.old != pair.new).collect()
}

fn rules<'a>(old: &'a Draft, new: &'a Draft) -> Vec<(&'a str, Pair<'a, Setting>)> {
    let kept = new.rules.iter().map(|(id, setting)| (id.as_str(), Pair { old: old.rules.get(id), new: Some(setting) }));
    let gone = old.rules.iter().filter(|(id, _)| !new.rules.contains_key(id));
    let gone = gone.map(|(id, setting)| (id.as_str(), Pair { old: Some(setting), new: None }));
    kept.chain(gone).filter(|(_, pair)| pair.old != pair.new).collect()
}

fn others(old: &Draft, new: &Draft) -> Vec<(String, Value, Value)> {
    let written = |draft: &Draft| serde_json::to_value(draft).unwrap_or_default();
    let (old, new) = (written(old), written(new));
    let mut keys: Vec<&String> = Vec::new();
    for key in [&new, &old].into_iter().filter_map(Value::as_object).flat_map(|map| map.keys()) {
        if key != "articles" && key != "rules" && !keys.contains(&key) {
            keys.push(key);
        }
    }
    let of = |document: &Value, key: &str| document.get(key).cloned().unwrap_or_default();
    let pairs = keys.into_iter().map(|key| (key.clone(), of(&old, key), of(&new, key)));
    pairs.filter(|(_, old, new)| old != new).collect()
}
