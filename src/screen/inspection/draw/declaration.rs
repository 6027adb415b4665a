//! The declaration: what the owner says about the app, with what is wrong at each item.

use maud::{Markup, html};

use super::facts::facts;
use crate::audit;
use crate::declaration::{Opening, Sharing};
use crate::finding::{Item, Place};
use crate::kintone::Part;
use crate::screen::Region;
use crate::screen::inspection::model::Model;
use crate::screen::inspection::observed::observed;
use crate::screen::inspection::update::control_id;
use crate::text::{self, Lang, Text};

/// The groups of items: the first of each, and what they are about.
const GROUPS: [(Item, Text); 4] = [
    (Item::Purpose, crate::text!(ja: "目的と内容", en: "Purpose and contents")),
    (Item::Collection, crate::text!(ja: "取得と提供", en: "Where it comes from, and where it goes")),
    (Item::Users, crate::text!(ja: "利用と管理", en: "Use and care")),
    (Item::Public, crate::text!(ja: "庁外への公開", en: "Open to people outside")),
];

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
    out.extend(facts(model));
    for item in Item::ALL {
        if let Some((_, title)) = GROUPS.iter().find(|(first, _)| *first == item) {
            let head = html! { h3 class="naiki-subheading" { (title.get(lang)) } };
            out.push(Region::new(format!("naiki-group-{}", item.id()), head));
        }
        if !model.draft.asks(item) {
            continue;
        }
        let wrong = wrong(model, item);
        out.push(Region::new(format!("naiki-item-{}", item.id()), control(model, item, !wrong.is_empty())));
        let error = html! { @for sentence in &wrong { p class="naiki-error" { (sentence) } } };
        out.push(Region::new(error_id(item), error).polite());
        out.push(Region::new(format!("naiki-seen-{}", item.id()), seen(model, item)));
    }
    out
}

/// What the settings tell of an item, as long as something else is said; taken only when somebody asks for it.
fn seen(model: &Model, item: Item) -> Markup {
    let lang = model.visit.lang;
    let Some((_, words)) = observed(model, item).filter(|(value, _)| *value != model.draft.said(item)) else {
        return html! {};
    };
    html! {
        p class="naiki-hint" {
            (crate::say!(lang, ja: "設定から読み取りました: 「{words}」", en: "Read from the settings: “{words}”", words)) " "
            button type="button" id={ "naiki-use-" (item.id()) } class="naiki-link" data-act="use" data-at=(item.id()) {
                (crate::say!(lang, ja: "この内容を「{item}」に使う", en: "Use this for “{item}”", item = item.text().get(lang)))
            }
        }
    }
}

fn error_id(item: Item) -> String {
    format!("naiki-error-{}", item.id())
}

/// What the rules say about one item.
fn wrong(model: &Model, item: Item) -> Vec<String> {
    let lang = model.visit.lang;
    let mut out = Vec::new();
    if model.odd.contains_key(&item) {
        let text = if matches!(item, Item::People | Item::Retention) {
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
        Item::Contents => crate::text!(
            ja: "例: 相談した人の氏名、住所、電話番号、相談の内容",
            en: "for example: names, addresses and telephone numbers of people who ask for advice, and what it is about"
        ),
        Item::Collection => crate::text!(
            ja: "例: 窓口で本人から聞き取る、申請書から転記する",
            en: "for example: told by the person at the counter; taken from application forms"
        ),
        Item::Sharing => crate::text!(
            ja: "ほかの部署や庁外の団体に、見せたり渡したりしているかどうか。",
            en: "Whether other departments or organisations outside can see or get it."
        ),
        Item::Recipients => crate::text!(
            ja: "例: 福祉課(相談の引継ぎ)、社会福祉協議会(委託)",
            en: "for example: Welfare Division (to follow up); the council of social welfare (by contract)"
        ),
        Item::Users => {
            crate::text!(ja: "例: 市民課の職員 約20人", en: "for example: about 20 people of the Citizens' Division")
        }
        Item::Retention => crate::text!(
            ja: "文書管理の規程で定めた年数。この年数を過ぎた記録は消します。",
            en: "By the rules on records; whatever is older is deleted."
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
    let said = model.odd.get(&item).cloned().unwrap_or_else(|| model.draft.said(item));
    let required = model.policy.as_ref().is_some_and(|policy| policy.requires(item, &model.draft.data_class));
    html! {
        div class="naiki-item" {
            label for=(id) { (item.text().get(lang)) }
            @if required { span class="naiki-required" id={ (id) "-required" } { (REQUIRED.get(lang)) } }
            @match item {
                Item::Purpose | Item::Contents => textarea id=(id) rows="3" maxlength="1000" data-act="type" data-at=(item.id())
                    aria-describedby=(described) aria-invalid=[invalid] aria-required=[required.then_some("true")] { (said) },
                Item::DataClass | Item::Public | Item::Sharing => select id=(id) data-act="type" data-at=(item.id())
                    aria-describedby=(described) aria-invalid=[invalid] aria-required=[required.then_some("true")] { (options(model, item, &said)) },
                _ => input id=(id) type=(kind(item)) value=(said) min=[(kind(item) == "number").then_some("0")]
                        maxlength=[(kind(item) == "text").then_some("100")] data-act="type" data-at=(item.id())
                        aria-describedby=(described) aria-invalid=[invalid] aria-required=[required.then_some("true")];,
            }
            p id=(hint_id) class="naiki-hint" { (text::sentence(hint(item).get(lang), lang)) }
        }
    }
}

const REQUIRED: Text = crate::text!(ja: "必須", en: "required");

/// The type of an item's `input`.
const fn kind(item: Item) -> &'static str {
    match item {
        Item::Checked | Item::Until => "date",
        Item::People | Item::Retention => "number",
        _ => "text",
    }
}

fn options(model: &Model, item: Item, chosen: &str) -> Markup {
    let lang = model.visit.lang;
    let none = crate::text!(ja: "選んでください", en: "Please choose").get(lang);
    let written = |id: &str, text: Text| (id.to_owned(), text::sentence(text.get(lang), lang));
    let choices: Vec<(String, String)> = match item {
        Item::DataClass => classes(model, lang),
        Item::Sharing => Sharing::ALL.iter().map(|one| written(one.id(), one.text())).collect(),
        _ => Opening::ALL.iter().map(|one| written(one.id(), one.text())).collect(),
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
