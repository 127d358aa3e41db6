// After the confirmation: a broken seal is said wherever the old stage stood, and what comes back to the expert is not taken as read.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertFaultless, examine, launch, settled, visitor, words } from './support/browser.mjs';
import { openHouse } from './support/server.mjs';

const t = words('ja');
let browser;

before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

test('a broken seal is said wherever the old stage stood, and the expert reads the other scope before confirming', async () => {
  const open = await openHouse({ untilStep: 7, roles: ['applicant', 'management', 'expert', 'operator'] });
  const people = {};
  for (const role of ['applicant', 'management', 'expert', 'operator']) people[role] = await visitor(browser, open.server, { client: open[role] });
  const goTo = async (role, address) => {
    await people[role].page.goto(address);
    await settled(people[role].page);
    return people[role].page;
  };
  try {
    const place = `/assessments/${open.assessment}`;
    const before = (await open.applicant.get(place)).json;
    const shelf = await goTo('applicant', '/app/evidence');
    await shelf.getByText(t('sealed.declared')).waitFor();
    assert.equal(await shelf.getByRole('button', { name: t('file.edit') }).count(), 0, 'a period is sealed until one agrees to break the seal');

    const scope = await goTo('applicant', `/app/assessments/${open.assessment}/scope`);
    await scope.getByRole('button', { name: t('sealed.ask') }).click();
    await scope.getByRole('dialog').getByRole('button', { name: t('sealed.agree') }).click();
    await scope.getByLabel(t('scope.description'), { exact: true }).fill('本社だけ。工場は入りません。');
    await scope.getByRole('button', { name: t('ui.save') }).click();
    await scope.getByText(t('submission.seal_broken_declared')).waitFor();
    await scope.getByRole('link', { name: t('submission.submit_again') }).waitFor();
    await examine(people.applicant, 'scope-broken');

    const today = await goTo('applicant', '/app/today');
    await today.getByText(t('submission.seal_broken_declared')).waitFor();
    await today.getByRole('listitem').filter({ hasText: t('departs.scope') }).first().waitFor();
    assert.equal(await today.getByText(t('today.declared')).count(), 0);
    await examine(people.applicant, 'today-broken');

    const declaration = await goTo('management', `/app/declarations/${open.assessment}`);
    await declaration.getByText(t('declaration.nobody_declared')).waitFor();
    for (const key of ['declaration.print', 'declaration.signed', 'declaration.done_next']) assert.equal(await declaration.getByText(t(key), { exact: true }).count(), 0, key);
    await declaration.getByRole('link', { name: t('submission.submit_again') }).waitFor();
    await examine(people.management, 'declaration-broken');

    const list = await goTo('operator', '/app/registrations');
    await list.getByText(t('declaration.seal_broken')).waitFor();
    await examine(people.operator, 'registrations-broken');
    const registration = await goTo('operator', `/app/registrations/${open.assessment}`);
    await registration.getByText(t('registration.preview.barred')).waitFor();
    assert.equal(await registration.locator('.good-line').count(), 0, 'no green mark beside a broken seal');
    assert.equal(await registration.getByRole('button', { name: t('registration.decide.register') }).count(), 0);
    await examine(people.operator, 'registration-broken');
    await registration.getByRole('button', { name: t('registration.decide.refuse') }).click();
    await registration.getByLabel(t('registration.refuse.reason')).fill('宣言のあとで範囲が変わっています。');
    await registration.getByRole('button', { name: t('registration.refuse.go') }).click();
    await registration.getByText(t('registration.done.refused_next')).waitFor();

    const submission = await goTo('applicant', '/app/submission');
    await submission.getByText(t('submission.seal_broken')).waitFor();
    await submission.getByRole('radio', { checked: true }).waitFor();
    assert.equal(await submission.getByRole('link', { name: t('submission.submit_again') }).count(), 0, 'the next step stands on this very page');
    await examine(people.applicant, 'submission-broken');
    await submission.getByRole('button', { name: t('submission.send_to', { name: open.expert.session.name }) }).click();
    await submission.getByText(t('submission.take_back_text')).waitFor();

    const desk = await goTo('expert', `/app/reviews/${open.assessment}`);
    await desk.getByText(t('review.scope.changed')).waitFor();
    await desk.getByText(before.scope.description, { exact: true }).waitFor();
    await examine(people.expert, 'review-other-scope');
    const summary = await goTo('expert', `/app/reviews/${open.assessment}/summary`);
    const send = summary.getByRole('button', { name: t('review.summary.send_confirm') });
    assert.ok(await send.isDisabled(), 'an other scope is not confirmed unread');
    await summary.getByRole('checkbox', { name: t('review.scope.read_changed') }).check();
    await examine(people.expert, 'review-summary-other-scope');
    await send.click();
    await summary.getByText(t('review.after.confirmed')).waitFor();
    assertFaultless(...Object.values(people));
  } finally {
    await open.close();
  }
});

test('returned criteria left as they were are said first, and submitted only when meant', async () => {
  const open = await openHouse({ untilStep: 5, roles: ['applicant', 'expert'] });
  const person = await visitor(browser, open.server, { client: open.applicant });
  try {
    const place = `/assessments/${open.assessment}`;
    const { version } = (await open.applicant.get(place)).json;
    await open.applicant.post(`${place}/submission`, { confirmer_id: open.expert.session.person_id, version });
    const answer = (await open.applicant.get(`${place}/answers`)).json.answers.find(({ criterion }) => criterion === '1-2-1-1');
    await open.expert.put(`${place}/review/1-2-1-1`, { decision: 'returned', reason: '日付がない', answer_version: answer.version });
    assert.equal((await open.expert.post(`${place}/review`, { outcome: 'send_back' })).status, 200);
    const { page } = person;
    await page.goto('/app/submission');
    await settled(page);
    await page.getByText(t('submission.still_returned', { n: 1 })).waitFor();
    assert.equal(await page.getByText(t('submission.all_answered', { n: 81 })).count(), 0);
    const send = page.getByRole('button', { name: t('submission.send_to', { name: open.expert.session.name }) });
    assert.ok(await send.isDisabled());
    await page.getByRole('checkbox', { name: t('submission.as_returned', { n: 1 }) }).check();
    await examine(person, 'submission-as-returned');
    await send.click();
    await page.getByText(t('submission.take_back_text')).waitFor();
    assertFaultless(person);
  } finally {
    await open.close();
  }
});
