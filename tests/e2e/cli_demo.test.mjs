// `hoshirube demo`: steps 1 to 10 in an empty folder, and nowhere else.

import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { assertSentence } from './support/problem.mjs';
import { removeFolder, runCommand, Server, temporaryFolder } from './support/server.mjs';

let folder, data, shown;

before(async () => {
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  shown = await runCommand(['demo', '--data', data, '--json', '--lang', 'en']);
});

after(() => removeFolder(folder));

test('the demo walks ten steps, each with its time, and shows a valid ★3', () => {
  assert.equal(shown.code, 0, shown.stderr);
  const { steps, record } = JSON.parse(shown.stdout);
  assert.deepEqual(steps.map((one) => one.step), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  for (const step of steps) {
    assert.ok(Number.isInteger(step.ms) && step.ms >= 0);
    assert.notEqual(step.what, '');
  }
  assert.equal(record.is_known, true);
  assert.equal(record.is_invented, true);
  const [star] = record.certificates;
  assert.deepEqual([star.star, star.state, star.edition], [3, 'valid', '2026-03-27']);
  assert.ok(record.statement.says.length > 0 && record.statement.does_not_say.length > 0);
});

test('the record of the demo is the one the server publishes', async () => {
  const server = await Server.start(data);
  try {
    const { record } = JSON.parse(shown.stdout);
    const visitor = server.client({ language: 'en' });
    assert.deepEqual((await visitor.get(`/public/organisations/${record.corporate_number}`)).json, record);
  } finally {
    await server.stop();
  }
});

test('the demo leaves what a stranger verifies the star with', async () => {
  const files = ['star.jws', 'star.tlog-proof', 'star.pdf', 'star.policy', 'star.status'].map((name) => path.join(data, name));
  for (const file of files) assert.ok((await stat(file)).size > 100, file);
  const [jws, proof, pdf, policy, status] = files;
  assert.equal((await readFile(pdf)).subarray(0, 5).toString(), '%PDF-');
  const check = await runCommand(['verify', jws, '--proof', proof, '--policy', policy, '--status', status, '--json', '--lang', 'en']);
  assert.equal(check.code, 0, check.stdout);
  const { verdict, findings } = JSON.parse(check.stdout.split('\n')[0]);
  const grades = Object.fromEntries(findings.map((one) => [one.what, one.grade]));
  assert.deepEqual(grades, { signature: 'holds', ledger: 'holds', witnesses: 'open', validity: 'holds', status: 'holds' });
  assert.equal(verdict, 'partly'); // No witness is asked to sign in a demo.
});

test('a folder that already holds organisations is refused with exit code 5, and left as it was', async () => {
  const count = async () => JSON.parse((await runCommand(['event', 'list', '--data', data, '--limit', '1000', '--json'])).stdout).items.length;
  const before = await count();
  for (const lang of ['ja', 'en']) {
    const again = await runCommand(['demo', '--data', data, '--lang', lang, '--json']);
    assert.equal(again.code, 5);
    const { key, title } = JSON.parse(again.stdout);
    assert.equal(key, 'demo.not_empty');
    assertSentence(title, lang);
    assert.ok(again.stderr.includes(title));
  }
  assert.equal(await count(), before);
});

test('in Japanese the demo speaks Japanese', async () => {
  const other = await runCommand(['demo', '--data', path.join(folder, 'other'), '--lang', 'ja']);
  assert.equal(other.code, 0, other.stderr);
  assert.match(other.stdout, /事務局が登録しました/);
});
