// Programs that work for an organisation: what a token may, what it never may, and how it ends.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { openHouse, password, runCommand } from './support/server.mjs';

const plusDays = (days) => new Date(Date.now() + 9 * 3600_000 + days * 24 * 3600_000).toISOString().slice(0, 10);
let house, home, all;

before(async () => {
  house = await openHouse({ untilStep: 5, roles: ['applicant', 'management', 'buyer', 'operator'] });
  home = `/organisations/${house.organisation}`;
  const { scopes } = (await house.applicant.get(`${home}/service-accounts`)).json;
  all = scopes;
});
after(() => house?.close());

const make = (client, fields = {}) => client.post(`${home}/service-accounts`, { name: '資産台帳', scopes: ['assessment:read'], last_day: plusDays(30), ...fields });
const program = (token, headers = {}) => {
  const client = house.server.client();
  const send = client.send.bind(client);
  client.send = (method, where, options = {}) => send(method, where, { ...options, headers: { Authorization: `Bearer ${token}`, Origin: null, ...headers, ...options.headers } });
  return client;
};

test('a token is shown once, stored as a hash, and does what its scopes name', async () => {
  const made = await make(house.applicant);
  assert.equal(made.status, 201, made.text);
  const { id, token } = made.json;
  assert.match(token, /^hoshirube_[0-9a-f]{64}$/);
  const stored = spawnSync('python3', ['-c', 'import sqlite3, sys; print(list(sqlite3.connect(sys.argv[1]).execute("SELECT * FROM service_account")))', path.join(house.data, 'hoshirube.db')], { encoding: 'utf8' }).stdout;
  assert.ok(stored.includes(id) && !stored.includes(token.slice(-20)), stored);
  assert.ok(!(await readFile(path.join(house.data, 'hoshirube.db-wal'))).includes(token));
  const listed = (await house.applicant.get(`${home}/service-accounts`)).json.items[0];
  assert.deepEqual([listed.name, listed.scopes, listed.is_live, listed.last_used_at], ['資産台帳', ['assessment:read'], true, null]);
  assert.ok(!JSON.stringify(listed).includes('hoshirube_'));

  const robot = program(token);
  assert.equal((await robot.get(`/assessments/${house.assessment}`)).status, 200);
  assert.equal((await robot.get(`${home}/assessments`)).status, 200);
  assert.ok((await house.applicant.get(`${home}/service-accounts`)).json.items[0].last_used_at);
  for (const [method, where, body] of [['get', `${home}/evidence`], ['get', home], ['get', '/session'], ['put', `/assessments/${house.assessment}/answers/1-1-1`, { state: 'not_met', version: 1 }]]) {
    const refused = await robot[method](where, body);
    assert.deepEqual([refused.status, refused.json.key], [403, 'token.scope_missing'], where);
  }
  assert.equal((await robot.get('/public/register?q=x')).status < 500, true);
});

test('no scope lets a program confirm, declare, register, invite, keep accounts or make programs', async () => {
  const { token } = (await make(house.management, { scopes: all, name: 'すべて' })).json;
  const robot = program(token);
  const forbidden = [
    ['post', `/assessments/${house.assessment}/declaration`, { seal: '0'.repeat(64) }],
    ['post', `/assessments/${house.assessment}/submission`, { confirmer_id: 'x', version: 1 }],
    ['post', `/assessments/${house.assessment}/review`, { outcome: 'confirm' }],
    ['post', `/assessments/${house.assessment}/registration`, { seal: '0'.repeat(64) }],
    ['post', `${home}/invites`, { email: 'a@example.jp', name: '星', role: 'management' }],
    ['post', `${home}/service-accounts`, { name: 'もう一つ', scopes: ['assessment:read'], last_day: plusDays(1) }],
    ['get', `${home}/service-accounts`],
    ['post', `${home}/mandates`, { taker_number: '7990001000001', purpose: 'answer', to_on: plusDays(1) }],
    ['get', '/sessions'],
    ['post', '/session/code-app'],
    ['put', '/session/password', { present: password, password: 'another long password' }],
  ];
  for (const [method, where, body] of forbidden) {
    const refused = await robot[method](where, body);
    assert.deepEqual([refused.status, refused.json?.key], [403, 'token.scope_missing'], `${method} ${where}: ${refused.text}`);
  }
  assert.ok(!all.some((scope) => scope.startsWith('operator:') || scope === 'public'), all.join(' '));
  const refusedActs = (await house.applicant.get(`${home}/audit`)).json;
  assert.ok(refusedActs.items.some((one) => one.act === 'service.added'));
});

test('what a program does stands in the record under its name', async () => {
  const { id, token } = (await make(house.applicant, { name: '証跡の集め手', scopes: ['evidence:write', 'evidence:read'] })).json;
  const added = await program(token).upload(house.organisation, 'log.txt', Buffer.from('a log of the day'));
  assert.equal(added.status, 201, added.text);
  const { items } = (await house.applicant.get(`${home}/audit`)).json;
  const act = items.find((one) => one.act === 'evidence.added' && one.actor_id === id);
  assert.equal(act.actor_name, '証跡の集め手');
  assert.ok(!(await house.applicant.get(`${home}/people`)).json.members.some((one) => one.person_id === id), 'it is nobody');
});

test('a token ends when it is taken back, renewed, or its last day is over; a cookie is no token and a token no cookie', async () => {
  const { id, token } = (await make(house.applicant, { name: '短い' })).json;
  const where = `/assessments/${house.assessment}`;
  const asCookie = house.server.client();
  asCookie.cookies = new Map([['hoshirube_session', token]]);
  assert.equal((await asCookie.get(where)).status, 401, 'a token in the cookie');
  const session = house.applicant.cookies.get('hoshirube_session');
  assert.equal((await program(session).get(where)).json.key, 'token.unknown', 'a session in the header');
  const both = program(`${token.slice(0, -1)}x`);
  both.cookies = new Map(house.applicant.cookies);
  assert.equal((await both.get(where)).json.key, 'token.unknown', 'a wrong token is not made good by a cookie');
  assert.equal((await program(token, { Authorization: `Basic ${token}` }).get(where)).json.key, 'token.unknown');

  const renewed = (await house.applicant.post(`${home}/service-accounts/${id}/renewal`)).json;
  assert.equal((await program(token).get(where)).status, 401, 'the old token');
  assert.equal((await program(renewed.token).get(where)).status, 200);
  assert.equal((await house.applicant.delete(`${home}/service-accounts/${id}`)).status, 200);
  assert.equal((await program(renewed.token).get(where)).status, 401, 'ended at once');
  assert.equal((await house.applicant.post(`${home}/service-accounts/${id}/renewal`)).json.key, 'service.over');

  const last = (await make(house.applicant, { name: '昨日まで' })).json;
  spawnSync('python3', ['-c', 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("UPDATE service_account SET last_day = ? WHERE id = ?", (sys.argv[2], sys.argv[3])); c.commit()', path.join(house.data, 'hoshirube.db'), plusDays(-1), last.id]);
  assert.equal((await program(last.token).get(where)).status, 401);
});

test('a cookie without its origin stays refused; the header alone excuses a program', async () => {
  const answer = await house.applicant.post(`${home}/service-accounts`, { name: 'x' }, { headers: { Origin: null } });
  assert.equal(answer.json.key, 'request.other_origin');
});

test('who may make one, and what is refused in it', async () => {
  assert.equal((await make(house.buyer)).status, 404, 'another firm');
  assert.equal((await make(house.operator)).status, 403);
  assert.equal((await make(house.applicant, { scopes: [] })).json.key, 'service.scope_needed');
  assert.equal((await make(house.applicant, { scopes: ['operator:read'] })).json.key, 'service.scope_unknown');
  assert.equal((await make(house.applicant, { scopes: ['everything'] })).json.key, 'service.scope_unknown');
  assert.equal((await make(house.applicant, { role: 'buyer' })).json.key, 'service.role_not_yours');
  assert.equal((await make(house.applicant, { role: 'operator' })).json.key, 'service.role_not_yours');
  assert.equal((await make(house.applicant, { last_day: plusDays(-1) })).json.key, 'grant.ends_too_soon');
  assert.equal((await make(house.applicant, { last_day: plusDays(800) })).json.key, 'grant.ends_too_late');
  const stale = house.server.client();
  assert.equal((await stale.post('/session', { email: house.logins.applicant.email, password })).status, 200);
  // A provider's word or an old proof makes no program: the rule is A1, tested over all routes in tests/http/matrix_test.cpp.
});

test('the command line makes, lists and ends programs for the person named', async () => {
  const words = (more) => [...more, '--data', house.data, '--organisation', house.organisation, '--json', '--lang', 'en'];
  const keeper = await runCommand(words(['service', 'add', '--name', 'x', '--scope', 'assessment:read', '--until', plusDays(1)]));
  assert.notEqual(keeper.code, 0, 'the keeper belongs to no firm');
  const as = ['--as', house.logins.applicant.email];
  const made = await runCommand(words(['service', 'add', '--name', '手元', '--scope', 'assessment:read', '--scope', 'evidence:read', '--until', plusDays(1), ...as]));
  assert.equal(made.code, 0, made.stderr);
  const { id, token } = JSON.parse(made.stdout);
  assert.equal((await program(token).get(`/assessments/${house.assessment}`)).status, 200);
  assert.equal((await runCommand(words(['service', 'revoke', id, ...as]))).code, 0);
  const listed = JSON.parse((await runCommand(words(['service', 'list', ...as]))).stdout);
  assert.equal(listed.items.find((one) => one.id === id).is_live, false);
});
