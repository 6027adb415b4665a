//! 内規 as it is written: the shapes of the document, not yet checked.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::Date;

use super::waivers::Waivers;
use crate::finding::{Datum, Item, Severity};
use crate::personal::Class;
use crate::personal::overrule::OfficeWords;
use crate::rule::{Override, Stage};
use crate::text::Lang;
use crate::text::day::Yearly;
use crate::text::json::{Keys, Shape, Told, Trouble};
use crate::text::sorted::Sorted;

/// The version of this format. `super::migrate` brings older documents to it.
pub const SCHEMA: u32 = 2;

/// A sentence of the policy in both languages; it is written by the office, so it is not `'static`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// Japanese.
    pub ja: String,
    /// English; the Japanese stands in when it is empty.
    #[serde(default)]
    pub en: String,
}

impl Shape for Phrase {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { ja: keys.must("ja"), en: keys.may("en") }
    }
}

impl Phrase {
    /// For the evidence of a finding.
    pub fn datum(&self) -> Datum {
        Datum::Both { ja: self.ja.clone(), en: self.get(Lang::En).to_owned() }
    }

    /// In one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.ja,
        }
    }
}

/// 条: a clause of the written rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its number, such as `第7条第2項`.
    pub number: String,
    /// Its heading.
    pub heading: Phrase,
    /// Its text.
    pub text: Phrase,
}

impl Shape for Article {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { number: keys.must("number"), heading: keys.must("heading"), text: keys.must("text") }
    }
}

/// 第7条, 第7条の2, 第7条第2項 as numbers that compare as the articles follow each other.
pub fn number(text: &str) -> Option<Vec<u32>> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let (first, rest) = text.strip_prefix('第')?.split_once('条')?;
    let (branch, paragraph) = match rest.split_once('第') {
        Some((branch, paragraph)) => (branch, Some(paragraph.strip_suffix('項')?)),
        None => (rest, None),
    };
    let mut out = vec![digits(first)?];
    // 第7条 comes before 第7条の2 as [7, 0, 0] before [7, 2, 0].
    out.push(if branch.is_empty() { 0 } else { digits(branch.strip_prefix('の')?)? });
    out.push(paragraph.map_or(Some(0), digits)?);
    Some(out)
}

impl Article {
    /// Its number as a reader of a language writes it: 第7条の2第1項, Article 7-2(1). One that is written otherwise stands as
    /// it is.
    pub fn cited(&self, lang: Lang) -> String {
        match (lang, number(&self.number).as_deref()) {
            (Lang::En, Some([article, branch, paragraph])) => {
                let mut out = format!("Article {article}");
                for (number, open, close) in [(branch, "-", ""), (paragraph, "(", ")")] {
                    if *number > 0 {
                        out.extend([open, &number.to_string(), close]);
                    }
                }
                out
            }
            _ => self.number.clone(),
        }
    }
}

/// 情報区分: a class of information and who may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct DataClass {
    /// Kebab-case.
    pub id: String,
    /// Its name.
    pub name: Phrase,
    /// The most people who may view it; no limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub viewers: Option<Viewers>,
    /// Legal classes that make an app at least of this class.
    #[serde(default)]
    pub holds: Vec<Class>,
    /// What may be done with it.
    #[serde(default, skip_serializing_if = "Uses::is_free")]
    pub uses: Uses,
}

impl Shape for DataClass {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            id: keys.must("id"),
            name: keys.must("name"),
            viewers: keys.may("viewers"),
            holds: keys.may("holds"),
            uses: keys.may("uses"),
        }
    }
}

/// How many people may view a class of information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewers {
    /// At most so many people,
    pub people: u32,
    /// and at most this share of everybody, in percent.
    pub share: u32,
}

impl Shape for Viewers {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { people: keys.must("people"), share: keys.must("share") }
    }
}

impl Viewers {
    /// Whether so many people out of everybody are few enough.
    pub const fn fits(self, people: usize, everybody: usize) -> bool {
        people <= self.people as usize && people * 100 <= everybody * self.share as usize
    }

    /// The most people out of everybody, for the reader.
    pub fn most(self, everybody: usize) -> u64 {
        u64::from(self.people).min(everybody as u64 * u64::from(self.share) / 100)
    }
}

/// Whether a use of a class of information is allowed, the freest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Permit {
    /// 可.
    #[default]
    Yes,
    /// 届出: it must be declared.
    Declared,
    /// 承認: it needs an approval number.
    Approved,
    /// 不可.
    No,
}

impl Told for Permit {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::No)
    }
}

/// 情報区分ごとの取扱い: one row of the matrix (`governance-rules.md` §8.3). What is not said is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Uses {
    /// Everyone may view it.
    pub everyone: Permit,
    /// It may be exported.
    pub export: Permit,
    /// A public form may take it in.
    pub intake: Permit,
    /// A public page may show it.
    pub viewer: Permit,
    /// It may lie in a guest space.
    pub guests: Permit,
    /// Lookups and actions may carry it to other apps.
    pub copies: Permit,
}

impl Uses {
    fn is_free(&self) -> bool {
        *self == Self::default()
    }
}

impl Shape for Uses {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self {
            everyone: keys.may("everyone"),
            export: keys.may("export"),
            intake: keys.may("intake"),
            viewer: keys.may("viewer"),
            guests: keys.may("guests"),
            copies: keys.may("copies"),
        };
        keys.no_more(&["everyone", "export", "intake", "viewer", "guests", "copies"]);
        read
    }
}

/// Which apps a rule is about. Each list that is not empty must hold the app.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scope {
    /// IDs of spaces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spaces: Vec<String>,
    /// Names of apps, `*` standing for any text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// IDs of data classes that an app is observed to be of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
}

impl Scope {
    /// Whether it is about every app.
    pub const fn is_everywhere(&self) -> bool {
        self.spaces.is_empty() && self.names.is_empty() && self.classes.is_empty()
    }
}

impl Shape for Scope {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self { spaces: keys.may("spaces"), names: keys.may("names"), classes: keys.may("classes") };
        keys.no_more(&["spaces", "names", "classes"]);
        read
    }
}

/// What the policy says about one rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Setting {
    /// The number of the article that it enforces.
    pub article: String,
    /// How it acts on the inspection screen.
    #[serde(default)]
    pub inspection: Stage,
    /// How it acts on record screens.
    #[serde(default)]
    pub entry: Stage,
    /// What a person must do to save in spite of it; a reason when nothing is said.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub over: Option<Override>,
    /// Instead of the rule's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Numbers by key.
    #[serde(default, skip_serializing_if = "Sorted::is_empty")]
    pub numbers: Sorted<String, u32>,
    /// Words by key.
    #[serde(default, skip_serializing_if = "Sorted::is_empty")]
    pub words: Sorted<String, Vec<String>>,
    /// Which apps it is about; all when nothing is said.
    #[serde(default, skip_serializing_if = "Scope::is_everywhere")]
    pub scope: Scope,
}

impl Shape for Setting {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self {
            article: keys.must("article"),
            inspection: keys.may("inspection"),
            entry: keys.may("entry"),
            over: keys.may("override"),
            severity: keys.may("severity"),
            numbers: keys.may("numbers"),
            words: keys.may("words"),
            scope: keys.may("scope"),
        };
        keys.no_more(&["article", "inspection", "entry", "override", "severity", "numbers", "words", "scope"]);
        read
    }
}

/// An item of the declaration that must be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Which.
    pub item: Item,
    /// Of apps that were declared to hold these data classes, by id; of all when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
}

impl Shape for Asked {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self { item: keys.must("item"), classes: keys.may("classes") };
        keys.no_more(&["item", "classes"]);
        read
    }
}

/// A thing that the office approved by name, with the number of the approval and its last day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// What kintone shows or sends: the name or ID of a plug-in, the name of a service, the name of a file.
    pub name: String,
    /// 承認番号.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The last day; none when it does not end.
    #[serde(default, with = "crate::text::day::perhaps", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// SHA-256 of a file, in hexadecimal; empty for what is no file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
}

impl Shape for Approval {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self {
            name: keys.must("name"),
            number: keys.may("number"),
            until: keys.may("until"),
            sha256: keys.may("sha256"),
        };
        keys.no_more(&["name", "number", "until", "sha256"]);
        read
    }
}

/// 承認したもの.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Approved {
    /// Plug-ins.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plugins: Vec<Approval>,
    /// Hosts of scripts and style sheets, `*.` standing for everything below a domain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// Uploaded scripts and style sheets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Approval>,
    /// Public services. When there is one, no other may be declared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Approval>,
}

impl Shape for Approved {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self {
            plugins: keys.may("plugins"),
            hosts: keys.may("hosts"),
            files: keys.may("files"),
            services: keys.may("services"),
        };
        keys.no_more(&["plugins", "hosts", "files", "services"]);
        read
    }
}

/// How people are employed or bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StaffKind {
    /// 常勤職員.
    Permanent,
    /// 会計年度任用職員 (地方公務員法 22条の2) and others for a term.
    FixedTerm,
    /// 委託先.
    Contractor,
    /// ゲスト.
    Guest,
}

impl Told for StaffKind {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::Guest)
    }
}

/// Which groups and departments hold people of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// The kind.
    pub kind: StaffKind,
    /// Codes of groups or departments.
    pub groups: Vec<String>,
}

impl Shape for Staff {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self { kind: keys.must("kind"), groups: keys.must("groups") };
        keys.no_more(&["kind", "groups"]);
        read
    }
}

/// 人事異動の時期: every year, both days included. The rules that it names warn at most, since many rights are between
/// two people then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// The first day, as `03-15`.
    pub from: Yearly,
    /// The last day.
    pub to: Yearly,
    /// IDs of rules.
    pub rules: Vec<String>,
}

impl Shape for Season {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self { from: keys.must("from"), to: keys.must("to"), rules: keys.must("rules") };
        keys.no_more(&["from", "to", "rules"]);
        read
    }
}

/// A department that has another name now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// As it was called.
    pub old: String,
    /// As it is called.
    pub new: String,
}

impl Shape for Alias {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self { old: keys.must("old"), new: keys.must("new") };
        keys.no_more(&["old", "new"]);
        read
    }
}

/// 附則: when rules take effect, and until when 経過措置 holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Supplement {
    /// As it is printed.
    pub text: Phrase,
    /// IDs of rules; all when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// The day from which they may refuse, instead of the policy's own.
    #[serde(with = "crate::text::day::perhaps", skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Through this day only findings count that are new or worse than at the app's last inspection.
    #[serde(with = "crate::text::day::perhaps", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Shape for Supplement {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read =
            Self { text: keys.may("text"), rules: keys.may("rules"), from: keys.may("from"), until: keys.may("until") };
        keys.no_more(&["text", "rules", "from", "until"]);
        read
    }
}

impl Supplement {
    /// Whether it speaks of a rule.
    pub fn covers(&self, rule: &str) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|id| id == rule)
    }
}

/// Of what a question of the 自己点検 is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Every app, by whoever manages it.
    App,
    /// Apps that are declared to be open to people outside.
    PublicApp,
    /// Apps in guest spaces.
    GuestSpace,
    /// The whole of kintone, by the office.
    Domain,
}

impl Told for About {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::Domain)
    }
}

/// 自己点検の問い: what no API can read, answered by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Kebab-case.
    pub id: String,
    /// The number of the article that it enforces.
    pub article: String,
    /// Of what it is asked.
    pub about: About,
    /// A question that is answered with yes when all is well.
    pub text: Phrase,
    /// For how many days an answer holds.
    pub days: u32,
}

impl Shape for Question {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self {
            id: keys.must("id"),
            article: keys.must("article"),
            about: keys.must("about"),
            text: keys.must("text"),
            days: keys.must("days"),
        };
        keys.no_more(&["id", "article", "about", "text", "days"]);
        read
    }
}

/// Where a policy comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The id of the other document.
    pub id: String,
    /// Its version.
    pub version: String,
}

impl Shape for Base {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self { id: keys.must("id"), version: keys.must("version") };
        keys.no_more(&["id", "version"]);
        read
    }
}

/// A policy as it is written: not yet checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Draft {
    /// The version of this format.
    pub schema: u32,
    /// Kebab-case, names the document.
    pub id: String,
    /// The city's own title.
    pub title: Phrase,
    /// Who makes it; empty in the policies of the box.
    #[serde(default)]
    pub organisation: Phrase,
    /// Its version.
    pub version: String,
    /// The document that it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<Base>,
    /// 施行日.
    #[serde(with = "crate::text::day")]
    pub effective: Date,
    /// The articles, in their order.
    pub articles: Vec<Article>,
    /// 附則.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplementary: Vec<Supplement>,
    /// The data classes, the least grave first.
    pub classes: Vec<DataClass>,
    /// What it says of the labels of fields.
    #[serde(default)]
    pub labels: OfficeWords,
    /// Names of departments that count in names of apps; empty when kintone's own departments do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<String>,
    /// Departments that have other names now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Alias>,
    /// What the office approved.
    #[serde(default)]
    pub approved: Approved,
    /// Which groups hold whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub staff: Vec<Staff>,
    /// 人事異動の時期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
    /// 操作可能時間帯, as it is printed: no API tells when somebody worked.
    #[serde(default)]
    pub hours: Phrase,
    /// 利用可能な端末, as they are printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub devices: Vec<Phrase>,
    /// 自己点検.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// 例外措置.
    #[serde(default)]
    pub waivers: Waivers,
    /// 届け出る事項: which must be answered; the six that every app answers where nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Asked>,
    /// What it says about each rule, by id.
    pub rules: Sorted<String, Setting>,
}

/// The keys of the document, in its order.
const KEYS: [&str; 22] = [
    "schema",
    "id",
    "title",
    "organisation",
    "version",
    "based-on",
    "effective",
    "articles",
    "supplementary",
    "classes",
    "labels",
    "departments",
    "aliases",
    "approved",
    "staff",
    "season",
    "hours",
    "devices",
    "questions",
    "waivers",
    "items",
    "rules",
];

impl Shape for Draft {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self {
            schema: keys.must("schema"),
            id: keys.must("id"),
            title: keys.must("title"),
            organisation: keys.may("organisation"),
            version: keys.must("version"),
            based_on: keys.may("based-on"),
            effective: keys.must("effective"),
            articles: keys.must("articles"),
            supplementary: keys.may("supplementary"),
            classes: keys.must("classes"),
            labels: keys.may("labels"),
            departments: keys.may("departments"),
            aliases: keys.may("aliases"),
            approved: keys.may("approved"),
            staff: keys.may("staff"),
            season: keys.may("season"),
            hours: keys.may("hours"),
            devices: keys.may("devices"),
            questions: keys.may("questions"),
            waivers: keys.may("waivers"),
            items: keys.may("items"),
            rules: keys.must("rules"),
        };
        keys.no_more(&KEYS);
        read
    }
}
