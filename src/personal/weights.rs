//! Generated from the labels in `corpus` and beside the repository by the test `tables`; `UPDATE=1` rewrites it.
//! The tables are `personal.bin` and `special.bin`; `weights.tsv` says them in words, `scorer` how they are packed.

pub(super) const PERSONAL_BIAS: i32 = -9;
pub(super) const SPECIAL_BIAS: i32 = -15;
