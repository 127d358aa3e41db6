// Which criteria a file probably speaks for, by the words of its name and note: shared pairs of letters, rarer pairs counting more.
import { folded } from "../ui/combobox";
import type { Schemas } from "../api/client";

type Criterion = Schemas["Criterion"];

function pairs(text: string): Set<string> {
  const plain = folded(text.replace(/\.[a-z0-9]{1,5}(?=\s|$)/gi, "")).replace(/[\d\s\p{P}\p{S}]+/gu, " ");
  const found = new Set<string>();
  for (const word of plain.split(" ")) {
    for (let at = 0; at + 1 < word.length; ++at) found.add(word.slice(at, at + 2));
  }
  return found;
}

const kWorthNaming = 0.5;

export function suggested(name: string, criteria: readonly Criterion[], limit: number): Criterion[] {
  const sought = pairs(name);
  const known = criteria.map((criterion) => pairs(`${criterion.words.title} ${criterion.words.proof}`));
  const rarity = new Map([...sought].map((pair) => [pair, known.filter((set) => set.has(pair)).length]));
  return criteria
    .map((criterion, index) => {
      const shared = [...sought].filter((pair) => known[index]?.has(pair));
      return { criterion, score: shared.reduce((sum, pair) => sum + 1 / (rarity.get(pair) ?? 1), 0) };
    })
    .filter(({ score }) => score >= kWorthNaming)
    .sort((one, two) => two.score - one.score)
    .slice(0, limit)
    .map(({ criterion }) => criterion);
}
