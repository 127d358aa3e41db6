// Keeping a star: what is due, what was done, and the renewal that begins with last year's answers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertFaultless, examine, launch, settled, visitor, words } from './support/browser.mjs';
import { openHouse } from './support/server.mjs';

const t = words('ja');
let browser, house;

before(async () => {
  browser = await launch();
  house = await openHouse({ untilStep: 8, roles: ['applicant', 'management'] });
});
after(async () => {
  await browser?.close();
  await house?.close();
});

const entry = (page, key) => page.locator(`[data-duty="${key}"]`);

test('the applicant sees what is due, notes what was done with a file, and takes it back', async () => {
  const person = await visitor(browser, house.server, { client: house.applicant });
  const { page } = person;
  await page.goto('/app/calendar');
  await settled(page);
  await page.getByText(t('calendar.renewal_title'), { exact: true }).first().waitFor();
  await examine(person, 'calendar');
  const yearly = entry(page, 'yearly/3-1-1-4');
  await yearly.getByRole('button', { name: t('calendar.note_done') }).click();
  await yearly.getByLabel(t('calendar.note')).fill('全台を点検した');
  await yearly.getByText(t('calendar.files'), { exact: true }).click();
  await yearly.getByRole('checkbox', { name: '20-pc-ledger.xlsx' }).check();
  await examine(person, 'calendar-note', { languages: ['ja'] });
  await yearly.getByRole('button', { name: t('calendar.keep') }).click();
  await page.getByText('全台を点検した').waitFor();
  await page.getByRole('link', { name: '20-pc-ledger.xlsx' }).waitFor();
  await page.getByRole('button', { name: t('calendar.take_back') }).click();
  await page.getByText(t('calendar.taken_back')).waitFor();
  await page.getByText(t('calendar.history_none')).waitFor();
  assertFaultless(person);
  await person.context.close();
});

test('an urgent update is noted and stands with its last day; the calendar leaves as a file and by a private address', async () => {
  const person = await visitor(browser, house.server, { client: house.applicant });
  const { page } = person;
  await page.goto('/app/calendar');
  await settled(page);
  const update = entry(page, 'update/4-4-4-2');
  await update.getByRole('button', { name: t('calendar.note_arose') }).click();
  await update.getByRole('button', { name: t('calendar.keep') }).click();
  await page.getByText(t('calendar.days_left', { n: 15 })).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t('calendar.download') }).click()]);
  assert.equal(download.suggestedFilename(), 'hoshirube.ics');
  await page.getByRole('button', { name: t('calendar.link_make') }).click();
  const address = page.locator('.copy-link input');
  await address.waitFor();
  const answer = await page.request.get(await address.inputValue());
  assert.match(await answer.text(), /^BEGIN:VCALENDAR\r\n/);
  await examine(person, 'calendar-link', { languages: ['ja'] });
  await page.getByRole('button', { name: t('calendar.link_revoke'), exact: true }).click();
  await page.getByText(t('calendar.link_revoked')).waitFor();
  assertFaultless(person);
  await person.context.close();
});

test('the star is renewed: seen first, begun, and each answer looked at again before it counts', async () => {
  const person = await visitor(browser, house.server, { client: house.applicant });
  const { page } = person;
  await page.goto('/app/today');
  await settled(page);
  await page.getByRole('link', { name: t('renewal.now') }).click();
  await page.getByText(t('renewal.answers', { n: 81 })).waitFor();
  await examine(person, 'renewal');
  await page.getByRole('button', { name: t('renewal.begin') }).click();
  await page.waitForURL('**/app/today');
  await settled(page);
  await page.goto('/app/assessment?f=look');
  await page.getByText(t('carried.renewed')).first().waitFor();
  await examine(person, 'renewal-look');
  assert.match(await page.locator('#criteria-filter option[value=look]').innerText(), /\(81\)/);
  await page.getByRole('button', { name: t('carried.stands') }).click();
  await page.waitForFunction(() => /\(80\)/.test(document.querySelector('#criteria-filter option[value=look]')?.textContent ?? ''));
  assertFaultless(person);
  await person.context.close();
});
