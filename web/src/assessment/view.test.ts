import assert from "node:assert/strict";
import { test } from "node:test";
import { type Criterion, isFound, type Item, missingIn, neighbour, passes, tally } from "./view";
import type { Words } from "../api/outbox_core";

const words = (state: Words["state"], more: Partial<Words> = {}): Words => ({ state, branches: [], note: "", reason: "", planned_on: null, planned_owner: "", ...more });
const criterion = (number: string) => ({ number, branches: [], choose_min: 0, words: { title: "ＰＣの台帳", question: "ありますか" } }) as unknown as Criterion;
const item = (number: string, state: Words["state"], proofs = 0): Item => ({ criterion: criterion(number), answer: undefined, slot: undefined, words: words(state), proofs });

test("only met and not applicable shorten the distance", () => {
  const counts = tally([item("1", "met"), item("2", "planned"), item("3", "unknown"), item("4", "not_met"), item("5", "not_applicable")]);
  assert.equal(counts.distance, 3);
});

test("words that are held back do not shorten the distance", () => {
  const held: Item = { ...item("1", "met"), slot: { isHeld: true } as Item["slot"] };
  assert.equal(tally([held]).distance, 1);
});

test("what was carried over counts once it was looked at here", () => {
  const carried: Item = { ...item("1", "met"), answer: { carried: { second_look: true } } as Item["answer"] };
  assert.equal(tally([carried]).distance, 1);
  assert.equal(passes(carried, "look"), true);
  assert.equal(passes(carried, "left"), true);
  assert.equal(tally([{ ...carried, answer: { carried: { second_look: false } } as Item["answer"] }]).distance, 0);
});

test("an answer says what it still needs", () => {
  const choice = { branches: [{ key: "a", text: "" }, { key: "b", text: "" }], choose_min: 1 };
  const none = { branches: [], choose_min: 0 };
  assert.equal(missingIn(words("met"), choice), "branches");
  assert.equal(missingIn(words("met", { branches: ["a"] }), choice), null);
  assert.equal(missingIn(words("not_met"), choice), null);
  assert.equal(missingIn(words("planned"), none), "planned_on");
  assert.equal(missingIn(words("planned", { planned_on: "2026-12-01" }), none), "planned_owner");
  assert.equal(missingIn(words("not_applicable"), none), "reason");
});

test("a met criterion without a file is found as unproven, and search folds width", () => {
  assert.equal(passes(item("1", "met"), "unproven"), true);
  assert.equal(passes(item("1", "met", 1), "unproven"), false);
  assert.equal(isFound(item("3-1-1-1", "unknown"), "pcの"), true);
});

test("next and previous stay within what is shown", () => {
  const shown = [item("1", "met"), item("2", "met")];
  assert.equal(neighbour(shown, "1", 1)?.criterion.number, "2");
  assert.equal(neighbour(shown, "2", 1), undefined);
  assert.equal(neighbour(shown, "9", 1)?.criterion.number, "1");
});

test("what nobody answered is not the answer unknown", () => {
  const said: Item = { ...item("2", "unknown"), answer: { version: 1 } as Item["answer"] };
  assert.equal(passes(item("1", "unknown"), "untouched"), true);
  assert.equal(passes(said, "untouched"), false);
  assert.deepEqual([tally([item("1", "unknown"), said]).unknown, tally([item("1", "unknown"), said]).untouched], [2, 1]);
});

test("search finds a number without hyphens, small kana written large, and what else people call it", () => {
  const about = (title: string): Item => ({ ...item("4-1-3-2", "unknown"), criterion: { ...criterion("4-1-3-2"), words: { title, question: "" } } as unknown as Criterion });
  assert.equal(isFound(about("台帳"), "4132"), true);
  assert.equal(isFound(about("ウイルス対策"), "ｳｨﾙｽ"), true);
  assert.equal(isFound(about("多要素認証"), "２段階認証"), true);
  assert.equal(isFound(about("多要素認証"), "ＭＦＡ"), true);
  assert.equal(isFound(about("バックアップ"), "台帳"), false);
});
