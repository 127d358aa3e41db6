// What an attacker tried before: locking others out, guessing names, flooding, costly pictures, and files with something in them.

import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';

import { corporateNumber, organisationOf } from './support/example.mjs';
import { assertProblem } from './support/problem.mjs';
import { openHouse, password } from './support/server.mjs';

// A clamd of our own on loopback: finds what contains EICAR, answers PING, and can be made to hang up.
const scanner = { seen: 0, isBroken: false };
const clamd = net.createServer((socket) => {
  let bytes = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (piece) => {
    bytes = Buffer.concat([bytes, piece]);
    if (bytes.includes('zPING\0')) return socket.end('PONG\0');
    if (scanner.isBroken) return socket.destroy();
    if (!bytes.subarray(0, 10).equals(Buffer.from('zINSTREAM\0')) || !bytes.subarray(-4).equals(Buffer.alloc(4))) return;
    ++scanner.seen;
    socket.end(bytes.includes('EICAR') ? 'stream: Test.EICAR FOUND\0' : 'stream: OK\0');
  });
});

let house;

before(async () => {
  await new Promise((resolve) => clamd.listen(0, '127.0.0.1', resolve));
  house = await openHouse({ untilStep: 5, words: ['--behind-proxy', '--clamd', `tcp:127.0.0.1:${clamd.address().port}`] });
});

after(async () => {
  await house?.close();
  clamd.close();
});

test('a file in which something is found is refused in plain words, and nothing of it is kept', async () => {
  const before = (await house.applicant.get(`/organisations/${house.organisation}/evidence`)).json.items.length;
  for (const [language, client] of [['ja', house.applicant], ['en', house.applicant.speaking('en')]]) {
    const answer = await client.upload(house.organisation, 'invoice.txt', Buffer.from('hello EICAR'));
    assertProblem(answer, { status: 400, key: 'evidence.malware', field: undefined }, language, { typed: ['Test.EICAR'] });
    assert.match(answer.json.title, /Test\.EICAR/);
  }
  const after = (await house.applicant.get(`/organisations/${house.organisation}/evidence`)).json.items;
  assert.equal(after.length, before);
});

test('a file says whether it was scanned, also where the scanner was away', async () => {
  const upload = async (name) => {
    const { json } = await house.applicant.upload(house.organisation, name, Buffer.from(`what ${name} says`));
    return (await house.applicant.get(`/organisations/${house.organisation}/evidence`)).json.items.find(({ id }) => id === json.id);
  };
  const before = scanner.seen;
  assert.match((await upload('scanned.txt')).scanned_at, /^\d{4}-/);
  assert.equal(scanner.seen, before + 1);
  scanner.isBroken = true;
  assert.equal((await upload('unscanned.txt')).scanned_at, null, 'work goes on without the scanner');
  scanner.isBroken = false;
  assert.match(house.server.stderr, /"job":"scan".*scanner\.unreachable|scanner\.unreachable.*"job":"scan"/);
});

test('nobody locks a known account out: its own browser gets in whatever others try', async () => {
  const { email } = house.logins.applicant;
  const known = house.applicant; // Signed in here before.
  for (let n = 0; n < 130; n += 10) // From many networks.
    await Promise.all(Array.from({ length: 10 }, (_, i) => house.server.client({ address: `198.51.${n}.${i}` }).post('/session', { email, password: 'not the password' })));
  const stranger = await house.server.client({ address: '198.51.100.77' }).post('/session', { email, password });
  assertProblem(stranger, { status: 429, key: 'rate.limited', field: undefined }, 'ja');
  const session = known.cookies.get('hoshirube_session');
  known.cookies.delete('hoshirube_session');
  const own = await known.post('/session', { email, password });
  assert.equal(own.status, 200, own.text);
  assert.notEqual(known.cookies.get('hoshirube_session'), session);
  const thief = house.server.client({ address: '198.51.100.78' });
  thief.cookies.set('hoshirube_device', known.cookies.get('hoshirube_device').replace(/.$/, (digit) => (digit === '0' ? '1' : '0')));
  assert.equal((await thief.post('/session', { email, password })).status, 429, 'a forged mark is none');
});

test('an invitation does not tell whose address has an account', async () => {
  const invited = [];
  for (const email of [house.logins.expert.email, 'somebody.new@example.jp']) {
    const made = await house.applicant.post(`/organisations/${house.organisation}/invites`, { email, name: '誰か', role: 'applicant' });
    assert.equal(made.status, 201, made.text);
    const { invites } = (await house.applicant.get(`/organisations/${house.organisation}/people`)).json;
    invited.push(invites.find(({ id }) => id === made.json.id).link.replace(/^.*\/invite\//, ''));
  }
  const shown = [], refused = [];
  for (const token of invited) {
    const offer = (await house.server.client().get(`/invites/${token}`)).json;
    shown.push(Object.keys(offer).sort());
    for (const guess of ['short', 'password1234567'])
      refused.push((await house.server.client().post(`/invites/${token}`, { name: '誰か', password: guess })).json.key);
  }
  assert.deepEqual(shown[0], shown[1]);
  assert.deepEqual(refused, ['password.too_short', 'password.common', 'password.too_short', 'password.common']);
});

test('a password that others try first is refused, however long', async () => {
  const place = '/session/password';
  for (const wanted of ['password1234567', `${house.logins.management.email.split('@')[0]}20260101`])
    assertProblem(await house.management.put(place, { present: password, password: wanted }, { key: null }), { status: 400, key: 'password.common', field: 'password' }, 'ja');
});

test('one account enters ten organisations a day and no more', async () => {
  const buyer = house.buyer;
  const enter = (n) => buyer.post('/organisations', { corporate_number: corporateNumber(String(500000000000 + n)), legal_name: `試し${n}`, legal_name_kana: 'タメシ', prefecture: '13', industry: 'E26', staff: 3 });
  for (let n = 0; n < 10; ++n) assert.equal((await enter(n)).status, 201, `number ${n}`);
  assertProblem(await enter(10), { status: 429, key: 'organisation.daily_limit', field: undefined }, 'ja');
});

test('what is public is printed once, and what is not is limited by person', async () => {
  const registered = await openHouse({ untilStep: 8, roles: ['applicant'] });
  try {
    const visitor = registered.server.client();
    const place = `//register/${organisationOf('applicant').corporate_number}/mark.png`;
    for (let n = 0; n < 40; ++n) {
      const answer = await visitor.get(place);
      assert.equal(answer.status, 200, `number ${n}: ${answer.text.slice(0, 200)}`);
    }
    const form = '/editions/2026-03-27/form.pdf?star=3';
    let last;
    for (let n = 0; n < 60 && last?.status !== 429; ++n) last = await registered.applicant.get(form);
    assertProblem(last, { status: 429, key: 'print.limited', field: undefined }, 'ja');
  } finally {
    await registered.close();
  }
});
