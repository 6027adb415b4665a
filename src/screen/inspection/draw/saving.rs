//! The two ways to save, and why one of them was refused.

use maud::html;

use crate::audit::{self, Judged, Report};
use crate::finding::{Item, Place, Verdict};
use crate::kintone::Part;
use crate::rule::Stage;
use crate::screen::Region;
use crate::screen::inspection::model::{Model, Refusal};
use crate::screen::inspection::update::{REFUSAL, control_id};
use crate::text::{Text, sentence};

use super::finding::heading_id;

/// Why nothing was saved: each reason leads to its place.
pub(super) fn refusal(model: &Model) -> Region {
    let lang = model.visit.lang;
    let markup = html! {
        @if let Some(refusal) = model.refused {
            div class="naiki-refusal" {
                h2 id=(REFUSAL) tabindex="-1" {
                    (crate::text!(ja: "保存していません", en: "Nothing was saved").get(lang))
                }
                p { (lead(refusal, broken(model)).get(lang)) }
                @if refusal == Refusal::Policy {
                    ul {
                        @for (at, reason) in reasons(model) {
                            li {
                                button type="button" class="naiki-link" id={ "naiki-go-" (at) } data-act="go" data-at=(at) { (sentence(&reason, lang)) }
                            }
                        }
                    }
                }
            }
        }
    };
    Region::new("naiki-refusal", markup).assertive()
}

/// Whether something is against the policy, not only unknown.
fn broken(model: &Model) -> bool {
    let stops = |report: &Report| report.findings.iter().any(Judged::stops);
    model.unread().next().is_some() || model.report.as_ref().is_some_and(stops)
}

fn lead(refusal: Refusal, broken: bool) -> Text {
    match refusal {
        Refusal::Outdated => crate::text!(
            ja: "新しい版の内規ガードで作られた点検記録があるため、この画面では保存できません。",
            en: "There is an inspection record of a newer version, which this screen must not overwrite."
        ),
        Refusal::Busy => crate::text!(
            ja: "設定の変更が終わってから、もう一度保存してください。",
            en: "Please save again when the change has been made."
        ),
        Refusal::Early => crate::text!(
            ja: "点検がまだ終わっていません。終わってから、もう一度保存してください。",
            en: "The inspection has not finished. Please save again when it has."
        ),
        Refusal::Policy if broken => crate::text!(
            ja: "次の点が内規に合わないため、適合としては保存できません。直してからもう一度保存するか、「途中まで保存」を使ってください。",
            en: "These points break the policy, so the app cannot be saved as conforming. Repair them, or use “Save unfinished”."
        ),
        Refusal::Policy => crate::text!(
            ja: "次の点が確認できないため、適合としては保存できません。確認できるようにしてからもう一度保存するか、「途中まで保存」を使ってください。",
            en: "These points could not be judged, so the app cannot be saved as conforming. Clear them up, or use “Save unfinished”."
        ),
        Refusal::Long => crate::text!(
            ja: "届出と例外措置の文章が長すぎて、プラグインの設定に収まりません。短くしてください。",
            en: "Declaration and exceptions are too long for the plug-in's settings; please shorten them."
        ),
    }
}

/// What refuses, with the id of the element to go to.
fn reasons(model: &Model) -> Vec<(String, String)> {
    let lang = model.visit.lang;
    let Some(report) = &model.report else { return Vec::new() };
    let mut out: Vec<(String, String)> = Vec::new();
    for judged in report.findings.iter().filter(|judged| judged.stops()) {
        let Some(rule) = audit::rule(judged.finding.rule) else { continue };
        let at = match judged.finding.place {
            Place::Declared { item } => control_id(item),
            _ => heading_id(&judged.fingerprint),
        };
        let place = judged.finding.place.say(lang);
        out.push((at, format!("{place}: {}", rule.title.get(lang))));
    }
    let curable = |unjudged: &&audit::Unjudged| unjudged.stage == Stage::Block && unjudged.unread.reason.curable();
    for unjudged in report.unknowns.iter().filter(curable) {
        let at = match unjudged.unread.part {
            Part::Declaration => control_id(Item::Public),
            _ => "naiki-read".to_owned(),
        };
        let (part, reason) = (unjudged.unread.part.name().get(lang), unjudged.unread.reason.say(lang));
        out.push((
            at,
            crate::say!(lang, ja: "{part}: 確認できません({reason})", en: "{part}: unknown ({reason})", part, reason),
        ));
    }
    for item in model.unread() {
        let name = item.text().get(lang);
        let reason = if matches!(item, Item::People | Item::Retention) {
            crate::say!(lang, ja: "{name}: 数として読めません", en: "{name}: not a number", name)
        } else {
            crate::say!(lang, ja: "{name}: この日付はありません", en: "{name}: no such day", name)
        };
        out.push((control_id(item), reason));
    }
    out
}

/// The buttons, with the reminder that nothing counts yet.
pub(super) fn buttons(model: &Model) -> Region {
    let lang = model.visit.lang;
    let verdict = model.report.as_ref().map(|report| report.verdict.text().get(lang));
    let plain = |report: &Report| report.refuses() || report.verdict == Verdict::Pass;
    let settled = model.report.as_ref().is_none_or(plain);
    let markup = html! {
        div class="naiki-saving" {
            p class="naiki-reminder" { (crate::text!(
                ja: "保存しても、[アプリを更新]を押すまでは運用に反映されません。保存のあと、アプリの設定画面で[アプリを更新]を押してください。[アプリを更新]そのものを、この画面から止めることはできません。",
                en: "Nothing takes effect before [Update App]: press it in the app's settings after saving. This screen cannot stop [Update App] itself."
            ).get(lang)) }
            button type="button" id="naiki-save-pass" class="naiki-button naiki-primary" data-act="save-pass" {
                (crate::text!(ja: "適合として保存", en: "Save as conforming").get(lang))
            }
            button type="button" id="naiki-save-part" class="naiki-button" data-act="save-part" {
                (crate::text!(ja: "途中まで保存", en: "Save unfinished").get(lang))
            }
            button type="button" id="naiki-leave" class="naiki-button naiki-quiet" data-act="leave" {
                (crate::text!(ja: "キャンセル", en: "Cancel").get(lang))
            }
            p class="naiki-hint" {
                @match verdict {
                    Some(verdict) => (crate::say!(lang,
                        ja: "「途中まで保存」は、いまの判定({verdict})のまま、届出と点検記録を保存します。",
                        en: "“Save unfinished” keeps the declaration and the record with the verdict as it is now: {verdict}.",
                        verdict)),
                    None => (crate::text!(
                        ja: "点検が終わると保存できます。",
                        en: "You can save when the inspection has finished."
                    ).get(lang)),
                }
            }
            // The button does not make an app conform: whatever is recorded is what was found.
            @if let (Some(verdict), false) = (verdict, settled) {
                p class="naiki-hint" { (crate::say!(lang,
                    ja: "「適合として保存」を止めるものはありませんが、要改善か未確認のものが残っているため、判定は「{verdict}」と記録されます。",
                    en: "Nothing stops “Save as conforming”, but findings or unknowns are left: the recorded verdict will be “{verdict}”.",
                    verdict)) }
            }
        }
    };
    Region::new("naiki-buttons", markup)
}
