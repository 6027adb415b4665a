//! 点検画面: the plugin's config screen. Understand, repair, declare, seal.

pub mod drift;
pub mod integrations;
pub mod look;
pub mod model;
pub mod msg;
pub mod observed;
pub mod update;
pub mod workings;
pub mod draw;
