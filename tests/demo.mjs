// ./build.sh demo: the local kintone with the plugin installed, until Ctrl+C.
import { PASSWORD, start, upload } from "./local_kintone.mjs";

const [port, zip, domain] = process.argv.slice(2);
try {
  const kintone = await start(port);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => kintone.stop().then(() => process.exit(0)));
  await upload(kintone.address, zip);
  console.log(`
The local kintone of みどり市 (Midori-shi) is ready:  ${kintone.address}/

  sign in as      who                                         password for all: ${PASSWORD}
  office          情報政策課 / office, kintone system administrator
  builder         市民課 / made the app 相談受付簿 (1), which breaks the rules
  staff           市民課 / enters records
  welfare         福祉課 / enters records
  admin           総務課 / cybozu.com administrator
  builder-en, staff-en   the same in English

The plugin 内規ガード / Naiki Guard is installed. To see the whole way:
  1. builder: app 相談受付簿 > アプリの設定 > プラグイン > 追加する > 内規ガード > 設定
  2. repair, declare, save, then アプリを更新
  3. staff: add a record with マイナンバー 1234 5678 9018 in 備考

For all of kintone at once: office > kintoneシステム管理 > JavaScript / CSSでカスタマイズ > ${domain}
End with Ctrl+C.`);
} catch (error) {
  console.error(`build.sh: ${error.message}`);
  process.exit(1);
}
