//! The words that say what a number beside them is, by their first character: the scanner looks here once for each
//! character that it reads, so a text is never searched for words.

use super::Identifier::{
    self, BankAccount, BasicPension, BirthDate, Card, DriversLicence, Email, InsuredNumber, InsurerNumber, MyNumber,
    Name, Passport, Phone, PostalAccount, PostalAddress, ResidenceCard, ResidentCode,
};
use crate::text::fold::{letters, width};

/// What a word says of the values near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// It names this kind.
    Of(Identifier),
    /// It may mean this kind.
    Perhaps(Identifier),
    /// The My Number card: its holder's number may follow it, but never goes before it.
    MyNumberCard,
    /// It names a number of something else: an order, an article, an account of work.
    Thing,
    /// It names an organisation: its telephone and address are nobody's.
    Organisation,
    /// It names a person, also where an organisation is named beside.
    Person,
    /// The day before it is one of birth.
    Born,
    /// It names a day that is not a day of birth.
    OtherDay,
    /// It speaks to or of a person by name, who goes before it.
    Honorific,
}

type Entry = (&'static str, Says);

/// The longest word at the beginning of a text, and its length in bytes and characters there. `before` is the character
/// in front: within a Latin word nothing begins.
pub(super) fn at(text: &str, before: char) -> Option<(Says, usize, usize)> {
    let raw = text.chars().next()?;
    let first = match raw {
        // A voice mark may follow.
        '\u{FF66}'..='\u{FF9D}' => letters(text).next()?.0,
        _ => width(raw).to_ascii_lowercase(),
    };
    if first.is_ascii_alphabetic() && before.is_ascii_alphabetic() {
        return None;
    }
    let list = starting(first);
    if list.is_empty() {
        return None;
    }
    let fits = list.iter().filter_map(|(word, says)| length(word, text).map(|length| (*says, length)));
    let (says, end) = fits.max_by_key(|(_, length)| *length)?;
    Some((says, end, text.get(..end).unwrap_or_default().chars().count()))
}

/// How many bytes of the text the word takes up, if the text begins with it. Spaces within do not count.
fn length(word: &str, text: &str) -> Option<usize> {
    let mut rest = letters(text);
    let mut end = 0;
    for wanted in word.chars() {
        let (c, after) = rest.find(|(c, _)| *c != ' ')?;
        if c != wanted {
            return None;
        }
        end = after;
    }
    let latin = word.ends_with(|c: char| c.is_ascii_alphabetic());
    let goes_on = latin && rest.next().is_some_and(|(c, _)| c.is_ascii_alphabetic());
    (!goes_on).then_some(end)
}

/// The words that begin with a character, folded as `fold::label` does.
#[expect(clippy::too_many_lines, reason = "a table")]
#[rustfmt::skip]
const fn starting(first: char) -> &'static [Entry] {
    use Says::{Born, Honorific, MyNumberCard, Of, Organisation, OtherDay, Perhaps, Person, Thing};
    match first {
        'マ' => &[("マイナンバー", Of(MyNumber)), ("マイナンバーカード", MyNumberCard)],
        'ま' => &[("まいなんばー", Of(MyNumber))],
        '個' => &[("個人番号", Of(MyNumber)), ("個人番号カード", MyNumberCard), ("個人", Person)],
        '住' => &[("住民票コード", Of(ResidentCode)), ("住所", Of(PostalAddress)), ("住民", Person)],
        '運' => &[("運転免許", Of(DriversLicence)), ("運転免許証", Of(DriversLicence)), ("運転免許証番号", Of(DriversLicence))],
        '免' => &[("免許証番号", Of(DriversLicence)), ("免許証", Of(DriversLicence)), ("免許番号", Perhaps(DriversLicence))],
        '旅' => &[("旅券", Of(Passport)), ("旅券番号", Of(Passport))],
        'パ' => &[("パスポート", Of(Passport)), ("パスポート番号", Of(Passport))],
        '在' => &[("在庫", Thing), ("在留カード", Of(ResidenceCard)), ("在留カード番号", Of(ResidenceCard))],
        '特' => &[("特別永住者証明書", Of(ResidenceCard)), ("特別永住者証明書番号", Of(ResidenceCard))],
        '基' => &[("基礎年金番号", Of(BasicPension)), ("基礎年金", Of(BasicPension))],
        '年' => &[("年金番号", Of(BasicPension)), ("年金手帳", Of(BasicPension)), ("年金証書", Of(BasicPension))],
        '保' => &[("保険者番号", Of(InsurerNumber)), ("保険証番号", Of(InsuredNumber)), ("保険証", Perhaps(InsuredNumber))],
        '公' => &[("公費負担者番号", Of(InsurerNumber)), ("公費受給者番号", Of(InsuredNumber)), ("公印", Thing)],
        '被' => &[("被保険者番号", Of(InsuredNumber)), ("被保険者証番号", Of(InsuredNumber)), ("被保険者証", Of(InsuredNumber)), ("被保険者記号・番号", Of(InsuredNumber)), ("被保険者記号番号", Of(InsuredNumber)), ("被保険者", Perhaps(InsuredNumber))],
        '受' => &[("受給者番号", Of(InsuredNumber)), ("受付番号", Thing), ("受注番号", Thing), ("受付日", OtherDay), ("受診日", OtherDay)],
        '記' => &[("記号番号", Perhaps(PostalAccount)), ("記号・番号", Perhaps(PostalAccount)), ("記入日", OtherDay)],
        '口' => &[("口座番号", Of(BankAccount)), ("口座", Of(BankAccount))],
        '普' => &[("普通預金", Of(BankAccount)), ("普通", Perhaps(BankAccount))],
        '当' => &[("当座預金", Of(BankAccount)), ("当座", Perhaps(BankAccount))],
        '振' => &[("振込先", Of(BankAccount)), ("振替口座", Of(PostalAccount))],
        '銀' => &[("銀行", Perhaps(BankAccount)), ("銀行口座", Of(BankAccount))],
        '貯' => &[("貯金", Of(PostalAccount))],
        'ゆ' => &[("ゆうちょ", Of(PostalAccount)), ("ゆうちょ口座", Of(PostalAccount)), ("ゆうちょ銀行", Of(PostalAccount))],
        'ク' => &[("クレジットカード", Of(Card)), ("クレジットカード番号", Of(Card)), ("クレジット", Of(Card)), ("クレカ", Of(Card))],
        'カ' => &[("カード番号", Of(Card)), ("カナ氏名", Of(Name))],
        '電' => &[("電話", Of(Phone)), ("電話番号", Of(Phone)), ("電子メール", Of(Email))],
        '携' => &[("携帯", Of(Phone)), ("携帯電話", Of(Phone)), ("携帯番号", Of(Phone)), ("携帯電話番号", Of(Phone))],
        '連' => &[("連絡先", Perhaps(Phone)), ("連番", Thing)],
        '緊' => &[("緊急連絡先", Of(Phone))],
        'メ' => &[("メール", Of(Email)), ("メールアドレス", Of(Email))],
        '現' => &[("現住所", Of(PostalAddress))],
        '居' => &[("居所", Of(PostalAddress)), ("居住地", Of(PostalAddress))],
        '自' => &[("自宅", Person), ("自宅住所", Of(PostalAddress)), ("自宅電話", Of(Phone)), ("自宅電話番号", Of(Phone))],
        '本' => &[("本籍", Of(PostalAddress)), ("本人", Person), ("本人氏名", Of(Name)), ("本社", Organisation), ("本店", Organisation), ("本庁", Organisation)],
        '郵' => &[("郵便番号", Perhaps(PostalAddress))],
        '〒' => &[("〒", Perhaps(PostalAddress))],
        '生' => &[("生年月日", Of(BirthDate)), ("生まれ", Born), ("生れ", Born)],
        '誕' => &[("誕生日", Of(BirthDate)), ("誕生", Of(BirthDate))],
        '出' => &[("出生", Of(BirthDate)), ("出生日", Of(BirthDate)), ("出荷番号", Thing), ("出荷日", OtherDay)],
        '氏' => &[("氏名", Of(Name)), ("氏", Honorific)],
        '名' => &[("名前", Of(Name))],
        'お' => &[("お名前", Of(Name)), ("お生まれの日", Of(BirthDate)), ("お客様センター", Organisation), ("お問い合わせ番号", Thing), ("お問い合わせ先", Organisation)],
        '姓' => &[("姓名", Of(Name)), ("姓", Of(Name))],
        'フ' => &[("フリガナ", Of(Name)), ("ファクス", Perhaps(Phone)), ("ファックス", Perhaps(Phone)), ("フリーダイヤル", Organisation)],
        'ふ' => &[("ふりがな", Of(Name))],
        '様' => &[("様", Honorific), ("様式", Thing), ("様子", Person)],
        'さ' => &[("さん", Honorific)],
        '殿' => &[("殿", Honorific)],
        '家' => &[("家族", Person)],
        '職' => &[("職員個人番号", Thing), ("職員番号", Thing)],
        '社' => &[("社員番号", Thing), ("社会福祉法人", Organisation)],
        '注' => &[("注文番号", Thing), ("注文", Thing)],
        '発' => &[("発注番号", Thing), ("発注", Thing), ("発送番号", Thing), ("発生", OtherDay), ("発生年月日", OtherDay), ("発行日", OtherDay), ("発行年月日", OtherDay), ("発行番号", Thing)],
        '伝' => &[("伝票", Thing), ("伝票番号", Thing)],
        '管' => &[("管理番号", Thing)],
        '整' => &[("整理番号", Thing)],
        '商' => &[("商品", Thing), ("商品コード", Thing), ("商品番号", Thing)],
        '製' => &[("製品", Thing), ("製品コード", Thing), ("製造番号", Thing), ("製造日", OtherDay)],
        '品' => &[("品番", Thing), ("品目", Thing)],
        '型' => &[("型番", Thing), ("型式", Thing)],
        '部' => &[("部品", Thing)],
        '資' => &[("資産番号", Thing), ("資産コード", Thing)],
        '備' => &[("備品番号", Thing)],
        '追' => &[("追跡番号", Thing)],
        '問' => &[("問い合わせ番号", Thing), ("問合せ番号", Thing), ("問い合わせ先", Organisation), ("問合せ先", Organisation)],
        '請' => &[("請求書番号", Thing), ("請求番号", Thing), ("請求日", OtherDay)],
        '契' => &[("契約番号", Thing), ("契約日", OtherDay)],
        '案' => &[("案件番号", Thing)],
        '文' => &[("文書番号", Thing)],
        '登' => &[("登録番号", Thing), ("登録日", OtherDay), ("登録年月日", OtherDay)],
        '事' => &[("事業所番号", Thing), ("事業所", Organisation), ("事業者", Organisation), ("事務所", Organisation)],
        '適' => &[("適用事業所番号", Thing)],
        '法' => &[("法人番号", Thing), ("法人", Organisation)],
        '団' => &[("団体コード", Thing), ("団体", Organisation)],
        '金' => &[("金額", Thing)],
        '数' => &[("数量", Thing)],
        'シ' => &[("シリアル", Thing), ("シリアル番号", Thing)],
        'ロ' => &[("ロット", Thing), ("ロット番号", Thing)],
        'バ' => &[("バージョン", Thing), ("バーコード", Thing)],
        '代' => &[("代表", Organisation), ("代表者", Person), ("代表電話", Organisation), ("代表番号", Organisation)],
        '施' => &[("施設", Organisation), ("施行日", OtherDay)],
        '会' => &[("会社", Organisation), ("会場", Organisation), ("会員番号", Thing)],
        '店' => &[("店舗", Organisation)],
        '窓' => &[("窓口", Organisation)],
        '所' => &[("所在地", Organisation)],
        '勤' => &[("勤務先", Organisation)],
        '営' => &[("営業所", Organisation)],
        '学' => &[("学校", Organisation)],
        '病' => &[("病院", Organisation)],
        '更' => &[("更新日", OtherDay), ("更新年月日", OtherDay)],
        '作' => &[("作成日", OtherDay), ("作成年月日", OtherDay)],
        '申' => &[("申請日", OtherDay), ("申請年月日", OtherDay), ("申込日", OtherDay), ("申込番号", Thing), ("申請番号", Thing)],
        '期' => &[("期限", OtherDay), ("期日", OtherDay)],
        '有' => &[("有効期限", OtherDay)],
        '開' => &[("開始日", OtherDay), ("開催日", OtherDay)],
        '終' => &[("終了日", OtherDay)],
        '納' => &[("納期", OtherDay), ("納品日", OtherDay), ("納品書番号", Thing)],
        '交' => &[("交付日", OtherDay), ("交付年月日", OtherDay)],
        '認' => &[("認定日", OtherDay), ("認定年月日", OtherDay)],
        '死' => &[("死亡日", OtherDay), ("死亡年月日", OtherDay)],
        '入' => &[("入社", OtherDay), ("入所日", OtherDay), ("入金日", OtherDay)],
        '退' => &[("退職", OtherDay), ("退所日", OtherDay)],
        '採' => &[("採用", OtherDay)],
        '転' => &[("転入", OtherDay), ("転出", OtherDay)],
        '対' => &[("対応日", OtherDay)],
        'a' => &[("address", Of(PostalAddress))],
        'b' => &[("birth", Of(BirthDate)), ("birthday", Of(BirthDate)), ("birthdate", Of(BirthDate))],
        'c' => &[("creditcard", Of(Card))],
        'd' => &[("dob", Of(BirthDate)), ("dateofbirth", Of(BirthDate))],
        'e' => &[("email", Of(Email)), ("e-mail", Of(Email))],
        'f' => &[("fax", Perhaps(Phone))],
        'i' => &[("isbn", Thing), ("ip", Thing)],
        'j' => &[("jan", Thing)],
        'l' => &[("lot", Thing)],
        'm' => &[("mynumber", Of(MyNumber)), ("my_number", Of(MyNumber)), ("mail", Of(Email)), ("mobile", Of(Phone))],
        'n' => &[("name", Of(Name))],
        'o' => &[("order", Thing)],
        'p' => &[("phone", Of(Phone)), ("passport", Of(Passport))],
        's' => &[("serial", Thing), ("sku", Thing)],
        't' => &[("tel", Of(Phone)), ("telephone", Of(Phone))],
        'v' => &[("ver", Thing), ("version", Thing)],
        _ => &[],
    }
}
