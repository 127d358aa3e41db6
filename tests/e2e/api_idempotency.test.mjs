// The same key twice is one act: a client that lost the answer may send again.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { Contract } from './support/contract.mjs';
import { company, corporateNumber, countEvents, organisationFields } from './support/example.mjs';
import { assertProblem } from './support/problem.mjs';
import { openHouse } from './support/server.mjs';

const contract = new Contract();
const otherRequest = { status: 409, key: 'idempotency.other_request', field: undefined };
let house;

before(async () => {
  house = await openHouse({ untilStep: 5 });
  contract.watch(house.applicant, house.operator);
});

after(() => house?.close());

test('a new organisation sent twice is one organisation', async () => {
  const { operator } = house;
  const fields = { ...organisationFields(company.organisation), corporate_number: corporateNumber('118030101877') };
  const events = await countEvents(operator), key = randomUUID();
  const first = await operator.post('/organisations', fields, { key }), second = await operator.post('/organisations', fields, { key });
  assert.equal(first.status, 201, first.text);
  assert.equal(second.status, 201, second.text);
  assert.deepEqual(second.json, first.json);
  assert.equal(await countEvents(operator), events + 1);
});

test('an answer sent twice is saved once; another answer under the same key is refused', async () => {
  const { applicant, operator, assessment } = house;
  const place = `/assessments/${assessment}/answers/1-2-1-1`, key = randomUUID();
  const body = { state: 'met', note: '一度だけ', version: 1 };
  const events = await countEvents(operator);
  const first = await applicant.put(place, body, { key });
  assert.equal(first.status, 200, first.text);
  assert.deepEqual((await applicant.put(place, body, { key })).json, first.json);
  assert.equal(await countEvents(operator), events + 1);
  for (const language of ['ja', 'en'])
    assertProblem(await applicant.speaking(language).put(place, { ...body, note: '別の言葉' }, { key }), otherRequest, language);
  assertProblem(await applicant.put(`/assessments/${assessment}/answers/1-2-1-2`, body, { key }), otherRequest, 'ja');
  assert.equal(await countEvents(operator), events + 1);
  const stored = (await applicant.get(`/assessments/${assessment}/answers`)).json.answers.find((one) => one.criterion === '1-2-1-1');
  assert.equal(stored.note, '一度だけ');
  assert.equal(stored.version, 2);
});

test('the first receipt comes back even after the thing has moved on', async () => {
  const { applicant, assessment } = house;
  const place = `/assessments/${assessment}/answers/1-2-1-3`, key = randomUUID();
  const first = await applicant.put(place, { state: 'met', note: 'a', version: 1 }, { key });
  await applicant.put(place, { state: 'met', note: 'b', version: 2 });
  const again = await applicant.put(place, { state: 'met', note: 'a', version: 1 }, { key });
  assert.deepEqual(again.json, first.json);
  const stored = (await applicant.get(`/assessments/${assessment}/answers`)).json.answers.find((one) => one.criterion === '1-2-1-3');
  assert.equal(stored.note, 'b', 'a repeat must not undo what came later');
});

test('a file handed in twice under one key is one file; other bytes under it are refused', async () => {
  const { applicant, operator, organisation } = house;
  const key = randomUUID(), bytes = Buffer.from('one file\n');
  const events = await countEvents(operator);
  const first = await applicant.upload(organisation, 'once.txt', bytes, { key });
  assert.equal(first.status, 201, first.text);
  assert.deepEqual((await applicant.upload(organisation, 'once.txt', bytes, { key })).json, first.json);
  assertProblem(await applicant.upload(organisation, 'once.txt', Buffer.from('another\n'), { key }), otherRequest, 'ja');
  assert.equal(await countEvents(operator), events + 1);
  const items = (await applicant.get(`/organisations/${organisation}/evidence`)).json.items;
  assert.equal(items.filter((one) => one.file_name === 'once.txt').length, 1);
});

test('a file with the bytes of one already there answers that one’s id', async () => {
  const { applicant, organisation } = house;
  const first = await applicant.upload(organisation, 'same.txt', Buffer.from('the same bytes\n'));
  const second = await applicant.upload(organisation, 'same.txt', Buffer.from('the same bytes\n'));
  assert.equal(second.json.id, first.json.id);
});

test('the same request many times at once under one key has one effect', async () => {
  const { applicant, operator, organisation } = house;
  const key = randomUUID(), events = await countEvents(operator);
  const body = { email: 'once@example.jp', name: '星 一', role: 'applicant' };
  const answers = await Promise.all(Array.from({ length: 12 }, () => applicant.post(`/organisations/${organisation}/invites`, body, { key })));
  assert.deepEqual(new Set(answers.map((one) => one.status)), new Set([201]));
  assert.equal(new Set(answers.map((one) => one.json.id)).size, 1);
  assert.equal(await countEvents(operator), events + 1);
});

test('keys belong to a person: another person’s same key is another act', async () => {
  const key = randomUUID();
  for (const who of ['applicant', 'operator']) assert.equal((await house[who].put('/session/language', { language: who === 'applicant' ? 'ja' : 'en' }, { key })).status, 200);
});

test('a refused request may be corrected under the same key', async () => {
  const { applicant, assessment } = house;
  const key = randomUUID(), place = `/assessments/${assessment}/answers/1-3-1-1`;
  assert.equal((await applicant.put(place, { state: 'planned', version: 1 }, { key })).status, 400);
  assert.equal((await applicant.put(place, { state: 'not_met', version: 1 }, { key })).status, 200);
});
