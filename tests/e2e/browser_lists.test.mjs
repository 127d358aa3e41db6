// Lists as people use them: found by any spelling, kept in the address, exported as seen; and refusals that name the next step.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { assertFaultless, examine, launch, settled, visitor, words } from './support/browser.mjs';
import { company, corporateNumber, organisationFields } from './support/example.mjs';
import { openHouse } from './support/server.mjs';

const t = words('ja');
const kFirms = 60; // More than one page of the operator's list.
let browser, house;

before(async () => {
  browser = await launch();
  house = await openHouse({ untilStep: 8 });
  const buyerFirm = house.buyer.session.memberships[0].organisation_id;
  assert.ok((await house.buyer.post(`/organisations/${buyerFirm}/follows`, { corporate_numbers: [company.organisation.corporate_number], note: '' })).status < 300);
  for (let n = 0; n < kFirms; n += 1) {
    const firm = { ...organisationFields(company.organisation), corporate_number: corporateNumber(String(990003000000 + n)), legal_name: `株式会社サーバー製作${n}`, legal_name_kana: 'カブシキガイシャサーバーセイサク', trade_name: '', legal_name_en: '' };
    assert.equal((await house.operator.post('/organisations', firm)).status, 201);
  }
});
after(async () => {
  await browser?.close();
  await house?.close();
});

async function exported(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /CSV/ }).click()]);
  assert.match(download.suggestedFilename(), /^hoshirube-[a-z]+-\d{4}-\d\d-\d\d\.csv$/);
  return readFileSync(await download.path(), 'utf8').trim().split('\r\n');
}

test('the operator finds firms in half-width kana and exports all that match, over every page', async () => {
  const person = await visitor(browser, house.server, { client: house.operator });
  const { page } = person;
  await page.goto('/app/operator');
  await settled(page);
  await page.getByLabel(t('operator.organisations.search')).fill('ｻｰﾊﾞ');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 50);
  assert.match(page.url(), /q=/, 'the search stands in the address');
  assert.equal((await exported(page)).length, 1 + kFirms);
  await page.goto(`/app/operator?q=${encodeURIComponent('見星')}`);
  await settled(page);
  assert.equal((await exported(page)).length, 2);
  assertFaultless(person);
  await person.context.close();
});

test('every other list exports what it shows', async () => {
  const lists = { applicant: ['/app/evidence?q=ledger&sort=name', '/app/organisation', '/app/assessment'], expert: ['/app/reviews'], operator: ['/app/operator/experts', '/app/operator/events'], buyer: ['/app/follows'] };
  for (const [role, addresses] of Object.entries(lists)) {
    const person = await visitor(browser, house.server, { client: house[role] });
    for (const address of addresses) {
      await person.page.goto(address);
      await settled(person.page);
      const lines = await exported(person.page);
      assert.ok(lines.length > 1, `${address} exports ${lines.length} lines`);
      assert.ok(lines.every((line) => !/"[=+@-]/.test(line)), 'nothing a spreadsheet would compute');
    }
    assertFaultless(person);
    await person.context.close();
  }
});

test('the buyer reads by when to renew: the last valid day and the days left', async () => {
  const person = await visitor(browser, house.server, { client: house.buyer });
  const { page } = person;
  await page.goto('/app/follows');
  await settled(page);
  const { certificates } = (await house.buyer.get(`/public/organisations/${company.organisation.corporate_number}`)).json;
  const row = page.getByRole('row', { name: '見星精機' });
  const last = certificates[0].last_valid_day;
  const today = new Date(Date.now() + 9 * 3600_000).toISOString().slice(0, 10);
  const left = (Date.parse(last) - Date.parse(today)) / 86_400_000 + 1;
  assert.match(await row.innerText(), new RegExp(`${last}[\\s\\S]*${t('follow.days_left', { n: left })}`));
  await person.context.close();
});

test('the operator reads who did what, when and about whom; the record itself is one press away', async () => {
  const person = await visitor(browser, house.server, { client: house.operator });
  const { page } = person;
  await page.goto('/app/operator/events?f=register');
  await examine(person, 'operator-events');
  const row = page.getByRole('row').filter({ hasText: t('operator.event.star.registered') });
  assert.match(await row.innerText(), /★3/);
  assert.ok((await row.innerText()).includes(house.operator.session.name), 'by name');
  assert.ok((await row.innerText()).includes(company.organisation.legal_name));
  assert.equal(await row.getByRole('link', { name: t('operator.events.see_register') }).getAttribute('href'), `/register/${company.organisation.corporate_number}`);
  assert.equal(await page.getByRole('row').filter({ hasText: t('operator.event.answer.saved') }).count(), 0, 'only the chosen kind');
  await row.getByRole('button', { name: t('operator.events.more') }).click();
  await page.getByText('"corporate_number"').waitFor();
  await page.locator('dd.code').filter({ hasText: /^[0-9a-f]{64}$/ }).waitFor();
  await examine(person, 'operator-events-open');

  await page.goto(`/app/operator/events?q=${encodeURIComponent('見星')}`);
  await settled(page);
  const shown = await page.locator('tbody tr').count();
  assert.ok(shown > 0 && shown < 50, `${shown} lines for a hundred acts: the same act again and again is one`);
  await page.getByText(t('operator.events.times')).first().waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: t('operator.events.export_json') }).click()]);
  const { items } = JSON.parse(readFileSync(await download.path(), 'utf8'));
  assert.ok(items.length > shown, 'all pages of it');
  assert.equal(new Set(items.map(({ sequence }) => sequence)).size, items.length);
  await page.goto('/app/operator/events?q=zzzz-nobody');
  await settled(page);
  await page.getByRole('button', { name: t('operator.events.show_all') }).click();
  await page.locator('tbody tr').first().waitFor();
  assertFaultless(person);
  await person.context.close();
});

test('a buyer’s own names come in with the list, stand where the register has none, and a difference is marked', async () => {
  const person = await visitor(browser, house.server, { client: house.buyer });
  const { page } = person;
  const unknown = corporateNumber('990003900001');
  await page.goto('/app/follows');
  await settled(page);
  await page.getByText(t('follow.add.title')).click();
  await page.getByRole('textbox', { name: t('follow.add.numbers') }).fill(`港製作所\t${unknown}\n${company.organisation.corporate_number},別の会社`);
  await page.getByRole('button', { name: t('follow.add.go', { n: 1 }) }).waitFor();
  await page.getByText(t('follow.add.other_name', { n: 1 })).waitFor();
  await page.getByRole('checkbox', { name: t('follow.add.take_names', { n: 1 }) }).check();
  await page.getByRole('button', { name: t('follow.add.go', { n: 2 }) }).click();
  await page.getByText(t('follow.add.done', { n: 2 })).waitFor();
  const own = page.getByRole('row').filter({ hasText: unknown });
  assert.match(await own.innerText(), new RegExp(`港製作所[\\s\\S]*${t('follow.own_only')}`));
  await page.getByRole('row').filter({ hasText: t('follow.own_differs', { name: '別の会社' }) }).waitFor();
  await examine(person, 'follows-own-names');
  const lines = await exported(page);
  assert.ok(lines.some((line) => line.includes('港製作所')));
  assertFaultless(person);
  await person.context.close();
});

test('a used link leads to signing in', async () => {
  const anyone = await visitor(browser, house.server);
  await anyone.page.goto(house.logins.applicant.link.replace(/^https?:\/\/[^/]+/, ''));
  await anyone.page.getByRole('link', { name: t('sign_in.go') }).waitFor();
  await examine(anyone, 'invite-used', { languages: ['ja'] });
  assert.deepEqual(anyone.findings, []);
  await anyone.context.close();
});
