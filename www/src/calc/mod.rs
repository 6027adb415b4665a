//! Calculated fields and texts: operators, functions and precision of kintone's formulas.
//!
//! What a formula may hold: official help; what comes out of it over REST: observed.

mod check;
mod compute;
mod date_format;
mod decimal;
mod held;
mod read;

pub(crate) use check::check;
pub(crate) use decimal::Decimal;
pub(crate) use held::{Stamped, calculate, is_calculated};
