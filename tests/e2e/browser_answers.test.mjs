// Saving answers when things go wrong: two people at once, the server gone, and words that look like code.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertFaultless, launch, settled, visitor, words } from './support/browser.mjs';
import { acceptLink, openHouse, Server } from './support/server.mjs';

const t = words('ja');
const kCriterion = '1-2-1-1';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const note = (page) => page.getByLabel(t('answer.note'));
const saved = (page) => page.getByText(t('assessment.save_state.saved'));
const title = (page) => page.getByRole('article').getByRole('heading', { level: 2 });

async function openQuestion(page, house) {
  await page.goto(`/app/assessments/${house.assessment}?c=${kCriterion}`);
  await settled(page);
  await note(page).waitFor();
}

async function answerOf(house) {
  const { json } = await house.applicant.get(`/assessments/${house.assessment}/answers`);
  return json.answers.find(({ criterion }) => criterion === kCriterion);
}

async function events(house) {
  const { json } = await house.operator.get('/events?limit=500');
  return json.items.filter(({ type }) => type === 'answer.saved').length;
}

test('choosing a state keeps the question in sight, however one came to it', async () => {
  const house = await openHouse({ untilStep: 3, roles: ['applicant'] });
  try {
    const { page, context } = await visitor(browser, house.server, { client: house.applicant });
    await page.goto('/app/assessment');
    await settled(page);
    const before = await title(page).innerText();
    await page.getByRole('article').getByRole('radio').first().click();
    await saved(page).or(page.getByText(t('distance.left', { star: 3, n: 80 }))).first().waitFor();
    assert.equal(await title(page).innerText(), before, 'the note and the evidence are still to come');
    await context.close();
  } finally {
    await house.close();
  }
});

test('of two people who save the same answer, the second sees the words of the first and chooses', async () => {
  const house = await openHouse({ untilStep: 4, roles: ['applicant'] });
  try {
    const invited = await house.applicant.post(`/organisations/${house.organisation}/invites`, { email: 'second@mihoshi-seiki.example', name: '二宮 次郎', role: 'applicant' });
    assert.equal(invited.status, 201);
    const people = await house.applicant.get(`/organisations/${house.organisation}/people`);
    const second = await acceptLink(house.server, people.json.invites.find(({ email }) => email === 'second@mihoshi-seiki.example'));
    const one = await visitor(browser, house.server, { client: house.applicant });
    const two = await visitor(browser, house.server, { client: second });
    for (const { page } of [one, two]) await openQuestion(page, house);

    await note(one.page).fill('一人目の説明。');
    await saved(one.page).waitFor();
    await note(two.page).fill('二人目の説明。');
    const conflict = two.page.getByRole('alert');
    await conflict.getByText(t('conflict.title', { name: house.applicant.session.name })).waitFor();
    await conflict.getByText('一人目の説明。').waitFor();
    await conflict.getByText('二人目の説明。').waitFor();
    assert.equal((await answerOf(house)).note, '一人目の説明。', 'nothing is overwritten in silence');

    await two.page.reload(); // Both stay, even over a reload.
    await settled(two.page);
    await conflict.getByText('二人目の説明。').waitFor();
    await conflict.getByRole('button', { name: t('conflict.keep_mine') }).click();
    await conflict.waitFor({ state: 'detached' });
    await saved(two.page).waitFor();
    assert.equal((await answerOf(house)).note, '二人目の説明。');

    await note(one.page).fill('一人目の二つめの説明。'); // Has not seen the second's words yet.
    await one.page.getByRole('alert').getByRole('button', { name: t('conflict.take_theirs') }).click();
    await one.page.getByRole('alert').waitFor({ state: 'detached' });
    await one.page.waitForFunction(() => document.querySelector('textarea[name=note]').value === '二人目の説明。');
    assert.equal((await answerOf(house)).note, '二人目の説明。');
    // The refused save answers 409, which Chromium reports on its console; nothing else may stand there.
    for (const each of [one, two]) each.faults.splice(0, Infinity, ...each.faults.filter((fault) => !/status of 409/.test(fault)));
    assertFaultless(one, two);
    await one.context.close();
    await two.context.close();
  } finally {
    await house.close();
  }
});

test('what is typed while the server is gone stays on the page and is sent once when it is back', async () => {
  const house = await openHouse({ untilStep: 4, roles: ['applicant', 'operator'] });
  try {
    const person = await visitor(browser, house.server, { client: house.applicant, offlineIsExpected: true });
    const { page } = person;
    await openQuestion(page, house);
    const before = { events: await events(house), version: (await answerOf(house)).version };
    const { port } = house.server;
    await house.server.kill();
    await note(page).fill('サーバーが止まっているあいだに書いた説明。');
    await page.getByText(t('assessment.save_state.waiting')).waitFor();
    await page.getByText(t('shell.away')).waitFor();
    assert.equal(await note(page).inputValue(), 'サーバーが止まっているあいだに書いた説明。');

    house.server = await Server.start(house.data, { listen: `127.0.0.1:${port}` });
    await saved(page).waitFor({ timeout: 60_000 });
    await page.getByText(t('shell.away')).waitFor({ state: 'hidden', timeout: 60_000 });
    const after = await answerOf(house);
    assert.equal(after.note, 'サーバーが止まっているあいだに書いた説明。');
    assert.equal(after.version, before.version + 1, 'sent exactly once');
    assert.equal(await events(house), before.events + 1, 'and recorded once');
    assertFaultless(person);
    await person.context.close();
  } finally {
    await house.close();
  }
});

test('an answer that arrived without its receipt is not entered a second time', async () => {
  const house = await openHouse({ untilStep: 4, roles: ['applicant', 'operator'] });
  try {
    const person = await visitor(browser, house.server, { client: house.applicant });
    const { page } = person;
    await openQuestion(page, house);
    const before = await events(house);
    const keys = [];
    await page.route(`**/answers/${kCriterion}`, async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch(); // The server has it; the browser never hears so.
      return route.abort('connectionreset');
    });
    await note(page).fill('一度だけ届く説明。');
    await saved(page).waitFor({ timeout: 60_000 });
    assert.deepEqual([...new Set(keys)].length, 1, 'sent again under the same key');
    assert.ok(keys.length > 1, 'it was sent again');
    assert.equal(await events(house), before + 1);
    await person.context.close();
  } finally {
    await house.close();
  }
});
