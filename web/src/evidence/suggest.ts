// Which criteria a file probably speaks for, by the words of its name and note. What says little (a year, "scan", the file's ending) says nothing
// here: a wrong guess teaches people to link the wrong proof.
import { alsoCalled } from "../assessment/same_words";
import type { Schemas } from "../api/client";
import { folded } from "../ui/combobox";

type Criterion = Schemas["Criterion"];

const kEnding = /\.[a-z0-9]{1,5}(?=\s|$)/gi;
const kFirstWords = /^[\s\S]{0,160}/; // Of what counts as proof: the kind of file is named first, how it should look after that.
// Runs of one script: 情報 and セキュリティ and PC are words of their own in 情報セキュリティPC.
const kWord = /[\p{sc=Han}々]+|[\p{sc=Hira}]+|[\p{sc=Kana}ー]+|[a-z]+(?:-[a-z]+)*|[a-z]+[0-9]+/gu;

// The words of a text and what else they are called. Of kanji that stand together each two neighbours; Latin words whole, from three letters on.
function words(text: string): Set<string> {
  const found = new Set<string>();
  for (const [word] of text.normalize("NFKC").toLowerCase().matchAll(kWord)) {
    if (/^[a-z]/.test(word)) {
      for (const part of word.split("-")) if (part.length > 2 || alsoCalled(part).length > 1) for (const called of alsoCalled(part)) found.add(called);
      if (!word.includes("-")) continue;
    } else if (/^\p{sc=Hira}/u.test(word)) continue; // Particles and endings.
    for (const called of alsoCalled(folded(word))) found.add(called);
    if (/^\p{sc=Han}/u.test(word) && word.length > 2) for (let at = 0; at + 1 < word.length; ++at) for (const called of alsoCalled(word.slice(at, at + 2))) found.add(called);
  }
  return found;
}

// What kind of paper it is: that tells files apart only where the name says nothing else.
const kKinds: ReadonlySet<string> = new Set(["台帳", "規程", "方針", "手順", "ルール", "rules"].flatMap((word) => alsoCalled(folded(word))));
const kKindCounts = 0.4;
const kTitleCounts = 3; // A word of the title against one of the proof.
const kWorthNaming = 4;

export function suggested(name: string, criteria: readonly Criterion[], limit: number): Criterion[] {
  const sought = words(name.replace(kEnding, " "));
  const known = criteria.map(({ words: { title, proof } }) => ({ title: words(title), proof: words(kFirstWords.exec(proof)?.[0] ?? "") }));
  // A word that many criteria share tells little: none at all where half of them have it.
  const weight = new Map([...sought].map((word) => {
    const having = known.filter(({ title, proof }) => title.has(word) || proof.has(word)).length;
    return [word, having === 0 ? 0 : Math.max(0, Math.log2(criteria.length / (2 * having)))];
  }));
  if ([...weight].some(([word, tells]) => tells > 0 && !kKinds.has(word))) for (const [word, tells] of weight) if (kKinds.has(word)) weight.set(word, tells * kKindCounts);
  return criteria
    .map((criterion, index) => {
      const { title, proof } = known[index] as (typeof known)[number];
      const score = [...sought].reduce((sum, word) => sum + (weight.get(word) ?? 0) * (title.has(word) ? kTitleCounts : proof.has(word) ? 1 : 0), 0);
      return { criterion, score };
    })
    .filter(({ score }) => score >= kWorthNaming)
    .sort((one, two) => two.score - one.score)
    .filter(({ score }, _, all) => score >= (all[0]?.score ?? 0) / 2)
    .slice(0, limit)
    .map(({ criterion }) => criterion);
}
