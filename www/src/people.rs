//! Who is in the city: users, organisations, groups, and who belongs where.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The group that everybody belongs to.
pub(crate) const EVERYONE: &str = "everyone";

/// What the codes of guests begin with (official page `update-app-permissions`).
pub(crate) const GUEST: &str = "guest/";

/// A user of cybozu.com, or a guest.
#[expect(clippy::struct_excessive_bools, reason = "switches of the directory, independent of one another")]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Person {
    pub(crate) id: u64,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) sur_name: String,
    pub(crate) given_name: String,
    pub(crate) sur_name_reading: Option<String>,
    pub(crate) given_name_reading: Option<String>,
    /// The display language: `ja` or `en`.
    pub(crate) lang: String,
    pub(crate) valid: bool,
    pub(crate) employee_number: Option<String>,
    /// Codes; the first is the primary one.
    pub(crate) organizations: Vec<String>,
    pub(crate) groups: Vec<String>,
    /// Has an account of cybozu.com that may not use kintone.
    pub(crate) without_kintone: bool,
    /// kintoneシステム管理者.
    pub(crate) system_admin: bool,
    /// cybozu.com共通管理者.
    pub(crate) common_admin: bool,
    /// アプリの作成権限.
    pub(crate) create_app: bool,
    /// The company of a guest; a guest's code begins with `guest/`.
    pub(crate) company: Option<String>,
    /// Not a person but whoever holds these API tokens.
    #[serde(skip)]
    pub(crate) tokens: Vec<crate::token::Token>,
    /// Shown on the sign-in page: what this person is for.
    pub(crate) demo: Option<Demo>,
}

/// A line of the sign-in page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Demo {
    pub(crate) en: String,
    pub(crate) note: String,
    pub(crate) note_en: String,
}

impl Person {
    /// cybozu.com共通管理者 hold every right of a kintoneシステム管理者.
    pub(crate) fn administers_kintone(&self) -> bool {
        self.system_admin || self.common_admin
    }

    /// Whether the person may come in: neither stopped nor without kintone.
    pub(crate) fn may_enter(&self) -> bool {
        self.valid && !self.without_kintone
    }

    /// ゲストユーザー: comes into guest spaces only, and is no user of cybozu.com.
    pub(crate) fn is_guest(&self) -> bool {
        self.code.starts_with(GUEST)
    }

    pub(crate) fn email(&self) -> String {
        if let Some(mail) = self.code.strip_prefix(GUEST) {
            return mail.to_owned();
        }
        format!("{}@midori.example.jp", self.code)
    }

    /// How a record names a person.
    pub(crate) fn badge(&self) -> Value {
        json!({ "code": self.code, "name": self.name })
    }
}

/// 組織.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Organization {
    pub(crate) id: u64,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) parent_code: Option<String>,
    #[serde(default)]
    pub(crate) description: String,
}

/// グループ.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) id: u64,
    pub(crate) code: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) description: String,
}

/// The directory.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct People {
    pub(crate) persons: BTreeMap<String, Person>,
    pub(crate) organizations: Vec<Organization>,
    pub(crate) groups: Vec<Group>,
}

impl People {
    pub(crate) fn person(&self, code: &str) -> Option<&Person> {
        self.persons.get(code)
    }

    /// The users of cybozu.com in the order of their ids; guests are none.
    pub(crate) fn by_id(&self) -> Vec<&Person> {
        let mut all: Vec<&Person> = self.persons.values().filter(|person| !person.is_guest()).collect();
        all.sort_by_key(|person| person.id);
        all
    }

    pub(crate) fn organization(&self, code: &str) -> Option<&Organization> {
        self.organizations.iter().find(|organization| organization.code == code)
    }

    pub(crate) fn group(&self, code: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.code == code)
    }

    /// Whether the person sits in the organisation, or below it when `subs`.
    pub(crate) fn in_organization(&self, person: &Person, code: &str, subs: bool) -> bool {
        person.organizations.iter().any(|own| own == code || (subs && self.is_below(own, code)))
    }

    pub(crate) fn in_group(person: &Person, code: &str) -> bool {
        code == EVERYONE || person.groups.iter().any(|own| own == code)
    }

    /// The organisations from the person's own up to the root, without repeats.
    pub(crate) fn is_below(&self, code: &str, above: &str) -> bool {
        let mut at = self.organization(code);
        // The depth of a tree is bounded by its size: a loop in the data ends here.
        for _ in 0..self.organizations.len() {
            let Some(parent) = at.and_then(|organization| organization.parent_code.as_deref()) else { return false };
            if parent == above {
                return true;
            }
            at = self.organization(parent);
        }
        false
    }

    /// `{code, name}` of a user for a record or an app; empty strings for one who is stopped or gone (official page).
    pub(crate) fn badge(&self, code: &str) -> Value {
        match self.person(code).filter(|person| person.may_enter()) {
            Some(person) => person.badge(),
            None => json!({ "code": "", "name": "" }),
        }
    }
}
