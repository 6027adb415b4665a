//! Two of a kind get into each other’s way, and are paid for and looked after twice.

use serde_json::Value;

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place, Severity};
use crate::kintone::Part;
use crate::kintone::plugin::Plugin;
use crate::kintone::refusal::Unread;
use crate::rule::{Param, Reach, Rule, Speech};
use crate::rules::On;
use crate::text::{fold, search};

/// The rule's name.
pub const ID: &str = "plugins-overlap";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXT-08",
    severity: Severity::Low,
    title: crate::text!(ja: "同じ種類のプラグインが重なっている", en: "Plug-ins of the same kind"),
    reach: Reach::Inspection,
    needs: &[Part::Plugins],
    params: &[Param::Words { key: "kinds" }],
    speech: Speech::Plain {
        what: &[(
            "",
            crate::text!(ja: "「{kind}」のプラグインが2つ以上動いています({names})。", en: "more than one plug-in for “{kind}” is at work: {names}."),
        )],
        why: crate::text!(ja: "動作がぶつかって原因が分かりにくくなり、費用や更新の手間も二重にかかります。", en: "two of a kind get into each other’s way, and are paid for and looked after twice."),
        fix: crate::text!(ja: "どちらかにまとめられるかを確かめ、使わないものは取り外してください。", en: "see whether one will do, and remove the other."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    let plugins = &case.app.plugins()?.plugins;
    // A line of the policy is a kind and parts of names: `帳票 帳票 プリントクリエイター`.
    for line in case.policy.words(ID, "kinds") {
        let Some((kind, parts)) = line.split_once(' ') else { continue };
        let parts: Vec<String> = parts.split(' ').map(fold::label).filter(|part| !part.is_empty()).collect();
        let of_kind = |plugin: &&Plugin| {
            let name = fold::label(plugin.name.as_deref().unwrap_or_default());
            plugin.enabled && parts.iter().any(|part| search::holds(&name, part))
        };
        let found: Vec<&Plugin> = plugins.iter().filter(of_kind).collect();
        if found.len() >= 2 {
            let ids: Vec<Value> = found.iter().map(|plugin| plugin.id.as_str().into()).collect();
            let names = found.iter().filter_map(|plugin| plugin.name.clone()).collect();
            let because = Because::new().and("kind", kind).and("plugins", ids);
            let evidence = Evidence::new().and("kind", Datum::Word(kind.to_owned())).and("names", Datum::Words(names));
            sink.report(Place::In { part: Part::Plugins, name: kind.to_owned() }, because, evidence, None);
        }
    }
    Ok(())
}
