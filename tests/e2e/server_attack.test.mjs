// What an attacker tried before: locking others out, guessing names, flooding, costly pictures, files with something in them, names that lead
// elsewhere, requests that read in two ways, planted sessions and other sites' pages. docs/security.md says what each test says without its defence.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { corporateNumber, organisationOf } from './support/example.mjs';
import { assertProblem } from './support/problem.mjs';
import { openHouse, password, runCommand } from './support/server.mjs';

// A clamd of our own on loopback: finds what contains EICAR, answers PING, and can be made to hang up.
const scanner = { seen: 0, isBroken: false };
// What an attacker would have stand in the diagnostics as a record of its own.
const forged = '{"at":"2026-01-01T00:00:00.000Z","request":"0000000000000000","method":"GET","route":"forged","status":200,"ms":1,"bytes":1}';
const clamd = net.createServer((socket) => {
  let bytes = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (piece) => {
    bytes = Buffer.concat([bytes, piece]);
    if (bytes.includes('zPING\0')) return socket.end('PONG\0');
    if (scanner.isBroken === 'hangs up') return socket.destroy();
    if (scanner.isBroken) return socket.end(`stream: \r\n${forged}\r\n\x1b[2J\0`);
    if (!bytes.subarray(0, 10).equals(Buffer.from('zINSTREAM\0')) || !bytes.subarray(-4).equals(Buffer.alloc(4))) return;
    ++scanner.seen;
    socket.end(bytes.includes('EICAR') ? 'stream: Test.EICAR FOUND\0' : 'stream: OK\0');
  });
});

let house;

before(async () => {
  await new Promise((resolve) => clamd.listen(0, '127.0.0.1', resolve));
  house = await openHouse({ untilStep: 5, isLoud: true, words: ['--behind-proxy', '--clamd', `tcp:127.0.0.1:${clamd.address().port}`] });
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
  for (scanner.isBroken of ['talks nonsense', 'hangs up'])
    assert.equal((await upload(`unscanned, it ${scanner.isBroken}.txt`)).scanned_at, null, 'work goes on without the scanner');
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
  const { management, buyer } = house;
  const enter = (n, person = management) => person.post('/organisations', { corporate_number: corporateNumber(String(500000000000 + n)), legal_name: `試し${n}`, legal_name_kana: 'タメシ', prefecture: '13', industry: 'E26', staff: 3 });
  for (let n = 0; n < 10; ++n) assert.equal((await enter(n)).status, 201, `number ${n}`);
  assertProblem(await enter(10), { status: 429, key: 'organisation.daily_limit', field: undefined }, 'ja');
  assertProblem(await enter(11, buyer), { status: 403, key: 'access.denied', field: undefined }, 'ja'); // Nobody vouches for who keeps no firm.
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

// Sends bytes as they are, and gives all that came back until the server closed.
function raw(server, text) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.port, '127.0.0.1');
    let said = '';
    socket.setEncoding('latin1').on('data', (piece) => { said += piece; }).on('error', reject).on('close', () => resolve(said));
    socket.write(text);
  });
}
const close = 'Connection: close\r\n';

test('no name from outside becomes a path', async () => {
  const { data, applicant, organisation, server } = house;
  const secrets = (await Promise.all(['link.key', 'secret.key', 'ledger-public.key'].map((name) => readFile(path.join(data, 'keys', name), 'latin1')))).map((text) => text.trim());
  const within = async () => (await readdir(data, { recursive: true })).filter((name) => !/^(evidence\/[0-9a-f]{2}(\/|$)|hoshirube\.db|ledger\/)/.test(name)).sort();
  const before = await within();
  const strings = ['../keys/link.key', '../../keys/link.key', '../../../keys/link.key', '../../../../keys/link.key', '..%2f..%2f..%2fkeys%2flink.key', '%2e%2e/%2e%2e/%2e%2e/keys/link.key', '..%5c..%5ckeys%5clink.key',
    '%252e%252e%252f%252e%252e%252fkeys%252flink.key', '....//....//keys/link.key', '%c0%ae%c0%ae/keys/link.key', '/etc/passwd', '//etc/passwd', 'file:///etc/passwd', `${data}/keys/link.key`.slice(1), '..;/keys/link.key', 'link.key%00.png', '~/.ssh/id_rsa', '..'];
  for (const name of strings) {
    for (const place of ['/ledger/tile/0/', '/ledger/tile/entries/', '/ledger/tile/0/../', '/ledger/snapshot/', '/ledger/', '/assets/', '/', '/register/', '/api/v1/editions/', `/api/v1/organisations/${organisation}/`, '/api/v1/evidence/', '/api/v1/calendars/']) {
      const said = await raw(server, `GET ${place}${name} HTTP/1.1\r\nHost: h\r\n${close}\r\n`);
      assert.match(said, /^HTTP\/1\.1 (400|401|403|404|405) /, `${place}${name}`);
      for (const secret of [...secrets, 'root:x:0']) assert.ok(!said.includes(secret), `${place}${name}`);
    }
    const added = await applicant.upload(organisation, decodeURIComponent(name.replace(/%c0%ae|%00/g, '')), Buffer.from(`content of ${name}`));
    if (added.status === 201) assert.match((await applicant.get(`/evidence/${added.json.id}/content`)).headers['content-disposition'], /^attachment; filename="[^"\r\n/\\]*"(; filename\*=UTF-8''[\w.%~!$&+^`|-]*)?$/);
  }
  assert.deepEqual(await within(), before, 'nothing was written where a name would lead');
});

test('two programs cannot read one request differently: it is refused, and what is hidden in it is never answered', async () => {
  const hidden = 'GET /api/v1/health HTTP/1.1\r\nHost: hidden\r\n\r\n';
  const post = (fields, body) => `POST /api/v1/public/bulk HTTP/1.1\r\nHost: h\r\nContent-Type: text/csv\r\n${fields}\r\n\r\n${body}`;
  for (const [what, text] of [
    ['a length beside chunks', post(`Content-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked`, `0\r\n\r\n${hidden}`)],
    ['two lengths', post(`Content-Length: 0\r\nContent-Length: ${hidden.length}`, hidden)],
    ['a length that is a list', post(`Content-Length: 0, ${hidden.length}`, hidden)],
    ['a length with a sign', post(`Content-Length: +0`, hidden)],
    ['a coding that is nearly chunked', post('Transfer-Encoding: xchunked', `0\r\n\r\n${hidden}`)],
    ['a coding after a tab and a second one', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', `0\r\n\r\n${hidden}`)],
    ['a space before the colon', post('Transfer-Encoding : chunked', `0\r\n\r\n${hidden}`)],
    ['a folded field', post('X: y\r\n Content-Length: 0', hidden)],
    ['an extension of a chunk', post('Transfer-Encoding: chunked', `0;a=b\r\n\r\n${hidden}`)],
    ['a bare line feed', post('Content-Length: 0\nX: y', hidden)],
    ['chunks in HTTP/1.0', post('Transfer-Encoding: chunked', `0\r\n\r\n${hidden}`).replace('HTTP/1.1', 'HTTP/1.0')],
  ]) {
    const said = await raw(house.server, text);
    assert.match(said, /^HTTP\/1\.1 (400|501) /, what);
    assert.equal(said.match(/HTTP\/1\.1 \d\d\d /g).length, 1, what);
  }
});

test('a session that was planted in a browser is not the one that signs in', async () => {
  const planted = 'f'.repeat(64), client = house.server.client();
  client.cookies.set('hoshirube_session', planted);
  const { email } = house.logins.expert;
  assert.equal((await client.post('/session', { email, password })).status, 200);
  assert.notEqual(client.cookies.get('hoshirube_session'), planted);
  const thief = house.server.client();
  thief.cookies.set('hoshirube_session', planted);
  assert.equal((await thief.get('/session')).status, 401);
});

test('a request that a page of another site caused does nothing', async () => {
  for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: null }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }])
    assertProblem(await house.expert.put('/session/language', { language: 'en' }, { headers }), { status: 403, key: 'request.other_origin', field: undefined }, 'ja');
  assert.equal((await house.expert.get('/session')).json.language, 'ja');
  const form = await house.expert.send('PUT', '/session/language', { body: 'language=en', type: 'application/x-www-form-urlencoded' });
  assert.equal(form.status, 415, 'nor does what a plain form can send');
});

test('the keeper ends every sign-in of one person at once', async () => {
  const { email } = house.logins.buyer, { buyer, operator, data } = house;
  assert.equal((await buyer.get('/session')).status, 200);
  const done = await runCommand(['person', 'sign-out', email, '--data', data]);
  assert.equal(done.code, 0, done.stderr);
  assert.equal((await buyer.get('/session')).status, 401);
  assert.equal((await operator.get('/session')).status, 200, 'of that one only');
  assert.equal((await buyer.post('/session', { email, password })).status, 200, 'who signs in again as before');
  assert.notEqual((await runCommand(['person', 'sign-out', email, '--data', data, '--as', house.logins.operator.email])).code, 0, 'the keeper alone');
});

test('nothing that comes from outside adds a line to the diagnostics, or a record', async () => {
  const inPath = encodeURIComponent(`\r\n${forged}\n`), inField = forged.replaceAll('"', '\\"');
  const asked = (line, fields = '') => `${line} HTTP/1.1\r\nHost: h\r\n${fields}${close}\r\n`;
  const sent = [
    asked(`GET /api/v1/${inPath}`), asked(`GET /register/${inPath}`), asked(`GET /register?q=${inPath}`), asked(`GET /app/${inPath}%1b%5b2J%00`), asked(`GET /%e2%80%a8${inPath}`),
    ...['User-Agent', 'X-Request-Id', 'X-Forwarded-For', 'Referer', 'Accept-Language', 'Cookie', 'Authorization', 'Origin', 'If-None-Match'].map((name) => asked('GET /api/v1/session', `${name}: x\u2028${inField}\r\n`)),
    ...['\n', '\r', '\x1b[2J', '\0', '\x85'].map((end) => asked('GET /api/v1/session', `User-Agent: x${end}${forged}\r\n`)),
    asked(`GET /\x1b[2J${forged}`), asked(`${forged.replaceAll(' ', '')} /`), asked('GET http://h\r/'),
  ];
  for (const text of sent) assert.match(await raw(house.server, text), /^HTTP\/1\.1 \d{3} /, JSON.stringify(text));
  await house.server.client().post('/session', { email: `a@b\r\n${forged}`, password: `\n${forged}`, [`\n${forged}`]: 1 });
  const { headers } = await house.server.client().get('/session');
  while (!house.server.stderr.includes(headers['x-request-id'])) await new Promise((resolve) => setTimeout(resolve, 10));

  const lines = house.server.stderr.split('\n').slice(0, -1), numbers = new Set();
  for (const line of lines) {
    assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f\u2028\u2029]/, JSON.stringify(line));
    const record = JSON.parse(line); // Every line is one record, whole.
    if (record.job) continue;
    assert.doesNotMatch(line, /forged|2J/, 'nor does a value of a request stand in it');
    assert.match(record.request, /^[0-9a-f]{16}$/);
    assert.ok(!numbers.has(record.request), 'one line for each request');
    numbers.add(record.request);
  }
  const scans = lines.map((line) => JSON.parse(line)).filter(({ job }) => job === 'scan');
  assert.equal(scans.length, 1, 'what another program said is told, once a minute');
  assert.ok(scans[0].detail.includes(forged), 'as text within one record');
});
