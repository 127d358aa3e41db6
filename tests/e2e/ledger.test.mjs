// The ledger as strangers see it: served files, proofs, witnesses and monitors, with the real binary; and what happens to one that
// is changed, rolled back or forked.

import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

import { randomFrom, seedOf } from './support/random.mjs';
import { binary, loadExample, removeFolder, repository, runCommand, Server, temporaryFolder } from './support/server.mjs';

const seed = seedOf();
const random = randomFrom(seed);
let folder, data;

before(async () => {
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  await loadExample(data, { untilStep: 8 });
  await sequence(data);
});

after(() => removeFolder(folder));

async function json(words, code = 0) {
  const done = await runCommand([...words, '--json', '--lang', 'en']);
  assert.equal(done.code, code, `${words.join(' ')}: ${done.stderr}`);
  return JSON.parse(done.stdout.split('\n')[0]);
}
const sequence = (at) => json(['ledger', 'sequence', '--data', at]);
const verify = (at, code = 0) => json(['ledger', 'verify', '--data', at], code);

// Something that only the private ledger takes, so that the next anchor in the public one is new.
let firms = 0;
const act = (at, name = 'かぶぬし') => json(['organisation', 'add', '--data', at, '--number', corporateNumber(++firms), '--name', `株式会社${name}${firms}`, '--kana', 'カブシキガイシャ',
  '--prefecture', '13', '--industry', 'E26', '--staff', '5', '--invented']);

// A 法人番号 with its check digit.
function corporateNumber(n) {
  const base = `99${String(n).padStart(10, '0')}`;
  let sum = 0;
  [...base].reverse().forEach((digit, i) => { sum += Number(digit) * (i % 2 === 0 ? 1 : 2); });
  return `${9 - (sum % 9)}${base}`;
}

async function filesBelow(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => path.join(one.parentPath ?? one.path, one.name));
}

async function fetchText(url) {
  const answer = await fetch(url);
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

test('checkpoint, key, tiles and bundles are served as files, with headers that let anyone keep them', async () => {
  const server = await Server.start(data);
  try {
    const checkpoint = await fetchText(`${server.url}/ledger/checkpoint`);
    assert.equal(checkpoint.status, 200);
    assert.equal(checkpoint.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.equal(checkpoint.headers.get('cache-control'), 'public, max-age=2');
    const [origin, size] = checkpoint.bytes.toString().split('\n');
    const key = (await fetchText(`${server.url}/ledger/key`)).bytes.toString().trim();
    assert.ok(key.startsWith(`${origin}+`));
    assert.ok(Number(size) >= 2);
    for (const place of [`tile/entries/000.p/${size}`, `tile/0/000.p/${size}`]) {
      const tile = await fetchText(`${server.url}/ledger/${place}`);
      assert.equal(tile.status, 200);
      assert.equal(tile.headers.get('content-type'), 'application/octet-stream');
      assert.equal(tile.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      assert.equal(tile.headers.get('vary'), 'Accept-Encoding');
    }
    for (const place of ['tile/0/001', 'tile/0/000.p/0', 'tile/64/000', 'tile/0/../../keys', 'tile/entries/000.p/255', 'lock'])
      assert.equal((await fetchText(`${server.url}/ledger/${place}`)).status, 404, place);
  } finally {
    await server.stop();
  }
});

test('a public entry holds public facts and commitments, and no name of anybody', async () => {
  const { entry, proof } = await json(['ledger', 'prove', '0', '--data', data]);
  const said = JSON.parse(entry);
  assert.deepEqual(Object.keys(said).sort(), ['at', 'by', 'certificate', 'commit', 'edition', 'prev', 'star', 'subject', 'type', 'v', 'validFrom', 'validUntil']);
  assert.equal(said.type, 'star.registered');
  assert.equal(said.prev, null);
  assert.match(said.subject.corporateNumber, /^\d{13}$/);
  assert.match(said.commit.event, /^[0-9a-f]{64}$/);
  assert.ok(!/株式会社|@|[぀-ヿ]/.test(entry), entry);
  assert.ok(proof.startsWith('c2sp.org/tlog-proof@v1\nindex 0\n'));
  const refused = await runCommand(['ledger', 'prove', '999999', '--data', data, '--json']);
  assert.equal(refused.code, 2);
});

test('everything is right, and each changed byte of ledger and evidence is named', async () => {
  assert.equal((await verify(data)).is_right, true);
  const files = [...(await filesBelow(path.join(data, 'ledger'))), ...(await filesBelow(path.join(data, 'evidence')))]
    .filter((one) => /\/tile\/|\/evidence\/[0-9a-f]{2}\//.test(one));
  assert.ok(files.length > 10);
  for (let round = 0; round < Number(process.env.HOSHIRUBE_FLIPS ?? 25); ++round) {
    const file = files[random.between(0, files.length - 1)];
    const bytes = await readFile(file);
    const changed = Buffer.from(bytes);
    const bit = random.between(0, bytes.length * 8 - 1);
    changed[bit >> 3] ^= 1 << (bit & 7);
    await rm(file);
    await writeFile(file, changed);
    const found = await verify(data, 5);
    const named = JSON.stringify(found);
    const name = file.includes('/tile/') ? file.slice(file.indexOf('tile/')) : path.basename(file);
    assert.ok(named.includes(name), `${file}, bit ${bit}, seed ${seed}: ${named}`);
    await writeFile(file, bytes);
  }
  assert.equal((await verify(data)).is_right, true);
});

test('a star that is not as its event made it is named: changed, removed or slipped in', async () => {
  const altered = path.join(folder, 'altered');
  const alter = async (statement) => {
    await cp(data, altered, { recursive: true });
    const done = spawnSync('python3', ['-c', 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()', path.join(altered, 'hoshirube.db'), statement], { encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
    const found = await verify(altered, 5);
    await removeFolder(altered);
    return found;
  };
  assert.deepEqual((await verify(data)).stars, { count: 1, is_right: true, wrong: [] });
  for (const statement of ["UPDATE certificate SET last_valid_on = '2099-12-31'", "UPDATE certificate SET legal_name = 'FORGED'", 'UPDATE certificate SET star = 4', 'PRAGMA foreign_keys = OFF; DELETE FROM certificate'])
    assert.deepEqual((await alter(statement)).stars.wrong, [1], statement);
  const unopened = await cp(data, altered, { recursive: true }).then(() => {
    spawnSync('python3', ['-c', 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("UPDATE ledger_entry SET nonce = \'\' WHERE entry_index = 0"); c.commit()', path.join(altered, 'hoshirube.db')]);
    return verify(altered, 5);
  });
  await removeFolder(altered);
  assert.deepEqual(unopened.ledgers.map((one) => one.unopened_entries), [1, 1], 'named apart, and never a pass');
});

test('a changed edge, a missing key and an old database are refused at the start, each by its name', async () => {
  const old = path.join(folder, 'old');
  await cp(data, old, { recursive: true });
  await act(data);
  await sequence(data);
  const spoiled = path.join(folder, 'spoiled');
  const refusal = async (spoil, words = []) => {
    await cp(data, spoiled, { recursive: true });
    await spoil();
    const done = await runCommand(['serve', '--data', spoiled, '--listen', '127.0.0.1:0', '--quiet', '--json', '--lang', 'en', ...words]);
    await removeFolder(spoiled);
    assert.notEqual(done.code, 0);
    return JSON.parse(done.stdout);
  };
  const { size } = (await verify(data)).ledgers[0];
  const tile = `ledger/public/tile/entries/000.p/${size}`;
  const changed = await refusal(async () => {
    const bytes = await readFile(path.join(spoiled, tile));
    bytes[7] ^= 1;
    await writeFile(path.join(spoiled, tile), bytes);
  });
  assert.equal(changed.key, 'ledger.mismatch');
  assert.ok(changed.title.includes(`tile/entries/000.p/${size}`), changed.title);
  const keyless = await refusal(() => rm(path.join(spoiled, 'keys/ledger-public.key')));
  assert.equal(keyless.key, 'ledger.key_missing');
  const rolledBack = await refusal(async () => {
    for (const name of ['hoshirube.db', 'hoshirube.db-wal', 'hoshirube.db-shm']) await rm(path.join(spoiled, name), { force: true });
    await cp(path.join(old, 'hoshirube.db'), path.join(spoiled, 'hoshirube.db'));
  });
  assert.equal(rolledBack.key, 'ledger.rolled_back');
  const oldFiles = await refusal(async () => {
    await removeFolder(path.join(spoiled, 'ledger'));
    await cp(path.join(old, 'ledger'), path.join(spoiled, 'ledger'), { recursive: true });
  });
  assert.equal(oldFiles.key, 'ledger.mismatch');
  const afterError = await refusal(() => writeFile(path.join(spoiled, 'ledger/public/io-error'), ''));
  assert.equal(afterError.key, 'ledger.io_error');
});

test('after an I/O error a server goes on only when asked to, and has then read everything', async () => {
  await writeFile(path.join(data, 'ledger/public/io-error'), '');
  const server = await Server.start(data, { words: ['--after-io-error'] });
  await server.stop();
  assert.ok(!existsSync(path.join(data, 'ledger/public/io-error')));
  await (await Server.start(data)).stop();
});

class Witness {
  static async start(at, key) {
    const one = new Witness();
    one.child = spawn(binary, ['witness', 'serve', '--data', at, '--log', key, '--listen', '127.0.0.1:0', '--quiet', '--lang', 'en', '--name', 'witness.example/w1']);
    const [, url, vkey] = await new Promise((resolve, reject) => {
      let printed = '';
      one.child.stdout.setEncoding('utf8').on('data', (text) => {
        printed += text;
        const found = /at (http\S+) with the key (\S+)/.exec(printed);
        if (found) resolve(found);
      });
      one.child.once('close', () => reject(new Error('the witness ended')));
    });
    one.url = url;
    one.key = vkey;
    return one;
  }
  stop() { return new Promise((resolve) => { this.child.once('close', resolve); this.child.kill('SIGTERM'); }); }
}

test('a witness signs what only adds, and a restored old copy and a fork are refused at their start', async () => {
  const server = await Server.start(data);
  const key = (await fetchText(`${server.url}/ledger/key`)).bytes.toString().trim();
  await server.stop();
  const witness = await Witness.start(path.join(folder, 'witness'), key);
  const policy = path.join(folder, 'policy');
  await writeFile(policy, `log ${key}\nwitness w1 ${witness.key} ${witness.url}\nquorum w1\n`);
  try {
    const [old, fork] = ['witness-old', 'witness-fork'].map((name) => path.join(folder, name));
    const witnessed = await Server.start(data, { words: ['--witnesses', policy] });
    for (let tries = 0; ; ++tries) {
      const { bytes } = await fetchText(`${witnessed.url}/ledger/checkpoint`);
      if (bytes.toString().includes('— witness.example/w1 ')) break;
      assert.ok(tries < 100, 'no cosignature within 20 s');
      await wait(200);
    }
    await witnessed.stop();
    for (const copy of [old, fork]) await cp(data, copy, { recursive: true });
    await act(data, 'ほんもの');
    await sequence(data);
    const again = await Server.start(data, { words: ['--witnesses', policy] });
    const origin = key.slice(0, key.indexOf('+'));
    const place = `${witness.url}${createHash('sha256').update(origin).digest('hex')}/checkpoint`;
    const size = (await verify(data)).ledgers[0].size;
    for (let tries = 0; (await fetchText(place)).bytes.toString().split('\n')[1] !== String(size); ++tries) {
      assert.ok(tries < 100, 'the witness did not follow within 20 s');
      await wait(200);
    }
    await again.stop();
    await act(fork, 'にせもの');
    await sequence(fork);
    assert.equal((await verify(fork)).ledgers[0].size, size);
    for (const [copy, refused] of [[old, 'ledger.behind_witness'], [fork, 'ledger.against_witness']]) {
      const done = await runCommand(['serve', '--data', copy, '--listen', '127.0.0.1:0', '--quiet', '--json', '--witnesses', policy]);
      assert.equal(done.code, 5);
      assert.equal(JSON.parse(done.stdout).key, refused);
    }
    // What a monitor makes of the three.
    const state = path.join(folder, 'monitor');
    const look = async (at, code) => {
      const served = await Server.start(at);
      try {
        return await json(['ledger', 'monitor', `${served.url}/ledger`, '--state', state], code);
      } finally {
        await served.stop();
      }
    };
    assert.equal((await look(data, 0)).now.size, size);
    assert.equal((await look(old, 5)).key, 'ledger.rolled_back_outside');
    assert.equal((await look(fork, 5)).key, 'ledger.split_view');
    const evidence = await filesBelow(path.join(state, 'alarm'));
    assert.equal(evidence.length, 4);
    for (const file of evidence) assert.ok((await readFile(file, 'utf8')).startsWith(`${origin}\n`));
    assert.equal((await look(data, 0)).now.size, size);
  } finally {
    await witness.stop();
  }
});

const gocode = '/usr/share/gocode';
const hasGo = spawnSync('go', ['version']).status === 0 && existsSync(path.join(gocode, 'src/golang.org/x/mod'));

test("Go's tlog proves every entry over the served tiles, and that the ledger only grew", { skip: hasGo ? false : 'golang-go and golang-golang-x-mod-dev are not installed' }, async () => {
  const older = path.join(folder, 'older');
  await cp(path.join(data, 'ledger/public/checkpoint'), older);
  for (let n = 0; n < 3; ++n) {
    await act(data);
    await sequence(data);
  }
  const server = await Server.start(data);
  try {
    const key = (await fetchText(`${server.url}/ledger/key`)).bytes.toString().trim();
    const { stdout } = await promisify(execFile)('go', ['run', path.join(repository, 'tests/go/check_ledger.go'), `${server.url}/ledger`, key, older],
      { env: { ...process.env, GO111MODULE: 'off', GOPATH: gocode, GOCACHE: path.join(folder, 'go-cache') } });
    const { size } = (await verify(data)).ledgers[0];
    assert.match(stdout, new RegExp(`consistent from \\d+\n${size} entries proved`));
  } finally {
    await server.stop();
  }
});
