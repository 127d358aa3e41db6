// Two operators suspend and withdraw a star in the browser; the firm, the buyer and anyone see it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertFaultless, examine, launch, pictures, settled, visitor, words } from './support/browser.mjs';
import { company } from './support/example.mjs';
import { acceptLink, openHouse } from './support/server.mjs';

const t = words('ja');
const number = company.organisation.corporate_number;
let browser, house;

before(async () => {
  browser = await launch();
  house = await openHouse({ untilStep: 8 });
  const { organisation_id: office } = house.operator.session.memberships[0];
  const { json } = await house.operator.post(`/organisations/${office}/invites`, { email: 'second@example.jp', name: '星野 二郎', role: 'operator' });
  const { invites } = (await house.operator.get(`/organisations/${office}/people`)).json;
  house.second = await acceptLink(house.server, { ...invites.find((one) => one.id === json.id), role: 'operator' });
  const buyer = house.buyer.session.memberships[0].organisation_id;
  assert.equal((await house.buyer.post(`/organisations/${buyer}/follows`, { corporate_numbers: [number], note: '' })).status, 201);
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test('a star is suspended by two operators and then withdrawn, and everyone sees how it stands', async () => {
  const people = {};
  for (const role of ['operator', 'second', 'applicant', 'management', 'buyer']) people[role] = await visitor(browser, house.server, { client: house[role] });
  const goTo = async (role, address) => {
    await people[role].page.goto(address);
    await settled(people[role].page);
    return people[role].page;
  };
  const ask = async (page, act, reason) => {
    await page.getByLabel(t('star.ask.act')).selectOption(act);
    await page.getByLabel(t('star.reason')).fill(reason);
    await page.getByRole('button', { name: t('star.ask.go'), exact: true }).click();
    await page.getByRole('heading', { name: t('star.waits.title') }).waitFor();
  };
  const approve = async (page, beforeGo) => {
    await page.getByRole('button', { name: t('star.approve') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await beforeGo?.(dialog);
    await dialog.getByRole('button', { name: t('star.do.go') }).click();
    await page.getByText(t('star.done')).waitFor();
  };
  try {
    const list = await goTo('operator', '/app/registrations');
    await list.getByRole('link', { name: t('stars.to') }).click();
    await list.getByText(t('stars.stopped_none')).waitFor();
    await examine(people.operator, 'stars-empty');
    await list.getByLabel(t('stars.search')).fill('どこにもない');
    await list.getByText(t('stars.found_none')).waitFor();
    await list.getByLabel(t('stars.search')).fill('ミホシ');
    await list.getByRole('link', { name: t('stars.open') }).first().click();
    await settled(list);
    await list.getByRole('button', { name: t('star.ask.go'), exact: true }).click();
    await list.getByText(t('star.ask.reason_missing')).waitFor();
    await examine(people.operator, 'star-reason-missing');
    await ask(list, 'suspend', '届け出と違う運用が見つかりました。');
    await list.getByText(t('register.second_person')).waitFor();
    assert.equal(await list.getByRole('button', { name: t('star.approve') }).count(), 0, 'nobody approves what they asked');
    await examine(people.operator, 'star-waits');

    const other = await goTo('second', '/app/registrations/stars');
    await other.getByText('星野 二郎').count();
    await other.getByRole('link', { name: t('stars.open') }).first().click();
    await settled(other);
    await approve(other, () => examine(people.second, 'star-approve', { languages: ['ja'] }));
    await examine(people.second, 'star-suspended');

    const today = await goTo('applicant', '/app/today');
    await today.getByText(t('firm_star.suspended')).waitFor();
    await today.getByText(t('firm_star.reason', { reason: '届け出と違う運用が見つかりました。' })).waitFor();
    await examine(people.applicant, 'today-suspended');
    const declaration = await goTo('management', `/app/declarations/${house.assessment}`);
    await declaration.getByText(t('firm_star.suspended')).waitFor();
    const follows = await goTo('buyer', '/app/follows');
    await follows.getByRole('cell', { name: t('follow.state.suspended') }).waitFor();
    await examine(people.buyer, 'follows-suspended');
    people.anyone = await visitor(browser, house.server, { javaScriptEnabled: true });
    const shown = await goTo('anyone', `/register/${number}?lang=ja`);
    await shown.getByText(t('public.state.suspended'), { exact: true }).waitFor();
    await examine(people.anyone, 'public-suspended');

    await goTo('second', `/app/registrations/stars/${house.assessment}`);
    await ask(other, 'withdraw', '是正されませんでした。');
    const first = await goTo('operator', `/app/registrations/stars/${house.assessment}`);
    await approve(first, async (dialog) => {
      await dialog.getByRole('button', { name: t('star.do.go') }).click();
      await dialog.getByText(t('star.do.word_wrong')).waitFor();
      await examine(people.operator, 'star-withdraw', { languages: ['ja'] });
      await dialog.getByLabel(t('star.do.word', { number })).fill(number);
    });
    await first.getByText(t('star.ask.none')).waitFor();
    await examine(people.operator, 'star-withdrawn');
    await goTo('anyone', `/register/${number}?lang=ja`);
    await shown.getByText(t('public.state.withdrawn'), { exact: true }).waitFor();
    await examine(people.anyone, 'public-withdrawn');
    const events = await goTo('operator', '/app/operator/events');
    await events.getByText(t('operator.event.star.withdrawn')).first().waitFor();
    assertFaultless(...Object.values(people));
  } catch (error) {
    await pictures(Object.values(people));
    throw error;
  }
});
