// Prefectures (JIS X 0401) and industries (JSIC divisions and middle groups) as choices; texts/*.json is their one home.
import industries from "../../../texts/industries.json";
import prefectures from "../../../texts/prefectures.json";
import type { Language } from "../i18n/language";
import type { Choice } from "../ui/combobox";

type Names = Record<string, { ja: string; en: string }>;
const other = (language: Language): Language => (language === "ja" ? "en" : "ja");

export const prefectureName = (code: string, language: Language) => (prefectures as Names)[code]?.[language] ?? code;

export function industryName(code: string, language: Language): string {
  const name = (industries as Names)[code]?.[language];
  return name ? `${name} (${code})` : code;
}

const middleGroups: ReadonlyMap<string, string> = new Map(Object.keys(industries).filter((code) => code.length > 1).map((code) => [code.slice(1), code]));

// A sector of a network: a JSIC middle group ("29", "E29", or finer "2914") with its name. The sectors of an invented network are mere
// numbers, and what is no such code stays as it is.
export function sectorName(code: string, isInvented: boolean, language: Language): string {
  const group = /^[A-T]?(\d\d)\d{0,2}$/.exec(code)?.[1];
  const known = isInvented || !group ? undefined : middleGroups.get(group);
  const name = known && (industries as Names)[known]?.[language];
  return name ? `${code} ${name}` : code;
}

// In the order of the codes: what stands in the field before an input method turns it into characters.
const readings =
  "ほっかいどう あおもり いわて みやぎ あきた やまがた ふくしま いばらき とちぎ ぐんま さいたま ちば とうきょう かながわ にいがた とやま いしかわ ふくい やまなし ながの ぎふ しずおか あいち みえ しが きょうと おおさか ひょうご なら わかやま とっとり しまね おかやま ひろしま やまぐち とくしま かがわ えひめ こうち ふくおか さが ながさき くまもと おおいた みやざき かごしま おきなわ".split(" ");

export const prefectureChoices = (language: Language): Choice[] =>
  Object.entries(prefectures as Names)
    .sort(([one], [two]) => Number(one) - Number(two))
    .map(([code, name]) => ({ value: code, label: name[language], alsoFoundBy: `${code} ${name[other(language)]} ${readings[Number(code) - 1] ?? ""}` }));

// Middle groups only: a division's letter alone is too coarse. They are found by their division's name too.
export const industryChoices = (language: Language): Choice[] =>
  Object.entries(industries as Names)
    .filter(([code]) => code.length > 1)
    .map(([code, name]) => {
      const division = (industries as Names)[code.slice(0, 1)];
      return { value: code, label: `${name[language]} (${code})`, alsoFoundBy: `${division?.ja} ${division?.en} ${name[other(language)]}` };
    });
