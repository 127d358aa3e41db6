import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, casesOf, type Criterion, doubtOf, type Evidence, piecesOf } from "./doubt";

const answer = (criterion: string, change: Partial<Answer> = {}): Answer => ({
  criterion, state: "met", branches: [], note: "", reason: "", planned_on: null, planned_owner: "",
  version: 1, updated_at: null, updated_by_name: "", evidence: [], review: "", ...change,
});
const file = (id: string, from: string | null, to: string | null = null): Evidence => ({
  id, file_name: id, media_type: "", size_bytes: 1, sha256: "", effective_from: from, effective_to: to, note: "",
  uploaded_at: "2025-01-01T00:00:00Z", uploaded_by_name: "", scanned_at: null, version: 1, stands_behind: [], same_content_as: [],
});
const criterion = (number: string, question = "", proof = ""): Criterion => ({
  number, requirement: "", category: 1, star: 3, kind: "", cadence: [], refers_to: [], condition: null, branches: [], choose_min: 0,
  effort: "short", proof_classes: [], freshness_days: 180, references: {}, words: { title: "", question, why: "", todo: "", proof, example: "" },
});

test("evidence is stale when every file is, and a doubt when one of them is", () => {
  const old = file("old", "2025-01-01");
  assert.equal(doubtOf(answer("1"), [old], 180, "2026-11-22"), "stale");
  assert.equal(doubtOf(answer("1"), [old, file("new", "2026-10-01")], 180, "2026-11-22"), "some_stale");
  assert.equal(doubtOf(answer("1"), [file("no day", null)], 180, "2026-11-22"), "undated");
  assert.equal(doubtOf(answer("1"), [], 180, "2026-11-22"), "no_evidence");
});

test("a file is fresh through the last day of its span", () => {
  assert.equal(doubtOf(answer("1"), [file("a", "2026-05-26")], 180, "2026-11-22"), "plain");
  assert.equal(doubtOf(answer("1"), [file("a", "2026-05-25")], 180, "2026-11-22"), "stale");
});

test("what was returned or changed comes first, then what does not apply", () => {
  const answers = [answer("1", { evidence: ["f"] }), answer("2", { state: "not_applicable" }), answer("3", { review: "lapsed" }), answer("4", { review: "returned" })];
  const cases = casesOf(["1", "2", "3", "4", "5"].map((number) => criterion(number)), answers, [file("f", "2026-11-01")], "2026-11-22");
  assert.deepEqual(cases.map((each) => each.criterion.number), ["5", "4", "3", "2", "1"]);
});

test("pieces for a reason are the criterion's own lines and sentences", () => {
  assert.deepEqual(piecesOf(criterion("1", "次を満たしますか。\n・役員の連絡先\n・部署の連絡先", "連絡先リスト。更新日が読めること。")), ["役員の連絡先", "部署の連絡先", "連絡先リスト", "更新日が読めること"]);
});

test("a program, or a record of days to come, comes before what is only old", () => {
  assert.equal(doubtOf(answer("1"), [file("a", "2026-11-01"), file("setup.exe", null)], 180, "2026-11-22"), "strange");
  assert.equal(doubtOf(answer("1"), [{ ...file("a", "2026-11-01"), effective_to: "2030-10-01" }], 180, "2026-11-22"), "strange");
});
