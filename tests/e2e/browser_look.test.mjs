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
  await one.page.goto('/about'); // Whoever leaves says so: the other need not wait half a minute.
  await two.page.locator('.presence').filter({ hasText: house.applicant.session.name }).waitFor({ state: 'detached', timeout: 15_000 });
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

test('shelf, scope, files and the firm’s name ask before they break a seal, as the answers do', async () => {
  const person = await visitor(browser, house.server, { client: house.applicant });
  const { page } = person;
  const dialog = page.getByRole('dialog');
  const letGo = async () => {
    await page.getByRole('button', { name: t('sealed.ask') }).click();
    await dialog.getByText(t('sealed.loses_confirmed')).waitFor();
    await dialog.getByRole('button', { name: t('sealed.agree') }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  const { stands_behind: [{ criterion }] } = fileNamed('01-security-policy.pdf');
  const untie = page.getByRole('button', { name: t('file.untie', { number: criterion }) }).first();
  await page.goto('/app/evidence?q=01-security-policy.pdf');
  await examine(person, 'evidence-sealed');
  assert.equal(await untie.count(), 0, 'nothing can be loosened');
  assert.equal(await page.getByRole('combobox', { name: t('file.tie_more') }).count(), 0, 'nor tied');
  await letGo();
  await untie.waitFor();

  await page.goto(`/app/assessments/${house.assessment}/scope`);
  await examine(person, 'scope-sealed');
  const scope = page.getByLabel(t('scope.description'), { exact: false }).first();
  assert.equal(await scope.getAttribute('readonly'), '');
  assert.equal(await page.getByRole('button', { name: t('ui.save') }).count(), 0);
  await letGo();
  assert.equal(await scope.getAttribute('readonly'), null);

  await page.goto(`/app/assessments/${house.assessment}/files`);
  await settled(page);
  assert.equal(await page.getByLabel(t('files.choose')).count(), 0);
  await letGo();
  await page.getByLabel(t('files.choose')).waitFor();

  for (const [client, address] of [[house.applicant, '/app/organisation/edit'], [house.operator, `/app/operator/organisations/${house.organisation}`]]) {
    const editor = await visitor(browser, house.server, { client });
    await editor.page.goto(address);
    await settled(editor.page);
    const entry = editor.page.getByText(t('operator.organisations.entry'), { exact: true });
    if (client === house.operator) await entry.click();
    const name = editor.page.getByLabel(t('organisation.legal_name'), { exact: true });
    assert.equal(await name.getAttribute('readonly'), '');
    await editor.page.getByRole('button', { name: t('sealed.ask') }).click();
    await editor.page.getByRole('dialog').getByRole('button', { name: t('sealed.agree') }).click();
    await editor.page.waitForFunction(() => !document.querySelector('input[name=legal_name]').readOnly);
    assertFaultless(editor);
    await editor.context.close();
  }
  assert.equal((await house.applicant.get(`/assessments/${house.assessment}`)).json.seal.is_intact, true, 'asking alone breaks nothing');
  assertFaultless(person);
  await person.context.close();
});

test('a second assessment of the same scope is refused, and the open one is a link away', async () => {
  const person = await visitor(browser, house.server, { client: house.applicant });
  const { page } = person;
  await page.goto('/app/assessments/new');
  await settled(page);
  await page.getByRole('button', { name: t('assessments.open') }).click();
  await page.getByText(t('assessment.open_already')).first().waitFor();
  await examine(person, 'assessment-twin', { languages: ['ja'] });
  await page.getByRole('link', { name: t('ui.to_assessment') }).click();
  await page.waitForURL(`**/app/assessments/${house.assessment}`);
  assert.deepEqual(person.findings, []);
  await person.context.close();
});

test('evidence that somebody takes away while it is looked at is said, with what to do next', async () => {
  const open = await openHouse({ untilStep: 4, roles: ['applicant', 'expert'] });
  try {
    const { applicant, organisation, assessment } = open;
    const loose = (await applicant.upload(organisation, 'loose.txt', Buffer.from('loose'))).json.id;
    const tied = (await applicant.upload(organisation, 'tied.txt', Buffer.from('tied'))).json.id;
    const link = `/assessments/${assessment}/answers/1-2-1-1/evidence/${tied}`;
    assert.equal((await applicant.put(link)).status, 200);
    const person = await visitor(browser, open.server, { client: applicant });
    const { page } = person;
    await page.goto('/app/evidence?q=loose.txt');
    await settled(page);
    await page.getByRole('button', { name: `${t('file.look')} loose.txt` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('loose', { exact: true }).waitFor();
    assert.equal((await applicant.delete(`/evidence/${loose}`)).status, 200);
    await dialog.getByText(t('look.gone')).waitFor({ timeout: 30_000 });
    await dialog.getByText('loose', { exact: true }).waitFor(); // What was read stays in sight.
    await examine(person, 'evidence-gone', { languages: ['ja'] });
    await dialog.getByRole('button', { name: t('ui.close') }).click();
    await page.getByText(t('gone.shelf', { names: 'loose.txt' })).waitFor();
    await page.getByRole('button', { name: t('gone.seen') }).click();
    await page.getByText(t('gone.shelf', { names: 'loose.txt' })).waitFor({ state: 'detached' });

    await page.goto(`/app/assessments/${assessment}?c=1-2-1-1`);
    await settled(page);
    await page.getByRole('list', { name: t('proof.behind') }).getByText('tied.txt').first().waitFor();
    assert.equal((await applicant.delete(link)).status, 200);
    await page.getByText(t('gone.criterion', { names: 'tied.txt' })).waitFor({ timeout: 30_000 });
    assertFaultless(person);
    await person.context.close();
  } finally {
    await open.close();
  }
});

test('an expert whose review is taken back meanwhile is told so', async () => {
  const open = await openHouse({ untilStep: 5, roles: ['applicant', 'expert'] });
  try {
    const { version } = (await open.applicant.get(`/assessments/${open.assessment}`)).json;
    const submission = `/assessments/${open.assessment}/submission`;
    assert.equal((await open.applicant.post(submission, { confirmer_id: open.expert.session.person_id, version })).status, 200);
    const person = await visitor(browser, open.server, { client: open.expert });
    const { page } = person;
    await page.goto(`/app/reviews/${open.assessment}`);
    await settled(page);
    assert.equal((await open.applicant.delete(submission)).status, 200);
    await page.getByText(t('review.gone')).waitFor({ timeout: 30_000 });
    await examine(person, 'review-taken-back', { languages: ['ja'] });
    assert.equal(await page.getByRole('button', { name: t('review.acts.confirm') }).and(page.locator(':enabled')).count(), 0);
    await page.getByRole('link', { name: t('review.gone_list') }).click();
    await page.getByRole('heading', { level: 1, name: t('review.list.title') }).waitFor();
    assert.deepEqual(person.findings, []);
    await person.context.close();
  } finally {
    await open.close();
  }
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
