// The browser's verifier against the cases that the program's own made: both must answer the same, to the letter.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromBase64 } from "./bytes";
import { type Check, checkStar, type Files, kindOf, type Kind } from "./check";

interface Case {
  name: string;
  now: string;
  files: Partial<Record<Kind, string>>;
  flip?: { kind: Kind; bit: number };
  expected: Check | { verdict: string; findings: string[] };
}

const all = JSON.parse(readFileSync("../tests/conformance/star.json", "utf8")) as { files: Record<string, string>; cases: Case[] };

function filesOf(one: Case): Files {
  const files: Files = {};
  for (const [kind, name] of Object.entries(one.files) as [Kind, string][]) {
    const bytes = fromBase64(all.files[name]!)!;
    if (one.flip?.kind === kind) bytes[one.flip.bit >> 3]! ^= 1 << (one.flip.bit & 7);
    files[kind] = bytes;
  }
  return files;
}

function shortened(check: Check): unknown {
  return { verdict: check.verdict, findings: check.findings.map(({ what, grade, reason }) => `${what} ${grade} ${reason}`) };
}

test("every conformance case is answered as written", async () => {
  assert.ok(all.cases.length > 400);
  for (const one of all.cases) {
    const check = await checkStar(filesOf(one), new Date(one.now));
    const plain = JSON.parse(JSON.stringify(one.flip ? shortened(check) : check)) as unknown;
    assert.deepEqual(plain, one.expected, one.name);
  }
});

test("each file is known by its content", () => {
  const sound = all.cases.find((one) => one.name === "everything holds")!;
  for (const [kind, bytes] of Object.entries(filesOf(sound))) assert.equal(kindOf(bytes), kind);
  const keys = all.cases.find((one) => one.name === "no policy, but keys")!;
  assert.equal(kindOf(filesOf(keys).keys!), "keys");
  for (const other of ["", "%PDF-1.7", "{}", "\u0000"]) assert.equal(kindOf(new TextEncoder().encode(other)), null, other);
});
