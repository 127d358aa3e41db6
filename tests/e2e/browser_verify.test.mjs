// The verifier in the browser: as a page of the register, and as one file from a disk that asks nobody.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { assertFaultless, examine, launch, settled, visitor, words } from './support/browser.mjs';
import { removeFolder, runCommand, Server, temporaryFolder } from './support/server.mjs';

let browser, folder, data, server, token;
const kAll = ['star.jws', 'star.tlog-proof', 'star.policy', 'star.status'];
const at = (name) => path.join(data, name);

before(async () => {
  browser = await launch();
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  const done = await runCommand(['demo', '--data', data, '--public-url', 'https://register.example.jp']);
  assert.equal(done.code, 0, done.stderr);
  const jws = await readFile(at('star.jws'), 'utf8');
  const middle = Math.floor(jws.length / 2);
  await writeFile(at('changed.jws'), jws.slice(0, middle) + (jws[middle] === 'A' ? 'B' : 'A') + jws.slice(middle + 1));
  assert.equal((await runCommand(['verifier', '--out', at('verifier.html')])).code, 0);
  await promisify(execFile)('pdftoppm', ['-r', '150', '-png', '-singlefile', at('star.pdf'), at('star')]);
  token = (await promisify(execFile)('zbarimg', ['--quiet', '--raw', at('star.png')])).stdout.trim();
  assert.match(token, /^HTTPS:\/\/REGISTER\.EXAMPLE\.JP\/C\/1#/);
  server = await Server.start(data);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await removeFolder(folder);
});

async function choose(page, names, verdict) {
  await page.locator('#files').setInputFiles(names.map(at));
  await page.locator(`[data-verdict=${verdict}]`).waitFor();
}

for (const language of ['ja', 'en']) {
  const t = words(language);

  test(`the page answers in grades (${language})`, async () => {
    const person = await visitor(browser, server, { language });
    const { page } = person;
    await page.goto(`/verify?lang=${language}`);
    await choose(page, kAll, 'partly');
    const findings = page.locator('.finding');
    assert.deepEqual(await findings.evaluateAll((all) => all.map((one) => one.className.split(' ')[1])), ['holds', 'holds', 'open', 'holds', 'holds']);
    await page.getByText(t('verify.witnesses.none_asked')).waitFor();
    await page.getByText(t('verify.looked_at.expert_confirmation')).waitFor();
    await page.getByText(t('statement.not.guarantee')).waitFor();
    await examine(person, 'verify', { languages: [language] });
    await choose(page, ['changed.jws'], 'fails'); // Takes the place of the other certificate.
    await page.getByText(t('verify.verdict.fails')).waitFor();
    await examine(person, 'verify-changed', { languages: [language] });
    await page.getByRole('button', { name: t('verify.page.clear') }).click();
    assert.equal(await page.locator('.finding').count(), 0);
    await page.getByText(t('verify.page.paste'), { exact: true }).click();
    await page.getByLabel(t('verify.page.paste_label')).fill(token);
    await page.getByRole('button', { name: t('verify.page.paste_go') }).click();
    await page.locator('[data-verdict=open]').waitFor();
    await page.getByText(t('verify.ledger.token')).waitFor();
    await page.getByText(t('verify.token_says')).waitFor();
    await choose(page, ['star.policy', 'star.status'], 'partly');
    await examine(person, 'verify-token', { languages: [language] });
    await page.getByRole('button', { name: t('verify.page.clear') }).click();
    await choose(page, ['star.jws'], 'open');
    await page.locator('#files').setInputFiles([{ name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') }]);
    await page.getByText(t('verify.page.unknown_file', { name: 'letter.pdf' })).waitFor();
    assertFaultless(person);
    await person.context.close();
  });
}

for (const language of ['ja', 'en']) {
  const t = words(language);

  test(`a file of numbers gets their stars, as a table and as a file (${language})`, async () => {
    const person = await visitor(browser, server, { language });
    const { page } = person;
    const payload = JSON.parse(Buffer.from((await readFile(at('star.jws'), 'utf8')).split('.')[1], 'base64url'));
    const number = payload.credentialSubject.corporateNumber;
    const file = { name: 'suppliers.csv', mimeType: 'text/csv', buffer: Buffer.from(`番号,名前\r\n${number},見星\r\n7000012050002,ほか\r\n123,まちがい\r\n`) };
    const ask = async (button, since = '') => {
      await page.getByLabel(t('public.bulk.file'), { exact: true }).setInputFiles(file);
      await page.getByLabel(t('public.bulk.since'), { exact: true }).fill(since);
      await page.getByRole('button', { name: t(button) }).click();
    };
    await page.goto(`/register/bulk?lang=${language}`);
    await ask('public.bulk.as_page');
    const rows = page.locator('#found tbody tr');
    await rows.first().waitFor();
    const cells = await rows.evaluateAll((all) => all.map((row) => [...row.cells].slice(0, 3).map((one) => one.textContent)));
    assert.deepEqual(cells, [[number, t('public.bulk.state.valid'), '★3'], ['7000012050002', t('public.bulk.state.none'), ''], ['123', t('public.bulk.state.not_a_number'), '']]);
    await examine(person, 'bulk-found', { languages: [language] });
    await ask('public.bulk.as_page', '2099-01-01'); // Nothing changed since then.
    await page.getByText(t('public.bulk.nothing')).waitFor();
    assert.equal(await rows.count(), 0);
    const [download] = await Promise.all([page.waitForEvent('download'), ask('public.bulk.as_csv')]);
    assert.equal(download.suggestedFilename(), 'stars.csv');
    const lines = (await readFile(await download.path(), 'utf8')).replace('\ufeff', '').split('\r\n');
    assert.match(lines[0], /^corporate_number,state,star,/);
    assert.deepEqual(lines.slice(1, 4).map((line) => line.split(',').slice(0, 3).join()), [`${number},valid,3`, '7000012050002,none,', '123,not_a_number,']);
    assertFaultless(person);
    await person.context.close();
  });
}

test('one file from a disk does the same and makes no request', async () => {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'Asia/Tokyo' });
  const asked = [], faults = [];
  context.on('request', (request) => { if (!request.url().startsWith('file:')) asked.push(request.url()); });
  context.on('weberror', (error) => faults.push(error.error().message));
  context.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  const page = await context.newPage();
  await page.goto(pathToFileURL(at('verifier.html')).href);
  const t = words('en'), ja = words('ja');
  await page.getByRole('heading', { level: 1, name: t('verify.title') }).waitFor();
  await choose(page, kAll, 'partly');
  await page.getByText(t('verify.verdict.partly')).waitFor();
  await page.getByRole('button', { name: '日本語' }).click();
  await page.getByText(ja('verify.verdict.partly')).waitFor(); // What was read stays.
  await choose(page, ['changed.jws'], 'fails');
  const visitorLike = { page, findings: [], faults };
  await settled(page);
  await examine(visitorLike, 'verifier-file', { languages: ['ja', 'en'] });
  assert.deepEqual(asked, []);
  // Its own content policy stops even a script that wanted to.
  const left = await page.evaluate(() => fetch('https://example.com/').then(() => 'left', () => 'stopped'));
  assert.equal(left, 'stopped');
  assert.deepEqual(visitorLike.findings, []);
  await context.close();
});

test('the file is handed out to be kept, not to be opened from the site', async () => {
  const answer = await fetch(new URL('/verifier.html', server.url));
  assert.equal(answer.headers.get('content-disposition'), 'attachment');
  assert.equal(await answer.text(), await readFile(at('verifier.html'), 'utf8'));
});

test('without a script the page says so, and which command does the same', async () => {
  const person = await visitor(browser, server, { javaScriptEnabled: false });
  await person.page.goto('/verify?lang=ja');
  const said = person.page.locator('noscript p'); // getByText() passes over what stands in a noscript.
  await said.waitFor();
  assert.equal(await said.textContent(), words('ja')('verify.page.no_script'));
  await person.context.close();
});
