// Two editions: what changed between them, and moving an assessment from the older to the newer.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { company, personOf } from './support/example.mjs';
import { loadExample, removeFolder, runCommand, Server, temporaryFolder } from './support/server.mjs';

const kDraft = '2025-12-26', kFinal = '2026-03-27';
let folder, data, old, moved;

before(async () => {
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  await (await Server.start(data)).stop();
  await loadExample(data, { untilStep: 2 });
});

after(() => removeFolder(folder));

async function run(...words) { return runCommand([...words, '--data', data, '--json', '--lang', 'en']); }
async function json(...words) {
  const { code, stdout, stderr } = await run(...words, '--as', personOf('applicant').email);
  assert.equal(code, 0, `${words.join(' ')}: ${stderr}`);
  return JSON.parse(stdout);
}

test('the difference names every number of both editions once', async () => {
  const diff = JSON.parse((await runCommand(['catalogue', 'diff', kDraft, kFinal, '--json', '--lang', 'ja'])).stdout);
  const numbers = (side) => diff.items.flatMap((item) => item[side].map(({ number }) => number));
  assert.deepEqual([numbers('from').length, new Set(numbers('from')).size], [157, 157]);
  assert.deepEqual([numbers('to').length, new Set(numbers('to')).size], [153, 153]);
  assert.deepEqual(diff.counts, { kept: 64, reworded: 79, merged: 4, split: 2, new: 2, gone: 4 });
  assert.equal((await runCommand(['catalogue', 'diff', kFinal, kDraft])).code, 4, 'there is no map backwards');
  const people = await runCommand(['catalogue', 'diff', kDraft, kFinal, '--lang', 'en']);
  assert.match(people.stdout, /merged {2}6-1-1-1, 6-1-1-2 → 6-1-1-1/);
  assert.match(people.stdout, /The 64 whose text stayed the same are left out/);
  const japanese = await runCommand(['catalogue', 'diff', kDraft, kFinal, '--lang', 'ja']);
  assert.match(japanese.stdout, /まとめた {2}6-1-1-1, 6-1-1-2 → 6-1-1-1/);
  assert.doesNotMatch(japanese.stdout, /reworded|gone/);
});

test('answers move by the text, and what differs awaits a second look', async () => {
  old = (await json('assessment', 'open', '--organisation', company.organisation.corporate_number, '--edition', kDraft, '--scope', '全社')).id;
  for (const [number, note] of [['6-1-1-4', '役割'], ['1-3-1-2', '掲示'], ['4-1-6-2', '強いない'], ['6-1-1-1', '手順']])
    await json('assessment', 'answer', old, number, '--state', 'met', '--note', note);
  const plan = await json('assessment', 'move', old, '--dry-run');
  assert.deepEqual([plan.carried.length, plan.second_looks, plan.left_behind], [3, 2, ['4-1-6-2']]);
  moved = (await json('assessment', 'move', old)).id;
  const again = await run('assessment', 'move', old, '--as', personOf('applicant').email);
  assert.equal(`${again.code} ${JSON.parse(again.stdout).key} ${JSON.parse(again.stdout).assessment}`, `5 assessment.open_already ${moved}`);
  const answers = new Map((await json('assessment', 'answers', moved)).answers.map((one) => [one.criterion, one]));
  assert.deepEqual([...answers.keys()].sort(), ['1-3-1-2', '6-1-1-1', '6-1-1-3']);
  assert.deepEqual([answers.get('6-1-1-3').note, answers.get('6-1-1-3').state, answers.get('6-1-1-3').carried.second_look], ['役割', 'met', false]);
  assert.deepEqual([answers.get('1-3-1-2').state, answers.get('1-3-1-2').carried.second_look], ['met', true]);
  assert.equal(answers.get('6-1-1-1').state, 'unknown', 'one of two that became one was never answered');
  await json('assessment', 'answer', moved, '1-3-1-2', '--state', 'met', '--note', '掲示', '--version', '1');
  const looked = (await json('assessment', 'answers', moved)).answers.find(({ criterion }) => criterion === '1-3-1-2');
  assert.equal(looked.carried.second_look, false);
});

test('the older assessment stays as it was', async () => {
  const { answers } = await json('assessment', 'answers', old);
  assert.deepEqual(answers.map(({ criterion, note }) => [criterion, note]), [['1-3-1-2', '掲示'], ['4-1-6-2', '強いない'], ['6-1-1-1', '手順'], ['6-1-1-4', '役割']]);
});

test('a page without JavaScript says what changed, in both languages', async () => {
  const server = await Server.start(data);
  const { status, text } = await server.client().get(`//editions/${kDraft}/${kFinal}?lang=en`);
  assert.equal(status, 200);
  assert.match(text, /4-1-6-2 \(★3\)/);
  assert.match(text, /no longer a criterion/);
  assert.match((await server.client().get(`//editions/${kDraft}/${kFinal}`)).text, /番号が同じでも中身が変わった/);
  assert.equal((await server.client().get(`//editions/${kFinal}/${kDraft}`)).status, 404);
  assert.match((await server.client().get('//about')).text, new RegExp(`/editions/${kDraft}/${kFinal}`));
  await server.stop();
});
