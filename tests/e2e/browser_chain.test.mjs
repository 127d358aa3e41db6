// The whole chain in Chromium, from the first-login link to the buyer's table, by what each person sees and can press.
// Every page on the way is examined in both languages and at two widths.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { assertFaultless, examine, launch, pictures, settled, switchTo, visitor, words } from './support/browser.mjs';
import { company as example } from './support/example.mjs';
import { loadExample, password, removeFolder, repository, Server, temporaryFolder } from './support/server.mjs';

const t = words('ja');
const kCriteria = 81;
const files = path.join(repository, 'example/files');
const reason = '台帳の書き出しの日付が読めません。日付の入った台帳を付けてください。';

let data, server, browser, logins;
const people = {};

before(async () => {
  data = await temporaryFolder();
  logins = await loadExample(data, { untilStep: 1 });
  server = await Server.start(data);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await removeFolder(data);
});

const button = (page, key, values) => page.getByRole('button', { name: t(key, values) });
const link = (page, key, values) => page.getByRole('link', { name: t(key, values) });
const goBy = (page, key) => page.getByRole('navigation', { name: t('shell.navigation') }).getByRole('link', { name: t(key), exact: true }).click();

async function arrive(role) {
  const person = (people[role] = await visitor(browser, server));
  const { page } = person;
  await page.goto(logins[role].link);
  await examine(person, `invite-${role}`, role === 'applicant' ? {} : { languages: ['ja'] });
  assert.equal(await page.getByLabel(t('invite.name')).inputValue(), logins[role].name, 'the name is filled in');
  await page.getByLabel(t('invite.password')).fill(password);
  await button(page, 'invite.accept').click();
  await page.waitForURL('**/app/**');
  await settled(page);
  return person;
}

test('a new user of each role walks the chain in the browser', async (walk) => {
  let hasFailed = false; // Steps stand on each other: after the first that fails the rest says nothing.
  const step = (name, act) =>
    walk.test(name, { skip: hasFailed && 'an earlier step failed' }, async () => {
      hasFailed = true;
      await act().catch(async (error) => { await pictures(Object.values(people).filter((person) => person.page)); throw error; });
      hasFailed = false;
    });

  await step('the applicant accepts the link and is led into the ten-minute start', async () => {
    const applicant = await arrive('applicant');
    const { page } = applicant;
    await page.getByRole('heading', { name: t('today.empty') }).waitFor();
    await examine(applicant, 'today-empty');
    await link(page, 'today.begin').click();
    await settled(page);
    await examine(applicant, 'start-first');
    await answerStart(page, applicant);
    await examine(applicant, 'start-scope');
    await button(page, 'start.open').click();
    await page.getByRole('heading', { level: 1, name: t('today.first_title') }).waitFor();
    await examine(applicant, 'today-first');
  });

  await step('answers one question with a date, a reason and files', async () => {
    const { page } = people.applicant;
    await goBy(page, 'nav.assessment');
    await settled(page);
    await examine(people.applicant, 'assessment-list');
    await nextQuestion(page, () => page.keyboard.press('j'));
    await page.getByRole('radio', { name: t('state.planned') }).check();
    await page.getByText(t('assessment.save_state.needs_date')).waitFor();
    await examine(people.applicant, 'assessment-planned');
    await page.getByLabel(t('answer.planned_on')).fill('2027-01-15');
    await page.getByLabel(t('answer.planned_owner')).fill('総務課 髙木');
    await page.getByText(t('assessment.save_state.saved')).waitFor();
    await page.getByRole('radio', { name: t('state.met') }).check();
    await page.getByLabel(t('answer.note')).fill('台帳は毎月1日に総務課が見直します。');
    await page.getByText(t('assessment.save_state.saved')).waitFor();
    await handIn(page, '20-pc-ledger.xlsx');
    await drop(page, '30-asset-tool-export.csv');
    await examine(people.applicant, 'assessment-answered');
  });

  await step('answers all the rest with the keyboard', async () => {
    const { page } = people.applicant;
    await page.getByRole('navigation', { name: t('list.title') }).getByRole('link').first().click();
    for (let n = 0; n < kCriteria; n += 1) {
      await page.keyboard.press('1');
      for (const way of await page.getByRole('group', { name: t('answer.branches') }).getByRole('checkbox').all()) await way.check();
      if (n + 1 < kCriteria) await nextQuestion(page, () => page.keyboard.press('j'));
    }
    await page.getByText(t('distance.none')).first().waitFor();
  });

  await step('puts the evidence shelf in order and submits to the expert', async () => {
    const { page } = people.applicant;
    await goBy(page, 'nav.evidence');
    await settled(page);
    await examine(people.applicant, 'evidence');
    await goBy(page, 'nav.submission');
    await settled(page);
    await page.getByRole('radio', { name: logins.expert.name }).check();
    await examine(people.applicant, 'submission');
    await button(page, 'submission.send_to', { name: logins.expert.name }).click();
    await page.getByRole('heading', { name: t('submission.with_expert', { name: logins.expert.name }) }).waitFor();
    await examine(people.applicant, 'submission-sent');
    await goBy(page, 'nav.today');
    await settled(page);
    await examine(people.applicant, 'today-submitted');
  });

  await step('the expert returns one criterion and confirms the others with the keyboard', async () => {
    const expert = await arrive('expert');
    const { page } = expert;
    await examine(expert, 'reviews');
    await link(page, 'review.list.begin').click();
    await settled(page);
    await examine(expert, 'review-desk');
    await page.keyboard.press('r');
    await page.getByLabel(t('review.return.reason')).fill(reason);
    await examine(expert, 'review-return', { languages: ['ja'] });
    await page.keyboard.press('Control+Enter');
    await confirmAll(page, kCriteria - 1);
    await link(page, 'review.to_summary').last().click();
    await page.getByText(reason).waitFor();
    await examine(expert, 'review-summary-return');
    await button(page, 'review.summary.send_back', { n: 1 }).click();
    await page.getByText(t('review.after.returned', { n: 1 })).waitFor();
    await examine(expert, 'review-sent-back');
  });

  await step('the applicant sees the reason, answers it and submits again', async () => {
    const { page } = people.applicant;
    await goBy(page, 'nav.today');
    await page.reload();
    await page.getByText(reason).waitFor();
    await examine(people.applicant, 'today-returned');
    await link(page, 'today.answer_returned').click();
    await settled(page);
    await page.getByText(reason).first().waitFor();
    await examine(people.applicant, 'assessment-returned');
    await page.getByLabel(t('answer.note')).fill('日付の入った台帳に差し替えました。');
    await page.getByText(t('assessment.save_state.saved')).waitFor();
    await handIn(page, '21-network-ledger.xlsx');
    await goBy(page, 'nav.submission');
    await page.getByRole('radio', { name: logins.expert.name, checked: true }).waitFor();
    await button(page, 'submission.send_to', { name: logins.expert.name }).click();
    await page.getByRole('heading', { name: t('submission.with_expert', { name: logins.expert.name }) }).waitFor();
  });

  await step('the expert needs to look at the changed answer only, and sends the confirmation', async () => {
    const { page } = people.expert;
    await goBy(page, 'nav.reviews');
    await page.reload();
    await link(page, 'review.list.begin').click();
    await settled(page);
    await page.getByText(t('review.queue.left', { n: 1 })).first().waitFor();
    await confirmAll(page, 1);
    await link(page, 'review.to_summary').last().click();
    await page.getByRole('button', { name: t('review.summary.send_confirm'), disabled: true }).waitFor();
    await page.getByRole('checkbox', { name: t('review.scope.read') }).check();
    await examine(people.expert, 'review-summary-confirm');
    await button(page, 'review.summary.send_confirm').click();
    await page.getByText(t('review.after.confirmed')).waitFor();
    await examine(people.expert, 'review-sent');
  });

  await step('management reads one page and declares', async () => {
    const management = await arrive('management');
    const { page } = management;
    await examine(management, 'declaration');
    await page.getByRole('checkbox').check();
    await page.getByLabel(t('declaration.sign.name')).fill('だれか');
    await button(page, 'declaration.sign.go', { star: 3 }).click();
    await page.getByText(t('declaration.sign.name_other', { name: logins.management.name })).waitFor();
    await examine(management, 'declaration-wrong-name', { languages: ['ja'] });
    await page.getByLabel(t('declaration.sign.name')).fill(logins.management.name);
    await button(page, 'declaration.sign.go', { star: 3 }).click();
    await page.getByText(t('declaration.done_next')).waitFor();
    await examine(management, 'declaration-done');
  });

  await step('the operator sees what the public will see, and registers', async () => {
    const operator = await arrive('operator');
    const { page } = operator;
    await examine(operator, 'registrations');
    await link(page, 'registration.list.examine').click();
    await settled(page);
    await page.getByRole('heading', { name: t('registration.preview.title') }).waitFor();
    const preview = page.frameLocator(`iframe[title="${t('registration.preview.frame')}"]`);
    await preview.getByText(t('public.star.to_be')).waitFor();
    const before = await preview.locator('dl').allInnerTexts();
    const does_not_say = await preview.locator('ul').last().innerText();
    await examine(operator, 'registration');
    await button(page, 'registration.decide.register').click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await examine(operator, 'registration-dialog', { languages: ['ja'] });
    await dialog.getByRole('button', { name: t('registration.register.go') }).click();
    await page.getByText(t('registration.done.registered', { star: 3 })).waitFor();
    await preview.getByText(t('public.star.to_be')).waitFor({ state: 'detached' });
    const anyone = await (await fetch(`${server.url}/register/${example.organisation.corporate_number}?lang=ja`)).text();
    const plain = (html) => html.replace(/<[^>]+>/g, '').replace(/&amp;/g, '&').replace(/\s+/g, '');
    for (const line of [...before.flatMap((list) => list.split('\n')), ...does_not_say.split('\n')])
      if (line !== t('public.star.number_to_be')) assert.ok(plain(anyone).includes(line.replace(/\s+/g, '')), `shown before, not after: ${line}`);
    await examine(operator, 'registration-done');
  });

  await step('anyone finds the star by its reading, in Japanese and English', async () => {
    const anyone = (people.anyone = await visitor(browser, server));
    const { page } = anyone;
    await page.goto('/');
    await examine(anyone, 'public-home');
    await link(page, 'public.home.look_up.name').first().click();
    await settled(page);
    await examine(anyone, 'public-register');
    await page.getByLabel(t('public.register.label')).fill('みほしせいき');
    await button(page, 'public.register.button').click();
    await examine(anyone, 'public-found');
    await page.getByRole('link', { name: '見星精機' }).click();
    await page.getByText(t('public.star.valid', { star: 3 })).waitFor();
    await examine(anyone, 'public-star');
    await switchTo(page, 'en');
    await page.getByText(words('en')('public.star.valid', { star: 3 })).waitFor();
    await page.getByText('Mihoshi Seiki').first().waitFor();
    people.number = page.url().match(/\d{13}/)[0];
  });

  await step('the buyer follows the firm and sees when it must be renewed', async () => {
    const buyer = await arrive('buyer');
    const { page } = buyer;
    await examine(buyer, 'follows-before');
    await page.getByLabel(t('follow.add.numbers')).fill(`株式会社見星精機 ${people.number}\n1234567890123`);
    await page.getByText(t('follow.fault.check')).waitFor();
    await examine(buyer, 'follows-typing', { languages: ['ja'] });
    await button(page, 'follow.add.go', { n: 1 }).click();
    const row = page.getByRole('row', { name: '見星精機' });
    await row.waitFor();
    const registered = await publicCertificate();
    const shown = await row.innerText();
    assert.match(shown, new RegExp(registered.last_valid_day), 'the last day on which a renewal is in time');
    assert.doesNotMatch(shown, new RegExp(registered.renewal_due_on), 'the day after is no day to renew by');
    await examine(buyer, 'follows');
  });

  await step('nothing on the way left the origin, broke a policy, or kept anyone out', async () => {
    assertFaultless(...Object.values(people).filter((person) => person.page));
  });
});

// One question a step; every third is left unknown where that is offered, as a new user would.
async function answerStart(page, applicant) {
  const scope = page.getByRole('heading', { name: t('scope.question') });
  for (let n = 0; !(await scope.isVisible()); n += 1) {
    const question = page.getByRole('heading', { level: 2 });
    const asked = await question.innerText();
    if (n === 2) await examine(applicant, 'start-choice');
    const field = page.getByRole('textbox');
    if (await field.isVisible()) {
      await field.fill(n === 0 ? '髙木 美穂' : '28');
      await button(page, 'start.next').click();
    } else {
      const choices = page.getByRole('list', { name: asked }).getByRole('button');
      await choices.nth(n % (await choices.count())).click();
    }
    await page.waitForFunction((before) => document.querySelector('h2')?.innerText !== before, asked);
  }
}

// Acts, and waits until another question stands there.
async function nextQuestion(page, act) {
  const title = () => page.getByRole('article').getByRole('heading', { level: 2 });
  const before = await title().innerText();
  await act();
  await page.waitForFunction((old) => document.querySelector('article h2').innerText !== old, before);
}

const behind = (page, name) => page.getByRole('list', { name: t('proof.behind') }).getByText(name, { exact: true }).first();

async function handIn(page, name) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'drop.choose').click()]);
  await chooser.setFiles(path.join(files, name));
  await behind(page, name).waitFor();
}

async function drop(page, name) {
  const dataTransfer = await page.evaluateHandle(([content, fileName]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(content), (each) => each.charCodeAt(0))], fileName));
    return transfer;
  }, [readFileSync(path.join(files, name)).toString('base64'), name]);
  await page.getByText(t('drop.here')).dispatchEvent('drop', { dataTransfer });
  await behind(page, name).waitFor();
}

// C confirms and goes on to the next undecided one.
async function confirmAll(page, count) {
  for (let left = count - 1; left >= 0; left -= 1) {
    await page.keyboard.press('c');
    await page.getByText(left > 0 ? t('review.said.left', { n: left }) : t('review.all_decided')).first().waitFor();
  }
}

async function publicCertificate() {
  const response = await server.client().get(`/public/organisations/${people.number}`);
  return response.json.certificates[0];
}
