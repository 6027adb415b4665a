//! Screens: plain data in, markup out. What happens is in `data-` attributes; `browser` carries it.

pub mod inspection;

use maud::Markup;

/// How a screen reader speaks of a change in a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Live {
    /// Not at all.
    Off,
    /// When it is silent.
    Polite,
    /// At once.
    Assertive,
}

/// A piece of a screen that is replaced as a whole, and only when its text changed.
#[derive(Clone, Debug)]
pub struct Region {
    /// The element's id; comes from what it shows, never from its position.
    pub id: String,
    /// What stands in it.
    pub markup: Markup,
    /// How changes are spoken.
    pub live: Live,
}

impl Region {
    /// A region that says nothing by itself.
    pub fn new(id: impl Into<String>, markup: Markup) -> Self {
        Self { id: id.into(), markup, live: Live::Off }
    }

    /// A region whose changes are spoken when the reader is silent.
    #[must_use]
    pub const fn polite(mut self) -> Self {
        self.live = Live::Polite;
        self
    }

    /// A region whose changes are spoken at once.
    #[must_use]
    pub const fn assertive(mut self) -> Self {
        self.live = Live::Assertive;
        self
    }
}
