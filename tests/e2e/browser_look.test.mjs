// Looking into evidence without leaving the page, and seeing who else is there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertFaultless, examine, launch, settled, visitor, words } from './support/browser.mjs';
import { acceptLink, openHouse } from './support/server.mjs';

const t = words('ja');
let browser, house, files;

before(async () => {
  browser = await launch();
  house = await openHouse({ untilStep: 6, roles: ['applicant', 'expert', 'operator'] });
  files = (await house.applicant.get(`/organisations/${house.organisation}/evidence`)).json.items;
});
after(async () => {
  await browser?.close();
  await house?.close();
});

const fileNamed = (name) => files.find(({ file_name }) => file_name === name);

// How much of the canvas is neither white nor empty: a page that failed to draw is blank.
const ink = (canvas) => canvas.evaluate((element) => {
  const { data } = element.getContext('2d').getImageData(0, 0, element.width, element.height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) dark += data[at + 3] > 0 && data[at] + data[at + 1] + data[at + 2] < 380 ? 1 : 0;
  return dark / (data.length / 4);
});

async function look(page, name) {
  await page.goto(`/app/evidence?q=${encodeURIComponent(name)}`);
  await settled(page);
  await page.getByRole('button', { name: `${t('file.look')} ${name}` }).click();
  return page.getByRole('dialog');
}

test('the applicant looks into a PDF, a workbook, a CSV in CP932 and a picture', async () => {
  const person = await visitor(browser, house.server, { client: house.applicant });
  const { page } = person;
  const paper = await look(page, '01-security-policy.pdf');
  const drawn = paper.locator('canvas[data-drawn=true]');
  await drawn.waitFor();
  assert.ok((await ink(drawn)) > 0.002, 'the page is drawn, Japanese included');
  await paper.getByText(t('look.page_words')).click();
  assert.match(await paper.locator('pre').innerText(), /情報セキュリティ/);
  await examine(person, 'look-pdf', { languages: ['ja'] });

  const scan = await look(page, '17-pledge-scan.pdf');
  await scan.locator('canvas[data-drawn=true]').waitFor();
  assert.ok((await ink(scan.locator('canvas'))) > 0.001, 'a scanned page is drawn too');
  await scan.getByText(t('look.page_wordless')).waitFor();

  const ledger = await look(page, '20-pc-ledger.xlsx');
  await ledger.getByRole('cell').first().waitFor();
  assert.match(await ledger.getByRole('table').innerText(), /PC/);
  await examine(person, 'look-xlsx', { languages: ['ja'] });

  const list = await look(page, '30-asset-tool-export.csv');
  await list.getByRole('cell').first().waitFor();
  assert.doesNotMatch(await list.getByRole('table').innerText(), /\uFFFD/, 'CP932 is read');

  const picture = await look(page, '18-notice-photo.jpg');
  await picture.getByRole('img').waitFor();
  assertFaultless(person);
  await person.context.close();
});

test('what cannot be shown is said in words', async () => {
  const { applicant } = house;
  const person = await visitor(browser, house.server, { client: applicant });
  const { page } = person;
  await applicant.upload(house.organisation, 'broken.pdf', Buffer.from('%PDF-1.7\nnothing more'));
  await applicant.upload(house.organisation, 'broken.xlsx', Buffer.from('PK\u0003\u0004 nothing more'));
  await applicant.upload(house.organisation, 'minutes.docx', Buffer.from('PK\u0003\u0004 a document'));
  const paper = await look(page, 'broken.pdf');
  await paper.getByText(t('look.pdf_broken')).waitFor();
  const book = await look(page, 'broken.xlsx');
  await book.getByRole('button', { name: t('ui.try_again') }).waitFor();
  await page.goto('/app/evidence?q=minutes.docx');
  await settled(page);
  await page.getByText(t('look.none')).waitFor();
  assert.deepEqual(person.findings, []);
  await person.context.close();
});

test('the expert sees a page beside the answer, and enlarged', async () => {
  const person = await visitor(browser, house.server, { client: house.expert });
  const { page } = person;
  const file = fileNamed('02-security-organisation.pdf');
  await page.goto(`/app/reviews/${house.assessment}?at=${file.stands_behind[0].criterion}`);
  await settled(page);
  await page.getByRole('button', { name: `${t('review.proofs.look')} ${file.file_name}` }).click();
  await page.locator('canvas[data-drawn=true]').first().waitFor();
  await page.getByRole('button', { name: `${t('look.large')} ${file.file_name}` }).click();
  await page.getByRole('dialog').locator('canvas[data-drawn=true]').waitFor();
  assertFaultless(person);
  await person.context.close();
});

test('two people at once see each other by name, at the same question and elsewhere', async () => {
  await house.applicant.post(`/organisations/${house.organisation}/invites`, { email: 'second@mihoshi-seiki.example', name: '二宮 次郎', role: 'applicant' });
  const { invites } = (await house.applicant.get(`/organisations/${house.organisation}/people`)).json;
  const second = await acceptLink(house.server, invites.find(({ email }) => email === 'second@mihoshi-seiki.example'));
  const [one, two] = [await visitor(browser, house.server, { client: house.applicant }), await visitor(browser, house.server, { client: second })];
  await one.page.goto(`/app/assessments/${house.assessment}?c=1-2-1-1`);
  await settled(one.page);
  await two.page.goto(`/app/assessments/${house.assessment}?c=1-2-1-1`);
  await two.page.locator('.presence-here').filter({ hasText: house.applicant.session.name }).waitFor(); // Beside whoever left less than half a minute ago.
  await examine(two, 'presence', { languages: ['ja'] });
  await two.page.goto(`/app/assessments/${house.assessment}?c=1-2-1-2`);
  await two.page.locator('.presence').filter({ hasText: t('presence.at', { name: house.applicant.session.name, number: '1-2-1-1' }) }).waitFor();
  await one.page.getByText('二宮 次郎').first().waitFor(); // Within the ten seconds in which each page asks again.
  assertFaultless(one, two);
  for (const { context } of [one, two]) await context.close();
});

const boxOf = (locator) => locator.first().boundingBox();

test('at a desk of 1280 pixels question, answer and evidence stand side by side, above the acts', async () => {
  const person = await visitor(browser, house.server, { client: house.expert });
  const { page } = person;
  await page.goto(`/app/reviews/${house.assessment}`);
  await settled(page);
  const [question, answer, state, proof, acts] = await Promise.all(['.desk-question', '.desk-answer', '.desk-state', '.proof-name', '.desk-acts'].map((each) => boxOf(page.locator(each))));
  assert.ok(answer.x >= question.x + question.width && Math.abs(answer.y - question.y) < 1, 'the answer beside the question');
  assert.ok(state.y + state.height < acts.y, 'what the firm says is not behind the acts');
  assert.ok(proof.x >= question.x + question.width && proof.y + proof.height < acts.y, 'nor is its evidence');
  assertFaultless(person);
  await person.context.close();
});

test('a confirmed assessment opens for change by a step of its own, by key and by mouse', async () => {
  const person = await visitor(browser, house.server, { client: house.applicant });
  const { page } = person;
  await page.goto(`/app/assessments/${house.assessment}?c=1-2-1-1`);
  await settled(page);
  const chosen = page.getByRole('article').getByRole('radio', { checked: true });
  assert.ok(await chosen.isDisabled(), 'closed to the mouse');
  await page.keyboard.press('5');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: t('sealed.keep') }).click();
  const { seal } = (await house.applicant.get(`/assessments/${house.assessment}`)).json;
  assert.equal(seal.is_intact, true, 'a key alone changes nothing');
  await page.getByRole('button', { name: t('sealed.ask') }).click();
  await dialog.getByRole('button', { name: t('sealed.agree') }).click();
  await page.getByRole('article').getByRole('radio', { disabled: false }).first().waitFor();
  assertFaultless(person);
  await person.context.close();
});

test('the keyboard alone agrees that a criterion does not apply', async () => {
  const open = await openHouse({ untilStep: 5, roles: ['applicant', 'expert'] });
  try {
    const { version } = (await open.applicant.get(`/assessments/${open.assessment}`)).json;
    const sent = await open.applicant.post(`/assessments/${open.assessment}/submission`, { confirmer_id: open.expert.session.person_id, version });
    assert.equal(sent.status, 200, sent.text);
    const { answers } = (await open.applicant.get(`/assessments/${open.assessment}/answers`)).json;
    const away = answers.find(({ state }) => state === 'not_applicable').criterion;
    const { page, context } = await visitor(browser, open.server, { client: open.expert });
    await page.goto(`/app/reviews/${open.assessment}?at=${away}`);
    await settled(page);
    const box = page.getByRole('checkbox', { name: t('review.acts.agree') });
    await page.keyboard.press('c');
    await page.getByText(t('review.acts.agree_first')).waitFor();
    assert.ok(await box.evaluate((each) => each === document.activeElement), 'a refusal leads to the box');
    await page.keyboard.press('n');
    assert.ok(await box.isChecked());
    await page.keyboard.press('c');
    await page.getByText(t('review.said.confirmed', { criterion: away })).waitFor();
    await page.keyboard.press('s');
    await page.waitForURL('**/summary');
    await context.close();
  } finally {
    await open.close();
  }
});
