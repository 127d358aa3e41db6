import assert from "node:assert/strict";
import { test } from "node:test";
import { fileOf, type Shelf, Store, workOf } from "./store";

// Storage as a browser has it; `fails` makes every write fail.
function shelf(fails = false): Shelf {
  const kept = new Map<string, string>();
  return {
    get length() { return kept.size; },
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => { if (fails) throw new Error("full"); kept.set(key, value); },
    removeItem: (key) => void kept.delete(key),
  };
}
const stored = (from: Shelf) => Array.from({ length: from.length }, (_, i) => from.key(i));

test("what is typed stands in the browser's storage at once", () => {
  const kept = shelf();
  new Store(kept, "p.").change("1-1-1-1", { state: "met", note: "n" });
  const again = new Store(kept, "p.").now();
  assert.equal(again.answers["1-1-1-1"]?.note, "n");
  assert.equal(again.isChanged, true);
});

test("two tabs write beside each other", () => {
  const kept = shelf();
  const [one, two] = [new Store(kept, "p."), new Store(kept, "p.")];
  one.change("1-1-1-1", { state: "met" });
  two.hear("p.a.1-1-1-1");
  two.change("1-1-1-2", { state: "not_met" });
  one.hear("p.a.1-1-1-2");
  for (const store of [one, two, new Store(kept, "p.")]) assert.deepEqual(Object.keys(store.now().answers).sort(), ["1-1-1-1", "1-1-1-2"]);
});

test("an answer that says nothing any more is no answer", () => {
  const kept = shelf();
  const store = new Store(kept, "p.");
  store.change("1-1-1-1", { note: "n" });
  store.change("1-1-1-1", { note: "" });
  assert.deepEqual(store.now().answers, {});
  assert.deepEqual(stored(kept), ["p.head"]);
});

test("another work takes the place of this one, and gives it back", () => {
  const kept = shelf();
  const store = new Store(kept, "p.");
  store.change("1-1-1-1", { state: "met" });
  const before = store.replace(null);
  assert.deepEqual(new Store(kept, "p.").now().answers, {});
  store.replace(before);
  assert.equal(new Store(kept, "p.").now().answers["1-1-1-1"]?.state, "met");
});

test("where the browser keeps nothing, the work goes on and says so", () => {
  for (const kept of [null, shelf(true)]) {
    const store = new Store(kept, "p.");
    store.change("1-1-1-1", { state: "met" });
    assert.equal(store.keeps, false);
    assert.equal(store.now().answers["1-1-1-1"]?.state, "met");
  }
});

test("a file holds the answers in order, and gives the same work back", () => {
  const store = new Store(shelf(), "p.");
  store.setHead({ star: 4, firm: "星", profile: { pcs: "28" } });
  store.change("2-1-1-1", { state: "met" });
  store.change("1-1-1-1", { evidence: ["a.pdf"] });
  const file = fileOf(store.now(), "e", "s", "2026-11-26T00:00:00.000Z");
  assert.deepEqual(file.answers.map(({ criterion }) => criterion), ["1-1-1-1", "2-1-1-1"]);
  const work = workOf(file);
  assert.deepEqual({ ...work, answers: store.now().answers }, { ...store.now(), savedToFile: "2026-11-26T00:00:00.000Z", isChanged: false });
});

test("what does not belong in the storage is left out, and what is too long is cut", () => {
  const kept = shelf();
  kept.setItem("p.head", "{broken");
  kept.setItem("p.a.1-1-1-1", JSON.stringify({ state: "perhaps", note: 7, planned_on: "2027-02-31x", branches: "a" }));
  kept.setItem("p.a.9-9-9-9", JSON.stringify({ state: "met" }));
  kept.setItem("p.a.1-1-1-2", "null");
  const store = new Store(kept, "p.", (number) => number !== "9-9-9-9");
  assert.deepEqual(Object.keys(store.now().answers), ["1-1-1-1"]);
  assert.deepEqual([store.now().answers["1-1-1-1"]?.state, store.now().answers["1-1-1-1"]?.note, store.now().star], ["unknown", "", 3]);
  store.change("1-1-1-1", { note: "あ".repeat(70_000) });
  assert.equal(store.now().answers["1-1-1-1"]?.note.length, 20_000);
});
