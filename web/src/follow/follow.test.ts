import assert from "node:assert/strict";
import { test } from "node:test";
import type { Schemas } from "../api/client";
import { checkDigit } from "../organisation/corporate_number";
import { pasted } from "./paste";
import { type Follow, rowOf, seen } from "./rows";

const numberFrom = (base: string) => `${checkDigit(base)}${base}`;
const one = numberFrom("990001000001");
const two = numberFrom("990001000002");

const certificate = (star: number, last_valid_day: string, state: Schemas["Certificate"]["state"]): Schemas["Certificate"] => ({
  number: 1, official_number: "", star, edition: "2026-03-27", scope: { kind: "company", description: "" }, registered_on: "2026-01-01",
  last_valid_day, renewal_due_on: last_valid_day, state, state_since: "2026-01-01", suspended_until: null, seal_code: "",
});
const follow = (name: string, certificates: Schemas["Certificate"][] = []): Follow => ({
  corporate_number: one, name: "", note: "", added_at: "",
  record: {
    corporate_number: one, is_known: true, legal_name: name, legal_name_kana: "アオゾラ", trade_name: "", legal_name_en: "Aozora", prefecture: "", is_invented: true,
    certificates, statement: { says: [], does_not_say: [] }, as_of: "",
  },
});
const everything = { q: "", state: "", star: "", sort: "" as const, isDescending: false };

test("pasted lines name their faults and keep the good numbers", () => {
  const wrong = `${(checkDigit("990001000001") % 9) + 1}990001000001`;
  const { good, faulty, twice } = pasted([`青空精機\t${one}`, `Ｔ${two}`, "", wrong, "12345678", "青空精機", one].join("\n"), new Map());
  assert.deepEqual(good, [{ number: one, name: "青空精機" }, { number: two, name: "" }]);
  assert.deepEqual(faulty.map(({ line, fault }) => [line, fault]), [[4, "wrong_check"], [5, "short"], [6, "none"]]);
  assert.deepEqual(twice.map(({ line, first, isOtherName }) => [line, first, isOtherName]), [[7, 1, false]]);
});

test("full-width digits and hyphens are one number", () => {
  const wide = [...one].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join("");
  assert.deepEqual(pasted(`${wide.slice(0, 1)}－${wide.slice(1)}`, new Map()).good, [{ number: one, name: "" }]);
  assert.equal(pasted(one, new Map([[one, ""]])).known, 1);
});

test("the heads of the columns are no fault, wherever they come from", () => {
  for (const head of ["法人番号,会社名", "\uFEFF会社名\t法人番号", "Corporate number;Name"]) {
    const { header, good, faulty } = pasted(`${head}\n${one},青空精機`, new Map());
    assert.equal(header?.line, 1);
    assert.equal(good.length, 1);
    assert.deepEqual(faulty, []);
  }
  assert.equal(pasted("青空精機", new Map()).faulty.length, 1, "a single line is no list with heads");
});

test("a line that repeats a number never renames what the first one named", () => {
  const { good, twice, renamed } = pasted(`${one},青空精機\n${one},別の会社`, new Map());
  assert.deepEqual(good, [{ number: one, name: "青空精機" }]);
  assert.equal(twice[0]?.isOtherName, true);
  assert.deepEqual(renamed, []);
  assert.deepEqual(pasted(`${one},別の会社`, new Map([[one, "青空精機"]])).renamed, [{ number: one, name: "別の会社", before: "青空精機" }]);
});

test("a number grouped as a spreadsheet shows it is one number", () => {
  const grouped = Number(one).toLocaleString("en-US");
  assert.deepEqual(pasted(`"${grouped}",青空精機\n青空精機\t${grouped}`, new Map()).good, [{ number: one, name: "青空精機" }]);
});

test("the highest valid star counts, and sixty days include the last", () => {
  const row = rowOf(follow("青空", [certificate(3, "2027-12-31", "valid"), certificate(4, "2027-01-19", "valid"), certificate(3, "2026-01-01", "expired")]), "2026-11-22");
  assert.equal(row.star, 4);
  assert.equal(row.state, "ending");
  assert.equal(row.days_left, 59);
  assert.equal(rowOf(follow("青空", [certificate(4, "2027-01-21", "valid")]), "2026-11-22").state, "valid");
  assert.equal(rowOf(follow("青空"), "2026-11-22").state, "none");
  for (const state of ["suspended", "withdrawn"] as const) {
    const stopped = rowOf(follow("青空", [certificate(4, "2027-12-31", state)]), "2026-11-22");
    assert.deepEqual([stopped.state, stopped.days_left], [state, 0], "never counted as valid");
    assert.equal(rowOf(follow("青空", [certificate(4, "2027-12-31", state), certificate(3, "2027-12-31", "valid")]), "2026-11-22").star, 3);
  }
});

test("a reader of English sees the English name, and finds it by either", () => {
  assert.equal(rowOf(follow("青空精機"), "2026-11-22", "en").name, "Aozora");
  assert.equal(rowOf(follow("青空精機"), "2026-11-22").name, "青空精機");
});

test("search folds width and kana", () => {
  const rows = [rowOf(follow("青空精機"), "2026-11-22")];
  assert.equal(seen(rows, { ...everything, q: "あおぞら" }).length, 1);
  assert.equal(seen(rows, { ...everything, q: "ＡＯＺＯＲＡ" }).length, 1);
  assert.equal(seen(rows, { ...everything, q: "ｱｵ ｿﾞﾗー" }).length, 1);
  assert.equal(seen(rows, { ...everything, q: "港" }).length, 0);
});

test("the name beside a number is kept, whatever the list looks like", () => {
  const name = (line: string) => pasted(line, new Map()).good[0]?.name;
  assert.equal(name(`${one}\t株式会社 青空\t愛知県`), "株式会社 青空");
  assert.equal(name(`1,"Aozora, Inc.",${one}`), "Aozora, Inc.");
  assert.equal(name(`株式会社青空 ${one}`), "株式会社青空");
  assert.equal(name(`${one};青空;3`), "青空");
  assert.equal(name(one), "");
});

test("a firm followed already takes a new name, and nothing else", () => {
  const known = new Map([[one, "青空"]]);
  assert.deepEqual(pasted(`${one}\t青空精機`, known).renamed, [{ number: one, name: "青空精機", before: "青空" }]);
  assert.equal(pasted(`${one}\t青空`, known).known, 1);
  assert.equal(pasted(one, known).known, 1);
});

test("one’s own name stands where the register knows none, and a difference is marked", () => {
  const unknown = rowOf({ ...follow(""), name: "青空" }, "2026-11-22");
  assert.equal(unknown.own_name, "青空");
  assert.equal(unknown.isNamedOtherwise, false);
  assert.equal(seen([unknown], { ...everything, q: "青空" }).length, 1);
  const named = (own: string) => rowOf({ ...follow("株式会社青空"), name: own }, "2026-11-22").isNamedOtherwise;
  for (const same of ["", "青空", "（株）青空", "青空㈱", "ＡＯＺＯＲＡ", "アオゾラ"]) assert.equal(named(same), false, same);
  assert.equal(named("港製作所"), true);
});
