//! What the inspection screen knows: plain data.

pub mod asking;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::Date;

use crate::app::App;
use crate::audit::{Judged, Report};
use crate::declaration::Declaration;
use crate::declaration::waiver::Waiver;
use crate::finding::{Item, Severity};
use crate::kintone::Part;
use crate::kintone::field::Field;
use crate::kintone::refusal::{Reason, Unread};
use crate::kintone::right::{Entity, EntityKind};
use crate::people::Directory;
use crate::personal::labels::Classified;
use crate::personal::overrule::Decision;
use crate::policy::built_in::{BuiltIn, Documents};
use crate::policy::{Phrase, Policy};
use crate::repair::Misfit;
use crate::rule::Stage;
use crate::seal::Seal;
use crate::seal::baseline::Baseline;
use crate::seal::chunks::{self, Damage};
use crate::snapshot::Both;
use crate::text::json::{Keys, Shape, Told};
use crate::text::sorted::Sorted;
use crate::text::{Lang, Text, json};
use asking::Asking;

use super::drift::{self, Sides};
use super::look::{Look, Tab};
use super::workings::Workings;

/// The time at the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Now {
    /// Today where the person is.
    pub today: Date,
    /// As `2026-11-25T02:00:00.000Z`.
    pub at: String,
}

/// Who opened the screen, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The app's ID.
    pub app: String,
    /// The domain.
    pub domain: String,
    /// The login name of the person.
    pub user: String,
    /// The language of the person.
    pub lang: Lang,
}

/// Everything that was read for one inspection.
#[derive(Clone, Debug)]
pub struct Material {
    /// What kintone sent of the app.
    pub both: Both,
    /// The side that is judged: what will be live together with the seal.
    pub preview: App,
    /// People and departments, or why not.
    pub directory: Result<Directory, Unread>,
    /// Departments of the person at the screen.
    pub departments: Vec<String>,
}

/// How far the reading is.
#[derive(Clone, Debug)]
pub enum Reading {
    /// Under way: so many of so many answers.
    Waiting {
        /// Answers that are in.
        done: usize,
        /// Answers that are needed.
        total: usize,
    },
    /// Done, with what could not be read inside.
    Read(Box<Material>),
}

/// What the plugin's settings of this app held when the screen was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing yet.
    Nothing,
    /// An inspection record.
    Sealed(Box<Seal>),
    /// An inspection record made for another app or domain: this app is a copy.
    Copied,
    /// Something that cannot be read.
    Damaged(Damage),
}

/// What the person has typed and not saved; kept for this tab only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Who typed it: another login never sees it.
    pub user: String,
    /// The declaration.
    pub declaration: Declaration,
    /// The policy that was chosen.
    pub policy: String,
    /// What the person said of fields.
    #[serde(default)]
    pub decided: Vec<Decision>,
    /// The waivers.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
    /// The waiver that is being asked for.
    #[serde(default)]
    pub asking: Option<Asking>,
}

impl Shape for Draft {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            user: keys.must("user"),
            declaration: keys.must("declaration"),
            policy: keys.must("policy"),
            decided: keys.may("decided"),
            waivers: keys.may("waivers"),
            asking: keys.may("asking"),
        }
    }
}

/// A fix that was made, and what takes it back.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The part that it changed.
    pub part: Part,
    /// What was sent.
    pub put: Value,
    /// What is sent to take it back.
    pub undo: Value,
    /// The title of the rule, for the button.
    pub rule: &'static str,
}

/// A change that was sent and not yet answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Pending {
    /// A fix.
    Fix(Made),
    /// The newest fix is taken back.
    Undo(Made),
    /// The change was made; its part is being read again.
    Reading(Part),
    /// The answer was lost; the part is being read, which tells whether the change was made.
    Lost {
        /// The change.
        made: Made,
        /// Whether it was to be taken back.
        back: bool,
    },
}

/// Why nothing was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The settings were saved by a newer version.
    Outdated,
    /// A change is on its way.
    Busy,
    /// The inspection has not finished.
    Early,
    /// The policy refuses.
    Policy,
    /// The declaration does not fit into the settings.
    Long,
}

/// Why a change was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It cannot be made.
    Misfit(Misfit),
    /// kintone refused.
    Refused(Reason),
    /// The answer was lost, and the settings do not tell whether the change was made.
    Unclear,
}

/// The inspection screen.
#[derive(Clone, Debug)]
pub struct Model {
    /// Who opened it, and where.
    pub visit: Visit,
    /// The time of the last message.
    pub now: Now,
    /// Counts readings: an answer from an older one is dropped.
    pub generation: u32,
    /// How far the reading is.
    pub reading: Reading,
    /// What was saved before.
    pub saved: Saved,
    /// What the app was like when the last record was made; none where that was not kept.
    pub baseline: Option<Baseline>,
    /// The settings as prepared and those that run, compared.
    pub sides: Sides,
    /// What the rules say of the settings that run, where they differ from those that are judged.
    pub running: Option<Report>,
    /// What a builder confirmed of fields.
    pub decided: Vec<Decision>,
    /// Fingerprints that 経過措置 spares; none when the app was never inspected under it.
    pub known: Option<Vec<String>>,
    /// The declaration as typed.
    pub draft: Declaration,
    /// The waivers.
    pub waivers: Vec<Waiver>,
    /// The waiver that is being asked for.
    pub asking: Option<Asking>,
    /// Whether the report is shown as if there were no waivers: the auditor's view.
    pub auditing: bool,
    /// What the rules say without waivers, while somebody looks at it.
    pub bare: Option<Report>,
    /// Items whose text is not what the item takes, such as a day that does not exist.
    pub odd: Sorted<Item, String>,
    /// The policy that was chosen.
    pub choice: BuiltIn,
    /// Titles and versions of the policies to choose from.
    pub titles: Vec<(BuiltIn, Phrase, String)>,
    /// Their texts.
    pub documents: Documents,
    /// The rule set; `None` only when the document in the box cannot be read.
    pub policy: Option<Policy>,
    /// The fields that are held to be personal.
    pub personal: Vec<Classified>,
    /// Whether they are listed on the screen.
    pub listed: bool,
    /// What the rules say.
    pub report: Option<Report>,
    /// What there was to keep when the screen was opened: whatever differs from it is not saved.
    pub opened: Draft,
    /// A draft of this tab, offered and not imposed.
    pub offer: Option<Box<Draft>>,
    /// The finding whose fix is shown, by fingerprint.
    pub open: Option<String>,
    /// The change that is on its way to kintone.
    pub pending: Option<Pending>,
    /// Why the last change was not made.
    pub trouble: Option<Trouble>,
    /// Fixes that were made on this screen, the newest last.
    pub made: Vec<Made>,
    /// Findings whose fixes are still to be made, by fingerprint, in order.
    pub queue: Vec<String>,
    /// Whether everything that was made is being taken back.
    pub back: bool,
    /// The preview revision that was last read or written by this screen.
    pub revision: Option<String>,
    /// Why the last attempt to save was refused.
    pub refused: Option<Refusal>,
    /// Which findings are shown.
    pub shown: Shown,
    /// What the browser tells of the last reading.
    pub workings: Option<Workings>,
    /// Which part of the screen is shown.
    pub tab: Tab,
    /// Who or what is looked at in the tab だれが何をできるか.
    pub look: Look,
}

/// Which findings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// All of them.
    #[default]
    All,
    /// Those that count for the verdict.
    Counted,
    /// Those that refuse 「適合として保存」.
    Stopping,
    /// The gravest: 重大 and 高.
    Grave,
    /// Those that this screen can repair.
    Repairable,
    /// Those that a waiver permits.
    Waived,
    /// Those that are only recorded.
    Recorded,
    /// Those that the last inspection record did not have.
    New,
}

impl Shown {
    /// All choices, in the order of the screen.
    pub const ALL: [Self; 8] = [
        Self::All,
        Self::Counted,
        Self::Stopping,
        Self::Grave,
        Self::Repairable,
        Self::Waived,
        Self::Recorded,
        Self::New,
    ];

    /// The value of the control.
    pub const fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Counted => "counted",
            Self::Stopping => "stopping",
            Self::Grave => "grave",
            Self::Repairable => "repairable",
            Self::Waived => "waived",
            Self::Recorded => "recorded",
            Self::New => "new",
        }
    }

    /// From the value of the control.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shown| shown.id() == id)
    }

    /// The words on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::All => crate::text!(ja: "すべて", en: "All"),
            Self::Counted => crate::text!(ja: "要改善だけ", en: "What counts"),
            Self::Stopping => crate::text!(ja: "保存を止めるものだけ", en: "What stops saving"),
            Self::Grave => crate::text!(ja: "重大度が「重大」と「高」のものだけ", en: "Critical and high severity"),
            Self::Repairable => crate::text!(ja: "この画面で直せるものだけ", en: "What can be fixed on this screen"),
            Self::Waived => crate::text!(ja: "例外措置で認めたものだけ", en: "What an exception permits"),
            Self::Recorded => crate::text!(ja: "記録のみのものだけ", en: "What is only recorded"),
            Self::New => crate::text!(ja: "前回の点検記録より後のものだけ", en: "New since the last record"),
        }
    }
}

impl Model {
    /// A screen that has read nothing yet, with what the plugin's settings hold.
    pub fn new(visit: Visit, now: Now, config: &Sorted<String, String>, documents: Documents) -> Self {
        let saved = saved(config, &visit);
        let choice = match &saved {
            Saved::Sealed(seal) => BuiltIn::of(&seal.orders.policy).unwrap_or_default(),
            Saved::Nothing | Saved::Copied | Saved::Damaged(_) => BuiltIn::default(),
        };
        let draft = match &saved {
            // A copy's declaration speaks of another app: the owner says it anew.
            Saved::Copied => Declaration::default(),
            _ => declaration(config).unwrap_or_default(),
        };
        let known = match &saved {
            // A copy is an app of its own, which was never inspected.
            Saved::Copied => None,
            _ => list(KNOWN, config),
        };
        let waivers = match &saved {
            // What was permitted there is not permitted here.
            Saved::Copied => Vec::new(),
            _ => list(WAIVERS, config).unwrap_or_default(),
        };
        let baseline = match &saved {
            Saved::Sealed(_) => baseline(config),
            Saved::Nothing | Saved::Copied | Saved::Damaged(_) => None,
        };
        let decided = decided(config);
        let opened = Draft {
            user: visit.user.clone(),
            declaration: draft.clone(),
            policy: choice.id().to_owned(),
            decided: decided.clone(),
            waivers: waivers.clone(),
            asking: None,
        };
        Self {
            visit,
            now,
            generation: 0,
            reading: Reading::Waiting { done: 0, total: 0 },
            saved,
            baseline,
            sides: Sides::default(),
            running: None,
            decided,
            known,
            draft,
            waivers,
            asking: None,
            auditing: false,
            bare: None,
            odd: Sorted::new(),
            choice,
            policy: documents.policy(choice).ok(),
            titles: BuiltIn::ALL.into_iter().filter_map(|choice| title(&documents, choice)).collect(),
            documents,
            personal: Vec::new(),
            listed: false,
            report: None,
            opened,
            offer: None,
            open: None,
            pending: None,
            trouble: None,
            made: Vec::new(),
            queue: Vec::new(),
            back: false,
            revision: None,
            refused: None,
            shown: Shown::All,
            workings: None,
            tab: Tab::default(),
            look: Look::default(),
        }
    }

    /// Whether the settings were saved by a newer version of this plugin: we must not write over them.
    pub const fn outdated(&self) -> bool {
        matches!(self.saved, Saved::Damaged(Damage::Newer))
    }

    /// Items that are asked for and whose text is not what they take.
    pub fn unread(&self) -> impl Iterator<Item = Item> {
        self.odd.keys().copied().filter(|item| self.draft.asks(*item))
    }

    /// The report that is shown: as if there were no waivers in the auditor's view.
    pub fn seen(&self) -> Option<&Report> {
        self.bare.as_ref().or(self.report.as_ref())
    }

    /// Whether a finding is shown.
    pub fn shows(&self, judged: &Judged) -> bool {
        match self.shown {
            Shown::All => true,
            Shown::Counted => judged.counts(),
            Shown::Stopping => judged.stops(),
            Shown::Grave => judged.severity <= Severity::High,
            Shown::Repairable => judged.finding.fix.is_some(),
            Shown::Waived => judged.waived,
            Shown::Recorded => judged.stage < Stage::Warn,
            Shown::New => drift::is_new(self, judged),
        }
    }

    /// The choices of what is shown: what is new only where there is something to compare with.
    pub fn choices(&self) -> impl Iterator<Item = Shown> + use<> {
        let compared = self.baseline.is_some();
        Shown::ALL.into_iter().filter(move |shown| compared || *shown != Shown::New)
    }

    /// What was read, once it is in.
    pub fn material(&self) -> Option<&Material> {
        match &self.reading {
            Reading::Read(material) => Some(material),
            Reading::Waiting { .. } => None,
        }
    }

    /// The app's name on the preview side.
    pub fn name(&self) -> Option<&str> {
        self.material()?.preview.settings().ok().map(|settings| settings.name.as_str())
    }

    /// The name of a person by the login name; that itself where no name is known.
    pub fn person(&self, code: &str) -> String {
        let whom = Entity { kind: EntityKind::User, code: Some(code.to_owned()) };
        let people = self.material().and_then(|material| material.directory.as_ref().ok());
        people.map_or(code, |people| people.name(&whom)).to_owned()
    }

    /// The fields of the preview side; none where they could not be read.
    pub fn fields(&self) -> &[Field] {
        self.material().and_then(|material| material.preview.fields().ok()).unwrap_or_default()
    }

    /// Whether the app lies in a guest space, as far as that was read.
    pub fn has_guests(&self) -> bool {
        let home = self.material().and_then(|material| material.preview.home().ok().flatten());
        home.is_some_and(|home| home.space.is_guest)
    }

    /// Whether nobody has deployed the app yet, so that it has no live side.
    pub fn never_deployed(&self) -> bool {
        self.material().is_some_and(|material| material.both.live.reason(Part::Fields) == Reason::NeverDeployed)
    }

    /// The draft as it is kept for this tab.
    pub fn kept(&self) -> Draft {
        Draft {
            user: self.visit.user.clone(),
            declaration: self.draft.clone(),
            policy: self.choice.id().to_owned(),
            decided: self.decided.clone(),
            waivers: self.waivers.clone(),
            // An empty form is nothing that could be lost.
            asking: self.asking.clone().filter(Asking::begun),
        }
    }
}

fn title(documents: &Documents, choice: BuiltIn) -> Option<(BuiltIn, Phrase, String)> {
    let policy = documents.policy(choice).ok()?;
    let document = policy.document();
    Some((choice, document.title.clone(), document.version.clone()))
}

/// Reads the seal that the settings hold.
fn saved(config: &Sorted<String, String>, visit: &Visit) -> Saved {
    let document = match chunks::join("seal", config) {
        Ok(document) => document,
        Err(Damage::Absent) => return Saved::Nothing,
        Err(damage) => return Saved::Damaged(damage),
    };
    match json::read::<Seal>(&document) {
        Ok(seal) if seal.app == visit.app && seal.domain == visit.domain => Saved::Sealed(Box::new(seal)),
        Ok(_) => Saved::Copied,
        Err(_) => Saved::Damaged(Damage::Damaged),
    }
}

/// What a builder confirmed of fields, by name in the settings.
pub const DECIDED: &str = "decided";

/// Fingerprints of the findings that 経過措置 spares, by name in the settings.
pub const KNOWN: &str = "known";

/// What the app was like when the record was made, by name in the settings.
pub const BASELINE: &str = "baseline";

/// The waivers, by name in the settings.
pub const WAIVERS: &str = "waivers";

/// Reads what a builder confirmed. A copy of the app has the same fields.
fn decided(config: &Sorted<String, String>) -> Vec<Decision> {
    list(DECIDED, config).unwrap_or_default()
}

/// Reads what the next inspection is compared with. Records of older versions have none.
fn baseline(config: &Sorted<String, String>) -> Option<Baseline> {
    json::read(&chunks::join(BASELINE, config).ok()?).ok()
}

fn list<T: Told>(name: &str, config: &Sorted<String, String>) -> Option<Vec<T>> {
    chunks::join(name, config).ok().and_then(|document| json::read(&document).ok())
}

/// Reads the declaration that the settings hold. It may be whole where the seal is not.
fn declaration(config: &Sorted<String, String>) -> Option<Declaration> {
    json::read(&chunks::join("declaration", config).ok()?).ok()
}
