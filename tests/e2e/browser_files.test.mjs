// Out as a file and back in the browser, and moving to another edition: every difference is seen before anything is stored.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { assertFaultless, examine, launch, phone, settled, visitor, words } from './support/browser.mjs';
import { openHouse } from './support/server.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function answerOf(house, number, assessment = house.assessment) {
  const { json } = await house.applicant.get(`/assessments/${assessment}/answers`);
  return json.answers.find(({ criterion }) => criterion === number);
}

test('a file goes out, comes back changed, and is looked at before it is stored', async () => {
  const house = await openHouse({ untilStep: 4, roles: ['applicant'] });
  try {
    const t = words('ja');
    const visit = await visitor(browser, house.server, { client: house.applicant });
    const { page, context } = visit;
    await page.goto(`/app/assessments/${house.assessment}/files`);
    await settled(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: t('files.csv_utf8') }).click()]);
    const text = await readFile(await download.path(), 'utf8');
    const [one, both] = [await answerOf(house, '1-2-1-1'), await answerOf(house, '1-2-1-2')];
    const changed = text.replace(one.note, 'ファイルで直した').replace(both.note, 'ファイルの言い分');
    await house.applicant.put(`/assessments/${house.assessment}/answers/1-2-1-2`, { state: both.state, branches: both.branches, note: 'ここの言い分', version: both.version });
    await page.getByLabel(t('files.choose')).setInputFiles({ name: '自己評価.csv', mimeType: 'text/csv', buffer: Buffer.from(changed) });
    await page.getByText(t('files.conflicts', { n: 1 })).waitFor();
    await page.getByText('ファイルで直した').waitFor();
    assert.equal((await answerOf(house, '1-2-1-1')).note, one.note, 'nothing is stored yet');
    await examine(visit, 'files', { languages: ['ja'] });
    const take = page.getByRole('button', { name: t('files.take', { n: 1 }) });
    assert.equal(await take.isDisabled(), true, 'what changed on both sides must be decided first');
    await page.getByRole('radio', { name: t('files.take_theirs') }).click();
    await page.getByRole('button', { name: t('files.take', { n: 2 }) }).click();
    await page.getByText(t('files.done', { n: 2 })).waitFor();
    assert.equal((await answerOf(house, '1-2-1-1')).note, 'ファイルで直した');
    assert.equal((await answerOf(house, '1-2-1-2')).note, 'ファイルの言い分');
    assertFaultless(visit);
    await context.close();
  } finally {
    await house.close();
  }
});

test('a wrong file is named with its size and the next step, and another assessment is one sentence', async () => {
  const house = await openHouse({ untilStep: 3, roles: ['applicant'] });
  try {
    const t = words('ja');
    const other = await house.applicant.post(`/organisations/${house.organisation}/assessments`, { edition: '2026-03-27', star: 3, scope: { kind: 'departments', description: '製造部' } });
    const foreign = (await house.applicant.get(`/assessments/${other.json.id}/export?format=xlsx`)).bytes;
    const visit = await visitor(browser, house.server, { client: house.applicant });
    const { page, context } = visit;
    await page.goto(`/app/assessments/${house.assessment}/files`);
    const choose = page.getByLabel(t('files.choose'));
    const cases = [
      { name: '宣誓書.pdf', buffer: Buffer.from('%PDF-1.7'), key: 'files.wrong_kind', size: '8 B' },
      { name: '空.txt', buffer: Buffer.alloc(0), key: 'files.is_empty', size: '0 B' },
    ];
    for (const { name, buffer, key, size } of cases) {
      await choose.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
      await page.getByText(`${t('files.wrong_file', { name, size })} ${t(key)}`).waitFor();
    }
    await page.evaluate(() => { // More than a test may hand over: made in the page itself.
      const input = document.querySelector('input[type=file]');
      const held = new DataTransfer();
      held.items.add(new File([new Uint8Array(60 * 1024 * 1024)], '大きい.xlsx'));
      input.files = held.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await page.getByText(`${t('files.wrong_file', { name: '大きい.xlsx', size: '60.0 MB' })} ${t('files.too_large')}`).waitFor();
    await choose.setInputFiles({ name: '別の評価.xlsx', mimeType: 'application/octet-stream', buffer: foreign });
    await page.getByText(t('files.other_assessment', { n: 81 })).waitFor();
    assert.equal(await page.getByText('別の評価').count(), 1, 'one sentence, not one a row');
    await examine(visit, 'files-wrong');
    assertFaultless(visit);
    await context.close();
  } finally {
    await house.close();
  }
});

test('an assessment under the draft moves, and what differs is looked at again', async () => {
  const house = await openHouse({ untilStep: 3, roles: ['applicant'] });
  try {
    const t = words('en');
    const opened = await house.applicant.post(`/organisations/${house.organisation}/assessments`, { edition: '2025-12-26', star: 3, scope: { kind: 'departments', description: '製造部' } });
    const old = opened.json.id;
    for (const [number, version] of [['6-1-1-4', 0], ['1-3-1-2', 0]])
      await house.applicant.put(`/assessments/${old}/answers/${number}`, { state: 'met', note: '書いたこと', version });
    await house.applicant.put('/session/language', { language: 'en' });
    const visit = await visitor(browser, house.server, { client: house.applicant, language: 'en', viewport: phone });
    const { page, context } = visit;
    await page.goto(`/app/assessments/${old}/move`);
    await settled(page);
    await page.getByText(t('move.second_looks', { n: 1 })).waitFor();
    await examine(visit, 'move', { languages: ['en'] });
    await page.getByRole('button', { name: t('move.go', { to: '2026-03-27' }) }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/app/assessments/') && !url.pathname.includes(old));
    const moved = new URL(page.url()).pathname.split('/').at(-1);
    await page.goto(`/app/assessments/${moved}?c=1-3-1-2`);
    await page.getByRole('button', { name: t('carried.stands') }).click();
    await page.getByText(t('carried.second_look')).waitFor({ state: 'detached' });
    assert.equal((await answerOf(house, '1-3-1-2', moved)).carried.second_look, false);
    assertFaultless(visit);
    await context.close();
  } finally {
    await house.close();
  }
});
