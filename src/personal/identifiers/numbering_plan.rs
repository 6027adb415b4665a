//! Generated from `numbering_plan.tsv` by the test `identifier_tables`; `UPDATE=1` rewrites it.

use super::phone::{Line, Row};

/// What is no landline.
#[rustfmt::skip]
pub(super) const LINES: [Row; 15] = [
    (&[6, 0], true, 11, Line::Mobile),
    (&[7, 0], true, 11, Line::Mobile),
    (&[8, 0], true, 11, Line::Mobile),
    (&[9, 0], true, 11, Line::Mobile),
    (&[5, 0], true, 11, Line::Internet),
    (&[1, 2, 0], false, 10, Line::Free),
    (&[8, 0, 0], false, 11, Line::Free),
    (&[1, 7, 0], false, 10, Line::Service),
    (&[1, 8, 0], false, 10, Line::Service),
    (&[5, 7, 0], false, 10, Line::Service),
    (&[9, 9, 0], false, 10, Line::Service),
    (&[6, 0, 0], false, 11, Line::Service),
    (&[2, 0, 4], false, 11, Line::Machine),
    (&[2, 0, 0], false, 14, Line::Machine),
    (&[2, 0], true, 11, Line::Machine),
];

/// Area codes of 2 digits, the 0 among them: a bit for each number after it.
#[rustfmt::skip]
pub(super) const TWO: [u64; 1] = [0x0000_0000_0000_0058];

/// Area codes of 3 digits, the 0 among them: a bit for each number after it.
#[rustfmt::skip]
pub(super) const THREE: [u64; 2] = [0x0cf3_fc00_3fce_8800, 0x0000_000f_b3dc_fb00];

/// Area codes of 4 digits, the 0 among them: a bit for each number after it.
#[rustfmt::skip]
pub(super) const FOUR: [u64; 16] = [0x0000_0000_0000_0000, 0x7800_0000_0000_0000, 0x8fcd_f0fc_7f07_cfe0, 0xc5df_6e37_9000_006f, 0x0000_0beb_bdf4_7fbf, 0x0000_0000_0000_0000, 0x00d0_1040_0000_0000, 0x0000_e001_d84e_9000, 0xf3fe_7edb_0f38_0000, 0x0000_0000_00fc_0f27, 0x0000_0000_0000_0000, 0xea00_3fdf_8022_0000, 0x2d90_0000_fcc0_0d7d, 0xf2b9_a83e_8ff1_e07e, 0xbd7d_d004_0100_0007, 0x0000_003e_0fde_73f0];

/// Area codes of 5 digits without their 0.
#[rustfmt::skip]
pub(super) const FIVE: [u16; 40] = [1267, 1372, 1374, 1377, 1392, 1397, 1398, 1456, 1457, 1466, 1547, 1558, 1564, 1586, 1587, 1632, 1634, 1635, 1648, 1654, 1655, 1656, 1658, 4992, 4994, 4996, 4998, 5769, 5979, 7468, 8387, 8388, 8396, 8477, 8512, 8514, 9802, 9912, 9913, 9969];
