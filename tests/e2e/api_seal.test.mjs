// The seal: management declares exactly what was confirmed, and any change afterwards breaks it for all to see.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Contract } from './support/contract.mjs';
import { confirmAll, countEvents, organisationFields, sendConfirmation } from './support/example.mjs';
import { assertProblem } from './support/problem.mjs';
import { openHouse, repository, Server } from './support/server.mjs';

const contract = new Contract();
let house, seal;

before(async () => {
  house = await openHouse({ untilStep: 7 });
  contract.watch(house.applicant, house.management, house.expert, house.operator);
  seal = (await house.management.get(`/assessments/${house.assessment}/declaration`)).json.seal.form_sha256;
});

after(() => house?.close());

const declaration = async () => (await house.management.get(`/assessments/${house.assessment}/declaration`)).json;
const answerTo = async (criterion) =>
  (await house.applicant.get(`/assessments/${house.assessment}/answers`)).json.answers.find((one) => one.criterion === criterion);

// A part of the form by its word; a criterion by its number.
const texts = JSON.parse(readFileSync(path.join(repository, 'texts/core.json'), 'utf8'));
const departureWord = (departure, language) => texts[`departure.${departure.split(':')[0]}`]?.[language] ?? departure;

// The seal is broken, visibly to everyone who may look, in just these places; and nothing can be built on it.
async function assertBroken(departures) {
  const page = await declaration();
  assert.equal(page.seal.is_intact, false);
  assert.deepEqual([...page.seal.departures].sort(), [...departures].sort());
  assert.notEqual(page.obstacle, '');
  const events = await countEvents(house.operator);
  for (const language of ['ja', 'en']) {
    const refused = await house.operator.speaking(language).post(`/assessments/${house.assessment}/registration`, { seal });
    assertProblem(refused, { status: 409, key: 'seal.broken', field: undefined }, language);
    for (const departure of departures) assert.ok(refused.json.title.includes(departureWord(departure, language)), refused.json.title);
    assert.doesNotMatch(refused.json.title, /evidence:|\bform\b/, 'no name of a part of the form stands in a sentence');
  }
  const shown = (await house.operator.get(`/assessments/${house.assessment}/registration`)).json;
  assert.equal(shown.declaration.seal.is_intact, false);
  assert.notEqual(shown.obstacle, '');
  assert.equal(await countEvents(house.operator), events);
}

test('an untouched declaration is intact', async () => {
  const page = await declaration();
  assert.equal(page.seal.is_intact, true);
  assert.deepEqual(page.seal.departures, []);
  assert.equal(page.declared_seal, seal);
});

test('a seal that was not shown is refused', async () => {
  const other = seal.replace(/^./, (first) => (first === '0' ? '1' : '0'));
  assertProblem(await house.operator.post(`/assessments/${house.assessment}/registration`, { seal: other }),
    { status: 409, key: 'seal.other', field: undefined }, 'ja');
});

test('an answer changed after the declaration breaks it; the same words again heal it', async () => {
  const before = await answerTo('1-2-1-1');
  const place = `/assessments/${house.assessment}/answers/1-2-1-1`;
  const fields = ({ state, branches, note, reason, version }) => ({ state, branches, note, reason, version });
  const changed = await house.applicant.put(place, { ...fields(before), note: '宣言の後に変えた' });
  assert.equal(changed.status, 200, changed.text);
  await assertBroken(['1-2-1-1']);
  assert.equal((await answerTo('1-2-1-1')).review, 'lapsed');
  const restored = await house.applicant.put(place, { ...fields(before), version: changed.json.version });
  assert.equal(restored.status, 200);
  assert.equal((await declaration()).seal.is_intact, true, 'the seal is over the words, not over how often they were saved');
  const told = (await house.applicant.get(`/organisations/${house.organisation}/audit?types=seal.broken,seal.whole`)).json.items;
  assert.deepEqual(told.map((one) => [one.act, one.actor_name, JSON.parse(one.record).departures]),
    [['seal.whole', house.applicant.session.name, []], ['seal.broken', house.applicant.session.name, ['1-2-1-1']]], 'the firm’s record says that it broke, by whom, and that it holds again');
});

test('evidence taken away breaks it', async () => {
  const shelf = (await house.applicant.get(`/organisations/${house.organisation}/evidence`)).json.items;
  const linked = shelf.find((one) => one.stands_behind.length > 0);
  const [{ criterion }] = linked.stands_behind;
  const place = `/assessments/${house.assessment}/answers/${criterion}/evidence/${linked.id}`;
  assert.equal((await house.applicant.delete(place)).status, 200);
  await assertBroken([criterion]);
  assert.equal((await house.applicant.put(place)).status, 200);
  assert.equal((await declaration()).seal.is_intact, true);
});

test('another period or name of a file breaks it, and shows its answer as changed', async () => {
  const shelf = async (id) => (await house.applicant.get(`/organisations/${house.organisation}/evidence`)).json.items.find((one) => (id ? one.id === id : one.stands_behind.length > 0));
  const linked = await shelf();
  const criteria = linked.stands_behind.filter((each) => each.assessment === house.assessment).map((each) => each.criterion);
  const fields = ({ file_name, note, effective_from, effective_to }) => ({ file_name, note, effective_from: effective_from ?? '', effective_to: effective_to ?? '' });
  const save = async (change) => house.applicant.put(`/evidence/${linked.id}`, { ...fields(linked), ...change, version: (await shelf(linked.id)).version });
  for (const change of [{ file_name: `別の${linked.file_name}` }, { effective_from: '2020-01-01', effective_to: '' }, { effective_from: '', effective_to: '2039-12-31' }]) {
    assert.equal((await answerTo(criteria[0])).review, 'confirmed');
    const corrected = await save(change);
    assert.equal(corrected.status, 200, corrected.text);
    await assertBroken(criteria);
    assert.equal((await answerTo(criteria[0])).review, 'lapsed');
    assert.equal((await save({})).status, 200);
    assert.equal((await declaration()).seal.is_intact, true);
  }
  assert.equal((await save({ note: '置き場所が変わった' })).status, 200);
  assert.equal((await declaration()).seal.is_intact, true, 'a note for oneself is no part of what was confirmed');
});

test('lists show where the seal is broken, and the operator can refuse such a declaration with a reason', async () => {
  const { applicant, management, operator, organisation, assessment } = house;
  const listed = async () => [
    (await operator.get('/registrations')).json.items.find((one) => one.id === assessment)?.is_seal_intact,
    (await management.get(`/organisations/${organisation}/assessments`)).json.items.find((one) => one.id === assessment).is_seal_intact,
  ];
  assert.deepEqual(await listed(), [true, true]);
  const head = (await applicant.get(`/assessments/${assessment}`)).json;
  const place = `/assessments/${assessment}/scope`;
  const changed = await applicant.put(place, { scope: { ...head.scope, description: '本社だけ' }, version: head.version });
  assert.deepEqual(await listed(), [false, false]);
  const page = (await operator.get(`/assessments/${assessment}/registration`)).json;
  assert.equal(page.may_refuse, true);
  assert.notEqual(page.obstacle, '');
  const refused = await operator.post(`/assessments/${assessment}/refusal`, { reason: '宣言のあとで範囲が変わっています。' });
  assert.equal(refused.status, 200, refused.text);
  assert.equal((await operator.get(`/assessments/${assessment}/registration`)).json.may_refuse, false);
  assert.deepEqual(await listed(), [undefined, false]);
  assert.equal((await applicant.put(place, { scope: head.scope, version: changed.json.version + 1 })).status, 200);
  assert.equal((await management.post(`/assessments/${assessment}/declaration`, { seal })).status, 201);
  assert.deepEqual(await listed(), [true, true]);
});

test('another scope breaks it', async () => {
  const head = (await house.applicant.get(`/assessments/${house.assessment}`)).json;
  const place = `/assessments/${house.assessment}/scope`;
  const changed = await house.applicant.put(place, { scope: { ...head.scope, description: '本社だけ' }, version: head.version });
  assert.equal(changed.status, 200, changed.text);
  await assertBroken(['scope']);
  assert.equal((await house.applicant.put(place, { scope: head.scope, version: changed.json.version })).status, 200);
  assert.equal((await declaration()).seal.is_intact, true);
});

test('another name of the organisation breaks it', async () => {
  const entry = (await house.applicant.get(`/organisations/${house.organisation}`)).json;
  const place = `/organisations/${house.organisation}`;
  const changed = await house.applicant.put(place, { ...organisationFields(entry), legal_name: '株式会社べつの名', version: entry.version });
  assert.equal(changed.status, 200, changed.text);
  await assertBroken(['organisation']);
  assert.equal((await house.applicant.put(place, { ...organisationFields(entry), version: changed.json.version })).status, 200);
  assert.equal((await declaration()).seal.is_intact, true);
});

test('one flipped bit of a file on the disk is found at the next read, and handing the file in again heals it', async () => {
  const { applicant, management, organisation, assessment, data } = house;
  const linked = (await applicant.get(`/organisations/${organisation}/evidence`)).json.items.find((one) => one.stands_behind.length > 0);
  const sound = (await applicant.get(`/evidence/${linked.id}/content`)).bytes;
  const file = path.join(data, 'evidence', linked.sha256.slice(0, 2), linked.sha256.slice(2));
  const bytes = await readFile(file);
  bytes[bytes.length >> 1] ^= 1;
  await chmod(file, 0o600);
  await writeFile(file, bytes);
  for (const language of ['ja', 'en'])
    assertProblem(await applicant.speaking(language).get(`/evidence/${linked.id}/content`),
      { status: 409, key: 'evidence.content_changed', field: undefined }, language);
  await assertBroken([`evidence:${linked.id}`]);
  assert.ok((await management.get(`/assessments/${assessment}/declaration`)).json.seal.departures.includes(`evidence:${linked.id}`));
  const healed = await applicant.upload(organisation, linked.file_name, sound);
  assert.equal(healed.json.id, linked.id);
  assert.deepEqual((await applicant.get(`/evidence/${linked.id}/content`)).bytes, sound);
  assert.equal((await declaration()).seal.is_intact, true);
});

test('a changed assessment goes through the expert again, and only then can be declared and registered', async () => {
  const { applicant, management, expert, operator, assessment } = house;
  const before = await answerTo('1-2-1-1');
  const place = `/assessments/${assessment}/answers/1-2-1-1`;
  assert.equal((await applicant.put(place, { state: 'met', note: '新しい体制', version: before.version })).status, 200);
  await assertBroken(['1-2-1-1']);
  assertProblem(await management.post(`/assessments/${assessment}/declaration`, { seal }), { status: 409, key: 'assessment.out_of_order', field: undefined }, 'ja');
  const head = (await applicant.get(`/assessments/${assessment}`)).json;
  const narrower = { ...head.scope, description: '本社だけ', description_en: 'Head office only' };
  const { version } = (await applicant.put(`/assessments/${assessment}/scope`, { scope: narrower, version: head.version })).json;
  const submitted = await applicant.post(`/assessments/${assessment}/submission`, { confirmer_id: expert.session.person_id, version });
  assert.equal(submitted.status, 200, submitted.text);
  assert.equal((await expert.get(`/assessments/${assessment}/review`)).json.left, 1, 'only what changed is judged again');
  assert.equal((await confirmAll(expert, assessment)).outcome, 'confirm');
  const review = (await expert.get(`/assessments/${assessment}/review`)).json;
  assert.deepEqual(review.scope, narrower);
  assert.deepEqual(review.scope_before, head.scope, 'the expert is told that the scope is another than was confirmed');
  for (const outcome of [{ outcome: 'confirm' }, { outcome: 'confirm', scope_sha256: review.scope_sha256.replace(/^./, (first) => (first === '0' ? '1' : '0')) }])
    assertProblem(await expert.post(`/assessments/${assessment}/review`, outcome), { status: 409, key: 'review.scope_other', field: undefined }, 'ja');
  assert.equal((await sendConfirmation(expert, assessment)).status, 200);
  assert.equal((await expert.get(`/assessments/${assessment}/review`)).json.scope_before, null);
  const fresh = await declaration();
  assert.notEqual(fresh.seal.form_sha256, seal);
  assert.equal(fresh.declared_at, '', 'the old declaration does not carry over');
  assertProblem(await management.post(`/assessments/${assessment}/declaration`, { seal }), { status: 409, key: 'seal.other', field: undefined }, 'ja');
  assert.equal((await management.post(`/assessments/${assessment}/declaration`, { seal: fresh.seal.form_sha256 })).status, 201);
  assert.equal((await operator.post(`/assessments/${assessment}/registration`, { seal: fresh.seal.form_sha256 })).status, 201);
});

test('what is registered cannot change any more, nor be registered twice', async () => {
  const { applicant, operator, assessment } = house;
  const events = await countEvents(operator);
  const answer = await answerTo('1-2-1-1');
  const expected = { status: 409, key: 'assessment.registered_already', field: undefined };
  for (const language of ['ja', 'en'])
    assertProblem(await applicant.speaking(language).put(`/assessments/${assessment}/answers/1-2-1-1`, { state: 'not_met', version: answer.version }), expected, language);
  const twice = await operator.post(`/assessments/${assessment}/registration`, { seal: (await declaration()).seal.form_sha256 });
  assert.equal(twice.status, 409, twice.text);
  assert.equal(await countEvents(operator), events);
});

test('all of it stands after a restart', async () => {
  const before = await declaration();
  await house.server.stop();
  house.server = await Server.start(house.data);
  const cookies = house.management.cookies;
  house.management = house.server.client();
  house.management.cookies = cookies;
  assert.deepEqual(await declaration(), before);
});
