import assert from "node:assert/strict";
import { test } from "node:test";
import { departureName } from "./departure_name";

const say = (part: string) => `(${part})`;

test("a part is said in words, a file without its id, a criterion with its title", () => {
  const titles = new Map([["1-2-1-1", "体制"]]);
  assert.equal(departureName("scope", say, titles), "(scope)");
  assert.equal(departureName("evidence:0190a", say, titles), "(evidence)");
  assert.equal(departureName("1-2-1-1", say, titles), "1-2-1-1 体制");
  assert.equal(departureName("1-2-1-2", say, titles), "1-2-1-2");
});
