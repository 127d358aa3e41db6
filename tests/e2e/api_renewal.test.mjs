// A star is renewed with what the firm said last year; none of it counts before somebody has looked at it again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Contract } from './support/contract.mjs';
import { assertProblem } from './support/problem.mjs';
import { openHouse, runCommand } from './support/server.mjs';

const contract = new Contract();
let house, old, renewed, plan;

before(async () => {
  house = await openHouse({ untilStep: 8 });
  contract.watch(house.applicant, house.management, house.expert, house.operator);
  old = house.assessment;
});
after(() => house?.close());

const get = async (path) => {
  const answer = await house.applicant.get(path);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};

test('what will come along is seen before anything is stored', async () => {
  plan = await get(`/assessments/${old}/renewal`);
  assert.equal(plan.carried, 81);
  assert.equal(plan.is_offered, false, 'a star of today is not yet due');
  assert.equal(plan.begun, '');
  assert.ok(plan.files > 0);
  const { stdout, code } = await runCommand(['assessment', 'renew', old, '--dry-run', '--data', house.data, '--json', '--as', house.logins.applicant.email]);
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout).carried, 81);
  assert.equal((await get(`/organisations/${house.organisation}/assessments`)).items.length, 1);
});

test('an assessment without a star cannot be renewed', async () => {
  const draft = await house.applicant.post(`/organisations/${house.organisation}/assessments`, { edition: '2026-03-27', star: 3, scope: { kind: 'departments', description: '製造部' } });
  for (const language of ['ja', 'en'])
    assertProblem(await house.applicant.speaking(language).post(`/assessments/${draft.json.id}/renewal`), { status: 409, key: 'renewal.no_star', field: undefined }, language);
});

test('the renewal begins with last year\'s words and counts none of them', async () => {
  const begun = await house.applicant.post(`/assessments/${old}/renewal`);
  assert.equal(begun.status, 201, begun.text);
  renewed = begun.json.id;
  const head = await get(`/assessments/${renewed}`);
  assert.deepEqual([head.edition, head.star, head.state], ['2026-03-27', 3, 'draft']);
  assert.equal(head.progress.distance, 81);
  assert.equal(head.progress.unknown, 81);
  assert.equal((await get(`/organisations/${house.organisation}/assessments`)).items.find((each) => each.id === renewed).answered, 0);
  const before = new Map((await get(`/assessments/${old}/answers`)).answers.map((each) => [each.criterion, each]));
  const { answers } = await get(`/assessments/${renewed}/answers`);
  assert.equal(answers.length, 81);
  const linked = new Set();
  for (const answer of answers) {
    const last = before.get(answer.criterion);
    assert.deepEqual([answer.state, answer.branches, answer.note, answer.reason], [last.state, last.branches, last.note, last.reason]);
    assert.deepEqual(answer.carried, { from_assessment: old, from: [answer.criterion], kind: 'renewed', second_look: true });
    for (const file of answer.evidence) linked.add(file);
    for (const file of answer.evidence) assert.ok(last.evidence.includes(file));
    // Only where nothing of last year's evidence is fresh is a criterion named as needing new evidence.
    assert.equal(plan.stale_criteria.includes(answer.criterion), last.evidence.length > 0 && answer.evidence.length === 0, answer.criterion);
  }
  assert.equal(linked.size, plan.files);
  assert.equal((await get(`/assessments/${old}`)).state, 'registered', 'the star stands');
});

test('it cannot be sent before each was looked at, and what was looked at counts', async () => {
  const experts = (await get(`/experts?assessment=${renewed}`)).items;
  const head = await get(`/assessments/${renewed}`);
  const refused = await house.applicant.post(`/assessments/${renewed}/submission`, { confirmer_id: experts[0].person_id, version: head.version });
  assertProblem(refused, { status: 409, key: 'assessment.second_looks_left', field: undefined }, 'ja');
  const [{ criterion, state, branches, note, reason, version }] = (await get(`/assessments/${renewed}/answers`)).answers;
  const saved = await house.applicant.put(`/assessments/${renewed}/answers/${criterion}`, { state, branches, note, reason, version });
  assert.equal(saved.status, 200, saved.text);
  assert.equal((await get(`/assessments/${renewed}`)).progress.distance, 80);
  assert.equal((await get(`/assessments/${renewed}/next`)).items.length, 5);
});

test('a second renewal of the same star is led to the first', async () => {
  assert.equal((await get(`/assessments/${old}/renewal`)).begun, renewed);
  const again = await house.applicant.post(`/assessments/${old}/renewal`);
  assertProblem(again, { status: 409, key: 'assessment.open_already', field: undefined }, 'ja');
  assert.equal(again.json.assessment, renewed);
});
