//! What can happen to the inspection screen.

use crate::finding::Item;
use crate::kintone::Part;
use crate::kintone::refusal::{Reason, Unread};
use crate::people::Directory;
use crate::personal::Class;
use crate::personal::overrule::Saying;
use crate::policy::built_in::BuiltIn;
use crate::snapshot::Reading as Answer;

use super::look::{Kind, Tab};
use super::model::asking::Line;
use super::model::{Draft, Material, Shown};
use super::workings::Workings;

/// The two ways to save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Save {
    /// 適合として保存.
    Pass,
    /// 途中まで保存.
    Part,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// The screen was opened, or the person asks to read everything again.
    Read,
    /// So many answers are in.
    Progress(u32, usize, usize),
    /// Everything is in.
    Came(u32, Box<Material>),
    /// What the browser tells of the reading.
    Works(u32, Workings),
    /// A draft of this tab was found.
    Found(Box<Draft>),
    /// The person takes the draft.
    Take,
    /// The person drops the draft.
    Drop,
    /// A text was typed or a choice was made in the declaration.
    Typed(Item, String),
    /// What was typed as the approval number of a plug-in or script, by the key of its place.
    Number(String, String),
    /// What the settings tell is taken for an item of the declaration.
    Use(Item),
    /// A question of the self-check was answered, or its answer taken back.
    Attested(String, Option<bool>),
    /// The list of personal fields is to be shown, or put away.
    List,
    /// The builder says what a field is.
    Decide(String, Saying),
    /// Another policy was chosen.
    Policy(BuiltIn),
    /// Other findings are to be shown.
    Filter(Shown),
    /// A waiver of a finding is to be asked for.
    Waive(String),
    /// Something was typed into the form of the waiver.
    WaiveTyped(Line, String),
    /// The form is to be handed in.
    WaiveSend,
    /// The form is to be put away.
    WaiveStop,
    /// A waiver is to be taken back, by fingerprint.
    Unwaive(String),
    /// The report is to be shown as if there were no waivers, or again with them.
    Look,
    /// Another part of the screen is to be shown.
    Tab(Tab),
    /// Another kind of subject is to be looked at.
    Kind(Kind),
    /// A part of a name was typed.
    Find(String),
    /// Whom or what to look at was chosen.
    Subject(String),
    /// The table of whom was chosen is to be kept as a file.
    Csv,
    /// The fix of a finding is to be shown.
    Show(String),
    /// The fix is to be put away.
    Hide,
    /// The fix of a finding is to be made.
    Apply(String),
    /// All fixes that take nothing from anybody are to be made.
    ApplySafe,
    /// The newest fix is to be taken back.
    Undo,
    /// Every fix that was made here is to be taken back.
    UndoAll,
    /// kintone answered a change with its new revision, or refused it.
    Wrote(u32, Result<String, Reason>),
    /// A part was read again, and the people whom it names now.
    Again(u32, Part, Answer, Result<Directory, Unread>),
    /// The people whom a fix would name are known now.
    Met(u32, Result<Directory, Unread>),
    /// The settings that were read are to be kept as a file.
    Export,
    /// The person wants to save.
    Save(Save),
    /// The person wants to see a place.
    Go(String),
    /// The person wants to leave.
    Leave,
    /// The person leaves, whether saved or not.
    Left,
}

impl Msg {
    /// Reads what an element says of itself: `data-act`, `data-at`, and the value of the control.
    pub fn of(act: &str, at: &str, value: &str) -> Option<Self> {
        Some(match act {
            "read" => Self::Read,
            "take" => Self::Take,
            "number" => Self::Number(at.to_owned(), value.to_owned()),
            "use" => Self::Use(Item::of(at)?),
            "drop" => Self::Drop,
            "type" => Self::Typed(Item::of(at)?, value.to_owned()),
            "attest" => Self::Attested(at.to_owned(), (!value.is_empty()).then_some(value == "yes")),
            "list" => Self::List,
            "decide" => Self::Decide(at.to_owned(), Saying::of(value)?),
            "more" if !value.is_empty() => Self::Decide(value.to_owned(), Saying::Personal(Class::Ordinary)),
            "policy" => Self::Policy(BuiltIn::of(value)?),
            "filter" => Self::Filter(Shown::of(value)?),
            "waive" => Self::Waive(at.to_owned()),
            "waive-send" => Self::WaiveSend,
            "waive-stop" => Self::WaiveStop,
            "unwaive" => Self::Unwaive(at.to_owned()),
            "look" => Self::Look,
            "tab" => Self::Tab(Tab::of(at)),
            "look-kind" => Self::Kind(Kind::of(value)?),
            "look-find" => Self::Find(value.to_owned()),
            "look-subject" => Self::Subject(value.to_owned()),
            "look-csv" => Self::Csv,
            "show" => Self::Show(at.to_owned()),
            "hide" => Self::Hide,
            "apply" => Self::Apply(at.to_owned()),
            "apply-safe" => Self::ApplySafe,
            "undo" => Self::Undo,
            "undo-all" => Self::UndoAll,
            "export" => Self::Export,
            "save-pass" => Self::Save(Save::Pass),
            "save-part" => Self::Save(Save::Part),
            "go" => Self::Go(at.to_owned()),
            "leave" => Self::Leave,
            _ => Self::WaiveTyped(Line::of(act)?, value.to_owned()),
        })
    }
}
