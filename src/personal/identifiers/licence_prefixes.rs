//! Generated from `licence_prefixes.tsv` by the test `identifier_tables`; `UPDATE=1` rewrites it.

/// A bit for each of the two digits with which a licence begins.
#[rustfmt::skip]
pub(super) const COMMISSIONS: u128 = 0x0000_0003_fc0f_07c3_f0ff_ff00_43f0_7c01;
