// The server keeps the answers that it wrote out last. After every act that changes what they show, it must answer what a
// process reads that keeps nothing: the command line, beside it on the same data.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { confirmAll, personOf, sendConfirmation } from './support/example.mjs';
import { openHouse, runCommand } from './support/server.mjs';

let house, place, last;

before(async () => {
  house = await openHouse({ untilStep: 5, roles: ['applicant', 'expert'] });
  place = `/assessments/${house.assessment}`;
  last = await answers();
});

after(() => house?.close());

async function ok(promise) {
  const answer = await promise;
  assert.ok(answer.status < 300, answer.text);
  return answer.json;
}

// Read by both people who may, twice each, and by another process.
async function answers() {
  const shown = await ok(house.applicant.get(`${place}/answers`));
  for (const person of [house.applicant, house.expert, house.applicant]) {
    const again = await person.get(`${place}/answers`);
    if (again.status !== 404) assert.deepEqual(again.json, shown); // The expert sees nothing before the submission.
  }
  const aside = await runCommand(['assessment', 'answers', house.assessment, '--data', house.data, '--json', '--as', personOf('applicant').email]);
  assert.equal(aside.code, 0, aside.stderr);
  assert.deepEqual(JSON.parse(aside.stdout), shown);
  return shown;
}

const one = (page, criterion) => page.answers.find((answer) => answer.criterion === criterion);

// The act shows, in this criterion alone (or in all, where none is given).
async function changes(act, criterion) {
  await ok(act);
  const now = await answers();
  assert.notDeepEqual(now, last);
  if (criterion) {
    assert.notDeepEqual(one(now, criterion), one(last, criterion));
    const others = (page) => page.answers.filter((answer) => answer.criterion !== criterion);
    assert.deepEqual(others(now), others(last));
  }
  return (last = now);
}

const typed = (answer, note) => ({ state: answer.state, branches: answer.branches, note, reason: answer.reason, version: answer.version });

test('a save shows at once', async () => {
  for (const note of ['一度目', '二度目']) {
    const before = one(last, '1-2-1-1');
    await changes(house.applicant.put(`${place}/answers/1-2-1-1`, typed(before, note)), '1-2-1-1');
    assert.equal(one(last, '1-2-1-1').note, note);
  }
});

test('a save by another process shows at once', async () => {
  const saved = await runCommand(['assessment', 'answer', house.assessment, '1-2-1-2', '--data', house.data, '--as', personOf('applicant').email,
    '--state', 'met', '--note', '別の手で', '--version', String(one(last, '1-2-1-2').version)]);
  assert.equal(saved.code, 0, saved.stderr);
  last = await answers();
  assert.equal(one(last, '1-2-1-2').note, '別の手で');
});

test('evidence taken away and put back shows at once', async () => {
  const [file] = one(last, '1-2-1-1').evidence;
  await changes(house.applicant.delete(`${place}/answers/1-2-1-1/evidence/${file}`), '1-2-1-1');
  assert.ok(!one(last, '1-2-1-1').evidence.includes(file));
  await changes(house.applicant.put(`${place}/answers/1-2-1-1/evidence/${file}`), '1-2-1-1');
  assert.ok(one(last, '1-2-1-1').evidence.includes(file));
});

test('a refused save changes nothing', async () => {
  const refused = await house.applicant.put(`${place}/answers/1-2-1-1`, { state: 'met', note: 'zu spät', version: 1 });
  assert.equal(refused.status, 409);
  assert.deepEqual(await answers(), last);
});

test('submission and taking back show at once', async () => {
  const submit = async () => {
    const { version } = await ok(house.applicant.get(place));
    return house.applicant.post(`${place}/submission`, { confirmer_id: house.expert.session.person_id, version });
  };
  assert.equal((await changes(submit())).state, 'submitted');
  assert.equal((await changes(house.applicant.delete(`${place}/submission`))).state, 'draft');
  assert.equal((await changes(submit())).state, 'submitted');
});

test('decisions show when the review is sent, and lapse when the answer changes', async () => {
  const answer = one(last, '1-2-1-1');
  await ok(house.expert.put(`${place}/review/1-2-1-1`, { decision: 'returned', reason: '日付がない', answer_version: answer.version }));
  assert.deepEqual(await answers(), last, 'until it is sent, a decision is the expert’s alone');
  await changes(house.expert.post(`${place}/review`, { outcome: 'send_back' }));
  assert.equal(one(last, '1-2-1-1').review, 'returned');
  await changes(house.applicant.put(`${place}/answers/1-2-1-1`, typed(answer, '10月1日に直した')), '1-2-1-1');
  assert.equal(one(last, '1-2-1-1').review, 'lapsed');
});

test('confirmation shows at once', async () => {
  const { version } = await ok(house.applicant.get(place));
  await changes(house.applicant.post(`${place}/submission`, { confirmer_id: house.expert.session.person_id, version }));
  await confirmAll(house.expert, house.assessment);
  await changes(sendConfirmation(house.expert, house.assessment));
  assert.equal(last.state, 'confirmed');
  assert.ok(last.answers.every((answer) => answer.review === 'confirmed'));
});

test('who may no longer read is refused, whatever is kept', async () => {
  assert.equal((await house.server.client().get(`${place}/answers`)).status, 401);
  await ok(house.applicant.delete('/session', { key: null }));
  assert.equal((await house.applicant.get(`${place}/answers`)).status, 401);
});
