//! The difference that edits make, in the words of kintone's screens: it is read before anything is sent.

use serde_json::Value;

use super::address;
use crate::app::App;
use crate::finding::{Address, Edit, Place};
use crate::kintone::right::Entity;
use crate::people::{Directory, Doing};
use crate::text::address::Address as Link;
use crate::text::{Lang, Text, fold, json};

/// One line of the difference that is shown before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where, in the words of kintone's screens.
    pub place: String,
    /// What is there now.
    pub before: String,
    /// What will be there.
    pub after: String,
}

/// kintone's own words for keys; those of rights come first, in the order of its screens.
const KEYS: [(&str, Text); 22] = [
    ("recordViewable", Doing::View.text()),
    ("recordAddable", Doing::Add.text()),
    ("recordEditable", Doing::Edit.text()),
    ("recordDeletable", Doing::Delete.text()),
    ("appEditable", Doing::Manage.text()),
    ("recordImportable", Doing::Import.text()),
    ("recordExportable", Doing::Export.text()),
    ("viewable", crate::text!(ja: "閲覧", en: "View")),
    ("editable", crate::text!(ja: "編集", en: "Edit")),
    ("deletable", crate::text!(ja: "削除", en: "Delete")),
    ("recordAdded", crate::text!(ja: "レコード追加", en: "Record added")),
    ("recordEdited", crate::text!(ja: "レコード編集", en: "Record edited")),
    ("commentAdded", crate::text!(ja: "コメント書き込み", en: "Comment posted")),
    ("statusChanged", crate::text!(ja: "ステータスの更新", en: "Status updated")),
    ("fileImported", crate::text!(ja: "ファイル読み込み", en: "Data imported from file")),
    ("title", crate::text!(ja: "通知内容", en: "Text of the notice")),
    ("description", crate::text!(ja: "説明", en: "Description")),
    ("titleField", crate::text!(ja: "レコードのタイトル", en: "Record title")),
    ("enableBulkDeletion", crate::text!(ja: "レコードの一括削除を有効にする", en: "Bulk deletion of records")),
    ("enableComments", crate::text!(ja: "コメント機能を有効にする", en: "Comments")),
    ("enableDuplicateRecord", crate::text!(ja: "レコードの再利用", en: "Reuse of records")),
    ("enableInlineRecordEditing", crate::text!(ja: "一覧での編集", en: "Editing in lists")),
];

/// More of them, which stand in no row.
const MORE: [(&str, Text); 1] = [(
    "includeInTemplateAndDuplicates",
    crate::text!(ja: "複製やテンプレートに含める", en: "Included in duplicates and templates"),
)];

/// What one may do with a field.
const ACCESS: [(&str, Text); 3] = [
    ("WRITE", crate::text!(ja: "閲覧、編集", en: "View, Edit")),
    ("READ", crate::text!(ja: "閲覧", en: "View")),
    ("NONE", NOTHING),
];

const NOTHING: Text = crate::text!(ja: "(許可なし)", en: "(nothing)");

/// What the words of a difference are made with.
struct Teller<'a> {
    app: &'a App,
    people: Option<&'a Directory>,
    lang: Lang,
}

/// The difference that edits make, for reading. What stays as it is does not stand in it.
pub fn changes(app: &App, edits: &[Edit], people: Option<&Directory>, lang: Lang) -> Vec<Change> {
    let teller = Teller { app, people, lang };
    edits.iter().filter_map(|edit| teller.change(edit)).collect()
}

impl Teller<'_> {
    fn change(&self, edit: &Edit) -> Option<Change> {
        let lang = self.lang;
        let (Edit::Set { address, .. } | Edit::Put { address, .. } | Edit::Remove { address, .. }) = edit;
        let there = self.app.snapshot.body(edit.part()).and_then(|body| address::look(body, address));
        let none = || crate::text!(ja: "(なし)", en: "(none)").get(lang).to_owned();
        let place = self.place(address);
        Some(match edit {
            Edit::Set { key, value, .. } => {
                let before = there.and_then(|there| there.get(key)).filter(|before| !before.is_null());
                if before == Some(value) {
                    return None;
                }
                let name = if key == "name" { Place::Name.say(lang) } else { word(key, lang).to_owned() };
                let place = if place.is_empty() {
                    name
                } else {
                    crate::say!(lang, ja: "{place}の「{name}」", en: "“{name}” of {place}", place, name)
                };
                let before = before.map_or_else(none, |before| self.value(key, before));
                Change { place, before, after: self.value(key, value) }
            }
            Edit::Put { row, .. } => match there {
                Some(there) if there == row => return None,
                Some(there) => Change { place, before: self.row(there), after: self.row(row) },
                None => {
                    let place = crate::say!(lang, ja: "{place}を追加", en: "new {place}", place);
                    Change { place, before: none(), after: self.row(row) }
                }
            },
            Edit::Remove { .. } => {
                let after = crate::text!(ja: "(削除)", en: "(removed)").get(lang).to_owned();
                Change { place, before: there.map_or_else(none, |there| self.row(there)), after }
            }
        })
    }

    /// The place in kintone's words; empty for the part itself.
    fn place(&self, address: &Address) -> String {
        let lang = self.lang;
        let (place, whom) = match address {
            Address::Top => return String::new(),
            Address::AppRight { entity } => {
                let name = self.who(entity);
                return crate::say!(lang, ja: "「{name}」の行", en: "row “{name}”", name);
            }
            Address::RecordRight { condition, entity } => {
                let place = if condition.trim().is_empty() {
                    crate::text!(ja: "すべてのレコードの設定", en: "setting for all records").get(lang).to_owned()
                } else {
                    crate::say!(lang, ja: "条件「{condition}」の設定", en: "setting for “{condition}”", condition)
                };
                (place, entity)
            }
            Address::FieldRight { code, entity } => {
                let label = self.label(code);
                (crate::say!(lang, ja: "フィールド「{label}」の設定", en: "setting for field “{label}”", label), entity)
            }
            Address::GeneralNotice { entity } => {
                let name = self.who(entity);
                return crate::say!(lang, ja: "通知先「{name}」", en: "recipient “{name}”", name);
            }
            Address::Notice { title, entity, .. } => {
                (crate::say!(lang, ja: "通知「{title}」", en: "notice “{title}”", title), entity)
            }
            Address::View { name } => return crate::say!(lang, ja: "一覧「{name}」", en: "view “{name}”", name),
            Address::State { name, entity } => {
                (crate::say!(lang, ja: "ステータス「{name}」", en: "state “{name}”", name), entity)
            }
            Address::Action { name, copied } => {
                let action = crate::say!(lang, ja: "アクション「{name}」", en: "action “{name}”", name);
                let Some((from, _)) = copied else { return action };
                let label = self.label(from);
                return crate::say!(lang, ja: "{action}でコピーする「{label}」",
                    en: "“{label}”, copied by {action}", action, label);
            }
            Address::File { device, kind, name } => {
                let device = if *device == "mobile" {
                    crate::text!(ja: "スマートフォン用", en: "for phones")
                } else {
                    crate::text!(ja: "PC用", en: "for PCs")
                };
                let (device, kind) = (device.get(lang), if *kind == "css" { "CSS" } else { "JavaScript" });
                return crate::say!(lang, ja: "{device}の{kind}「{name}」",
                    en: "{kind} {device}, “{name}”", device, kind, name);
            }
        };
        let Some(name) = whom.as_ref().map(|entity| self.who(entity)) else { return place };
        crate::say!(lang, ja: "{place}の「{name}」", en: "“{name}” in {place}", place, name)
    }

    /// The name of an entity as the screens show it.
    fn who(&self, entity: &Entity) -> String {
        use crate::kintone::right::EntityKind::{Creator, FieldEntity};
        if entity.everyone() {
            return "Everyone".to_owned();
        }
        let code = entity.code.as_deref().unwrap_or_default();
        match (entity.kind, self.people) {
            (Creator, _) => crate::text!(ja: "アプリ作成者", en: "App creator").get(self.lang).to_owned(),
            (FieldEntity, _) => self.label(code).to_owned(),
            (_, Some(people)) => people.name(entity).to_owned(),
            (_, None) => code.to_owned(),
        }
    }

    /// The label of a field; its code where the form does not tell.
    fn label<'s>(&'s self, code: &'s str) -> &'s str {
        let fields = self.app.fields().unwrap_or_default();
        fields.iter().find(|field| field.code == code).map_or(code, |field| &field.label)
    }

    /// What stands under a key.
    fn value(&self, key: &str, value: &Value) -> String {
        let lang = self.lang;
        match value {
            Value::Bool(true) => crate::text!(ja: "できる", en: "yes").get(lang).to_owned(),
            Value::Bool(false) => crate::text!(ja: "できない", en: "no").get(lang).to_owned(),
            Value::String(text) if key == "description" => {
                let text = fold::plain(text);
                let text = text.trim();
                let none = crate::text!(ja: "(なし)", en: "(none)").get(lang);
                if text.is_empty() { none.to_owned() } else { text.to_owned() }
            }
            Value::String(text) => text.clone(),
            // The title of records: a field, or what kintone chooses.
            Value::Object(map) => map.get("code").and_then(Value::as_str).filter(|code| !code.is_empty()).map_or_else(
                || crate::text!(ja: "自動", en: "automatic").get(lang).to_owned(),
                |code| self.label(code).to_owned(),
            ),
            other => serde_json::to_string(other).unwrap_or_default(),
        }
    }

    /// What a row grants or names.
    fn row(&self, row: &Value) -> String {
        let lang = self.lang;
        let comma = crate::text!(ja: "、", en: ", ").get(lang);
        let text = |key: &str| row.get(key).and_then(Value::as_str);
        if let Some(access) = text("accessibility") {
            return ACCESS.iter().find(|(id, _)| *id == access).map_or(access, |(_, text)| text.get(lang)).to_owned();
        }
        // The rows inside of it.
        for key in ["entities", "targets"] {
            // An action is told by its name.
            if let Some(rows) = row.get(key).and_then(Value::as_array).filter(|_| row.get("mappings").is_none()) {
                let one = |row: &Value| {
                    let entity = row.get("entity").unwrap_or(row);
                    let name = json::understand(entity).map_or_else(|_| String::new(), |entity| self.who(&entity));
                    if key == "targets" {
                        return name;
                    }
                    let given = self.row(row);
                    crate::say!(lang, ja: "{name}: {given}", en: "{name}: {given}", name, given)
                };
                let rows: Vec<String> = rows.iter().map(one).collect();
                return rows.join(crate::text!(ja: "、", en: "; ").get(lang));
            }
        }
        let flags: Vec<&(&str, Text)> =
            KEYS.iter().filter(|(id, _)| row.get(*id).is_some_and(Value::is_boolean)).collect();
        if !flags.is_empty() {
            let given = flags.iter().filter(|(id, _)| row.get(*id) == Some(&Value::Bool(true)));
            let given: Vec<&str> = given.map(|(_, text)| text.get(lang)).collect();
            return if given.is_empty() { NOTHING.get(lang).to_owned() } else { given.join(comma) };
        }
        // What an address tells of its caller is for nobody's eyes.
        if let Some(url) = text("url") {
            return Link::of(url).shown;
        }
        let file = row.get("file").and_then(|file| file.get("name")).and_then(Value::as_str);
        let name = file.or_else(|| text("srcField").map(|code| self.label(code))).or_else(|| text("name"));
        name.map_or_else(|| crate::text!(ja: "(あり)", en: "(there)").get(lang).to_owned(), str::to_owned)
    }
}

fn word(key: &str, lang: Lang) -> &str {
    KEYS.iter().chain(&MORE).find(|(id, _)| *id == key).map_or(key, |(_, text)| text.get(lang))
}
