// The assessment as the page sees it: catalogue, answers and words still on their way, joined by criterion. Pure.
import type { Schemas } from "../api/client";
import type { Answer, Slot, Words } from "../api/outbox_core";
import { folded } from "../ui/combobox";
import { alsoCalled } from "./same_words";

export type Criterion = Schemas["Criterion"];
export type AnswerState = Schemas["AnswerState"];

export interface Item {
  criterion: Criterion;
  answer: Answer | undefined; // As the server holds it.
  slot: Slot | undefined; // Words not acknowledged yet.
  words: Words; // What the page shows: the newest of both.
  proofs: number; // Files behind it.
  isAdvised?: boolean; // An expert gave advice on it.
}

export const filters = ["all", "left", "untouched", "look", "returned", "advised", "planned", "unproven"] as const;
export type Filter = (typeof filters)[number];

const nothing: Words = { state: "unknown", branches: [], note: "", reason: "", planned_on: null, planned_owner: "" };

export function joined(criteria: readonly Criterion[], answers: readonly Answer[], slots: readonly Slot[], proofs: ReadonlyMap<string, number>, advised: ReadonlySet<string>): Item[] {
  const answerOf = new Map(answers.map((answer) => [answer.criterion, answer]));
  const slotOf = new Map(slots.map((slot) => [slot.criterion, slot]));
  return criteria.map((criterion) => {
    const answer = answerOf.get(criterion.number);
    const slot = slotOf.get(criterion.number);
    return { criterion, answer, slot, words: slot?.words ?? slot?.tried?.words ?? answer ?? nothing, proofs: proofs.get(criterion.number) ?? 0, isAdvised: advised.has(criterion.number) };
  });
}

// While an expert looks at it, and once it is registered, what was handed in is what stands.
export const isOpenToAnswer = ({ state, permissions }: Pick<Schemas["Assessment"], "state" | "permissions">): boolean =>
  permissions.includes("answer") && state !== "submitted" && state !== "registered";

export const wordsOf = ({ state, branches, note, reason, planned_on, planned_owner }: Words): Words => ({ state, branches, note, reason, planned_on, planned_owner });

// A criterion is behind us only when it is met, or when it does not apply. Planned is not done; unknown is unknown.
export const isDone = (state: AnswerState): boolean => state === "met" || state === "not_applicable";

// Carried over and not looked at since: it counts once somebody has saved it here.
export const awaitsLook = ({ answer, slot }: Item): boolean => answer?.carried?.second_look === true && (!slot || slot.isHeld);

// What counts is what could be saved: words that are held back do not move the distance.
export function countedState(item: Item): AnswerState {
  if (awaitsLook(item)) return "unknown";
  return item.slot?.isHeld ? (item.answer?.state ?? "unknown") : item.words.state;
}

// Nobody has answered it yet, which is not the same as the answer "unknown".
export const isUntouched = ({ answer, slot }: Item): boolean => !slot && (answer?.version ?? 0) === 0;

export function tally(items: readonly Item[]): Record<AnswerState, number> & { distance: number; untouched: number } {
  const counts = { unknown: 0, met: 0, not_met: 0, planned: 0, not_applicable: 0, distance: 0, untouched: items.filter(isUntouched).length };
  for (const item of items) {
    const state = countedState(item);
    counts[state] += 1;
    if (!isDone(state)) counts.distance += 1;
  }
  return counts;
}

export function passes(item: Item, filter: Filter): boolean {
  switch (filter) {
    case "all": return true;
    case "left": return !isDone(countedState(item));
    case "untouched": return isUntouched(item);
    case "look": return awaitsLook(item);
    case "returned": return item.answer?.review === "returned";
    case "advised": return item.isAdvised === true;
    case "planned": return countedState(item) === "planned";
    case "unproven": return countedState(item) === "met" && item.proofs === 0;
  }
}

export function isFound(item: Item, sought: string): boolean {
  const needle = folded(sought.trim());
  if (needle === "") return true;
  const { number, words } = item.criterion;
  const hay = folded(`${number} ${words.title} ${words.question} ${item.words.note}`);
  return alsoCalled(needle).some((word) => hay.includes(word));
}

// What an answer still needs before the server would take it; null when nothing.
export type Missing = "branches" | "planned_on" | "planned_owner" | "reason";
export function missingIn(words: Words, criterion: Pick<Criterion, "branches" | "choose_min">): Missing | null {
  if (words.state === "met" && criterion.branches.length > 0 && words.branches.length < criterion.choose_min) return "branches";
  if (words.state === "planned" && !words.planned_on) return "planned_on";
  if (words.state === "planned" && words.planned_owner.trim() === "") return "planned_owner";
  if (words.state === "not_applicable" && words.reason.trim() === "") return "reason";
  return null;
}

// The item `step` places on among those shown, or from the top when the present one is not shown.
export function neighbour(shown: readonly Item[], number: string | undefined, step: 1 | -1): Item | undefined {
  const at = shown.findIndex((item) => item.criterion.number === number);
  return at < 0 ? shown[0] : shown[at + step];
}

export function byCategory(items: readonly Item[]): { category: number; items: Item[] }[] {
  const groups = new Map<number, Item[]>();
  for (const item of items) groups.set(item.criterion.category, [...(groups.get(item.criterion.category) ?? []), item]);
  return [...groups].map(([category, members]) => ({ category, items: members }));
}
