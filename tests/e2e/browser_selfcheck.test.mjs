// The self-check in one file, opened from a disk: filled in, kept, saved, opened again, printed; and its file taken in by a real server.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { assertFaultless, examine, launch, settled, visitor, words } from './support/browser.mjs';
import { openHouse, removeFolder, runCommand, temporaryFolder } from './support/server.mjs';

const kHostile = '<img src=x onerror="document.title=\'stolen\'">=HYPERLINK("https://example.com") 髙';
const t = words('ja');
let browser, folder, file, house;

before(async () => {
  browser = await launch();
  folder = await temporaryFolder();
  file = path.join(folder, 'self-check.html');
  const done = await runCommand(['self-check', '--out', file]);
  assert.equal(done.code, 0, done.stderr);
  house = await openHouse({ untilStep: 4, roles: ['applicant'] });
});
after(async () => {
  await browser?.close();
  await house?.close();
  await removeFolder(folder);
});

// Somebody at an office PC: what leaves the disk, breaks the policy or fails is a fault.
async function officePc(language = 'ja-JP') {
  const context = await browser.newContext({ locale: language, timezoneId: 'Asia/Tokyo', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  const faults = [];
  context.on('request', (request) => { if (!/^(file|blob):/.test(request.url())) faults.push(`request to ${request.url()}`); });
  context.on('weberror', (error) => faults.push(`script error: ${error.error().message}`));
  context.on('console', (message) => { if (['error', 'warning'].includes(message.type())) faults.push(message.text()); });
  const page = await context.newPage();
  return { context, page, faults, findings: [] };
}
async function at(page, place) {
  await page.goto(`${pathToFileURL(file).href}#${new URLSearchParams(place)}`);
  await settled(page);
}
const open = async (page, number) => { await at(page, { v: 'list', c: number }); await page.locator('.question .code', { hasText: number }).waitFor(); };
const answer = (page, state) => page.locator('.state-choices').getByRole('radio', { name: t(`state.${state}`) }).check();
async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: t('offline.save') }).first().click()]);
  const kept = path.join(folder, download.suggestedFilename());
  await download.saveAs(kept);
  return { name: download.suggestedFilename(), kept, json: JSON.parse(await readFile(kept, 'utf8')) };
}
const left = (page, n) => page.getByText(t('distance.left', { star: 3, n })).waitFor();

test('from an empty screen to a file that a server takes in, difference by difference', async () => {
  const pc = await officePc();
  const { page } = pc;
  await at(page, {});
  await page.getByLabel(t('offline.firm')).fill('星見部品製作所');
  await page.getByRole('link', { name: t('offline.questions', { n: 12 }) }).click();
  for (;;) { // "No" where it can be said.
    const question = page.locator('.start-question');
    if (!(await question.count())) break;
    const heading = await question.getByRole('heading').textContent();
    const no = question.getByRole('button', { name: 'いいえ', exact: true });
    if (await no.count()) await no.click();
    else if (await question.locator('.big-choice').count()) await question.locator('.big-choice').last().click();
    else await question.getByRole('button', { name: t('start.next') }).click();
    await page.waitForFunction((before) => document.querySelector('.start-question h2')?.textContent !== before, heading);
  }
  await page.getByRole('heading', { name: t('offline.found') }).waitFor();

  await open(page, '4-4-1-2'); // USB sticks: by the answers it does not apply.
  await left(page, 81);
  await page.getByRole('button', { name: t('offline.set_aside') }).click();
  await left(page, 80);
  await open(page, '1-2-1-1');
  await answer(page, 'met');
  await page.getByLabel(t('answer.note')).fill(kHostile);
  await page.getByLabel(t('offline.evidence')).fill('職務分掌.pdf');
  await left(page, 79);
  await open(page, '2-1-1-1');
  await answer(page, 'planned');
  await page.getByText(t('answer.plan_date_missing', { criterion: '2-1-1-1' })).waitFor();
  await page.getByLabel(t('answer.planned_on')).fill('2027-03-31');
  await page.getByText(t('answer.plan_owner_missing', { criterion: '2-1-1-1' })).waitFor();
  await page.getByLabel(t('answer.planned_owner')).fill('髙木');
  await page.getByText(t('offline.kept')).waitFor();
  await left(page, 79); // Planned is not done.
  await page.reload();
  await page.locator('.question').waitFor();
  assert.equal(await page.getByLabel(t('answer.planned_owner')).inputValue(), '髙木', 'a reload loses nothing');

  // A second tab sees it, and both write beside each other.
  const second = await pc.context.newPage();
  await open(second, '3-1-1-1');
  await answer(second, 'not_met');
  await page.locator('.distance-counts', { hasText: '満たしていない 1' }).waitFor();
  await open(page, '1-2-1-2');
  await answer(page, 'met');
  await left(second, 78);
  await second.close();

  const one = await saved(page);
  assert.equal(one.name.replace(/\d{4}-\d\d-\d\d/, 'DAY'), '自己点検_星見部品製作所_★3_DAY.self-check.json');
  assert.equal(one.json.answers.length, 5);
  assert.equal(await page.title(), `${t('offline.list_title', { star: 3 })} · 星標 Hoshirube`, 'nothing in a note runs');

  // Taken in by a server that has nothing yet: each difference is shown first.
  const fresh = await house.applicant.post(`/organisations/${house.organisation}/assessments`, { edition: '2026-03-27', star: 3, scope: { kind: 'departments', description: '製造部' } });
  const visit = await visitor(browser, house.server, { client: house.applicant });
  await visit.page.goto(`/app/assessments/${fresh.json.id}/files`);
  await settled(visit.page);
  await visit.page.getByLabel(t('files.choose')).setInputFiles(one.kept);
  await visit.page.getByText(t('files.changes', { n: 5 })).waitFor();
  await visit.page.getByText(kHostile).waitFor();
  await visit.page.getByText(t('files.evidence_ignored', { list: '1-2-1-1' })).waitFor();
  await examine(visit, 'files-self-check', { languages: ['ja'] });
  await visit.page.getByRole('button', { name: t('files.take', { n: 5 }) }).click();
  await visit.page.getByText(t('files.done', { n: 5 })).waitFor();
  assertFaultless(visit);
  const { json } = await house.applicant.get(`/assessments/${fresh.json.id}/answers`);
  for (const filled of one.json.answers) {
    const stored = json.answers.find(({ criterion }) => criterion === filled.criterion);
    for (const field of ['state', 'branches', 'note', 'reason', 'planned_on', 'planned_owner']) assert.deepEqual(stored[field], filled[field], `${filled.criterion} ${field}`);
  }
  const head = (await house.applicant.get(`/assessments/${fresh.json.id}`)).json;
  assert.equal(head.progress.distance, 78, 'the server counts what the page counted');
  assert.deepEqual(pc.faults, []);
  await pc.context.close();
  await visit.context.close();
});

test('what a server gives out goes on here, and comes back by the same rules of merging', async () => {
  const out = path.join(folder, 'taken.self-check.json');
  const given = await house.applicant.get(`/assessments/${house.assessment}/export?format=self-check`);
  assert.equal(given.status, 200);
  await writeFile(out, given.bytes);
  const before = JSON.parse(given.text);
  const pc = await officePc();
  const { page } = pc;
  await at(page, { v: 'rest' });
  await page.locator('input[type=file]').setInputFiles(out);
  await page.getByText(t('offline.opened', { n: before.answers.length })).waitFor();
  const served = (await house.applicant.get(`/assessments/${house.assessment}`)).json.progress;
  await (served.distance === 0 ? page.getByText(t('distance.none')).waitFor() : left(page, served.distance));
  const [mine, both] = before.answers;
  for (const [{ criterion }, note] of [[mine, '家で直した'], [both, '家の言い分']]) {
    await open(page, criterion);
    await page.getByLabel(t('answer.note')).fill(note);
  }
  const kept = await saved(page);
  await house.applicant.put(`/assessments/${house.assessment}/answers/${both.criterion}`, { state: both.state, branches: both.branches, note: '会社の言い分', reason: both.reason, version: Number(both.stamp.split('.').at(-2)) });
  const looked = await house.applicant.post(`/assessments/${house.assessment}/import-preview?format=self-check`, await readFile(kept.kept), { type: 'application/octet-stream' });
  assert.deepEqual(looked.json.changes.map(({ criterion }) => criterion), [mine.criterion]);
  assert.deepEqual(looked.json.conflicts.map(({ criterion }) => criterion), [both.criterion]);
  assert.equal(looked.json.same, before.answers.length - 2);
  assert.deepEqual(looked.json.evidence_ignored, [], 'the names of files came back as they left');
  assert.deepEqual(pc.faults, []);
  await pc.context.close();
});

test('a wrong file is named with what is wrong and what to do; what stood here stays, or can be taken back', async () => {
  const pc = await officePc();
  const { page } = pc;
  await open(page, '1-2-1-1');
  await answer(page, 'not_met');
  await at(page, { v: 'rest' });
  const choose = (name, text) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  const whole = { format: 'hoshirube.self-check', version: 1, edition: '2026-03-27', star: 4, answers: [{ criterion: '1-2-1-1', state: 'met' }, { criterion: '1-2-1-2', state: 'met' }] };
  const wrong = [
    [JSON.stringify(whole).slice(0, 90), t('self_check.broken', { position: 91 })],
    ['{"a":1}', t('self_check.not_one')],
    [JSON.stringify({ ...whole, edition: '2025-12-26' }), t('self_check.other_edition', { file: '2025-12-26', here: '2026-03-27' })],
    [JSON.stringify({ ...whole, version: 9 }), t('self_check.newer', { version: 9 })],
  ];
  for (const [text, sentence] of wrong) {
    await choose('古い.json', text);
    await page.getByText(`${t('offline.cannot_open', { name: '古い.json' })} ${sentence}`).waitFor();
  }
  await choose('別の.json', JSON.stringify(whole));
  await page.getByRole('dialog').getByText(t('offline.replace_text', { n: 1, name: '別の.json', m: 2 })).waitFor();
  await examine(pc, 'self-check-replace', { languages: ['ja'] });
  await page.getByRole('button', { name: t('offline.replace_now') }).click();
  await page.getByText(t('distance.left', { star: 4, n: 151 })).waitFor();
  await page.getByRole('button', { name: t('offline.take_back', { n: 1 }) }).click();
  await left(page, 81);
  assert.deepEqual([...pc.faults, ...pc.findings], []);
  await pc.context.close();
});

test('it is found however it is typed, by key and on paper; every view is accessible in both languages', async () => {
  const pc = await officePc();
  const { page } = pc;
  await open(page, '1-2-1-1');
  await answer(page, 'met');
  const search = page.getByRole('searchbox');
  const rows = page.locator('.criterion-row');
  for (const typed of ['ぱすわーど', 'ﾊﾟｽﾜｰﾄﾞ', 'パスワード']) {
    await search.fill(typed);
    await page.locator('.criterion-row', { hasText: 'パスワード' }).first().waitFor();
  }
  await search.fill('４－１－５');
  await page.waitForFunction(() => [...document.querySelectorAll('.criterion-row .code')].every((each) => each.textContent.startsWith('4-1-5')));
  await search.fill('存在しない言葉');
  await page.getByText(t('list.none_found')).waitFor();
  await search.fill('');
  await page.getByRole('combobox', { name: t('list.filter') }).selectOption('left');
  await page.waitForFunction(() => document.querySelectorAll('.criterion-row').length === 81); // 80 left, and the present one.
  assert.ok(await rows.count() >= 80);
  await page.locator('#question-title').focus();
  await page.keyboard.press('j');
  await page.locator('.question .code', { hasText: '1-2-1-2' }).waitFor();
  await page.keyboard.press('2');
  await page.locator('.distance-counts', { hasText: '満たしていない 1' }).waitFor();
  await examine(pc, 'self-check-list');
  for (const [name, place] of [['start', {}], ['question', { v: 'start', step: '3' }], ['found', { v: 'start', step: '99' }], ['rest', { v: 'rest' }]]) {
    await at(page, place);
    await examine(pc, `self-check-${name}`);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await examine(pc, 'self-check-rest', { languages: ['ja'], scheme: 'dark' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.locator('.paper tbody tr').count(), 81);
  assert.deepEqual([...pc.faults, ...pc.findings], []);
  // Its own content policy stops even a script that wanted to.
  assert.equal(await page.evaluate(() => fetch('https://example.com/').then(() => 'left', () => 'stopped')), 'stopped');
  await pc.context.close();
});

test('the server hands it out to be kept, without an account', async () => {
  const answer = await fetch(new URL('/self-check.html', house.server.url));
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-disposition'), 'attachment');
  assert.ok(answer.headers.get('etag'));
  assert.equal(await answer.text(), await readFile(file, 'utf8'));
  const home = await (await fetch(new URL('/?lang=ja', house.server.url))).text();
  assert.ok(home.includes('href="/self-check.html"'), 'a newcomer finds it on the front page');
});
