import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, ServerGone } from "../api/client";
import { DecisionBox, type Step, type Wanted } from "./decision_box";

const confirmed: Wanted = { decision: "confirmed", reason: "", agrees_not_applicable: false, answer_version: 1 };
const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

function world() {
  const kept = new Map<string, string>();
  const later: (() => void)[] = [];
  const sent: Step[] = [];
  const faults: unknown[] = [];
  let keys = 0;
  const needs = {
    storage: { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text), removeItem: (name: string) => void kept.delete(name) },
    send: async (step: Step) => {
      sent.push(step);
      const fault = faults.shift();
      if (fault) throw fault;
    },
    newKey: () => `key ${(keys += 1)}`,
    later: (act: () => void) => void later.push(act),
  };
  return { kept, later, sent, faults, needs };
}

test("decisions go out in the order they were made", async () => {
  const { needs, sent, kept } = world();
  const box = new DecisionBox("box", needs);
  box.put("1", confirmed);
  box.put("1", null);
  box.put("2", confirmed);
  await settle();
  assert.deepEqual(sent.map((step) => [step.criterion, step.wanted?.decision ?? "taken back"]), [["1", "confirmed"], ["1", "taken back"], ["2", "confirmed"]]);
  assert.equal(kept.size, 0);
});

test("a decision without an answer is kept and goes again under the same key", async () => {
  const { needs, sent, faults, later, kept } = world();
  faults.push(new ServerGone("gone"));
  const box = new DecisionBox("box", needs);
  box.put("1", confirmed);
  box.put("2", confirmed);
  await settle();
  assert.ok(box.isAway);
  assert.equal(JSON.parse(kept.get("box") ?? "[]").length, 2);
  later[0]?.();
  await settle();
  assert.deepEqual(sent.map((step) => step.key), ["key 1", "key 1", "key 2"]);
  assert.equal(box.waiting().length, 0);
});

test("what was left unsent is taken up by the next visit", async () => {
  const { needs, sent, kept } = world();
  kept.set("box", JSON.stringify([{ criterion: "1", wanted: confirmed, key: "old" }]));
  const box = new DecisionBox("box", needs);
  await box.pump();
  assert.deepEqual(sent.map((step) => step.key), ["old"]);
});

test("a refusal is kept beside its criterion and does not stop the rest", async () => {
  const { needs, faults, sent } = world();
  const problem = { type: "", title: "The answer changed.", status: 409, key: "review.answer_changed" };
  faults.push(new Refusal(problem));
  const box = new DecisionBox("box", needs);
  box.put("1", confirmed);
  box.put("2", confirmed);
  await settle();
  assert.equal(box.refused("1")?.problem.key, "review.answer_changed");
  assert.equal(sent.length, 2);
});
