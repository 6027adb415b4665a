//! The fields that are held to be personal, why, and what the builder says of them.

use maud::{Markup, html};

use crate::kintone::field::Field;
use crate::personal::Class;
use crate::personal::app_class;
use crate::personal::labels::{Classified, Reason};
use crate::personal::overrule::Saying;
use crate::screen::Region;
use crate::screen::inspection::model::Model;
use crate::screen::inspection::update::{LIST, LIST_TITLE};
use crate::text::Lang;

/// What an app holds, and the list behind a button: an app has many fields. The list is a region of its own, for the
/// button that opens it keeps the focus until the list is there.
pub(super) fn personal(model: &Model) -> Vec<Region> {
    if model.fields().is_empty() {
        return Vec::new();
    }
    let rows = rows(model);
    let mut out = vec![Region::new("naiki-personal", head(model, &rows))];
    if model.listed {
        out.push(Region::new("naiki-fields", list(model, &rows)));
    }
    out
}

fn head(model: &Model, rows: &[Row<'_>]) -> Markup {
    let lang = model.visit.lang;
    let count = rows.iter().filter(|row| row.class.is_some()).count();
    let observed = model.policy.as_ref().and_then(|policy| policy.observed(&model.personal));
    let duties = app_class::duties(&model.personal, model.draft.people);
    html! {
        h2 class="naiki-heading" {
            (crate::say!(lang, ja: "個人情報と判断した項目({count})", en: "Fields held to be personal ({count})", count))
        }
        p class="naiki-hint" { (crate::text!(
            ja: "ラベルなどから自動で判断しています。実際と違うときは、ここで直してください。直した内容は点検記録と一緒に保存します。",
            en: "Judged from labels and the like. Correct here what is not so; corrections are saved with the inspection record."
        ).get(lang)) }
        @if let Some(class) = observed {
            p { (crate::say!(lang,
                ja: "項目から見た情報区分: {name}", en: "Class of information by its fields: {name}", name = class.name.get(lang))) }
        }
        @if !duties.is_empty() {
            ul class="naiki-unknowns" { @for duty in duties { li { (duty.text().get(lang)) } } }
        }
        @if !model.listed {
            button type="button" id=(LIST) class="naiki-button naiki-quiet" data-act="list" {
                (crate::text!(ja: "一覧を見て、必要なら直す", en: "See the list, and correct it").get(lang))
            }
        }
    }
}

fn list(model: &Model, rows: &[Row<'_>]) -> Markup {
    let lang = model.visit.lang;
    html! {
        h3 id=(LIST_TITLE) class="naiki-article" tabindex="-1" {
            (crate::text!(ja: "項目の一覧", en: "List of fields").get(lang))
        }
        (table(rows, lang))
        (more(model, rows))
        button type="button" id="naiki-list-close" class="naiki-button naiki-quiet" data-act="list" {
            (crate::text!(ja: "一覧を閉じる", en: "Close the list").get(lang))
        }
    }
}

/// One field of the list: what it is now, and why.
struct Row<'a> {
    code: &'a str,
    label: &'a str,
    class: Option<Class>,
    why: Option<&'a Reason>,
    /// What the builder said.
    said: Saying,
}

fn rows(model: &Model) -> Vec<Row<'_>> {
    let said = |field: &Field| {
        let decision = model.decided.iter().find(|one| one.code == field.code && one.label == field.label);
        decision.map_or(Saying::Automatic, |one| one.class.map_or(Saying::NotPersonal, Saying::Personal))
    };
    let held = |field: &Field| -> Option<&Classified> {
        model.personal.iter().find(|one| one.code == field.code && one.sure())
    };
    let row = |field| -> Option<Row<'_>> {
        let field: &Field = field;
        let (said, held) = (said(field), held(field));
        (said != Saying::Automatic || held.is_some()).then(|| Row {
            code: &field.code,
            label: &field.label,
            class: held.map(|one| one.class),
            why: held.map(|one| &one.why),
            said,
        })
    };
    model.fields().iter().filter_map(row).collect()
}

fn table(rows: &[Row<'_>], lang: Lang) -> Markup {
    html! {
        table class="naiki-fields" {
            thead { tr {
                th scope="col" { (crate::text!(ja: "項目", en: "Field").get(lang)) }
                th scope="col" { (crate::text!(ja: "判断した理由", en: "Why").get(lang)) }
                th scope="col" { (crate::text!(ja: "情報の種類", en: "Kind of information").get(lang)) }
            } }
            tbody { @for row in rows { tr {
                th scope="row" { (row.label) }
                td { (row.why.map_or_else(String::new, |why| why.text(lang))) }
                td { (choice(row, lang)) }
            } } }
        }
    }
}

fn choice(row: &Row<'_>, lang: Lang) -> Markup {
    let label = row.label;
    let automatic = match (row.said, row.class) {
        (Saying::Automatic, Some(class)) => {
            let class = class.text().get(lang);
            crate::say!(lang, ja: "自動の判断: {class}", en: "as judged: {class}", class)
        }
        _ => crate::text!(ja: "自動の判断に戻す", en: "as judged").get(lang).to_owned(),
    };
    html! {
        select id={ "naiki-class-" (row.code) } data-act="decide" data-at=(row.code)
            aria-label=(crate::say!(lang, ja: "「{label}」の情報の種類", en: "Kind of information of “{label}”", label)) {
            (option(row, Saying::Automatic, &automatic))
            (option(row, Saying::NotPersonal, crate::text!(ja: "個人情報ではない", en: "not personal").get(lang)))
            @for class in Class::ALL { (option(row, Saying::Personal(class), class.text().get(lang))) }
        }
    }
}

fn option(row: &Row<'_>, saying: Saying, text: &str) -> Markup {
    html! { option value=(saying.id()) selected[row.said == saying] { (text) } }
}

/// A field that was not found: the builder knows better.
fn more(model: &Model, rows: &[Row<'_>]) -> Markup {
    let lang = model.visit.lang;
    let other = |field: &&Field| field.kind.given() && !rows.iter().any(|row| row.code == field.code);
    let others: Vec<&Field> = model.fields().iter().filter(other).collect();
    html! {
        @if !others.is_empty() {
            div class="naiki-item" {
                label for="naiki-more" { (crate::text!(ja: "ほかに個人情報がある項目", en: "Another field that is personal").get(lang)) }
                select id="naiki-more" data-act="more" {
                    option value="" { (crate::text!(ja: "選んで一覧に加える", en: "choose, to add it to the list").get(lang)) }
                    @for field in others { option value=(field.code) { (field.label) } }
                }
            }
        }
    }
}
