// Bad input over HTTP: each refusal has its status, its key, its field, and a sentence in the reader's language; and
// nothing is done, not even by half.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Contract } from './support/contract.mjs';
import { company, corporateNumber, countEvents, fileBytes, organisationFields } from './support/example.mjs';
import { assertProblem } from './support/problem.mjs';
import { openHouse, password, Server, shared, sharedMissing } from './support/server.mjs';

const contract = new Contract();
const MiB = 1024 * 1024;
const edition = '/editions/2026-03-27';
let house, fresh;

before(async () => {
  house = await openHouse({ untilStep: 5 });
  contract.watch(house.applicant, house.management, house.expert, house.operator, house.buyer);
  fresh = { ...organisationFields(company.organisation), corporate_number: corporateNumber('118030101877') };
});

after(() => house?.close());

// All that a half-done act could have left behind.
async function state() {
  const { operator, applicant, organisation, assessment } = house;
  const assessments = (await applicant.get(`/organisations/${organisation}/assessments`)).json.items;
  return {
    events: await countEvents(operator),
    organisations: (await operator.get('/organisations')).json.items,
    evidence: (await applicant.get(`/organisations/${organisation}/evidence`)).json.items,
    people: (await applicant.get(`/organisations/${organisation}/people`)).json,
    assessments,
    heads: await Promise.all(assessments.map(async ({ id }) => (await applicant.get(`/assessments/${id}`)).json)),
    answers: (await applicant.get(`/assessments/${assessment}/answers`)).json,
    official: (await operator.get(`${edition}/official-text`)).json.source,
  };
}

const cases = [
  // [what, {status, key, field}, who, request(client, house)]
  ['a corporate number with a wrong check digit', { status: 400, key: 'corporate_number.check_digit', field: 'corporate_number' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, corporate_number: '1118030101877' })],
  ['a corporate number of twelve digits', { status: 400, key: 'corporate_number.malformed', field: 'corporate_number' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, corporate_number: '118030101877' })],
  ['an organisation that is there already', { status: 409, key: 'organisation.exists', field: 'corporate_number' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, corporate_number: company.organisation.corporate_number })],
  ['a reading that is no kana', { status: 400, key: 'organisation.kana_expected', field: 'legal_name_kana' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, legal_name_kana: '見星' })],
  ['a prefecture that does not exist', { status: 400, key: 'organisation.prefecture_unknown', field: 'prefecture' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, prefecture: '48' })],
  ['an industry that does not exist', { status: 400, key: 'organisation.industry_unknown', field: 'industry' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, industry: 'E33' })],
  ['a number of staff below one', { status: 400, key: 'organisation.staff_range', field: 'staff' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, staff: 0 })],
  ['a number of staff that would wrap around', { status: 400, key: 'organisation.staff_range', field: 'staff' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, staff: 2 ** 32 + 5 })],
  ['a name with a control character', { status: 400, key: 'text.control_character', field: 'legal_name' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, legal_name: '星\u0000' })],
  ['a name that is too long', { status: 400, key: 'text.too_long', field: 'legal_name' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, legal_name: '星'.repeat(151) })],
  ['a company that would be its own parent', { status: 400, key: 'organisation.own_parent', field: 'parent_corporate_number' }, 'operator',
    (c) => c.post('/organisations', { ...fresh, parent_corporate_number: fresh.corporate_number })],

  ['an empty file', { status: 400, key: 'evidence.empty' }, 'applicant',
    (c) => c.upload(house.organisation, 'empty.pdf', Buffer.alloc(0))],
  ['a file over the limit', { status: 413, key: 'body.too_large' }, 'applicant',
    (c) => c.upload(house.organisation, 'large.bin', Buffer.alloc(50 * MiB + 1))],
  ['a file over the limit that does not say so first', { status: 413, key: 'body.too_large' }, 'applicant',
    (c) => c.upload(house.organisation, 'large.bin', Buffer.alloc(51 * MiB), { headers: { 'Content-Length': null, 'Transfer-Encoding': 'chunked' } })],
  ['a file without a name', { status: 400, key: 'query.missing', field: 'file_name' }, 'applicant',
    (c) => c.post(`/organisations/${house.organisation}/evidence`, Buffer.from('x'), { type: 'application/octet-stream' })],
  ['a file whose period ends before it begins', { status: 400, key: 'evidence.period_reversed', field: 'effective_to' }, 'applicant',
    (c) => c.upload(house.organisation, 'a.txt', Buffer.from('reversed'), { query: '&effective_from=2026-10-02&effective_to=2026-10-01' })],
  ['a file whose period begins on a day that does not exist', { status: 400, key: 'day.not_a_day', field: 'effective_from' }, 'applicant',
    (c) => c.upload(house.organisation, 'a.txt', Buffer.from('no such day'), { query: '&effective_from=2026-02-29' })],

  ['an official file that is empty', { status: 400, key: 'official_text.empty' }, 'operator',
    (c) => importing(c, 'empty.xlsx', Buffer.alloc(0))],
  ['an official file in no known encoding', { status: 400, key: 'charset.unknown' }, 'operator',
    (c) => importing(c, 'table.csv', Buffer.from([0x81, 0x20, 0xff, 0xff, 0x80, 0x0a]))],
  ['an official workbook that is cut short', { status: 400, key: 'xlsx.damaged' }, 'operator',
    (c) => importing(c, 'cut.xlsx', fileBytes('files/24-contact-list.xlsx').subarray(0, 3000))],
  ['a workbook that is another one', { status: 400, key: 'criteria_table.sheet_missing' }, 'operator',
    (c) => importing(c, 'list.xlsx', fileBytes('files/24-contact-list.xlsx'))],
  ['a text that is no table of criteria', { status: 400, key: 'criteria_table.header_missing' }, 'operator',
    (c) => importing(c, 'table.csv', Buffer.from('a,b\n1,2\n'))],
  ['an edition that is not here', { status: 404, key: 'edition.unknown' }, 'operator',
    (c) => c.get(`/editions/2020-01-01/criteria?star=3&lang=${c.language}`)],

  ['an answer in a state that does not exist', { status: 400, key: 'answer.state_unknown', field: 'state' }, 'applicant',
    (c) => save(c, '1-2-1-1', { state: 'maybe' })],
  ['a plan without a date', { status: 400, key: 'answer.plan_date_missing', field: 'planned_on' }, 'applicant',
    (c) => save(c, '1-2-1-1', { state: 'planned', planned_owner: '髙木' })],
  ['a plan without an owner', { status: 400, key: 'answer.plan_owner_missing', field: 'planned_owner' }, 'applicant',
    (c) => save(c, '1-2-1-1', { state: 'planned', planned_on: '2026-12-01' })],
  ['a criterion without condition that would not apply', { status: 400, key: 'answer.not_conditional', field: 'state' }, 'applicant',
    (c) => save(c, '1-2-1-1', { state: 'not_applicable', reason: '小さい会社だから' })],
  ['an alternative that is not offered', { status: 400, key: 'answer.branch_unknown', field: 'branches' }, 'applicant',
    (c) => save(c, '1-2-1-1', { state: 'met', branches: ['zz'] })],
  ['a criterion that is not one', { status: 404, key: 'criterion.unknown' }, 'applicant',
    (c) => save(c, '9-9-9-9', { state: 'met' })],
  ['an answer made on an older version', { status: 409, key: 'answer.changed_meanwhile' }, 'applicant',
    (c) => save(c, '1-2-1-1', { state: 'met', version: 0 })],

  ['a star whose number would wrap around', { status: 400, key: 'assessment.star_unknown', field: 'star' }, 'applicant',
    (c) => c.post(`/organisations/${house.organisation}/assessments`, { edition: '2026-03-27', star: 2 ** 32 + 3, scope: { kind: 'company', description: '全社' } })],
  ['a scope of a kind that does not exist', { status: 400, key: 'scope.kind_unknown', field: 'scope.kind' }, 'applicant',
    (c) => c.post(`/organisations/${house.organisation}/assessments`, { edition: '2026-03-27', star: 3, scope: { kind: 'planet', description: '全社' } })],

  ['declaring what nobody confirmed', { status: 409, key: 'assessment.out_of_order' }, 'management',
    (c) => c.post(`/assessments/${house.assessment}/declaration`, { seal: '0'.repeat(64) })],
  ['registering what nobody declared', { status: 409, key: 'assessment.out_of_order' }, 'operator',
    (c) => c.post(`/assessments/${house.assessment}/registration`, { seal: '0'.repeat(64) })],
  ['refusing what nobody declared', { status: 409, key: 'assessment.out_of_order' }, 'operator',
    (c) => c.post(`/assessments/${house.assessment}/refusal`, { reason: '早い' })],
  ['taking back what was not submitted', { status: 409, key: 'assessment.out_of_order' }, 'applicant',
    (c) => c.delete(`/assessments/${house.assessment}/submission`)],
  ['submitting to someone who is no expert', { status: 409, key: 'expert.not_expert' }, 'applicant',
    async (c) => c.post(`/assessments/${house.assessment}/submission`, { confirmer_id: house.management.session.person_id, version: await version(c) })],
  ['submitting on an older version', { status: 409, key: 'changed_meanwhile' }, 'applicant',
    async (c) => c.post(`/assessments/${house.assessment}/submission`, { confirmer_id: house.expert.session.person_id, version: (await version(c)) - 1 })],

  ['an invitation to an address that is none', { status: 400, key: 'person.email', field: 'email' }, 'applicant',
    (c) => c.post(`/organisations/${house.organisation}/invites`, { email: 'nobody', name: '星', role: 'applicant' })],
  ['an invitation to a role that only the operator gives', { status: 403, key: 'invite.role_reserved' }, 'applicant',
    (c) => c.post(`/organisations/${house.organisation}/invites`, { email: 'a@example.jp', name: '星', role: 'operator' })],
  ['a role that does not exist', { status: 400, key: 'role.unknown', field: 'role' }, 'applicant',
    (c) => c.post(`/organisations/${house.organisation}/invites`, { email: 'a@example.jp', name: '星', role: 'king' })],
  ['a qualification of an unknown kind', { status: 400, key: 'qualification.kind_unknown', field: 'kind' }, 'operator',
    (c) => c.post(`/people/${house.expert.session.person_id}/qualifications`, { kind: 'nothing', number: '1', valid_until: '2027-01-01' })],
  ['a qualification until a day that does not exist', { status: 400, key: 'day.not_a_day', field: 'valid_until' }, 'operator',
    (c) => c.post(`/people/${house.expert.session.person_id}/qualifications`, { kind: 'riss', number: '1', valid_until: '2027-02-30' })],
  ['following a number that is none', { status: 400, key: 'corporate_number.check_digit', field: 'corporate_numbers.1' }, 'buyer',
    (c) => c.post(`/organisations/${c.session.memberships[0].organisation_id}/follows`, { corporate_numbers: ['7990001000001', '1990001000001'] })],
  ['an answer of the ten-minute start to no question', { status: 400, key: 'start.step_unknown', field: 'moon' }, 'applicant',
    (c) => c.put(`/organisations/${house.organisation}/profile`, { answers: { moon: 'yes' } })],

  ['a number where a text belongs', { status: 400, key: 'json.field_type', field: 'legal_name' }, 'operator', (c) => c.post('/organisations', { ...fresh, legal_name: 5 })],
  ['a text where a number belongs', { status: 400, key: 'json.field_type', field: 'staff' }, 'operator', (c) => c.post('/organisations', { ...fresh, staff: '31' })],
  ['a broken number where a whole one belongs', { status: 400, key: 'json.field_type', field: 'staff' }, 'operator', (c) => c.post('/organisations', { ...fresh, staff: 31.5 })],
  ['a text where a list belongs', { status: 400, key: 'json.field_type', field: 'branches' }, 'applicant', (c) => save(c, '1-2-1-1', { state: 'met', branches: 'a' })],
  ['a number in a list of texts', { status: 400, key: 'json.field_type', field: 'branches.0' }, 'applicant', (c) => save(c, '1-2-1-1', { state: 'met', branches: [1] })],
  ['a list where an object belongs', { status: 400, key: 'json.field_type', field: 'scope' }, 'applicant',
    async (c) => c.put(`/assessments/${house.assessment}/scope`, { scope: [], version: await version(c) })],
  ['a field that is missing', { status: 400, key: 'json.field_missing', field: 'version' }, 'applicant',
    (c) => c.put(`/assessments/${house.assessment}/answers/1-2-1-1`, { state: 'met' })],
  ['a field that does not exist', { status: 400, key: 'json.field_unknown', field: 'updated_by' }, 'applicant', (c) => save(c, '1-2-1-1', { state: 'met', updated_by: 'x' })],
  ['a field twice', { status: 400, key: 'json.duplicate_name' }, 'applicant',
    (c) => c.put(`/assessments/${house.assessment}/answers/1-2-1-1`, '{"state":"met","state":"not_met","version":1}')],
  ['JSON that breaks off', { status: 400, key: 'json.malformed' }, 'applicant', (c) => c.put(`/assessments/${house.assessment}/answers/1-2-1-1`, '{"state":')],
  ['JSON that is no object', { status: 400, key: 'json.object_expected' }, 'applicant', (c) => c.put(`/assessments/${house.assessment}/answers/1-2-1-1`, '[]')],
  ['JSON nested without end', { status: 400, key: 'json.too_deep' }, 'applicant', (c) => c.put(`/assessments/${house.assessment}/answers/1-2-1-1`, '['.repeat(100_000))],
  ['JSON with broken characters', { status: 400, key: 'json.malformed' }, 'applicant',
    (c) => c.put(`/assessments/${house.assessment}/answers/1-2-1-1`, Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]))],
  ['a body over the limit', { status: 413, key: 'body.too_large' }, 'applicant', (c) => save(c, '1-2-1-1', { state: 'met', note: 'x'.repeat(MiB) })],
  ['a body of another kind', { status: 415, key: 'body.media_type', field: 'Content-Type' }, 'applicant',
    (c) => c.put(`/assessments/${house.assessment}/answers/1-2-1-1`, 'state=met', { type: 'application/x-www-form-urlencoded' })],
  ['a write without a key', { status: 400, key: 'idempotency.key_missing', field: 'Idempotency-Key' }, 'applicant',
    (c) => c.put('/session/language', { language: 'en' }, { key: null })],
  ['a write from another site', { status: 403, key: 'request.other_origin' }, 'applicant',
    (c) => c.put('/session/language', { language: 'en' }, { headers: { Origin: 'http://evil.example' } })],
];

const importing = (client, name, bytes) =>
  client.post(`${edition}/official-text?file_name=${encodeURIComponent(name)}`, bytes, { type: 'application/octet-stream' });
const version = async (client) => (await client.get(`/assessments/${house.assessment}`)).json.version;
const save = (client, criterion, fields) => client.put(`/assessments/${house.assessment}/answers/${criterion}`, { version: 1, ...fields });

for (const [what, expected, who, request] of cases) {
  test(`${what} is refused as ${expected.key}`, async () => {
    const before = await state();
    for (const language of ['ja', 'en'])
      assertProblem(await request(house[who].speaking(language), house), { field: undefined, ...expected }, language);
    assert.deepEqual(await state(), before, 'a refusal must leave nothing behind');
  });
}

test('a workbook of another edition is refused with row and column', { skip: sharedMissing }, async () => {
  const draft = await readFile(path.join(shared, 'data/scs-criteria-draft-2025-12-26.csv'));
  const before = await state();
  for (const [language, place] of [['ja', /\d+ 行目の [A-Z]+ 列/], ['en', /Row \d+, column [A-Z]+/]]) {
    const answer = await importing(house.operator.speaking(language), 'draft.csv', draft);
    assertProblem(answer, { status: 400, key: 'criteria_table.other_edition', field: undefined }, language, { typed: ['評価基準No.'] });
    assert.match(answer.json.title, place);
  }
  assert.deepEqual(await state(), before);
});

test('the official workbook and its CSV are taken in, with the same text', { skip: sharedMissing }, async () => {
  const digests = new Set();
  for (const name of ['scs-criteria-2026-03-27.xlsx', 'scs-criteria-2026-03-27.csv']) {
    const answer = await importing(house.operator, name, await readFile(path.join(shared, 'data', name)));
    assert.equal(answer.status, 201, answer.text);
    const { source, items } = (await house.applicant.get(`${edition}/official-text`)).json;
    assert.equal(source.file_name, name);
    assert.equal(source.is_known_text, true);
    assert.equal(items.length, 153);
    digests.add(source.text_sha256);
  }
  assert.equal(digests.size, 1);
});

test('a corporate number that is taken names its firm to the operator, and to nobody else', async () => {
  const taken = { ...fresh, corporate_number: company.organisation.corporate_number };
  for (const language of ['ja', 'en']) {
    const told = await house.operator.speaking(language).post('/organisations', taken);
    assert.equal(told.json.organisation, house.organisation);
    assert.ok(told.json.title.includes(company.organisation.legal_name));
    const kept = await house.applicant.speaking(language).post('/organisations', taken);
    assert.equal(kept.status, 409);
    assert.equal(kept.json.organisation, undefined);
    assert.ok(!kept.text.includes(company.organisation.legal_name));
    assert.notEqual(kept.json.title, told.json.title);
  }
});

test('whoever reads English reads the firm’s English name', async () => {
  const name = async (language) => (await house.applicant.speaking(language).get(`/organisations/${house.organisation}/assessments`)).json.items[0].organisation_name;
  assert.equal(await name('ja'), company.organisation.legal_name);
  assert.equal(await name('en'), company.organisation.legal_name_en);
});

test('of two who save the same answer, the second is shown the first’s words and nothing is overwritten', async () => {
  const place = `/assessments/${house.assessment}/answers/1-2-1-2`;
  const find = async () => (await house.applicant.get(`/assessments/${house.assessment}/answers`)).json.answers.find((one) => one.criterion === '1-2-1-2');
  const { version: read } = await find();
  const first = await house.applicant.put(place, { state: 'met', note: '一人目の言葉', version: read });
  assert.equal(first.status, 200);
  const events = await countEvents(house.operator);
  const second = await house.applicant.put(place, { state: 'not_met', note: '二人目の言葉', version: read });
  assertProblem(second, { status: 409, key: 'answer.changed_meanwhile', field: undefined }, 'ja');
  assert.equal(second.json.current.note, '一人目の言葉');
  assert.equal(second.json.current.is_own, true, 'both are windows of one person');
  assert.match(second.json.title, /あなたの別の画面で/);
  assert.equal(second.json.current.version, read + 1);
  assert.equal((await find()).note, '一人目の言葉');
  assert.equal(await countEvents(house.operator), events);
  const chosen = await house.applicant.put(place, { state: 'met', note: '二人目の言葉', version: second.json.current.version });
  assert.equal(chosen.json.version, read + 2);
});

test('of many saves at once on one version exactly one is kept', async () => {
  const place = `/assessments/${house.assessment}/answers/1-2-1-3`;
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => house.applicant.put(place, { state: 'met', note: `${n}`, version: 1 })));
  const kept = answers.filter((one) => one.status === 200);
  assert.equal(kept.length, 1);
  for (const other of answers.filter((one) => one.status !== 200)) assert.equal(other.json.key, 'answer.changed_meanwhile');
  const stored = (await house.applicant.get(`/assessments/${house.assessment}/answers`)).json.answers.find((one) => one.criterion === '1-2-1-3');
  assert.equal(stored.note, `${answers.indexOf(kept[0])}`);
});

test('an answer cannot change, nor its evidence, while the expert reviews it', async () => {
  const { applicant, expert, assessment, organisation } = house;
  await applicant.post(`/assessments/${assessment}/submission`, { confirmer_id: expert.session.person_id, version: await version(applicant) });
  const linked = (await applicant.get(`/organisations/${organisation}/evidence`)).json.items.find((one) => one.stands_behind.length > 0);
  const [{ criterion }] = linked.stands_behind;
  const before = await state();
  for (const language of ['ja', 'en']) {
    const c = applicant.speaking(language);
    const expected = { status: 409, key: 'assessment.being_reviewed', field: undefined };
    assertProblem(await save(c, criterion, { state: 'not_met' }), expected, language);
    assertProblem(await c.delete(`/assessments/${assessment}/answers/${criterion}/evidence/${linked.id}`), expected, language);
    assertProblem(await c.put(`/evidence/${linked.id}`, { file_name: 'x.pdf', version: linked.version }), expected, language);
    assertProblem(await expert.speaking(language).put(`/assessments/${assessment}/review/${criterion}`, { decision: 'returned', answer_version: 1 }),
      { status: 400, key: 'review.reason_missing', field: 'reason' }, language);
    assertProblem(await expert.speaking(language).post(`/assessments/${assessment}/review`, { outcome: 'confirm' }),
      { status: 409, key: 'review.not_finished', field: undefined }, language);
  }
  assert.deepEqual(await state(), before);
  assert.equal((await applicant.delete(`/assessments/${assessment}/submission`)).status, 200);
});

test('an invitation works once, for its own link only, and with a password that is long enough', async () => {
  const { applicant, organisation, server } = house;
  const { json: { id } } = await applicant.post(`/organisations/${organisation}/invites`, { email: 'second@example.jp', name: '星 二', role: 'applicant' });
  const { link } = (await applicant.get(`/organisations/${organisation}/people`)).json.invites.find((one) => one.id === id);
  const place = link.replace('/invite/', '/invites/');
  for (const language of ['ja', 'en']) {
    const visitor = server.client({ language });
    contract.watch(visitor);
    assertProblem(await visitor.post(place, { name: '星', password: 'short' }), { status: 400, key: 'password.too_short', field: 'password' }, language);
    const wrong = place.slice(0, -1) + (place.endsWith('0') ? '1' : '0');
    assertProblem(await visitor.get(wrong), { status: 404, key: 'invite.not_found', field: undefined }, language);
  }
  const events = await countEvents(house.operator);
  assert.equal((await server.client().post(place, { name: '星 二', password })).status, 200);
  assert.equal(await countEvents(house.operator), events + 2); // Joined, and signed in.
  for (const language of ['ja', 'en']) {
    const used = await server.client({ language }).post(place, { name: '星 三', password });
    assertProblem(used, { status: 409, key: 'invite.used', field: undefined }, language);
  }
  assert.equal(await countEvents(house.operator), events + 2);
});

test('a wrong password and an unknown address are refused in the same words, and too many tries slowed down', async () => {
  const attempts = [];
  for (const email of [house.logins.applicant.email, 'nobody@example.jp'])
    attempts.push(await house.server.client({ address: '198.51.100.1' }).post('/session', { email, password: 'not the password' }));
  const [known, unknown] = attempts.map(({ json }) => ({ ...json, request: undefined }));
  assert.deepEqual(known, unknown);
  assertProblem(attempts[0], { status: 403, key: 'session.wrong', field: attempts[0].json.field }, 'ja');
  let last;
  for (let n = 0; n < 20 && last?.status !== 429; ++n)
    last = await house.server.client({ address: '198.51.100.1' }).post('/session', { email: 'nobody@example.jp', password: 'not the password' });
  assertProblem(last, { status: 429, key: 'rate.limited', field: undefined }, 'ja');
  assert.ok(Number(last.headers['retry-after']) >= 1);
});

test('an expired invitation is refused with its day', async () => {
  const { applicant, organisation, data } = house;
  const { json: { id } } = await applicant.post(`/organisations/${organisation}/invites`, { email: 'late@example.jp', name: '星 遅', role: 'applicant' });
  const invite = (await applicant.get(`/organisations/${organisation}/people`)).json.invites.find((one) => one.id === id);
  await house.server.stop();
  // The calendar is moved where it is stored: SQLite keeps these instants as six bytes, big end first.
  const file = path.join(data, 'hoshirube.db');
  const bytes = await readFile(file);
  const at = (iso) => { const six = Buffer.alloc(6); six.writeUIntBE(Date.parse(iso), 0, 6); return six; };
  const place = bytes.indexOf(at(invite.expires_at));
  assert.ok(place > 0 && bytes.indexOf(at(invite.expires_at), place + 1) === -1, 'the stored instant stands in one place');
  at('2026-01-31T03:00:00Z').copy(bytes, place);
  await writeFile(file, bytes);
  house.server = await Server.start(data);
  for (const language of ['ja', 'en']) {
    const visitor = house.server.client({ language });
    const link = invite.link.replace('/invite/', '/invites/');
    for (const answer of [await visitor.get(link), await visitor.post(link, { name: '星 遅', password })]) {
      assertProblem(answer, { status: 409, key: 'invite.expired', field: undefined }, language);
      assert.ok(answer.json.title.includes('2026-01-31'));
    }
  }
});
