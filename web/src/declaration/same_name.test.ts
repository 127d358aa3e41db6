import assert from "node:assert/strict";
import { test } from "node:test";
import { isSameName } from "./same_name";

test("a typed name is the person's whatever its width and blanks", () => {
  assert.ok(isSameName("見星健一", "見星 健一"));
  assert.ok(isSameName("ＫＥＮ　ｔａｎａｋａ", "Ken Tanaka"));
});

test("another name, or none, is not", () => {
  assert.equal(isSameName("見星 健二", "見星 健一"), false);
  assert.equal(isSameName("", ""), false);
});
