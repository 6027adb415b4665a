//! What the guard obeys: the record rules of a policy with their stages and articles, and nothing else.

use serde::{Deserialize, Serialize};

use crate::policy::Policy;
use crate::policy::draft::Scope;
use crate::rule::{Override, Param, Rule, Stage};
use crate::rules::ALL;
use crate::text::json::{Keys, Shape};
use crate::text::sorted::Sorted;
use crate::text::{Lang, search};

/// One record rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The rule's id.
    pub rule: String,
    /// How it acts on record screens.
    pub stage: Stage,
    /// From which day it may refuse, as `2026-04-01`; a day in this form compares as text.
    pub from: String,
    /// The article that it enforces: number and heading in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// What a person must do to save in spite of it.
    #[serde(default)]
    pub over: Override,
    /// Which apps it is about; all when nothing is said.
    #[serde(default, skip_serializing_if = "Scope::is_everywhere")]
    pub scope: Scope,
    /// The rule's numbers by key, those that the policy leaves to the rule too: the guard does not know the rule.
    #[serde(default, skip_serializing_if = "Sorted::is_empty")]
    pub numbers: Sorted<String, u32>,
    /// The rule's words by key.
    #[serde(default, skip_serializing_if = "Sorted::is_empty")]
    pub words: Sorted<String, Vec<String>>,
}

impl Shape for Order {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            rule: keys.must("rule"),
            stage: keys.must("stage"),
            from: keys.must("from"),
            ja: keys.must("ja"),
            en: keys.must("en"),
            over: keys.may("over"),
            scope: keys.may("scope"),
            numbers: keys.may("numbers"),
            words: keys.may("words"),
        }
    }
}

impl Order {
    /// The article, in one language.
    pub fn article(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }

    /// Whether it is about an app, by its name, its space (empty outside of spaces) and its data class. What cannot be told
    /// keeps no app out.
    pub fn concerns(&self, name: &str, space: Option<&str>, class: Option<&str>) -> bool {
        let Scope { spaces, names, classes } = &self.scope;
        let held = |list: &[String], one: &str| list.iter().any(|other| other == one);
        (spaces.is_empty() || space.is_none_or(|space| held(spaces, space)))
            && (names.is_empty() || name.is_empty() || names.iter().any(|pattern| search::fits(pattern, name)))
            && (classes.is_empty() || class.is_none_or(|class| held(classes, class)))
    }

    /// How it acts on a day: before its date it warns at most.
    pub fn stage_on(&self, today: &str) -> Stage {
        if self.stage == Stage::Block && today < self.from.as_str() { Stage::Warn } else { self.stage }
    }
}

/// What the guard obeys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orders {
    /// The id of the policy.
    pub policy: String,
    /// Its version.
    pub version: String,
    /// Record rules that are in use.
    pub rules: Vec<Order>,
}

impl Shape for Orders {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { policy: keys.must("policy"), version: keys.must("version"), rules: keys.must("rules") }
    }
}

impl Orders {
    /// Compiles the orders of a policy.
    pub fn compile(policy: &Policy) -> Self {
        let document = policy.document();
        // By their reach, not by what acts on records: the console compiles orders and never runs them.
        let rules = ALL
            .iter()
            .filter(|rule| rule.reach.watches() && policy.entry(rule.id) != Stage::Off)
            .map(|rule| {
                let id = rule.id;
                let cite = |lang| {
                    let title = document.title.get(lang);
                    policy.article(id).map_or_else(String::new, |article| {
                        let (number, heading) = (article.cited(lang), article.heading.get(lang));
                        crate::say!(lang, ja: "{title} {number}({heading})",
                            en: "{title}, {number}: {heading}", title, number, heading)
                    })
                };
                let setting = policy.setting(id);
                Order {
                    rule: id.to_owned(),
                    stage: policy.entry(id),
                    from: policy.from(id).to_string(),
                    ja: cite(Lang::Ja),
                    en: cite(Lang::En),
                    over: policy.over(id),
                    scope: setting.map(|setting| setting.scope.clone()).unwrap_or_default(),
                    numbers: numbers(policy, rule),
                    words: setting.map(|setting| setting.words.clone()).unwrap_or_default(),
                }
            })
            .collect();
        Self { policy: document.id.clone(), version: document.version.clone(), rules }
    }

    /// The order for a rule.
    pub fn get(&self, rule: &str) -> Option<&Order> {
        self.rules.iter().find(|order| order.rule == rule)
    }
}

/// The numbers of a rule, as the policy sets them or the rule has them.
fn numbers(policy: &Policy, rule: &Rule) -> Sorted<String, u32> {
    let set = rule.params.iter().filter(|param| matches!(param, Param::Number { .. }));
    set.map(|param| (param.key().to_owned(), policy.number(rule, param.key()))).collect()
}
