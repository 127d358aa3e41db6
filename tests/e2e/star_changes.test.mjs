// What an operator does to a star after its registration, and where it is to be seen: register, ledger, status lists, list of all stars,
// bulk look-up, verifiers, PDF. One asks, another does it; the firm is told why, nobody else.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, inflateSync } from 'node:zlib';

import { company } from './support/example.mjs';
import { assertProblem } from './support/problem.mjs';
import { acceptLink, openHouse, removeFolder, runCommand } from './support/server.mjs';

const url = 'https://register.example.jp';
const reason = '申告と異なる運用が見つかったため';
const number = company.organisation.corporate_number;
let house, second, star, at;

before(async () => {
  house = await openHouse({ untilStep: 8, words: ['--behind-proxy', '--public-url', url] });
  second = await invited('operator', 'second@example.jp');
  star = `/assessments/${house.assessment}/star`;
  at = (name) => path.join(house.data, name);
  for (const [name, place] of Object.entries({ 'star.jws': `register/${number}/star.jws`, 'star.tlog-proof': `register/${number}/star.tlog-proof`, 'star.policy': 'ledger/policy' }))
    await writeFile(at(name), (await public_(`//${place}`)).bytes);
});
after(() => house?.close());

async function invited(role, email) {
  const { organisation_id: home } = house.operator.session.memberships[0];
  const { json } = await house.operator.post(`/organisations/${home}/invites`, { email, name: '星野 二郎', role });
  const { invites } = (await house.operator.get(`/organisations/${home}/people`)).json;
  return acceptLink(house.server, { ...invites.find((one) => one.id === json.id), role });
}
const public_ = (place) => house.server.client().get(place);
const ok = async (asked, status = 200) => {
  const answer = await asked;
  assert.equal(answer.status, status, answer.text);
  return answer.json;
};
const certificate = async () => (await ok(public_(`/public/organisations/${number}`))).certificates[0];
const stateIn = { valid: 0, withdrawn: 1, suspended: 2 };

// Everything that says how the star stands, at once after the act.
async function assertEverywhere(state, { until = null } = {}) {
  const c = await certificate();
  assert.deepEqual([c.state, c.suspended_until], [state, until]);
  const list = (await public_('//status/list')).text;
  const { status_list: { lst } } = JSON.parse(Buffer.from(list.split('.')[1], 'base64url'));
  assert.equal(inflateSync(Buffer.from(lst, 'base64url'))[0] >> 2 & 3, stateIn[state], 'Token Status List');
  for (const [purpose, wanted] of [['revocation', 'withdrawn'], ['suspension', 'suspended']]) {
    const { credentialSubject } = JSON.parse(Buffer.from((await public_(`//status/${purpose}`)).text.split('.')[1], 'base64url'));
    const bits = gunzipSync(Buffer.from(credentialSubject.encodedList.slice(1), 'base64url'));
    assert.equal((bits[0] & 0x40) !== 0, state === wanted, purpose);
  }
  await writeFile(at('star.status'), list);
  const words = ['verify', at('star.jws'), '--proof', at('star.tlog-proof'), '--policy', at('star.policy'), '--status', at('star.status'), '--json'];
  const check = await runCommand(words);
  assert.equal(check.code, state === 'valid' ? 0 : 5, check.stdout);
  const finding = JSON.parse(check.stdout.split('\n')[0]).findings.find((one) => one.what === 'status');
  assert.deepEqual([finding.grade, finding.reason], state === 'valid' ? ['holds', 'holds'] : ['fails', state]);
  const bulk = await house.server.client().post('/public/bulk', Buffer.from(`${number}\n`), { type: 'text/csv' });
  assert.equal(bulk.text.split('\r\n')[1].split(',')[1], state);
  const page = await public_(`//register/${number}?lang=en`);
  assert.match(page.text, { valid: /Yes: there is a valid/, suspended: /suspended/, withdrawn: /was withdrawn on/ }[state]);
  assert.ok(!page.text.includes(reason), 'the reason is not public');
  const follows = await ok(house.buyer.get(`/organisations/${house.buyer.session.memberships[0].organisation_id}/follows`));
  assert.equal(follows.items[0].record.certificates[0].state, state);
  const verified = await runCommand(['ledger', 'verify', '--data', house.data, '--json']);
  assert.equal(verified.code, 0, verified.stdout);
}

async function newestEntry() {
  const size = Number((await public_('//ledger/checkpoint')).text.split('\n')[1]);
  const shown = await runCommand(['ledger', 'prove', String(size - 1), '--data', house.data, '--json']);
  return JSON.parse(JSON.parse(shown.stdout).entry);
}

test('asking needs a reason, a day that can be, and an act that fits the state', async () => {
  await ok(house.buyer.post(`/organisations/${house.buyer.session.memberships[0].organisation_id}/follows`, { corporate_numbers: [number], note: '' }), 201);
  const { last_valid_day } = await certificate();
  const wrong = [
    [{ act: 'suspend', reason: ' ' }, 400, 'text.missing', 'reason'],
    [{ act: 'pause', reason }, 400, 'star_change.act_unknown', 'act'],
    [{ act: 'suspend', reason, until_on: '2020-01-01' }, 400, 'star_change.until', 'until_on'],
    [{ act: 'suspend', reason, until_on: `${Number(last_valid_day.slice(0, 4)) + 1}${last_valid_day.slice(4)}` }, 400, 'star_change.until', 'until_on'],
    [{ act: 'withdraw', reason, until_on: last_valid_day }, 400, 'star_change.until_alone', 'until_on'],
    [{ act: 'resume', reason }, 409, 'star_change.not_in_state', undefined],
  ];
  for (const language of ['ja', 'en'])
    for (const [body, status, key, field] of wrong)
      assertProblem(await house.operator.speaking(language).post(`${star}/changes`, body), { status, key, field }, language);
  assert.deepEqual((await ok(house.operator.get(star))).open_acts, ['suspend', 'withdraw']);
});

test('one asks, another suspends; it stands everywhere when the act is answered', async () => {
  const { last_valid_day } = await certificate();
  const asked = await ok(house.operator.post(`${star}/changes`, { act: 'suspend', reason, until_on: last_valid_day }), 201);
  assert.equal((await certificate()).state, 'valid', 'asking changes nothing');
  assertProblem(await second.post(`${star}/changes`, { act: 'withdraw', reason }), { status: 409, key: 'star_change.waiting', field: undefined }, 'ja');
  const own = await ok(house.operator.get(star));
  assert.deepEqual([own.may_do, own.obstacle !== ''], [false, true]);
  assertProblem(await house.operator.post(`${star}/changes/${asked.id}/approval`), { status: 409, key: 'register.second_person', field: undefined }, 'ja');
  assert.equal((await ok(second.get(star))).may_do, true);
  assert.equal((await ok(second.get('/stars'))).waiting[0].change.reason, reason);
  const key = 'approve-once';
  const begun = Date.now();
  const done = await ok(second.post(`${star}/changes/${asked.id}/approval`, undefined, { key }));
  const list = await public_('//status/list');
  console.log(`from the act to ledger and status list: ${Date.now() - begun} ms`);
  assert.notEqual(list.text, '');
  assert.deepEqual(await ok(second.post(`${star}/changes/${asked.id}/approval`, undefined, { key })), done, 'a repeat does nothing twice');
  assertProblem(await second.post(`${star}/changes/${asked.id}/approval`), { status: 409, key: 'star_change.decided_already', field: undefined }, 'ja');
  const entry = await newestEntry();
  assert.deepEqual([entry.type, entry.subject.corporateNumber, entry.certificate, entry.standing, entry.until], ['star.suspended', number, 1, 'suspended', last_valid_day]);
  assert.equal(typeof entry.prev, 'number', 'joined to the entry before it');
  assert.ok(!JSON.stringify(entry).includes(reason));
  await assertEverywhere('suspended', { until: last_valid_day });
});

test('the firm is told, with the reason; its expert and the public are not', async () => {
  assert.equal((await ok(house.applicant.get(`/assessments/${house.assessment}`))).certificate_reason, reason);
  assert.equal((await ok(house.expert.get(`/assessments/${house.assessment}`))).certificate_reason, '');
  const { items } = await ok(house.applicant.get(`/organisations/${house.organisation}/audit`));
  const told = items.find((one) => one.act === 'star.suspended');
  assert.equal(JSON.parse(told.record).reason, reason);
  assert.ok(!items.some((one) => one.act === 'star.change_asked'), 'what was only asked is between the operators');
  const feed = await ok(public_('/public/changes'));
  assert.deepEqual(feed.items.map((one) => one.type), ['star.suspended', 'star.registered']);
  assert.ok(!JSON.stringify(feed).includes(reason));
  const older = await ok(public_(`/public/changes?before=${feed.items[0].sequence}`));
  assert.deepEqual(older.items.map((one) => one.type), ['star.registered']);
});

test('paper of a suspended star says so', async () => {
  for (const [lang, says] of [['ja', '一時停止中'], ['en', 'suspended since']]) {
    const answer = await public_(`//register/${number}/mark.svg?lang=${lang}`);
    assert.ok(answer.text.includes(says) || answer.text.includes(lang === 'ja' ? '架空' : 'Invented'));
    assert.equal((await public_(`//register/${number}/certificate.pdf?lang=${lang}`)).status, 200);
  }
});

test('what was asked can be dropped; what was suspended, resumed', async () => {
  const dropped = await ok(house.operator.post(`${star}/changes`, { act: 'withdraw', reason }), 201);
  await ok(house.operator.delete(`${star}/changes/${dropped.id}`));
  assertProblem(await second.post(`${star}/changes/${dropped.id}/approval`), { status: 409, key: 'star_change.decided_already', field: undefined }, 'ja');
  assertProblem(await second.post(`${star}/changes/none/approval`), { status: 404, key: 'star_change.not_found', field: undefined }, 'ja');
  const asked = await ok(second.post(`${star}/changes`, { act: 'resume', reason: '是正を確かめた' }), 201);
  await ok(house.operator.post(`${star}/changes/${asked.id}/approval`));
  await assertEverywhere('valid');
  assert.equal((await newestEntry()).type, 'star.resumed');
});

test('what another process did stands in the next answer', async () => {
  const run = async (...words) => {
    const done = await runCommand(['star', ...words, '--data', house.data, '--json']);
    assert.equal(done.code, 0, done.stderr);
    return JSON.parse(done.stdout);
  };
  for (const [act, state] of [['suspend', 'suspended'], ['resume', 'valid']]) {
    const { id } = await run(act, '1', '--reason', reason, '--as', house.logins.operator.email);
    await run('approve', '1', id);
    const shown = [await certificate(), (await ok(public_(`/public/organisations?q=${number}`))).items[0].certificates[0]];
    assert.deepEqual(shown.map((one) => one.state), [state, state]);
    await assertEverywhere(state);
    await assertSameFromMemory(state);
  }
});

// A server answers from what it keeps in memory, a command from the database: the same, to the letter.
async function assertSameFromMemory(where) {
  for (const lang of ['ja', 'en'])
    for (const firm of [number, '7000012050002']) {
      const told = await house.server.client({ language: lang }).get(`/public/organisations/${firm}`);
      const stored = await runCommand(['register', 'record', firm, '--data', house.data, '--json', '--lang', lang]);
      assert.equal(told.text, JSON.stringify(JSON.parse(stored.stdout)), `${where}, ${lang}`);
    }
}

test('withdrawing is final', async () => {
  const asked = await ok(house.operator.post(`${star}/changes`, { act: 'withdraw', reason }), 201);
  await ok(second.post(`${star}/changes/${asked.id}/approval`));
  await assertEverywhere('withdrawn');
  const shown = await ok(second.get(star));
  assert.deepEqual([shown.open_acts, shown.changes.length], [[], 6]);
  for (const act of ['suspend', 'resume', 'withdraw'])
    assertProblem(await second.post(`${star}/changes`, { act, reason }), { status: 409, key: 'star_change.not_in_state', field: undefined }, 'ja');
  const made = await runCommand(['snapshot', 'make', '--data', house.data, '--out', at('stars.snapshot')]);
  assert.equal(made.code, 0, made.stderr);
  assert.equal((await ok(public_('/public/organisations?star=3'))).items.length, 0, 'no firm with a valid ★3 is left');
  assert.equal((await ok(public_(`/public/organisations?prefecture=${company.organisation.prefecture}`))).items.length, 1);
});

test('a row changed behind the ledger’s back is found', async () => {
  await house.server.stop();
  const changed = spawnSync('python3', ['-c', "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(\"UPDATE certificate SET standing = 'granted'\"); c.commit()", path.join(house.data, 'hoshirube.db')]);
  assert.equal(changed.status, 0, String(changed.stderr));
  const verified = await runCommand(['ledger', 'verify', '--data', house.data, '--json']);
  assert.equal(verified.code, 5, verified.stdout);
  assert.deepEqual(JSON.parse(verified.stdout.split('\n')[0]).stars.wrong, [1]);
});

test('the same on the command line', async () => {
  const folder = house.data.concat('-cli');
  assert.equal((await runCommand(['example', 'load', '--data', folder, '--until-step', '8', '--json'])).code, 0);
  const run = async (...words) => {
    const done = await runCommand([...words, '--data', folder, '--json']);
    return { ...done, json: done.code === 0 ? JSON.parse(done.stdout) : undefined };
  };
  const operator = house.logins.operator.email;
  const asked = await run('star', 'suspend', '1', '--reason', reason, '--as', operator);
  assert.equal(asked.code, 0, asked.stderr);
  assert.notEqual((await run('star', 'approve', '1', asked.json.id, '--as', operator)).code, 0, 'not by the same person');
  assert.equal((await run('star', 'approve', '1', asked.json.id)).code, 0, 'the keeper is another');
  assert.equal((await run('star', 'show', '1')).json.certificate.state, 'suspended');
  assert.equal((await run('star', 'list')).json.stars.length, 1);
  assert.equal((await run('register', 'changes')).json.items[0].type, 'star.suspended');
  assert.equal((await run('star', 'show', '99')).code, 4);
  const mistaken = await run('star', 'show', company.organisation.corporate_number);
  assert.equal(JSON.parse(mistaken.stdout).key, 'certificate.corporate_number_given');
  assert.match(mistaken.stderr, /1 \(★3/, 'which stars the firm holds');
  assert.equal((await run('ledger', 'verify')).code, 0);
  await removeFolder(folder);
});
