import assert from "node:assert/strict";
import { test } from "node:test";
import { besideFirmName, firmName } from "./firm_name";

const firm = { organisation_name: "株式会社見星精機", organisation_name_kana: "カブシキガイシャミホシセイキ", organisation_name_en: "Mihoshi Seiki Co., Ltd." };

test("an English page names the firm in English, with the registered name and its reading beside it", () => {
  assert.equal(firmName(firm, "en"), "Mihoshi Seiki Co., Ltd.");
  assert.equal(besideFirmName(firm, "en"), "株式会社見星精機 · カブシキガイシャミホシセイキ");
});

test("without an English name the registered one stands, with its reading", () => {
  const other = { ...firm, organisation_name_en: "" };
  assert.equal(firmName(other, "en"), "株式会社見星精機");
  assert.equal(besideFirmName(other, "en"), "カブシキガイシャミホシセイキ");
});

test("a Japanese page has the registered name alone", () => {
  assert.equal(firmName(firm, "ja"), "株式会社見星精機");
  assert.equal(besideFirmName(firm, "ja"), "");
});
