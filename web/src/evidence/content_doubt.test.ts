import assert from "node:assert/strict";
import { test } from "node:test";
import { contentDoubt } from "./content_doubt";

const doubt = (file_name: string, media_type: string) => contentDoubt({ file_name, media_type });

test("what offices hand in raises no doubt", () => {
  assert.equal(doubt("規程.pdf", "application/pdf"), null);
  assert.equal(doubt("台帳.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), null);
  assert.equal(doubt("暗号化.xlsx", "application/x-ole-storage"), null);
  assert.equal(doubt("台帳.CSV", "text/csv"), null);
  assert.equal(doubt("一行.csv", "text/plain"), null);
  assert.equal(doubt("設定.cfg", "text/plain"), null);
  assert.equal(doubt("名前だけ", "application/octet-stream"), null);
});

test("a program is one by its name or by its content", () => {
  assert.equal(doubt("setup.EXE", "application/octet-stream"), "program");
  assert.equal(doubt("eicar.com", "text/plain"), "program");
  assert.equal(doubt("台帳.pdf", "application/vnd.microsoft.portable-executable"), "program");
  assert.equal(doubt("台帳.pdf.html", "text/plain"), "program");
  assert.equal(doubt("台帳.pdf", "text/html"), "program");
});

test("a name that promises something else is said", () => {
  assert.equal(doubt("写真.png", "image/jpeg"), "other");
  assert.equal(doubt("規程.pdf", "text/plain"), "other");
  assert.equal(doubt("台帳.xlsx", "application/zip"), "other");
});
