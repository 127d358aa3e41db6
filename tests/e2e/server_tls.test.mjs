// The program speaks https by itself: which protocols, what it says beside, and how a new certificate is taken over while it runs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';

import { assertSentence } from './support/problem.mjs';
import { loadExample, removeFolder, runCommand, Server, temporaryFolder } from './support/server.mjs';

let folder, server, logins;
const file = (name) => path.join(folder, name);
const patience = 15_000;

// A pair of its own: `name`.pem and `name`.key, for localhost.
function makePair(name, { curve = 'prime256v1' } = {}) {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`, '-nodes', '-days', '30', '-subj', `/CN=${name}`,
    '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)], { stdio: 'pipe' });
  chmodSync(file(`${name}.key`), 0o600);
}

// As a tool that renews certificates does it: each file written beside and renamed over the old one.
function putInPlace(certificate, key) {
  for (const [from, to] of [[certificate, 'used.pem'], [key, 'used.key']]) {
    copyFileSync(file(from), file('next'));
    renameSync(file('next'), file(to));
  }
}

function connect(options = {}) {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'], ...options }, () => resolve(socket));
    socket.once('error', reject);
  });
}

async function namedNow() {
  const socket = await connect();
  const name = socket.getPeerCertificate().subject.CN;
  socket.destroy();
  return name;
}

function get(agent, target) {
  return new Promise((resolve, reject) => {
    https.get({ host: '127.0.0.1', port: server.port, path: target, agent, rejectUnauthorized: false }, (response) => {
      response.resume().on('end', () => resolve({ status: response.statusCode, headers: response.headers, socket: response.req.socket }));
    }).on('error', reject);
  });
}

async function until(holds, what) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert.fail(`not within ${patience} ms: ${what}`);
}

before(async () => {
  folder = await temporaryFolder('hoshirube-tls-');
  for (const name of ['first', 'second', 'third']) makePair(name);
  putInPlace('first.pem', 'first.key');
  logins = await loadExample(file('data'));
  server = await Server.start(file('data'), { words: ['--tls-cert', file('used.pem'), '--tls-key', file('used.key')] });
});

after(async () => {
  await server?.stop();
  await removeFolder(folder);
});

test('https is spoken and says so', async () => {
  assert.match(server.url, /^https:/);
  const answer = await get(new https.Agent(), '/');
  assert.equal(answer.status, 200);
  assert.match(answer.headers['strict-transport-security'], /max-age=\d{7,}/);
});

function send(method, target, headers, body) {
  return new Promise((resolve, reject) => {
    const request = https.request({ host: '127.0.0.1', port: server.port, path: target, method, rejectUnauthorized: false,
      headers: { Origin: server.url, ...(body ? { 'Content-Length': Buffer.byteLength(body) } : {}), ...headers } }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(pieces) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

test('the session cookie is bound to this host and to https, and large files go both ways', async () => {
  const token = logins.applicant.link.replace(/^.*\/invite\//, '');
  const accepted = await send('POST', `/api/v1/invites/${token}`, { 'Content-Type': 'application/json' }, JSON.stringify({ name: logins.applicant.name, password: 'correct horse battery 星' }));
  const session = accepted.headers['set-cookie'].find((cookie) => cookie.startsWith('__Host-hoshirube_session='));
  assert.match(session, /; Secure/);
  const Cookie = session.split(';')[0];
  const organisation = JSON.parse(accepted.bytes).memberships[0].organisation_id;
  const bytes = randomBytes(5_000_000);
  const added = await send('POST', `/api/v1/organisations/${organisation}/evidence?file_name=large.bin`,
    { Cookie, 'Content-Type': 'application/octet-stream', 'Idempotency-Key': 'large' }, bytes);
  assert.equal(added.status, 201, added.bytes.toString());
  const back = await send('GET', `/api/v1/evidence/${JSON.parse(added.bytes).id}/content`, { Cookie });
  assert.ok(back.bytes.equals(bytes), `${back.bytes.length} bytes came back`);
});

test('what never comes to speak TLS is ended', async () => {
  const silent = net.connect(server.port, '127.0.0.1'), noise = net.connect(server.port, '127.0.0.1');
  noise.write(Buffer.from([0, 1, 2, 3]));
  for (const socket of [noise, silent]) {
    socket.on('error', () => {}).resume();
    await new Promise((resolve) => (socket.closed ? resolve() : socket.once('close', resolve)));
  }
  assert.equal(await namedNow(), 'first', 'others are served');
});

test('plain http to the https port is told where https is, and nothing else', async () => {
  const { port } = server;
  for (const [method, target, language, type] of [['GET', '/register?q=x', 'ja', 'text/html'], ['GET', '/', 'en', 'text/html'], ['POST', '/api/v1/session', 'ja', 'application/problem+json'], ['DELETE', '/api/v1/session', 'en', 'application/problem+json']]) {
    const body = method === 'POST' ? JSON.stringify({ email: logins.applicant.email, password: 'x' }) : '';
    const answer = await new Promise((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1');
      let text = '';
      socket.setEncoding('utf8').on('data', (piece) => { text += piece; }).on('error', reject).on('close', () => resolve(text));
      socket.write(`${method} ${target} HTTP/1.1\r\nHost: localhost:${port}\r\nAccept-Language: ${language}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    });
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.ok(answer.includes(`Content-Type: ${type}`), answer);
    assert.ok(answer.includes(`https://localhost:${port}${target}`), answer);
    assert.match(answer, language === 'ja' ? /https で開いて/ : /Open this with https/);
    assert.doesNotMatch(answer, /set-cookie/i);
  }
});

test('plain http stays the default, without a promise of https', async () => {
  const plain = await Server.start(file('data-plain'));
  try {
    assert.match(plain.url, /^http:/);
    const answer = await plain.client().get('//');
    assert.equal(answer.headers['strict-transport-security'], undefined);
  } finally {
    await plain.stop();
  }
});

test('only TLS 1.2 and 1.3 with forward secrecy are spoken', async () => {
  for (const version of ['TLSv1.2', 'TLSv1.3']) {
    const socket = await connect({ minVersion: version, maxVersion: version });
    assert.equal(socket.getProtocol(), version);
    assert.equal(socket.alpnProtocol, 'http/1.1');
    socket.destroy();
  }
  const low = { ciphers: 'ALL:@SECLEVEL=0' };
  for (const version of ['TLSv1', 'TLSv1.1']) await assert.rejects(connect({ ...low, minVersion: version, maxVersion: version }), version);
  for (const ciphers of ['AES128-SHA', 'AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-SHA'])
    await assert.rejects(connect({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: `${ciphers}:@SECLEVEL=0` }), ciphers);
});

test('a new certificate is taken over, and connections that run go on', async () => {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
  const one = await get(agent, '/robots.txt');
  assert.equal(await namedNow(), 'first');
  putInPlace('second.pem', 'second.key');
  await until(async () => (await namedNow()) === 'second', 'the second certificate is served');
  const two = await get(agent, '/robots.txt');
  assert.equal(two.status, 200);
  assert.equal(two.socket, one.socket, 'the old connection still answers');
  agent.destroy();
});

test('a pair that does not fit changes nothing and is told once', async () => {
  putInPlace('third.pem', 'first.key');
  await until(() => server.stderr.includes('tls.key_differs'), 'the line in the diagnostics');
  assert.equal(await namedNow(), 'second');
  writeFileSync(file('used.pem'), 'no certificate');
  await until(() => server.stderr.includes('tls.certificate_unreadable'), 'the line in the diagnostics');
  assert.equal(await namedNow(), 'second');
  await new Promise((resolve) => setTimeout(resolve, 4500)); // Two more looks.
  const lines = server.stderr.trim().split('\n').map((line) => JSON.parse(line)).filter((line) => line.error === 'tls.certificate_unreadable');
  assert.equal(lines.length, 1);
  putInPlace('third.pem', 'third.key');
  await until(async () => (await namedNow()) === 'third', 'the third certificate is served');
});

test('what is wrong at the start is said in both languages', async () => {
  const wrong = [
    ['tls.key_differs', 'first.pem', 'second.key'],
    ['tls.file_unreadable', 'none.pem', 'first.key'],
    ['tls.certificate_unreadable', 'first.key', 'first.key'],
    ['tls.key_unreadable', 'first.pem', 'first.pem'],
    ['serve.tls_needs_both', 'first.pem'],
  ];
  for (const [key, certificate, secret] of wrong)
    for (const lang of ['ja', 'en']) {
      const words = ['serve', '--data', file('data-wrong'), '--listen', '127.0.0.1:0', '--json', '--lang', lang, '--tls-cert', file(certificate)];
      if (secret) words.push('--tls-key', file(secret));
      const answer = await runCommand(words);
      assert.equal(answer.code, 2, answer.stderr);
      const problem = JSON.parse(answer.stdout);
      assert.equal(problem.key, key);
      assertSentence(problem.title, lang, { typed: words });
      assert.ok(!problem.title.includes(readFileSync(file('first.key'), 'utf8').slice(40, 80)));
    }
});
