// What people call the same thing by: who types one of a line also finds the others. Written as `folded` leaves them.
import { folded } from "../ui/combobox";

const kLines = [
  ["多要素認証", "二要素認証", "2要素認証", "二段階認証", "2段階認証", "mfa", "multi-factor", "two-factor", "2fa"],
  ["リモートワーク", "テレワーク", "在宅勤務", "社外から", "遠隔", "remote work", "telework"],
  ["ウイルス", "マルウェア", "malware", "virus"],
  ["パスワード", "暗証番号", "password"],
  ["バックアップ", "backup"],
  ["アップデート", "更新プログラム", "パッチ", "修正プログラム", "update", "patch"],
  ["パソコン", "pc"],
  ["インシデント", "事故", "incident"],
  ["ログ", "log"],
  ["退職", "離職"],
  ["台帳", "だいちょう", "inventory"],
  ["秘密", "機密", "ひみつ", "きみつ", "confidential"],
  ["教育", "研修", "訓練", "けんしゅう", "training"],
  ["ファイアウォール", "ファイヤーウォール", "utm", "firewall"],
  ["委託先", "取引先", "外注", "supplier"],
].map((line) => line.map(folded));

// The folded word itself and its companions.
export const alsoCalled = (needle: string): readonly string[] =>
  needle.length < 2 ? [needle] : [needle, ...kLines.filter((line) => line.includes(needle)).flat()];
