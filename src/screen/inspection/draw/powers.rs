//! The tabs of the screen, and the tab だれが何をできるか.

use maud::{Markup, html};

use crate::kintone::Part;
use crate::screen::Region;
use crate::screen::inspection::drift;
use crate::screen::inspection::look::{self, Kind, LISTED, Line, Said, Tab, Table};
use crate::screen::inspection::model::Model;

/// The tabs, as buttons of which one is the current one.
pub(super) fn tabs(model: &Model) -> Region {
    let lang = model.visit.lang;
    let markup = html! {
        nav class="naiki-tabs" aria-label=(crate::text!(ja: "画面の切り替え", en: "Parts of this screen").get(lang)) {
            @for tab in Tab::ALL {
                button type="button" id={ "naiki-tab-" (tab.id()) } class="naiki-button naiki-quiet" data-act="tab" data-at=(tab.id())
                    aria-current=[(tab == model.tab).then_some("true")] { (tab.text().get(lang)) }
            }
        }
    };
    Region::new("naiki-tabs", markup)
}

/// The tab だれが何をできるか.
pub(super) fn regions(model: &Model) -> Vec<Region> {
    let mut out = vec![Region::new("naiki-powers-head", head(model))];
    let Some(material) = model.material() else { return out };
    if let Err(unread) = &material.directory {
        let lang = model.visit.lang;
        let markup = html! {
            p class="naiki-error" {
                (crate::text!(ja: "利用者と組織を読み取れないため、だれが何をできるかは分かりません。", en: "Users and departments could not be read: who can do what cannot be told.").get(lang))
                " " (unread.reason.say(lang))
            }
        };
        out.push(Region::new("naiki-powers-unread", markup));
        return out;
    }
    out.push(Region::new("naiki-powers-kind", kind(model)));
    if model.look.kind != Kind::Class {
        out.push(Region::new("naiki-powers-find", find(model)));
    }
    out.push(Region::new("naiki-powers-count", count(model)).polite());
    out.push(Region::new("naiki-powers-choice", choice(model)));
    out.push(Region::new("naiki-powers-table", table(model)));
    out
}

fn head(model: &Model) -> Markup {
    let lang = model.visit.lang;
    html! {
        h2 id="naiki-powers-title" class="naiki-heading" tabindex="-1" { (Tab::Powers.text().get(lang)) }
        p class="naiki-hint" { (crate::text!(
            ja: "スペース、アプリ、レコード、フィールドのアクセス権を合わせて読んでいます。アプリグループ、組織間のアクセス権、cybozu.com共通管理者の権限は含みません。",
            en: "Spaces and the permissions of the app, its records and its fields are read together. App groups, rights between departments and administrators of cybozu.com are not included."
        ).get(lang)) }
        @if model.material().is_none() {
            p { (crate::text!(ja: "アプリの設定を読み取っています。", en: "Reading the app's settings.").get(lang)) }
        }
        (since(model))
    }
}

/// Whether who can do what changed since the last record. The record keeps no row of rights, so that it cannot say how.
fn since(model: &Model) -> Markup {
    const RIGHTS: [Part; 5] = [Part::Space, Part::AppRights, Part::RecordRights, Part::FieldRights, Part::Process];
    let lang = model.visit.lang;
    let (Some(_), Some((day, _)), Some(drift)) = (&model.baseline, drift::last(model), drift::drift(model)) else {
        return html! {};
    };
    let of = |parts: &[Part]| -> Vec<&str> {
        RIGHTS.iter().filter(|part| parts.contains(part)).map(|part| part.name().get(lang)).collect()
    };
    let (changed, unread) = (of(&drift.changed), of(&drift.unread));
    let and = crate::text!(ja: "、", en: "; ").get(lang);
    html! {
        @if !changed.is_empty() {
            p { (crate::say!(lang, ja: "前回の点検記録({day})の後に、次の設定が変わりました: {parts}",
                en: "Changed since the last inspection record ({day}): {parts}", day, parts = changed.join(and))) }
        } @else if unread.is_empty() {
            p { (crate::say!(lang, ja: "前回の点検記録({day})から、アクセス権は変わっていません。",
                en: "Permissions have not changed since the last inspection record ({day}).", day)) }
        }
        @if !unread.is_empty() {
            p class="naiki-hint" { (crate::say!(lang, ja: "前回の点検記録({day})と比べられない設定: {parts}",
                en: "Cannot be compared with the last inspection record ({day}): {parts}", day, parts = unread.join(and))) }
        }
    }
}

fn kind(model: &Model) -> Markup {
    let lang = model.visit.lang;
    html! {
        div class="naiki-item" {
            label for="naiki-look-kind" { (crate::text!(ja: "調べる対象", en: "What to look at").get(lang)) }
            select id="naiki-look-kind" data-act="look-kind" {
                @for kind in Kind::ALL {
                    option value=(kind.id()) selected[kind == model.look.kind] { (kind.text().get(lang)) }
                }
            }
        }
    }
}

fn find(model: &Model) -> Markup {
    let lang = model.visit.lang;
    html! {
        div class="naiki-item" {
            label for="naiki-look-find" { (crate::text!(ja: "名前で絞り込む", en: "Narrow by name").get(lang)) }
            input type="text" id="naiki-look-find" autocomplete="off" data-act="look-find" value=(model.look.find);
        }
    }
}

fn count(model: &Model) -> Markup {
    let lang = model.visit.lang;
    let (_, count) = look::choices(model);
    html! {
        p class="naiki-hint" {
            @if count > LISTED {
                (crate::say!(lang,
                    ja: "{count}件のうち、はじめの{shown}件を下で選べます。名前の一部を入れると絞り込めます。",
                    en: "The first {shown} of {count} can be chosen below. Type a part of the name to narrow them.",
                    shown = LISTED, count))
            } @else {
                (crate::say!(lang, ja: "{count}件から選べます。", en: "{count} to choose from.", count))
            }
        }
    }
}

fn choice(model: &Model) -> Markup {
    let lang = model.visit.lang;
    let (choices, _) = look::choices(model);
    let subject = &model.look.subject;
    html! {
        div class="naiki-item" {
            label for="naiki-look-subject" { (model.look.kind.text().get(lang)) }
            select id="naiki-look-subject" data-act="look-subject" {
                option value="" { (crate::text!(ja: "選んでください", en: "choose").get(lang)) }
                @for (key, name) in &choices { option value=(key) selected[key == subject] { (name) } }
            }
        }
    }
}

fn table(model: &Model) -> Markup {
    let lang = model.visit.lang;
    if model.look.subject.is_empty() {
        return html! {};
    }
    let Some(table) = look::table(model) else {
        return html! {
            p class="naiki-error" { (crate::text!(
                ja: "所属する人を読み取れないため、分かりません。",
                en: "Its members could not be read, so this cannot be told."
            ).get(lang)) }
        };
    };
    html! {
        (rows(model, &table))
        @if !table.both {
            p class="naiki-hint" { (crate::text!(
                ja: "運用中の設定は読み取れないか、まだありません。準備中の設定だけを示しています。",
                en: "The running settings could not be read, or there are none yet: only the prepared ones are shown."
            ).get(lang)) }
        }
        button type="button" id="naiki-look-csv" class="naiki-button" data-act="look-csv" {
            (crate::text!(ja: "この表をCSVファイルに保存", en: "Save this table as a CSV file").get(lang))
        }
    }
}

fn rows(model: &Model, table: &Table) -> Markup {
    let lang = model.visit.lang;
    let name = table.name.as_str();
    // Whoever can see it is no answer of one row: the crowd is counted over all of them.
    let crowd = model.look.kind == Kind::Class;
    let caption = if crowd {
        crate::say!(lang, ja: "「{name}」を見られる人と書き出せる人", en: "Who can view and export “{name}”", name)
    } else {
        crate::say!(lang, ja: "「{name}」ができること", en: "What “{name}” can do", name)
    };
    html! {
        table class="naiki-fields" {
            caption { (caption) }
            thead { tr {
                th scope="col" { (crate::text!(ja: "設定の種類", en: "Setting").get(lang)) }
                th scope="col" { (crate::text!(ja: "内容", en: "What").get(lang)) }
                th scope="col" { (crate::text!(ja: "答え", en: "Answer").get(lang)) }
                @if !crowd { th scope="col" { (crate::text!(ja: "決めている行", en: "Decided by").get(lang)) } }
            } }
            tbody { @for line in &table.lines { tr {
                td { (line.part) }
                th scope="row" { (line.what) }
                (cells(model, table, line))
            } } }
        }
    }
}

/// The answer in one piece where both sides agree, else both, in words.
fn cells(model: &Model, table: &Table, line: &Line) -> Markup {
    let lang = model.visit.lang;
    let none = crate::text!(ja: "この設定はない", en: "no such setting").get(lang);
    let (answer, by) = (
        |said: &Option<Said>| said.as_ref().map_or_else(|| none.to_owned(), |said| said.answer.clone()),
        |said: &Option<Said>| said.as_ref().map_or_else(String::new, |said| said.by.clone()),
    );
    let crowd = model.look.kind == Kind::Class;
    if !table.both || line.same() {
        return html! { td { (answer(&line.preview)) } @if !crowd { td { (by(&line.preview)) } } };
    }
    let (prepared, running) = (answer(&line.preview), answer(&line.live));
    html! {
        td { strong { (crate::say!(lang,
            ja: "準備中: {prepared} / 運用中: {running}", en: "As prepared: {prepared} / Running now: {running}", prepared, running)) } }
        @if !crowd { td {
            (crate::text!(ja: "準備中: ", en: "As prepared: ").get(lang)) (by(&line.preview)) br;
            (crate::text!(ja: "運用中: ", en: "Running now: ").get(lang)) (by(&line.live))
        } }
    }
}
