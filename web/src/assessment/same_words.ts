// What people call the same thing by: who types one of a line also finds the others. Written as `folded` leaves them.
import { folded } from "../ui/combobox";

const kLines = [
  ["多要素認証", "二要素認証", "2要素認証", "二段階認証", "2段階認証", "mfa", "multi-factor", "two-factor", "2fa"],
  ["リモートワーク", "テレワーク", "在宅勤務", "社外から", "遠隔", "remote work", "telework"],
  ["ウイルス", "マルウェア", "malware", "virus", "antivirus", "anti-malware"],
  ["パスワード", "暗証番号", "password", "passwords"],
  ["バックアップ", "backup", "back-up", "back-ups", "backups"],
  ["復元", "復旧", "リストア", "restore", "recovery"],
  ["アップデート", "更新プログラム", "パッチ", "修正プログラム", "update", "patch"],
  ["パソコン", "pc"],
  ["インシデント", "事故", "incident", "incidents"],
  ["ログ", "log", "logs"],
  ["退職", "離職"],
  ["台帳", "だいちょう", "inventory", "ledger", "register"],
  ["秘密", "機密", "ひみつ", "きみつ", "confidential"],
  ["教育", "研修", "訓練", "けんしゅう", "training"],
  ["ファイアウォール", "ファイヤーウォール", "utm", "firewall"],
  ["委託先", "取引先", "外注", "supplier", "partner", "partners"],
  ["方針", "ポリシー", "policy"],
  ["規程", "ルール", "rule", "rules"],
  ["手順", "procedure", "procedures"],
  ["体制", "organisation", "organization"],
  ["誓約", "pledge"],
  ["連絡先", "contact", "contacts"],
  ["廃棄", "disposal"],
  ["ネットワーク", "network"],
  ["アカウント", "利用者id", "account", "accounts"],
  ["資産", "機器", "asset", "assets"],
  ["入退室", "入室", "鍵"],
].map((line) => line.map(folded));

// The folded word itself and its companions.
export const alsoCalled = (needle: string): readonly string[] =>
  needle.length < 2 ? [needle] : [needle, ...kLines.filter((line) => line.includes(needle)).flat()];
