import assert from "node:assert/strict";
import { test } from "node:test";
import { ageOf, type Evidence } from "./freshness";
import { kindOf, periodOf } from "./period_words";
import { suggested } from "./suggest";

const file = (more: Partial<Evidence>): Evidence => ({ effective_from: null, effective_to: null, uploaded_at: "2026-11-01T00:00:00Z", stands_behind: [], ...more }) as Evidence;

test("a proof is judged by the strictest criterion it stands behind", () => {
  const links = [{ assessment: "a", criterion: "1" }, { assessment: "a", criterion: "2" }, { assessment: "old", criterion: "3" }];
  const limits = new Map([["1", 365], ["2", 30], ["3", 1]]);
  assert.deepEqual(ageOf(file({ effective_to: "2026-10-01", stands_behind: links }), "a", limits, "2026-11-01"), { over: 1, criterion: "2", limit: 30 });
  assert.equal(ageOf(file({ effective_to: "2026-10-02", stands_behind: links }), "a", limits, "2026-11-01")?.over, 0);
  assert.equal(ageOf(file({}), "a", limits, "2026-11-01"), null);
});

test("a period asked in words is stored as days and read back as the same words", () => {
  for (const [kind, from, to] of [["day", "2026-11-01", "2026-11-01"], ["period", "2026-10-01", "2026-10-31"], ["since", "2026-04-01", null], ["unknown", null, null]] as const) {
    assert.equal(kindOf(from, to), kind);
    assert.deepEqual(periodOf(kind, from ?? "", to ?? ""), { effective_from: from, effective_to: to });
  }
});

test("criteria are suggested by rare words of the file's name", () => {
  const criterion = (number: string, title: string) => ({ number, words: { title, proof: "記録" } }) as unknown as Parameters<typeof suggested>[1][number];
  const criteria = [criterion("1", "パソコンの台帳"), criterion("2", "バックアップの取得"), criterion("3", "教育の実施"), ...["四", "五", "六", "七", "八", "九"].map((each) => criterion(each, each))];
  assert.deepEqual(suggested("NASバックアップ記録_2026-11.txt", criteria, 1).map(({ number }) => number), ["2"]);
  assert.deepEqual(suggested("scan0001.pdf", criteria, 3), []);
  assert.deepEqual(suggested("台帳.pdf", criteria, 1).map(({ number }) => number), ["1"]);
  assert.deepEqual(suggested("20-pc-ledger.xlsx", criteria, 1).map(({ number }) => number), ["1"], "English names find what is called the same");
  for (const silent of ["export.html", "2026-11-06.pdf", "記録.csv", "setup.exe"]) assert.deepEqual(suggested(silent, criteria, 3), [], silent);
});
