// Mandates and disclosures by their pages: given, seen by whom they are for, ended; with the words that say what ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertFaultless, examine, launch, settled, visitor, words } from './support/browser.mjs';
import { openHouse } from './support/server.mjs';

const t = words('ja');
const lastDay = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
const numberOf = (client) => client.session.memberships[0].corporate_number;
const nameOf = (client) => client.session.memberships[0].organisation_name;

let browser, house;
before(async () => {
  browser = await launch();
  house = await openHouse({ untilStep: 8 });
});
after(async () => {
  await browser?.close();
  await house?.close();
});

const section = (page, key) => page.getByRole('region', { name: t(key), exact: true });
const form = (page, key) => page.getByRole('form', { name: t(key), exact: true });

async function endFirst(page, key, said) {
  await section(page, key).getByRole('button', { name: t('grants.end') }).first().press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(said).waitFor();
  await dialog.getByRole('button', { name: t('grants.end_yes') }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
}

test('a mandate is given, opens the assessment to the other, and ends at once', async () => {
  const giver = await visitor(browser, house.server, { client: house.applicant });
  const taker = await visitor(browser, house.server, { client: house.expert });
  const { page } = giver;
  await page.goto('/app/organisation');
  await page.getByRole('link', { name: t('grants.title'), exact: true }).click();
  await page.getByText(t('mandate.none_given')).waitFor();
  await examine(giver, 'grants-empty');
  const give = form(page, 'mandate.give');
  await give.getByRole('button', { name: t('mandate.give_yes') }).click();
  assert.equal(await give.getByText(t('organisation.missing')).count(), 2, 'nothing is sent while number and day are missing');
  await give.getByLabel(t('grants.party_number')).fill(numberOf(house.applicant));
  await give.getByLabel(t('grants.last_day')).fill(lastDay);
  await give.getByRole('button', { name: t('mandate.give_yes') }).click();
  await give.getByText('自分の組織には出せません。').waitFor();
  giver.faults.length = 0; // The browser itself reports the refusal.
  await give.getByLabel(t('grants.party_number')).fill(numberOf(house.expert));
  await give.getByLabel(t('mandate.reason')).fill('答えを見てもらうため');
  await give.getByRole('button', { name: t('mandate.give_yes') }).click();
  await give.getByText(t('mandate.done')).waitFor();
  await section(page, 'mandate.title').getByRole('rowheader', { name: nameOf(house.expert) }).waitFor();

  await taker.page.goto('/app/organisation/grants');
  await taker.page.getByText('答えを見てもらうため').waitFor();
  await examine(taker, 'grants-taker');
  await taker.page.getByRole('link', { name: t('mandate.open') }).first().click();
  await taker.page.getByRole('article').waitFor();

  await endFirst(page, 'mandate.title', t('mandate.end_read', { name: nameOf(house.expert) }));
  await section(page, 'mandate.title').getByText(t('grants.ended_now', { name: nameOf(house.expert) })).waitFor();
  await taker.page.goto('/app/organisation/grants');
  await taker.page.getByText(t('mandate.none_received')).waitFor();
  await taker.page.getByText(t('grants.past', { n: 1 })).press('Enter');
  await settled(taker.page);
  assertFaultless(giver, taker);
  await giver.context.close();
  await taker.context.close();
});

test('a buyer sees what was disclosed at its level, until it ends', async () => {
  const holder = await visitor(browser, house.server, { client: house.management });
  const buyer = await visitor(browser, house.server, { client: house.buyer });
  const { page } = holder;
  await buyer.page.goto('/app/follows');
  await buyer.page.getByRole('link', { name: t('follow.disclosed') }).click();
  await buyer.page.getByText(t('disclosure.none_received')).waitFor();
  await examine(buyer, 'grants-buyer-empty');

  await page.goto('/app/organisation/grants');
  const give = form(page, 'disclosure.give');
  for (const level of ['summary', 'detail']) {
    await give.getByRole('radio', { name: t(`disclosure.${level}`) }).check();
    if (level === 'summary') {
      await give.getByText(t('disclosure.preview')).click();
      await give.getByRole('heading', { name: t('disclosed.categories') }).waitFor();
      assert.equal(await give.getByRole('heading', { name: t('disclosed.criteria') }).count(), 0, 'the summary shows no single answer');
    }
    await give.getByLabel(t('grants.party_number')).fill(numberOf(house.buyer));
    await give.getByLabel(t('disclosure.purpose')).fill('取引先調査への回答');
    await give.getByLabel(t('grants.last_day')).fill(lastDay);
    await give.getByRole('button', { name: t('disclosure.give_yes') }).click();
    await give.getByText(t('disclosure.done')).waitFor();
    await buyer.page.goto('/app/organisation/grants');
    await buyer.page.getByRole('link', { name: t('disclosure.see') }).first().click();
    await buyer.page.getByRole('heading', { level: 1, name: t('disclosed.title', { name: nameOf(house.applicant) }) }).waitFor();
    await buyer.page.getByRole('heading', { name: t('disclosed.categories') }).waitFor();
    await settled(buyer.page);
    assert.equal(await buyer.page.getByRole('rowheader', { name: '4-1-5-2' }).count(), level === 'detail' ? 1 : 0);
    await examine(buyer, `disclosed-${level}`);
  }
  await examine(holder, 'grants-given');
  for (let left = 2; left > 0; --left) await endFirst(page, 'disclosure.title', t('disclosure.end_text', { name: nameOf(house.buyer) }));
  await section(page, 'disclosure.title').getByText(t('disclosure.none_given')).waitFor();
  await page.getByText(t('work.write')).click();
  const work = form(page, 'work.title');
  await work.getByLabel(t('grants.party_number')).fill(numberOf(house.buyer));
  await work.getByLabel(t('work.first_on')).fill('2026-01-05');
  await work.getByRole('button', { name: t('work.save') }).click();
  await work.getByText(t('work.done')).waitFor();
  await examine(holder, 'grants-ended');
  await buyer.page.reload();
  buyer.faults.length = 0; // The browser itself reports the refusal.
  await buyer.page.getByText(t('disclosed.not_yet'), { exact: true }).waitFor();
  await settled(buyer.page);
  buyer.faults.length = 0;
  await examine(buyer, 'disclosed-ended', { languages: ['ja'] });
  await page.goto('/app/organisation/audit?f=review');
  const decided = page.getByRole('rowheader').filter({ hasText: t('operator.event.review.decided') });
  assert.match(await decided.first().innerText(), /\d-\d-\d-\d・確認/, 'a decision says its criterion');
  assert.equal(await page.getByRole('cell').filter({ hasText: house.assessment }).count(), 0, 'no id stands in the list');
  await page.getByRole('button', { name: t('audit.more') }).first().press('Enter');
  await page.getByText('SHA-256').waitFor();
  await examine(holder, 'audit');
  await page.getByLabel(t('audit.search')).fill('２-１-１-１');
  await page.waitForURL(/q=/);
  await page.waitForFunction((shown) => document.querySelectorAll('table.events th[scope=row]').length === shown, 1);
  await page.getByLabel(t('operator.events.kind')).selectOption('refused');
  await page.getByRole('button', { name: t('operator.events.show_all') }).click();
  assertFaultless(holder, { ...buyer, faults: [] });
  await holder.context.close();
  await buyer.context.close();
});

test('a program is let in with what it may do, its token is shown once, and it ends at once', async () => {
  const keeper = await visitor(browser, house.server, { client: house.applicant });
  const { page } = keeper;
  await page.goto('/app/organisation/grants');
  const programs = section(page, 'service.title');
  await programs.getByText(t('service.none')).waitFor();
  await programs.getByText(t('service.add'), { exact: true }).press('Enter');
  const add = programs.getByRole('form');
  await add.getByRole('button', { name: t('service.add_yes') }).click();
  await add.getByText(t('service.scope_missing')).waitFor();
  await examine(keeper, 'services-adding');
  await add.getByLabel(t('service.name')).fill('資産台帳の連携');
  await add.getByLabel(t('scope.assessment_read')).check();
  await add.getByLabel(t('scope.evidence_write')).check();
  await add.getByLabel(t('grants.last_day')).fill(lastDay);
  await add.getByRole('button', { name: t('service.add_yes') }).click();
  const token = await programs.getByLabel(t('service.token'), { exact: true }).inputValue();
  assert.match(token, /^hoshirube_[0-9a-f]{64}$/);
  const asked = await fetch(`${house.server.url}/api/v1/assessments/${house.assessment}`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(asked.status, 200);
  await examine(keeper, 'services-token');
  await programs.getByRole('button', { name: t('service.token_kept') }).click();
  assert.equal(await page.getByText(token).count(), 0);
  await programs.getByRole('rowheader', { name: '資産台帳の連携' }).waitFor();

  await programs.getByRole('button', { name: t('service.renew') }).click();
  await programs.getByLabel(t('service.token'), { exact: true }).waitFor();
  assert.notEqual(await programs.getByLabel(t('service.token'), { exact: true }).inputValue(), token);
  await programs.getByRole('button', { name: t('service.token_kept') }).click();
  await endFirst(page, 'service.title', t('service.end'));
  await programs.getByText(t('service.none')).waitFor();
  assertFaultless(keeper);
  await keeper.context.close();
});
