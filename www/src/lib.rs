//! A local kintone: it behaves like kintone as far as a plugin, its users and Cybozu's own clients can tell.
//!
//! [`Kintone::midori`] is a city with people, apps and records; [`router`] answers for it. What it does and does not
//! do, and where each behaviour comes from, is in `FIDELITY.md`.

mod app;
mod boot;
mod calc;
mod city;
mod clock;
mod constraints;
mod customize;
mod deploy;
mod entry;
mod fault;
mod form;
mod kintone;
mod local;
mod lookup;
mod meddling;
mod pages;
mod place;
mod people;
mod plugin;
mod query;
mod record;
mod refusal;
mod rest;
mod rights;
mod scale;
mod seed;
mod session;
mod shared_settings;
mod space;
mod store;
mod token;
mod workshop;

pub use clock::Clock;
pub use kintone::{Kintone, router};
pub use time::OffsetDateTime;
