// A buyer tries the invented network, has it computed, and reads list, pictures, one firm and a plan; then hands in files of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertFaultless, examine, launch, visitor, words } from './support/browser.mjs';
import { openHouse } from './support/server.mjs';

const t = words('ja');
let browser, house;
before(async () => {
  browser = await launch();
  house = await openHouse({ untilStep: 1 });
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test('an example from nothing to a plan of stars', async () => {
  const person = await visitor(browser, house.server, { client: house.buyer });
  const { page } = person;
  await page.goto('/app/cascade');
  await page.getByRole('heading', { name: t('cascade.empty') }).waitFor();
  await examine(person, 'cascade-empty');
  await page.getByRole('button', { name: t('cascade.try') }).click();
  await page.getByRole('button', { name: t('cascade.run.new') }).click();
  await page.getByRole('region', { name: t('cascade.view.list') }).waitFor();
  assert.ok(await page.getByText(t('cascade.about.invented')).isVisible(), 'an invented network says so');
  await examine(person, 'cascade-list');
  for (const view of ['profile', 'size', 'sectors', 'prefectures']) {
    await page.getByRole('button', { name: t(`cascade.view.${view}`), exact: true }).click();
    await page.getByRole('heading', { level: 2, name: t(`cascade.view.${view}`) }).waitFor();
    await examine(person, `cascade-${view}`);
  }
  // Picture and list are linked: a tile filters the list, and the address keeps it.
  await page.locator('.tile[role=link]').first().press('Enter');
  await page.getByRole('region', { name: t('cascade.view.list') }).waitFor();
  assert.match(page.url(), /prefecture=/);
  await page.getByRole('button', { name: t('cascade.filter.clear') }).click();
  await page.getByRole('region', { name: t('cascade.view.list') }).locator('tbody th a').first().click();
  await page.getByRole('heading', { name: t('cascade.firm.course') }).waitFor();
  await examine(person, 'cascade-firm');
  await page.getByRole('button', { name: t('cascade.firm.whatif_go') }).click();
  await page.getByText(t('cascade.firm.whatif_result')).waitFor();
  await page.getByRole('link', { name: t('cascade.firm.as_buyer') }).click();
  await page.getByRole('heading', { name: t('cascade.exposure.single') }).waitFor();
  await examine(person, 'cascade-exposure');
  // A buyer is found by a part of its number, and the tiers to look at stand in the address.
  const choose = page.getByLabel(t('cascade.choose.buyer'));
  await choose.fill('99');
  await choose.press('Enter');
  await page.getByText(t('cascade.choose.which', { n: '' }).split('。')[1]).waitFor();
  await page.locator('.choose-firm ~ [role=status] button').first().click();
  await page.getByLabel(t('cascade.exposure.tiers')).fill('1');
  await page.getByLabel(t('cascade.exposure.tiers')).press('Enter');
  await page.getByRole('region', { name: t('cascade.exposure.by_tier') }).waitFor();
  assert.match(page.url(), /buyer=.*tiers=1/);
  await page.getByRole('button', { name: t('cascade.view.noise'), exact: true }).click();
  await page.getByRole('button', { name: t('cascade.outage.go'), exact: true }).click();
  await page.getByRole('heading', { level: 2, name: t('cascade.view.noise') }).waitFor();
  await examine(person, 'cascade-noise');
  await page.getByRole('button', { name: t('cascade.view.outage'), exact: true }).click();
  await page.getByLabel(t('cascade.choose.stopped')).fill('0');
  await page.getByLabel(t('cascade.choose.stopped')).press('Enter');
  await page.locator('.choose-firm ~ [role=status] button').first().click();
  await page.getByRole('button', { name: t('cascade.outage.go'), exact: true }).click();
  await page.getByRole('heading', { level: 2, name: t('cascade.view.outage') }).waitFor();
  await examine(person, 'cascade-outage');
  await page.reload();
  await page.getByRole('heading', { level: 2, name: t('cascade.view.outage') }).waitFor(); // What was asked stands in the address.
  await page.getByRole('button', { name: t('cascade.view.plan'), exact: true }).click();
  await page.getByRole('button', { name: t('cascade.plan.go') }).click();
  await page.getByText(t('cascade.plan.result')).waitFor();
  await examine(person, 'cascade-plan');
  assertFaultless(person);
});

test('files at fault are named by line, and right ones may follow', async () => {
  const person = await visitor(browser, house.server, { client: house.buyer });
  const { page } = person;
  const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  const nodes = file('nodes.csv', 'id,sector,revenue\na,29,\nb,29,\nc,30,200\n');
  await page.goto('/app/cascade');
  await page.getByText(t('cascade.new'), { exact: true }).click();
  await page.getByLabel(t('cascade.field.name'), { exact: true }).fill('部品の調達網');
  await page.locator('input[name=nodes]').setInputFiles(nodes);
  await page.locator('input[name=links]').setInputFiles(file('links.csv', 'supplier,buyer,weight\na,b,10\nb,c,-1\n'));
  await page.getByRole('button', { name: t('cascade.send') }).click();
  await page.getByText(/3\s*行目/).waitFor();
  await examine(person, 'cascade-fault');
  await page.locator('input[name=nodes]').setInputFiles(nodes);
  await page.locator('input[name=links]').setInputFiles(file('links.csv', 'supplier,buyer,weight\na,b,10\nb,c,100\n'));
  await page.getByRole('button', { name: t('cascade.send') }).click();
  await page.getByRole('button', { name: t('cascade.run.new') }).waitFor();
  assertFaultless(person);
});
