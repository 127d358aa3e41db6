import assert from "node:assert/strict";
import { test } from "node:test";
import { sectorName } from "./places_and_trades";

test("a sector of a real network has its name beside its code; the numbers of an invented one mean nothing", () => {
  assert.ok(/^29 .*電気機械/.test(sectorName("29", false, "ja")));
  assert.ok(/^E29 .*[Ee]lectrical/.test(sectorName("E29", false, "en")));
  assert.ok(/^2914 .*電気機械/.test(sectorName("2914", false, "ja")));
  for (const code of ["", "4", "00", "自動車", "123456"]) assert.equal(sectorName(code, false, "ja"), code);
  assert.equal(sectorName("29", true, "ja"), "29");
});
