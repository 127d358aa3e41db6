import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "./corporate_number";

test("a corporate number is judged by its check digit, in full and half width", () => {
  const cases: [string, string, string][] = [
    ["7000012050002", "good", "the National Tax Agency's own"],
    ["７０００-０１２０-５０００２", "good", "full width with hyphens"],
    ["7990001000001", "good", "the worked example's"],
    ["8000012050002", "wrong_check", "another first digit"],
    ["700001205000", "short", "twelve digits"],
    ["70000120500021", "long", "fourteen digits"],
    ["7000012O50002", "not_digits", "a letter O"],
    ["", "empty", "nothing"],
  ];
  for (const [typed, is, why] of cases) assert.equal(judged(typed).is, is, why);
});
