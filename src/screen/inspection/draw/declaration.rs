//! The declaration: what the owner says about the app, with what is wrong at each item.

use maud::{Markup, html};

use crate::audit;
use crate::declaration::Opening;
use crate::finding::{Item, Place};
use crate::kintone::Part;
use crate::screen::Region;
use crate::screen::inspection::model::Model;
use crate::text::{self, Lang, Text};

/// The id of an item's control.
pub(super) fn control_id(item: Item) -> String {
    format!("naiki-{}", item.id())
}

/// One region per control, and one beside it for what is wrong with it.
pub(super) fn regions(model: &Model) -> Vec<Region> {
    let lang = model.visit.lang;
    let head = html! {
        h2 class="naiki-heading" { (crate::text!(ja: "届出", en: "Declaration").get(lang)) }
        p class="naiki-hint" { (crate::text!(
            ja: "このアプリについて、責任者として届け出る内容です。個人の氏名ではなく、職名や係名で書いてください。",
            en: "What is declared about this app. Write posts or sections rather than persons' names."
        ).get(lang)) }
    };
    let mut out = vec![Region::new("naiki-declaration", head)];
    for item in Item::ALL {
        let detail = matches!(item, Item::Service | Item::Approval | Item::Checked);
        if detail && !model.draft.public() {
            continue;
        }
        let wrong = wrong(model, item);
        out.push(Region::new(format!("naiki-item-{}", item.id()), control(model, item, !wrong.is_empty())));
        let error = html! { @for sentence in &wrong { p class="naiki-error" { (sentence) } } };
        out.push(Region::new(error_id(item), error).polite());
    }
    out
}

fn error_id(item: Item) -> String {
    format!("naiki-error-{}", item.id())
}

/// What the rules say about one item.
fn wrong(model: &Model, item: Item) -> Vec<String> {
    let lang = model.visit.lang;
    let mut out = Vec::new();
    if model.odd.contains_key(&item) {
        let text = if item == Item::People {
            crate::text!(ja: "0以上の整数で書いてください。", en: "Please write a whole number.")
        } else {
            crate::text!(ja: "この日付はありません。", en: "There is no such day.")
        };
        out.push(text.get(lang).to_owned());
    }
    let Some(report) = &model.report else { return out };
    for judged in &report.findings {
        // What is only recorded stands in the list of findings, not as a fault beside what is being typed.
        if judged.finding.place != (Place::Declared { item }) || !judged.counts() {
            continue;
        }
        if let Some(rule) = audit::rule(judged.finding.rule) {
            let words = rule.words(&judged.finding, lang);
            out.push(text::joined(&[&words.what, &words.fix], lang));
        }
    }
    let untold = report.unknowns.iter().any(|unjudged| unjudged.unread.part == Part::Declaration);
    if item == Item::Public && untold && model.draft.opening.is_none() {
        let text = crate::text!(
            ja: "公開しているかどうかを選んでください。未記入のままでは、公開フォームの点検ができません。",
            en: "Please say whether the app is public; without it public forms cannot be judged."
        );
        out.push(text.get(lang).to_owned());
    }
    out
}

const fn hint(item: Item) -> Text {
    match item {
        Item::Purpose => crate::text!(
            ja: "例: 窓口で受けた相談を記録し、対応の漏れを防ぐ",
            en: "for example: to record consultations at the counter and follow them up"
        ),
        Item::Owner => crate::text!(ja: "例: 市民課長", en: "for example: head of the Citizens' Division"),
        Item::Maintainer => crate::text!(ja: "例: 市民課 窓口係", en: "for example: counter section"),
        Item::DataClass => {
            crate::text!(ja: "扱う情報のうち、最も重いものを選びます。", en: "The gravest that the app holds.")
        }
        Item::People => crate::text!(
            ja: "このアプリに情報が入る人の、おおよその最大の人数。個人情報がなければ0とします。",
            en: "About how many people, at most; 0 where there is no personal information."
        ),
        Item::Until => crate::text!(
            ja: "この日を過ぎたら、使い続けるか、やめるかを見直します。",
            en: "After this day its use is reviewed."
        ),
        Item::Public => crate::text!(
            ja: "庁外の人が入力・閲覧できるかどうか。外部サービスによる公開も含みます。",
            en: "Whether people outside can enter or view records, through any service."
        ),
        Item::Service => crate::text!(ja: "例: FormBridge", en: "for example: FormBridge"),
        Item::Approval => crate::text!(ja: "主管課が発行した番号", en: "The number given by the office"),
        Item::Checked => crate::text!(
            ja: "サービス側の公開設定を最後に確かめた日",
            en: "The day on which the settings at the service were last checked"
        ),
    }
}

fn control(model: &Model, item: Item, wrong: bool) -> Markup {
    let lang = model.visit.lang;
    let id = control_id(item);
    let hint_id = format!("{id}-hint");
    let described = format!("{hint_id} {}", error_id(item));
    let invalid = wrong.then_some("true");
    html! {
        div class="naiki-item" {
            label for=(id) { (item.text().get(lang)) }
            @match item {
                Item::Purpose => textarea id=(id) rows="3" maxlength="1000" data-act="type" data-at=(item.id())
                    aria-describedby=(described) aria-invalid=[invalid] { (model.draft.purpose) },
                Item::DataClass | Item::Public => select id=(id) data-act="type" data-at=(item.id())
                    aria-describedby=(described) aria-invalid=[invalid] { (options(model, item)) },
                Item::Owner | Item::Maintainer | Item::Service | Item::Approval | Item::Checked | Item::Until | Item::People =>
                    input id=(id) type=(kind(item)) value=(text(model, item)) min=[(item == Item::People).then_some("0")]
                        maxlength=[(kind(item) == "text").then_some("100")] data-act="type" data-at=(item.id())
                        aria-describedby=(described) aria-invalid=[invalid];,
            }
            p id=(hint_id) class="naiki-hint" { (text::sentence(hint(item).get(lang), lang)) }
        }
    }
}

/// The type of an item's `input`.
const fn kind(item: Item) -> &'static str {
    match item {
        Item::Checked | Item::Until => "date",
        Item::People => "number",
        _ => "text",
    }
}

fn text(model: &Model, item: Item) -> String {
    let draft = &model.draft;
    if let Some(odd) = model.odd.get(&item) {
        return odd.clone();
    }
    match item {
        Item::Owner => draft.owner.clone(),
        Item::Maintainer => draft.maintainer.clone(),
        Item::Service => draft.service.clone(),
        Item::Approval => draft.approval.clone(),
        Item::Checked => draft.checked.map_or_else(String::new, |day| day.to_string()),
        Item::Until => draft.until.map_or_else(String::new, |day| day.to_string()),
        Item::People => draft.people.map_or_else(String::new, |people| people.to_string()),
        Item::Purpose | Item::DataClass | Item::Public => String::new(),
    }
}

fn options(model: &Model, item: Item) -> Markup {
    let lang = model.visit.lang;
    let none = crate::text!(ja: "選んでください", en: "Please choose").get(lang);
    let choices: Vec<(String, String)> = match item {
        Item::DataClass => classes(model, lang),
        _ => Opening::ALL.iter().map(|one| (one.id().to_owned(), text::sentence(one.text().get(lang), lang))).collect(),
    };
    let chosen = match item {
        Item::DataClass => model.draft.data_class.as_str(),
        _ => model.draft.opening.map_or("", Opening::id),
    };
    html! {
        option value="" selected[chosen.is_empty()] { (none) }
        @for (id, name) in choices {
            option value=(id) selected[id == chosen] { (name) }
        }
    }
}

fn classes(model: &Model, lang: Lang) -> Vec<(String, String)> {
    let classes = model.policy.iter().flat_map(|policy| &policy.document().classes);
    classes.map(|class| (class.id.clone(), class.name.get(lang).to_owned())).collect()
}
