import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuditedAct, factWords, rightWords, subjectWords } from "./audit_words";

const assessment = "f38j6jxz73h8ve0bw4er18e9w0";
const file = "vmf16676ecwj052gkmvt7gsdtw";
const t = (key: string, values?: Record<string, unknown>) => `${key}${values ? ` ${Object.values(values).join()}` : ""}`;
const reader = { t: t as never, language: "ja" as const, things: new Map([[assessment, "★3"], [file, "台帳.xlsx"]]) };
const act = (record: unknown) => ({ record: JSON.stringify(record) }) as AuditedAct;

test("things are named, and no id stands where a name is missing", () => {
  assert.equal(subjectWords(assessment, "review.decided", reader), "★3");
  assert.equal(subjectWords("R-0001", "star.registered", reader), "R-0001");
  assert.equal(subjectWords("0".repeat(26), "evidence.removed", reader), "audit.file_gone");
  assert.equal(subjectWords("0".repeat(26), "mandate.granted", reader), "audit.unnamed");
});

test("a decision says its criterion and what was decided; a link says its file", () => {
  assert.deepEqual(factWords(act({ criterion: "4-1-5-2", decision: "returned" }), reader), ["operator.fact.criterion 4-1-5-2", "operator.fact.returned"]);
  assert.deepEqual(factWords(act({ criterion: "4-1-5-2", evidence: file }), reader), ["operator.fact.criterion 4-1-5-2", "台帳.xlsx"]);
  assert.deepEqual(factWords(act("no record"), reader), []);
});

test("a right that was missing is named in words", () => {
  assert.equal(rightWords(t as never, "assessment.answer"), "audit.right.answer");
  assert.equal(rightWords(t as never, "something.new"), "something.new");
});
