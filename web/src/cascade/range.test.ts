import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRange } from "./range";

test("a range is three numbers from 0 on, smallest first, however they are separated", () => {
  assert.deepEqual(parseRange("0.05, 0.1, 0.2"), [0.05, 0.1, 0.2]);
  assert.deepEqual(parseRange("０．０５、０．１　０．２"), [0.05, 0.1, 0.2]);
  for (const wrong of ["", "0.1", "0.2, 0.1, 0.3", "-1, 0, 1", "a, b, c", "1, 2, 3, 4"]) assert.equal(parseRange(wrong), undefined, wrong);
});
