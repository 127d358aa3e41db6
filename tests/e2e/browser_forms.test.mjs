// What was typed is not lost, what is judged is not covered, and a pasted list does nothing that it did not say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertFaultless, desktop, examine, launch, phone, settled, visitor, words } from './support/browser.mjs';
import { company, corporateNumber } from './support/example.mjs';
import { openHouse, password } from './support/server.mjs';

const t = words('ja');
// Chromium reports refusals on its console; a test that brings one about expects it.
const forgive = (person, status) => person.faults.splice(0, Infinity, ...person.faults.filter((fault) => !fault.includes(`status of ${status}`)));
let browser, house;

before(async () => {
  browser = await launch();
  house = await openHouse({ untilStep: 6, roles: ['applicant', 'expert', 'operator', 'buyer'] });
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test('what was typed in the entry of a firm is there after a reload, and gone after saving or signing out', async () => {
  const person = await visitor(browser, house.server, { client: house.operator });
  const { page } = person;
  const name = page.getByLabel(t('organisation.legal_name'), { exact: true });
  await page.goto('/app/operator/organisations/new');
  await settled(page);
  await name.fill('株式会社書きかけ');
  await page.reload();
  await page.getByText(t('draft.restored')).waitFor();
  assert.equal(await name.inputValue(), '株式会社書きかけ');
  await examine(person, 'draft', { languages: ['ja'] });
  await page.getByRole('button', { name: t('draft.discard') }).click();
  assert.equal(await name.inputValue(), '');
  await name.fill('株式会社書きかけ');
  await page.goto('/app/registrations'); // Words that wait to be sent are kept by their own key.
  await settled(page);
  const left = () => page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)].filter((key) => /^hoshirube\.(form|draft)\./.test(key)));
  await page.evaluate((who) => localStorage.setItem(`hoshirube.draft.${who}.refusal.x`, '書きかけの理由'), house.operator.session.person_id);
  assert.equal((await left()).length, 2);
  await page.getByRole('button', { name: t('shell.sign_out') }).click();
  await page.waitForURL('**/login');
  assert.deepEqual(await left(), []);
  forgive(person, 401);
  assertFaultless(person);
  await person.context.close();
});

test('a number that is taken leads the operator to the firm that has it', async () => {
  const { operator } = house; // Signed out by the test before.
  assert.equal((await operator.post('/session', { email: house.logins.operator.email, password })).status, 200);
  const person = await visitor(browser, house.server, { client: operator });
  const { page } = person;
  await page.goto('/app/operator/organisations/new');
  await settled(page);
  const fill = (key, value) => page.getByLabel(t(key), { exact: true }).fill(value);
  await fill('organisation.number', company.organisation.corporate_number);
  await fill('organisation.legal_name', '株式会社べつ');
  await fill('organisation.kana', 'ベツ');
  await page.getByRole('combobox', { name: t('organisation.prefecture') }).fill('愛知');
  await page.getByRole('option').first().click();
  await page.getByRole('combobox', { name: t('organisation.industry') }).fill('E26');
  await page.getByRole('option').first().click();
  await fill('organisation.staff', '3');
  await page.getByRole('button', { name: t('operator.new.enter') }).click();
  await page.getByText(company.organisation.legal_name).waitFor();
  await examine(person, 'taken', { languages: ['ja'] });
  await page.getByRole('link', { name: t('ui.to_organisation') }).click();
  await page.waitForURL(/operator\/organisations\/[0-9a-z]{26}/);
  forgive(person, 409);
  assertFaultless(person);
  await person.context.close();
});

// Whether anything stands over the middle of what has the focus.
const isObscured = (page) => page.evaluate(() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return false;
  const box = focused.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return false; // Its label is what is seen.
  if (box.bottom <= 0 || box.top >= innerHeight) return true; // Out of sight.
  const points = [[0.5, 0.5], [0.02, 0.1], [0.98, 0.9], [0.02, 0.9], [0.98, 0.1]];
  return !points.some(([x, y]) => {
    const at = document.elementFromPoint(Math.min(Math.max(box.left + box.width * x, 0), innerWidth - 1), Math.min(Math.max(box.top + box.height * y, 0), innerHeight - 1));
    return at && (focused.contains(at) || at.contains(focused));
  });
});

// Phone, desktop, and desktop at 200 % zoom, which halves the window in CSS pixels.
const windows = [phone, desktop, { width: 640, height: 450 }, { width: 960, height: 540 }];

test('the bar of acts never covers what has the focus, nor the question on a small window', async () => {
  const person = await visitor(browser, house.server, { client: house.expert });
  const { page } = person;
  for (const viewport of windows) {
    await page.setViewportSize(viewport);
    await page.goto(`/app/reviews/${house.assessment}`);
    await settled(page);
    const where = `${viewport.width}×${viewport.height}`;
    const covered = await page.evaluate(() => {
      const bar = document.querySelector('.desk-acts');
      return getComputedStyle(bar).position === 'sticky' ? bar.getBoundingClientRect().height / innerHeight : 0;
    });
    assert.ok(covered < 0.35, `${where}: the bar takes ${covered} of the window`);
    const behind = [];
    for (let tab = 0; tab < 60; ++tab) {
      await page.keyboard.press('Tab');
      if (await isObscured(page)) behind.push(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80)));
    }
    for (let tab = 0; tab < 60; ++tab) {
      await page.keyboard.press('Shift+Tab');
      if (await isObscured(page)) behind.push(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80)));
    }
    assert.deepEqual([...new Set(behind)], [], where);
  }
  assertFaultless(person);
  await person.context.close();
});

test('nothing sticky covers the focus on the page of answers', async () => {
  const person = await visitor(browser, house.server, { client: house.applicant });
  const { page } = person;
  for (const viewport of windows) {
    await page.setViewportSize(viewport);
    await page.goto(`/app/assessments/${house.assessment}?c=4-4-1-1`);
    await settled(page);
    const behind = [];
    for (const key of ['Tab', 'Shift+Tab'])
      for (let tab = 0; tab < 70; ++tab) {
        await page.keyboard.press(key);
        if (await isObscured(page)) behind.push(`${key} ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80))}`);
      }
    assert.deepEqual([...new Set(behind)], [], `${viewport.width}×${viewport.height}`);
  }
  assertFaultless(person);
  await person.context.close();
});

test('a pasted list says what it will do; a repeated line renames nothing', async () => {
  const person = await visitor(browser, house.server, { client: house.buyer });
  const { page } = person;
  const one = corporateNumber('990001000041'), two = corporateNumber('990001000042');
  await page.goto('/app/follows');
  await settled(page);
  const field = page.getByRole('textbox', { name: t('follow.add.numbers') });
  if (!(await field.isVisible())) await page.getByText(t('follow.add.title')).click();
  await field.fill(`法人番号,会社名\n${one},青空精機\n${one},べつの名前\n${two},港製作所\n123`);
  await page.getByText(t('follow.add.header', { n: 1, text: '法人番号,会社名' })).waitFor();
  await page.getByText(t('follow.add.twice', { n: 1 })).waitFor();
  await page.getByText(t('follow.add.preview')).click();
  await page.getByText(t('follow.add.twice_other_name', { n: 2 })).waitFor();
  await examine(person, 'follow-preview', { languages: ['ja', 'en'] });
  await page.getByRole('button', { name: t('follow.add.go', { n: 2 }) }).click();
  await page.getByText(t('follow.add.done', { n: 2 })).waitFor();
  assert.equal(await field.inputValue(), '123', 'only what is to be corrected stays');
  await field.fill(`${one},あたらしい名前`);
  assert.equal(await page.getByRole('button', { name: t('follow.add.go_none'), exact: true }).isDisabled(), true, 'nothing is renamed unasked');
  await page.getByText(t('follow.add.rename', { before: '青空精機', name: 'あたらしい名前' })).waitFor();
  await page.getByRole('checkbox', { name: t('follow.add.take_names', { n: 1 }) }).check();
  await page.getByRole('button', { name: t('follow.add.go', { n: 1 }) }).click();
  await page.getByRole('table').getByRole('link', { name: 'あたらしい名前' }).waitFor();
  assertFaultless(person);
  await person.context.close();
});
