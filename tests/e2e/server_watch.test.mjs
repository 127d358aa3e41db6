// What the keeper of a server sees of it: figures, readiness, lines of diagnostics, and what `doctor` finds.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { assertSentence } from './support/problem.mjs';
import { acceptLink, loadExample, removeFolder, runCommand, Server, temporaryFolder } from './support/server.mjs';

let folder, data, logins, server, metricsPort;
const file = (name) => path.join(folder, name);

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

before(async () => {
  folder = await temporaryFolder('hoshirube-watch-');
  data = file('data');
  logins = await loadExample(data);
  metricsPort = await freePort();
  server = await Server.start(data, { words: ['--behind-proxy', '--metrics', `127.0.0.1:${metricsPort}`] });
});

after(async () => {
  await server?.stop();
  await removeFolder(folder);
});

async function figures() {
  const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  const values = {};
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('# ')) continue;
    const [, name, value] = /^([a-z_]+(?:\{.*\})?) (\S+)$/.exec(line) ?? assert.fail(`not the text format: ${line}`);
    values[name] = Number(value);
  }
  return { text, values };
}

test('figures are counted by route, and stand at their own address only', async () => {
  const visitor = server.client();
  await visitor.get('/public/organisations/7990001000001');
  await visitor.get('/no/such/place');
  const { text, values } = await figures();
  const one = Object.entries(values).find(([name]) => name.includes('route="/api/v1/public/organisations/{') && name.includes('method="GET"'));
  assert.ok(one && one[1] >= 1, text.slice(0, 2000));
  assert.ok(values['hoshirube_request_seconds_count'] >= 2);
  assert.equal(values['hoshirube_request_seconds_bucket{le="+Inf"}'], values['hoshirube_request_seconds_count']);
  assert.ok(values['process_resident_memory_bytes'] > 1e6);
  assert.ok(values['process_open_fds'] > 5);
  assert.equal(values['hoshirube_ready'], 1);
  assert.ok(values['hoshirube_connections_open'] >= 1);
  assert.doesNotMatch(text, /7990001000001|no\/such|192\.0\.2\./, 'no value of a path, no address');
  assert.equal((await visitor.get('//metrics')).status, 404, 'nothing at the public address');
  assert.equal((await fetch(`http://127.0.0.1:${metricsPort}/api/v1/health`)).status, 404, 'and nothing else at this one');
});

test('a server that is ready says so', async () => {
  const answer = await server.client().get('/ready');
  assert.deepEqual([answer.status, answer.json], [200, { status: 'ready' }]);
});

test('every answer and every refusal carries the number of its line in the diagnostics', async () => {
  const talking = await Server.start(file('data-loud'), { words: ['--behind-proxy'] }); // --quiet comes first of its words.
  try {
    const refused = await talking.client().get('/session');
    assert.match(refused.headers['x-request-id'], /^[0-9a-f]{16}$/);
    assert.equal(refused.json.request, refused.headers['x-request-id']);
    assert.match((await talking.client().get('//')).headers['x-request-id'], /^[0-9a-f]{16}$/);
  } finally {
    await talking.stop();
  }
});

async function doctor(words = [], lang = 'en') {
  const answer = await runCommand(['doctor', '--data', data, '--json', '--lang', lang, ...words]);
  const [first] = answer.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  const byKey = Object.fromEntries(first.findings.map((finding) => [finding.key, finding]));
  return { ...answer, ...first, byKey };
}

test('doctor finds a sound house sound', async () => {
  const found = await doctor();
  assert.equal(found.code, 0, found.stdout);
  assert.equal(found.errors, 0);
  for (const key of ['folder_good', 'keys_good', 'database_good']) assert.equal(found.byKey[key]?.level, 'good', found.stdout);
});

// [what, key, level, words, make it so, undo it]
const troubles = [
  ['a key that others can read', 'key_open', 'error', [], () => chmodSync(path.join(data, 'keys/secret.key'), 0o644), () => chmodSync(path.join(data, 'keys/secret.key'), 0o600)],
  ['a folder that others can read', 'folder_open', 'warning', [], () => chmodSync(data, 0o755), () => chmodSync(data, 0o700)],
  ['listening in the open without https', 'listen_plain', 'error', ['--listen', '0.0.0.0:8080']],
  ['a proxy that can be passed by', 'proxy_passable', 'warning', ['--listen', '0.0.0.0:8080', '--behind-proxy']],
  ['a public address that nothing fulfils', 'public_url_unmet', 'warning', ['--public-url', 'https://hoshirube.example']],
  ['a public address without https', 'public_url_plain', 'warning', ['--public-url', 'http://hoshirube.example']],
  ['figures in the open', 'metrics_open', 'warning', ['--metrics', '0.0.0.0:9100']],
  ['a scanner that is not there', 'scanner_silent', 'error', ['--clamd', 'tcp:127.0.0.1:1']],
  ['typefaces that are not there', 'fonts_missing', 'warning', ['--fonts', '/nowhere']],
  ['no backup', 'backups_none', 'error', ['--backups', 'EMPTY']],
  ['an old backup', 'backups_old', 'warning', ['--backups', 'OLD']],
  ['a fresh backup', 'backups_good', 'good', ['--backups', 'FRESH']],
  ['backups nobody told of', 'backups_unknown', 'note', []],
  ['a backup made here', 'backup_made', 'good', [], () => writeFileSync(path.join(data, 'backup.lock'), '2026-11-26\n')],
  ['a backup made here long ago', 'backup_made_long_ago', 'warning', [], () => utimesSync(path.join(data, 'backup.lock'), 1, 1)],
  ['a ledger that waits after a restore', 'ledger_halted', 'error', [], () => writeFileSync(path.join(data, 'ledger/public/halt'), '{}'), () => rmSync(path.join(data, 'ledger/public/halt'))],
  ['providers', 'providers_good', 'good', ['--providers', 'PROVIDERS']],
  ['providers in no form', 'providers_refused', 'error', ['--providers', 'WRONG']],
  ['providers that are not there', 'providers_refused', 'error', ['--providers', 'NONE']],
  ['a database that does not answer', 'database_refuses', 'error', ['--database', 'postgresql://127.0.0.1:1/none']],
  ['no data yet', 'folder_missing', 'note', ['--data', 'NONE']],
  ['a certificate that ends soon', 'tls_soon', 'warning', ['--tls-cert', 'CERT', '--tls-key', 'KEY']],
  ['a certificate without its key', 'tls_refused', 'error', ['--tls-cert', 'CERT', '--tls-key', 'CERT']],
];

test('doctor names each trouble with its next step, in both languages', async () => {
  for (const name of ['EMPTY', 'OLD', 'FRESH']) mkdirSync(file(name));
  for (const name of ['OLD', 'FRESH']) writeFileSync(file(`${name}/backup`), 'hoshirube backup 1\n');
  writeFileSync(file('EMPTY/other'), 'what is no backup does not count');
  writeFileSync(file('PROVIDERS'), JSON.stringify({ providers: [{ key: 'office', name: { ja: '会社', en: 'office' }, issuer: 'https://login.example.jp', client_id: 'x', client_secret: 'y' }] }), { mode: 0o600 });
  writeFileSync(file('WRONG'), '{"providers": [{}]}', { mode: 0o600 });
  utimesSync(file('OLD/backup'), Date.now() / 1000 - 5 * 86400, Date.now() / 1000 - 5 * 86400);
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '7', '-subj', '/CN=x', '-keyout', file('KEY'), '-out', file('CERT')], { stdio: 'pipe' });
  chmodSync(file('KEY'), 0o600);
  for (const [what, key, level, words, make, undo] of troubles) {
    make?.();
    for (const lang of ['ja', 'en']) {
      const given = words.map((word) => (/^[A-Z]+$/.test(word) ? file(word) : word));
      const found = await doctor(given, lang);
      const finding = found.byKey[key];
      assert.equal(finding?.level, level, `${what}: ${found.stdout}`);
      assertSentence(finding.title, lang, { typed: [folder, ...given] });
      if (level !== 'good') assert.ok(finding.next.length > 10, what);
      assert.equal(found.code, found.errors > 0 ? 5 : 0, what);
    }
    undo?.();
  }
});

test('doctor sees a clock that went back, and a key that is gone', async () => {
  const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'; // Used where it is there.
  if (existsSync(library)) {
    const answer = await runCommand(['doctor', '--data', data, '--json', '--lang', 'en'], { environment: { LD_PRELOAD: library, FAKETIME: '-1d' } });
    assert.match(answer.stdout, /"clock_back"/, answer.stderr);
    assert.equal(answer.code, 5);
  }
  rmSync(path.join(data, 'keys/link.key'));
  const found = await doctor();
  assert.equal(found.byKey.key_missing?.level, 'error');
  assert.match(found.byKey.key_missing.title, /link\.key/);
});
