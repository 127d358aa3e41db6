import assert from "node:assert/strict";
import { test } from "node:test";
import { csv } from "./csv";

test("a cell that looks like a formula stays text", () => {
  assert.equal(csv([["=1+1", 'a"b', "-2"]]), '\uFEFF"\'=1+1","a""b","\'-2"\r\n');
});
