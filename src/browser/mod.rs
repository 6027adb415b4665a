//! The browser: wasm32 only, thin. Everything that decides is native and tested; this only carries.

pub mod watch;
pub mod api;
pub mod page;
pub mod keep;
pub mod files;
pub mod inspect;
