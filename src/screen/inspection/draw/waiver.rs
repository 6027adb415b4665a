//! 例外措置: asked for at a finding, listed with how each stands, and looked through by an auditor.

use maud::{Markup, html};

use crate::audit::{Judged, Report, Standing, Stood, waived};
use crate::declaration::waiver::{Denied, latest, most};
use crate::rule::Stage;
use crate::screen::Region;
use crate::screen::inspection::model::Model;
use crate::screen::inspection::model::asking::{Asking, Line};
use crate::screen::inspection::update::waiver::{WAIVERS, ask_id, control_id, days, withdraw_id, wrong};
use crate::text::{self, Text, sentence};

/// What stands below a finding: its waiver, the button that asks for one, or the form. Nothing in the auditor's view.
pub(super) fn beside(model: &Model, judged: &Judged, shown: bool) -> Vec<Region> {
    let Some(report) = model.report.as_ref().filter(|_| !model.auditing) else { return Vec::new() };
    let fingerprint = &judged.fingerprint;
    let region = |kind: &str, markup| Region::new(format!("naiki-{kind}-{fingerprint}"), markup);
    let asking = model.asking.as_ref().filter(|asking| asking.fingerprint == *fingerprint);
    let held = report.waiver(judged);
    let mut out = Vec::new();
    if held.is_some() || judged.stage >= Stage::Warn {
        let markup =
            html! { div class="naiki-waiving" hidden[!shown] { (standing(model, judged, held, asking.is_some())) } };
        out.push(region("waiver", markup).polite());
    }
    let Some(asking) = asking else { return out };
    out.push(region("waive-head", html! { div class="naiki-waiving" hidden[!shown] { (head(model, asking)) } }));
    let wrong = if asking.tried { wrong(model, asking) } else { Vec::new() };
    for line in Line::ALL {
        let errors: Vec<Text> = wrong.iter().filter(|(at, _)| *at == line).map(|(_, text)| *text).collect();
        let control =
            html! { div class="naiki-waiving" hidden[!shown] { (control(model, asking, line, !errors.is_empty())) } };
        out.push(region(&format!("{}-item", line.act()), control));
        let error = html! {
            @if !errors.is_empty() {
                div class="naiki-waiving" hidden[!shown] {
                    @for text in &errors { p class="naiki-error" { (text.get(model.visit.lang)) } }
                }
            }
        };
        out.push(Region::new(error_id(line, fingerprint), error).polite());
    }
    out.push(region("waive-foot", html! { div class="naiki-waiving" hidden[!shown] { (foot(model, asking)) } }));
    out
}

fn error_id(line: Line, fingerprint: &str) -> String {
    format!("naiki-{}-error-{fingerprint}", line.act())
}

/// The waiver of a finding, and what can be done about it.
fn standing(model: &Model, judged: &Judged, held: Option<&Stood>, asked: bool) -> Markup {
    let lang = model.visit.lang;
    let fingerprint = &judged.fingerprint;
    let policy = model.policy.as_ref();
    let never =
        policy.is_some_and(|policy| most(policy, judged.finding.rule, judged.severity, true) == Err(Denied::Never));
    let again = held.is_none_or(|held| !held.standing.holds()) && judged.stage >= Stage::Warn;
    html! {
        @if let Some(held) = held {
            @if held.standing == Standing::Reopened {
                p class="naiki-error" { (crate::text!(
                    ja: "設定が変わったため、例外措置は効きません。",
                    en: "The setting has changed, so its exception does not apply."
                ).get(lang)) }
            } @else if !held.standing.holds() {
                p class="naiki-error" {
                    (crate::text!(ja: "例外措置は効きません: ", en: "Its exception does not apply: ").get(lang)) (held.standing.text().get(lang))
                }
            }
            p { strong { (crate::text!(ja: "例外措置", en: "Exception").get(lang)) } " " (told(held, model)) }
            @if held.waiver.fingerprint == *fingerprint {
                button type="button" id=(withdraw_id(fingerprint)) class="naiki-button naiki-quiet" data-act="unwaive" data-at=(fingerprint) {
                    (crate::text!(ja: "例外措置を取り下げる", en: "Withdraw the exception").get(lang))
                }
            }
        }
        @if again && never {
            p class="naiki-hint" { (sentence(Denied::Never.text().get(lang), lang)) }
        } @else if again && !asked {
            button type="button" id=(ask_id(fingerprint)) class="naiki-button naiki-quiet" data-act="waive" data-at=(fingerprint) {
                (crate::text!(ja: "例外措置を申し出る", en: "Ask for an exception").get(lang))
            }
        }
    }
}

/// A waiver in words.
fn told(held: &Stood, model: &Model) -> String {
    let lang = model.visit.lang;
    let waiver = &held.waiver;
    let mut out = crate::say!(lang,
        ja: "期限{until}({on}に{by}が申し出)", en: "until {until} (asked for on {on} by {by})",
        until = waiver.until, on = waiver.on, by = model.person(&waiver.by));
    if held.unchecked() {
        out.push_str(&crate::say!(lang,
            ja: "、承認番号{number}(台帳と照合していません)", en: ", approval number {number} (not yet checked against the register)",
            number = &waiver.approval));
    }
    out.push_str(&crate::say!(lang, ja: "。理由: {reason}", en: ". Reason: {reason}", reason = &waiver.reason));
    out
}

fn head(model: &Model, asking: &Asking) -> Markup {
    let lang = model.visit.lang;
    let limit = match days(model, asking) {
        Ok(days) => {
            crate::say!(lang,
                ja: "期限は{last}までです。設定を変えると、例外措置は効かなくなります。",
                en: "It may last until {last}. It no longer applies once the setting changes.",
                last = latest(model.now.today, days))
        }
        Err(_) => crate::text!(
            ja: "この例外措置には、主管課の承認番号が要ります。設定を変えると、例外措置は効かなくなります。",
            en: "It needs an approval number of the office. It no longer applies once the setting changes."
        )
        .get(lang)
        .to_owned(),
    };
    html! {
        h5 class="naiki-subheading" { (crate::text!(ja: "例外措置の申し出", en: "An exception").get(lang)) }
        p id={ "naiki-waive-limit-" (asking.fingerprint) } class="naiki-hint" { (limit) }
    }
}

fn control(model: &Model, asking: &Asking, line: Line, wrong: bool) -> Markup {
    let lang = model.visit.lang;
    let fingerprint = &asking.fingerprint;
    let id = control_id(line, fingerprint);
    let label = match line {
        Line::Reason => crate::text!(ja: "理由(必須)", en: "Reason (required)"),
        Line::Until => crate::text!(ja: "期限(必須)", en: "Last day (required)"),
        Line::Approval if days(model, &Asking { approval: String::new(), ..asking.clone() }).is_err() => {
            crate::text!(ja: "主管課の承認番号(必須)", en: "Approval number of the office (required)")
        }
        Line::Approval => crate::text!(ja: "主管課の承認番号(あれば)", en: "Approval number of the office, if any"),
    };
    let described = format!("naiki-waive-limit-{fingerprint} {}", error_id(line, fingerprint));
    let invalid = wrong.then_some("true");
    let value = asking.typed(line);
    let last = days(model, asking).ok().map(|days| latest(model.now.today, days).to_string());
    html! {
        div class="naiki-item" {
            label for=(id) { (label.get(lang)) }
            @match line {
                Line::Reason => textarea id=(id) rows="3" maxlength="500" data-act=(line.act()) data-at=(fingerprint)
                    aria-describedby=(described) aria-invalid=[invalid] { (value) },
                Line::Until => input id=(id) type="date" value=(value) min=(model.now.today) max=[last] data-act=(line.act())
                    data-at=(fingerprint) aria-describedby=(described) aria-invalid=[invalid];,
                Line::Approval => input id=(id) type="text" value=(value) maxlength="100" data-act=(line.act())
                    data-at=(fingerprint) aria-describedby=(described) aria-invalid=[invalid];,
            }
        }
    }
}

fn foot(model: &Model, asking: &Asking) -> Markup {
    let lang = model.visit.lang;
    let fingerprint = &asking.fingerprint;
    html! {
        button type="button" id={ "naiki-waive-send-" (fingerprint) } class="naiki-button naiki-primary" data-act="waive-send" {
            (crate::text!(ja: "この内容で申し出る", en: "Ask for it").get(lang))
        }
        button type="button" id={ "naiki-waive-stop-" (fingerprint) } class="naiki-button naiki-quiet" data-act="waive-stop" {
            (crate::text!(ja: "やめる", en: "Not now").get(lang))
        }
    }
}

/// All waivers with how each stands, and the auditor's switch; nothing where there are none.
pub(super) fn list(model: &Model) -> Option<Region> {
    let report = model.report.as_ref().filter(|report| !report.waivers.is_empty())?;
    let lang = model.visit.lang;
    let pressed = if model.auditing { "true" } else { "false" };
    let columns = [
        crate::text!(ja: "点検項目", en: "Rule"),
        crate::text!(ja: "状態", en: "State"),
        crate::text!(ja: "内容", en: "Exception"),
        crate::text!(ja: "取下げ", en: "Withdraw"),
    ];
    let markup = html! {
        h3 id=(WAIVERS) class="naiki-article" tabindex="-1" { (crate::text!(ja: "例外措置", en: "Exceptions").get(lang)) }
        p class="naiki-hint" { (crate::text!(
            ja: "期限と設定の両方が合う間だけ、判定に数えません。点検記録には、例外措置の中身は残しません。",
            en: "They keep findings from counting only while both the term and the setting fit. The inspection record holds none of their text."
        ).get(lang)) }
        button type="button" id="naiki-look" class="naiki-button" data-act="look" aria-pressed=(pressed) {
            (crate::text!(ja: "例外措置がないものとして見る", en: "Look as if there were no exceptions").get(lang))
        }
        table class="naiki-fields" {
            thead { tr { @for column in columns { th scope="col" { (column.get(lang)) } } } }
            tbody { @for held in &report.waivers { (row(model, report, held)) } }
        }
    };
    Some(Region::new("naiki-waivers", markup))
}

fn row(model: &Model, report: &Report, held: &Stood) -> Markup {
    let lang = model.visit.lang;
    let waiver = &held.waiver;
    let found = report
        .findings
        .iter()
        .find(|judged| judged.finding.rule == waiver.rule && judged.finding.place.key() == waiver.place);
    let title = waived::rule(waiver).map_or(waiver.rule.as_str(), |rule| rule.title.get(lang));
    html! {
        tr {
            th scope="row" {
                (title)
                @if let Some(judged) = found { " (" (judged.finding.place.say(lang)) ")" }
            }
            td { (held.standing.text().get(lang)) }
            td { (told(held, model)) }
            td {
                button type="button" id={ "naiki-drop-waiver-" (waiver.fingerprint) } class="naiki-button naiki-quiet"
                    data-act="unwaive" data-at=(waiver.fingerprint)
                    aria-label=(crate::say!(lang, ja: "{name}の例外措置を取り下げる",
                        en: "Withdraw the exception of {name}", name = text::listed(&[title.to_owned()], lang))) {
                    (crate::text!(ja: "取り下げる", en: "Withdraw").get(lang))
                }
            }
        }
    }
}

/// Says at the result that it is looked at as if there were no waivers, or how many findings are waived.
pub(super) fn note(model: &Model) -> Markup {
    let lang = model.visit.lang;
    let some = model.report.as_ref().is_some_and(|report| report.waived() > 0);
    html! {
        @if model.auditing {
            p class="naiki-saved" { (crate::text!(
                ja: "例外措置がないものとして表示しています。保存する判定は、例外措置を含めたものです。",
                en: "Shown as if there were no exceptions. What is saved takes them into account."
            ).get(lang)) }
        } @else if some {
            p class="naiki-hint" { (crate::say!(lang,
                ja: "このほか、例外措置で認めたものが{waived}件あります。",
                en: "Apart from these, {waived} findings are permitted by exceptions.",
                waived = model.report.as_ref().map_or(0, Report::waived))) }
        }
    }
}
