//! What only a person can do: numbered steps in the words of kintone's menus.
//!
//! Where each setting stands is told by Cybozu's help, 「アプリの設定項目」: name and notes above all tabs, the form and the
//! views in tabs of their own, everything else in the tab 「設定」.

use maud::{Markup, html};

use crate::finding::Place;
use crate::kintone::Part;
use crate::screen::inspection::model::Model;
use crate::screen::inspection::update::control_id;
use crate::text::{Text, sentence};

/// How to mend what this screen cannot: the way there, what to do, and the way back. Where no setting of the app is at
/// fault, what to do is all there is.
pub(super) fn steps(model: &Model, place: &Place, fix: &str) -> Markup {
    let lang = model.visit.lang;
    let what = sentence(fix, lang);
    if let Place::Declared { item } = place {
        return html! {
            p { (what) }
            button type="button" class="naiki-button naiki-quiet" data-act="go" data-at=(control_id(*item)) {
                (crate::say!(lang, ja: "届出の「{item}」へ移る", en: "Go to “{item}” in the declaration", item = item.text().get(lang)))
            }
        };
    }
    let Some(way) = way(place) else { return html! { (what) } };
    html! {
        (what)
        details {
            summary { (crate::text!(ja: "kintoneでの手順", en: "Steps in kintone").get(lang)) }
            ol {
                li { (way.get(lang)) }
                li { (crate::text!(ja: "上の「直し方」のとおりに直します。", en: "Do as it says above.").get(lang)) }
                li { (SAVE.get(lang)) }
                li { (BACK.get(lang)) }
            }
        }
    }
}

/// Where the setting stands in kintone; none for what stands in no setting of the app.
const fn way(place: &Place) -> Option<Text> {
    let part = match place {
        Place::Name => return Some(NAME),
        Place::Field { .. } | Place::PersonalFields => Part::Fields,
        Place::AppRight { .. } => Part::AppRights,
        Place::In { part, .. } | Place::Whole { part } => *part,
        Place::Declared { .. } | Place::PublicForm { .. } => return None,
    };
    Some(match part {
        Part::Settings => crate::text!(
            ja: "「アプリの設定」画面の「設定」タブで、「一般設定」にあるアプリの説明を開きます。",
            en: "On the App Settings screen, in the tab “App Settings”, open the description under “General Settings”."
        ),
        Part::Fields => crate::text!(
            ja: "「アプリの設定」画面の「フォーム」タブを開きます。", en: "On the App Settings screen, open the tab “Form”."
        ),
        Part::Views => crate::text!(
            ja: "「アプリの設定」画面の「一覧」タブを開きます。", en: "On the App Settings screen, open the tab “Views”."
        ),
        Part::AppRights => crate::text!(
            ja: "「アプリの設定」画面の「設定」タブで、「アクセス権」の「アプリ」を開きます。",
            en: "On the App Settings screen, in the tab “App Settings”, open “App” under “Permissions”."
        ),
        Part::RecordRights => crate::text!(
            ja: "「アプリの設定」画面の「設定」タブで、「アクセス権」の「レコード」を開きます。",
            en: "On the App Settings screen, in the tab “App Settings”, open “Records” under “Permissions”."
        ),
        Part::FieldRights => crate::text!(
            ja: "「アプリの設定」画面の「設定」タブで、「アクセス権」の「フィールド」を開きます。",
            en: "On the App Settings screen, in the tab “App Settings”, open “Fields” under “Permissions”."
        ),
        Part::Plugins => crate::text!(
            ja: "「アプリの設定」画面の「設定」タブで、「プラグイン」を開きます。",
            en: "On the App Settings screen, in the tab “App Settings”, open “Plug-ins”."
        ),
        Part::Customize => crate::text!(
            ja: "「アプリの設定」画面の「設定」タブで、「JavaScript / CSSでカスタマイズ」を開きます。",
            en: "On the App Settings screen, in the tab “App Settings”, open “JavaScript and CSS Customization”."
        ),
        Part::Process => crate::text!(
            ja: "「アプリの設定」画面の「設定」タブで、「プロセス管理」を開きます。",
            en: "On the App Settings screen, in the tab “App Settings”, open “Process Management”."
        ),
        Part::GeneralNotices | Part::RecordNotices | Part::Reminders => crate::text!(
            ja: "「アプリの設定」画面の「設定」タブで、「通知」を開きます。",
            en: "On the App Settings screen, in the tab “App Settings”, open “Notifications”."
        ),
        Part::Actions => crate::text!(
            ja: "「アプリの設定」画面の「設定」タブで、「アクション」を開きます。",
            en: "On the App Settings screen, in the tab “App Settings”, open “Action”."
        ),
        Part::Notes => crate::text!(
            ja: "「アプリの設定」画面の上部で、「アプリ管理者用メモ」を開きます。",
            en: "At the top of the App Settings screen, open “Notes for App Administrators”."
        ),
        Part::Info | Part::Space | Part::Records | Part::People | Part::Declaration => return None,
    })
}

const NAME: Text = crate::text!(
    ja: "「アプリの設定」画面の上部で、「アプリ名」を開きます。",
    en: "At the top of the App Settings screen, open the app's name."
);

const SAVE: Text = crate::text!(
    ja: "「保存」を押します。[アプリを更新]を押すまで、運用には反映されません。",
    en: "Press “Save”. Nothing takes effect before [Update App]."
);

const BACK: Text = crate::text!(
    ja: "この画面に戻り、「読み込み直して点検する」を押します。",
    en: "Come back to this screen and press “Read again and inspect”."
);
