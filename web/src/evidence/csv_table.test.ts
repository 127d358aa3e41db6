import assert from "node:assert/strict";
import { test } from "node:test";
import { tableOf } from "./csv_table";

test("quoted cells keep separators, quotes and line ends", () => {
  assert.deepEqual(tableOf('a,"b,""c""\nd"\r\ne,f', ",", 10), [["a", 'b,"c"\nd'], ["e", "f"]]);
  assert.equal(tableOf("1\n2\n3\n", ",", 2).length, 2);
});
