import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped } from "./event_groups";
import type { Event } from "./event_words";

const event = (sequence: number, parts: Partial<Record<keyof Event, unknown>> = {}) =>
  ({ sequence, at: "2026-11-26T00:00:00Z", type: "review.decided", actor_id: "p", organisation_id: "o", subject: "a", record: null, record_sha256: "", ...parts }) as Event;
const sizes = (events: Event[]) => grouped(events).map((group) => group.length);

test("81 decisions that the operator cannot tell apart are one line", () => {
  assert.deepEqual(sizes(Array.from({ length: 81 }, (_, index) => event(index))), [81]);
});

test("another act, person or thing between them begins a new line", () => {
  assert.deepEqual(sizes([event(1), event(2, { type: "answer.saved" }), event(3), event(4), event(5, { actor_id: "q" }), event(6, { subject: "b", actor_id: "q" })]), [1, 1, 2, 1, 1]);
});

test("what has a record of its own stands alone", () => {
  assert.deepEqual(sizes([event(1, { record: "{}" }), event(2, { record: "{}" })]), [1, 1]);
});
