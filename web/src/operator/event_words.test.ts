import assert from "node:assert/strict";
import { test } from "node:test";
import type { Translate } from "../i18n/language";
import { aboutOf, actorOf, factsOf } from "./event_words";

const t = ((key: string, params?: Record<string, unknown>) => (params ? `${key}(${Object.values(params).join()})` : key)) as Translate;
const names = { p1: "星野 花子", p2: "確田 認", o1: "株式会社星" };
const reader = { t, language: "ja" as const, names };
const event = (type: string, record: unknown, more = {}) => ({ sequence: 1, at: "", type, actor_id: "p1", organisation_id: "o1", subject: "a1", record: JSON.stringify(record), record_sha256: "", ...more });

test("what a record says is told in words, and ids and hashes are not", () => {
  assert.deepEqual(factsOf(event("answer.saved", { criterion: "4-1-3-3", state: "met", note: "x", version: 3 }), reader), ["operator.fact.criterion(4-1-3-3)", "state.met"]);
  assert.deepEqual(factsOf(event("assessment.submitted", { confirmer: "p2", round: 1, carried: 0 }), reader), ["operator.fact.to(確田 認)", "operator.fact.round(1)"]);
  assert.deepEqual(factsOf(event("assessment.submitted", { confirmer: "unknown-id" }), reader), [], "an id without a name");
  assert.deepEqual(factsOf(event("assessment.moved", { from: "2025-12-26", to: "2026-03-27" }), reader), ["operator.fact.from(operator.fact.edition(2025-12-26))", "operator.fact.to(operator.fact.edition(2026-03-27))"]);
});

test("a record that is kept back or cannot be read says nothing", () => {
  assert.deepEqual(factsOf({ record: null as unknown as string }, reader), []);
  assert.deepEqual(factsOf({ record: "{" }, reader), []);
});

test("who did it: by name, the keeper, or the server itself", () => {
  assert.equal(actorOf({ type: "answer.saved", actor_id: "p1" }, reader), "星野 花子");
  assert.equal(actorOf({ type: "person.enrolled", actor_id: "keeper" }, reader), "operator.events.keeper");
  assert.equal(actorOf({ type: "audit.anchored", actor_id: "keeper" }, reader), "operator.events.machine");
});

test("what it is about leads to the page where the operator sees it", () => {
  assert.deepEqual(aboutOf(event("star.registered", {}, { subject: "7990001000001" }), reader).map(({ href }) => href), ["/app/operator/organisations/o1", "/register/7990001000001"]);
  assert.deepEqual(aboutOf(event("person.left", {}, { subject: "p2" }), reader).map(({ words }) => words), ["株式会社星", "確田 認"]);
  assert.deepEqual(aboutOf(event("session.begun", {}, { organisation_id: "", subject: "s" }), reader), []);
});
