import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, dayOf, daysBetween, officeDate } from "./dates";
import { fill } from "./format";

test("an office date names the era", () => {
  assert.equal(officeDate("2026-11-22", "ja"), "2026年11月22日（令和8年）");
  assert.equal(officeDate("2026-11-22", "en"), "22 November 2026");
});

test("the day of an instant is the day in Japan", () => {
  assert.equal(dayOf("2026-11-22T15:00:00.000Z"), "2026-11-23");
  assert.equal(clock("2020-01-01T00:05:00Z"), "2020-01-01 09:05");
  assert.equal(daysBetween("2026-11-22", "2026-12-01"), 9);
});

test("a sentence takes values and picks words by number", () => {
  assert.equal(fill("{n} {n|file|files} of {name}", { n: 1, name: "A" }), "1 file of A");
  assert.equal(fill("{n} {n|file|files}", { n: 2 }), "2 files");
});

test("a day puts no brackets between others", () => {
  const day = officeDate("2027-03-01", "ja");
  assert.equal(fill("有効（{day}まで）。{day}です。", { day }), "有効（2027年3月1日・令和9年まで）。2027年3月1日（令和9年）です。");
  assert.equal(fill("（{name}）", { name: "見本（架空）" }), "（見本（架空））");
});
