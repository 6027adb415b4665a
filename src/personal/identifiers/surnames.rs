//! Surnames that people have.

use super::starts::{Table, holds, table};

/// The longest of them, in characters.
const LONGEST: usize = 3;

/// Frequent surnames, in order: about 30 to 40 of 100 people have one of them. That a name is not here says nothing.
#[rustfmt::skip]
static SURNAMES: [&str; 180] = [
    "三浦", "上田", "上野", "中山", "中島", "中川", "中村", "中田", "中西", "中野", "丸山", "久保", "久保田", "五十嵐", "井上", "今井", "伊藤",
    "佐々木", "佐藤", "佐野", "内田", "内藤", "前田", "加藤", "北村", "千葉", "原", "原田", "古川", "吉岡", "吉川", "吉村", "吉田", "和田",
    "土屋", "坂本", "堀", "増田", "大久保", "大塚", "大島", "大橋", "大西", "大野", "太田", "安田", "安藤", "宮崎", "宮本", "小山", "小島",
    "小川", "小松", "小林", "小池", "小田", "小野", "尾崎", "山下", "山中", "山内", "山口", "山崎", "山本", "山田", "岡崎", "岡本", "岡田",
    "岩崎", "岩田", "島田", "川上", "川口", "川崎", "川村", "工藤", "市川", "平井", "平田", "平野", "広瀬", "後藤", "成田", "斉藤", "斎藤",
    "新井", "早川", "星", "星野", "服部", "望月", "木下", "木村", "本田", "杉山", "杉本", "村上", "村田", "東", "松下", "松井", "松尾", "松岡",
    "松本", "松浦", "松田", "柴田", "栗原", "桜井", "森", "森本", "森田", "樋口", "横山", "橋本", "武田", "武藤", "水野", "永井", "永田", "池田",
    "河野", "浅野", "浜田", "清水", "渡辺", "渡邉", "渡邊", "熊谷", "片山", "田中", "田口", "田村", "矢野", "石井", "石原", "石川", "石田",
    "福島", "福田", "秋山", "竹内", "荒木", "菅原", "菅野", "菊地", "菊池", "萩原", "藤井", "藤原", "藤本", "藤田", "西山", "西川", "西村",
    "西田", "谷口", "辻", "近藤", "遠藤", "酒井", "野口", "野村", "野田", "金子", "鈴木", "長谷川", "関", "阿部", "青木", "須藤", "飯田", "馬場",
    "高木", "高橋", "高田", "高野", "黒田", "齊藤", "齋藤",
];

/// The characters with which they begin.
static FIRST: Table = table(&SURNAMES);

/// The known surnames with which a text begins, and what comes after each.
pub(super) fn known(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let may = matches!(text.as_bytes(), [0xE3..=0xE9, one, two, ..] if holds(&FIRST, *one, *two));
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(if may { LONGEST } else { 0 });
    ends.filter_map(|end| text.split_at_checked(end)).filter(|(name, _)| SURNAMES.binary_search(name).is_ok())
}
