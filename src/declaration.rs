//! What the owner of an app says about it: 届出.

pub mod waiver;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{Date, Duration};

use crate::finding::Item;
use crate::policy::Policy;
use crate::policy::draft::{About, Question};
use crate::text::json::{Keys, Shape, Told, Trouble};
use crate::text::sorted::Sorted;

/// How an app is open to people outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opening {
    /// 公開していない.
    None,
    /// 受付: people outside fill in a form.
    Intake,
    /// 閲覧: people outside see records.
    Viewer,
    /// Both.
    Both,
}

impl Told for Opening {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::None)
    }
}

impl Opening {
    /// All answers, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::None, Self::Intake, Self::Viewer, Self::Both];

    /// The value of the control.
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Intake => "intake",
            Self::Viewer => "viewer",
            Self::Both => "both",
        }
    }

    /// From the value of the control.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|opening| opening.id() == id)
    }

    /// The words on screens.
    pub const fn text(self) -> crate::text::Text {
        match self {
            Self::None => crate::text!(ja: "公開していない", en: "not public"),
            Self::Intake => crate::text!(ja: "受付フォームを公開している", en: "public intake form"),
            Self::Viewer => crate::text!(ja: "閲覧ページを公開している", en: "public viewing page"),
            Self::Both => crate::text!(ja: "受付と閲覧の両方を公開している", en: "both"),
        }
    }
}

/// Whether what an app holds is given to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sharing {
    /// 提供していない.
    None,
    /// 庁内: to other departments.
    Inside,
    /// 庁外: to others than the office.
    Outside,
    /// Both.
    Both,
}

impl Told for Sharing {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::None)
    }
}

impl Sharing {
    /// All answers, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::None, Self::Inside, Self::Outside, Self::Both];

    /// The value of the control.
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Inside => "inside",
            Self::Outside => "outside",
            Self::Both => "both",
        }
    }

    /// From the value of the control.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sharing| sharing.id() == id)
    }

    /// The words on screens.
    pub const fn text(self) -> crate::text::Text {
        match self {
            Self::None => crate::text!(ja: "提供・共有していない", en: "not given to anybody else"),
            Self::Inside => crate::text!(ja: "庁内のほかの部署に提供・共有している", en: "to other departments"),
            Self::Outside => crate::text!(ja: "庁外に提供・共有している", en: "outside the office"),
            Self::Both => crate::text!(ja: "庁内と庁外の両方に提供・共有している", en: "both"),
        }
    }
}

/// 自己点検の答え: a person's dated answer about what no API can read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    /// Whether it is so.
    pub yes: bool,
    /// The day of the answer.
    #[serde(with = "crate::text::day")]
    pub on: Date,
    /// The login name of the person; empty in answers that were kept before names were. It stands in the declaration
    /// only, never in the seal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

impl Shape for Attestation {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { yes: keys.must("yes"), on: keys.must("on"), by: keys.may("by") }
    }
}

impl Attestation {
    /// The last day on which the answer holds, of a question whose answers hold so many days.
    pub fn until(&self, days: u32) -> Date {
        self.on.saturating_add(Duration::days(i64::from(days)))
    }
}

/// What the owner says. Empty strings are unanswered questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Declaration {
    /// 利用目的.
    pub purpose: String,
    /// 責任者: a post rather than a name.
    pub owner: String,
    /// 保守担当.
    pub maintainer: String,
    /// 情報区分: the id of a data class of the policy.
    pub data_class: String,
    /// How many people it is about, at most; none while unanswered.
    pub people: Option<u32>,
    /// 利用期限: the last day of its use.
    #[serde(with = "crate::text::day::perhaps")]
    pub until: Option<Date>,
    /// Whether the app is open to people outside; `None` while unanswered.
    pub opening: Option<Opening>,
    /// The service that opens it.
    pub service: String,
    /// 承認番号.
    pub approval: String,
    /// When the public settings were last checked.
    #[serde(with = "crate::text::day::perhaps")]
    pub checked: Option<Date>,
    /// 自己点検: answers by the id of their question.
    #[serde(skip_serializing_if = "Sorted::is_empty")]
    pub attested: Sorted<String, Attestation>,
    /// 記録する内容.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contents: String,
    /// 情報の取得元, and how it is obtained.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub collection: String,
    /// Whether it is given to others; `None` while unanswered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharing: Option<Sharing>,
    /// 提供先.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub recipients: String,
    /// 利用者.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub users: String,
    /// 保存期間, in years; none while unanswered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<u32>,
    /// 承認番号 of plug-ins and scripts, by the keys of their places. Of what is gone they stay: an undo brings it back.
    #[serde(skip_serializing_if = "Sorted::is_empty")]
    pub numbers: Sorted<String, String>,
}

impl Shape for Declaration {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            purpose: keys.may("purpose"),
            owner: keys.may("owner"),
            maintainer: keys.may("maintainer"),
            data_class: keys.may("data-class"),
            people: keys.may("people"),
            until: keys.may("until"),
            opening: keys.may("opening"),
            service: keys.may("service"),
            approval: keys.may("approval"),
            checked: keys.may("checked"),
            attested: keys.may("attested"),
            contents: keys.may("contents"),
            collection: keys.may("collection"),
            sharing: keys.may("sharing"),
            recipients: keys.may("recipients"),
            users: keys.may("users"),
            retention: keys.may("retention"),
            numbers: keys.may("numbers"),
        }
    }
}

impl Declaration {
    /// Whether it says that people outside can reach the app.
    pub fn public(&self) -> bool {
        matches!(self.opening, Some(Opening::Intake | Opening::Viewer | Opening::Both))
    }

    /// Whether an item is asked for: details of something that is not there are not.
    pub fn asks(&self, item: Item) -> bool {
        match item {
            Item::Service | Item::Approval | Item::Checked => self.public(),
            Item::Recipients => matches!(self.sharing, Some(Sharing::Inside | Sharing::Outside | Sharing::Both)),
            _ => true,
        }
    }

    /// The text of an item that is one.
    pub fn text_mut(&mut self, item: Item) -> Option<&mut String> {
        Some(match item {
            Item::Purpose => &mut self.purpose,
            Item::Contents => &mut self.contents,
            Item::DataClass => &mut self.data_class,
            Item::Collection => &mut self.collection,
            Item::Recipients => &mut self.recipients,
            Item::Users => &mut self.users,
            Item::Owner => &mut self.owner,
            Item::Maintainer => &mut self.maintainer,
            Item::Service => &mut self.service,
            Item::Approval => &mut self.approval,
            Item::People | Item::Sharing | Item::Until | Item::Retention | Item::Public | Item::Checked => return None,
        })
    }

    /// What is said of an item, as its control takes it; empty while unanswered.
    pub fn said(&self, item: Item) -> String {
        let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        match item {
            Item::Purpose => self.purpose.clone(),
            Item::Contents => self.contents.clone(),
            Item::DataClass => self.data_class.clone(),
            Item::People => number(self.people),
            Item::Collection => self.collection.clone(),
            Item::Sharing => self.sharing.map_or("", Sharing::id).to_owned(),
            Item::Recipients => self.recipients.clone(),
            Item::Users => self.users.clone(),
            Item::Owner => self.owner.clone(),
            Item::Maintainer => self.maintainer.clone(),
            Item::Until => day(self.until),
            Item::Retention => number(self.retention),
            Item::Public => self.opening.map_or("", Opening::id).to_owned(),
            Item::Service => self.service.clone(),
            Item::Approval => self.approval.clone(),
            Item::Checked => day(self.checked),
        }
    }

    /// The questions of a policy that the managers of this app answer.
    pub fn asked<'a>(&self, policy: &'a Policy, guests: bool) -> impl Iterator<Item = &'a Question> + use<'a> {
        let public = self.public();
        policy.questions().iter().filter(move |question| match question.about {
            About::App => true,
            About::PublicApp => public,
            About::GuestSpace => guests,
            About::Domain => false,
        })
    }
}
