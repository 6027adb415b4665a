//! 内規 as the guideline of kintone's アプリ設定レビューAI: one sentence for each check that it can make.

use crate::kintone::Part;
use crate::policy::Policy;
use crate::rule::{Reach, Rule, Stage};

/// The most bytes that kintone takes (`governance-rules.md` §0).
pub const MOST: usize = 65_535;

/// What the AI reads: name, description and notes, fields, the app's rights, and whom notices of records tell what.
const READ: [Part; 5] = [Part::Settings, Part::Notes, Part::Fields, Part::AppRights, Part::RecordNotices];

/// The text, and the ids of rules in force that stand outside it: the AI cannot read what they need, or there was no
/// room left.
pub fn guideline(policy: &Policy, rules: &[&'static Rule]) -> (String, Vec<&'static str>) {
    let document = policy.document();
    let mut text = format!(
        "{}（第{}版）に基づき、次のことを確かめ、当てはまるものを条の番号とともに指摘してください。読み取れないことは推測せず、未確認としてください。\n",
        document.title.ja, document.version
    );
    let mut left = Vec::new();
    let in_force = |rule: &&&Rule| policy.inspection(rule.id) != Stage::Off && rule.reach.inspects();
    for rule in rules.iter().filter(in_force) {
        let article = policy.article(rule.id).map_or("", |article| article.number.as_str());
        let line = format!("・{article}：{}場合は指摘する。\n", rule.title.get(crate::text::Lang::Ja));
        let alone = rule.reach != Reach::Survey;
        let readable = alone && rule.needs.iter().all(|part| READ.contains(part));
        if readable && text.len() + line.len() <= MOST {
            text.push_str(&line);
        } else {
            left.push(rule.id);
        }
    }
    (text, left)
}
