// Backups as an operator makes and needs them: while the server writes, killed in the middle, cut, changed, locked with something else; and
// a ledger that was put back to an older state never signs a second history.
//
// Backups are locked for a recipient here, since a passphrase costs 256 MiB and a second each time it is tried; what a passphrase does has cases
// of its own. HOSHIRUBE_ROUNDS says how often each interruption and each damage is tried.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, cp, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { randomFrom, seedOf } from './support/random.mjs';
import { binary, loadExample, openHouse, removeFolder, runCommand, Server, temporaryFolder } from './support/server.mjs';

const seed = seedOf();
const random = randomFrom(seed);
const rounds = Number(process.env.HOSHIRUBE_ROUNDS ?? 4);
let folder, data, passphrase, otherPassphrase, lock, key, saved;

before(async () => {
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  passphrase = path.join(folder, 'passphrase');
  otherPassphrase = path.join(folder, 'other');
  await writeFile(passphrase, 'a long passphrase 星\n');
  await writeFile(otherPassphrase, 'another passphrase\n');
  const secret = path.join(folder, 'secret');
  const { recipient } = await json(['backup', 'key', '--out', secret]);
  assert.equal((await stat(secret)).mode & 0o777, 0o600);
  lock = ['--recipient', recipient];
  key = ['--key-file', secret];
  await loadExample(data, { untilStep: 8 });
  await json(['ledger', 'sequence', '--data', data]);
  saved = path.join(folder, 'saved.backup');
  await backup(data, saved);
});
after(() => removeFolder(folder));

async function json(words, code = 0) {
  const done = await runCommand([...words, '--json', '--lang', 'en']);
  assert.equal(done.code, code, `${words.join(' ')}: ${done.stdout} ${done.stderr}`);
  return JSON.parse(done.stdout.split('\n')[0]);
}
const backup = (at, out) => json(['backup', '--data', at, '--out', out, ...lock]);
const restore = (file, at, words = [], code = 0) => json(['restore', file, '--data', at, ...key, ...words], code);
const verify = (at) => json(['ledger', 'verify', '--data', at]);
const resume = (at, words, code = 0) => json(['ledger', 'resume', '--data', at, ...words], code);

let firms = 0;
function corporateNumber(n) {
  const base = `98${String(n).padStart(10, '0')}`;
  let sum = 0;
  [...base].reverse().forEach((digit, i) => { sum += Number(digit) * (i % 2 === 0 ? 1 : 2); });
  return `${9 - (sum % 9)}${base}`;
}

// Runs the program and kills it at a random moment of about the time that it took when nobody did.
let usual = 300;
async function killSomewhere(words) {
  const child = spawn(binary, words, { stdio: 'ignore' });
  const began = performance.now();
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(signal)));
  await Promise.race([ended, wait(random.between(1, Math.ceil(usual)))]);
  child.kill('SIGKILL');
  if (await ended === null) usual = performance.now() - began;
  else usual *= 1.1; // Until it is through now and then.
}

const addFirm = (at) => json(['organisation', 'add', '--data', at, '--number', corporateNumber(++firms), '--name', `株式会社ほかん${firms}`, '--kana', 'ホカン', '--prefecture', '13', '--industry', 'E26', '--staff', '5', '--invented']);

test('a backup says what is in it, verifies, and comes back the same', async () => {
  const summary = await json(['backup', 'verify', saved, ...key]);
  assert.equal(summary.is_right, true);
  assert.deepEqual(summary.damaged, []);
  assert.ok(summary.files > 10 && summary.ledgers.public.size > 0);
  const bytes = await readFile(saved);
  assert.equal((await stat(saved)).mode & 0o777, 0o600);
  for (const secret of ['SQLite format', 'PRIVATE', '株式会社', '@example']) assert.ok(!bytes.includes(secret), `${secret} stands in the open`);
  const at = path.join(folder, 'again');
  const restored = await restore(saved, at);
  assert.equal(restored.is_right, true);
  const [one, other] = [await verify(data), await verify(at)];
  assert.deepEqual(other.ledgers.map((ledger) => ledger.size), one.ledgers.map((ledger) => ledger.size));
  assert.deepEqual(other.stars, one.stars);
  assert.deepEqual((await readdir(folder)).filter((name) => /restoring|\.part|before/.test(name)), []);
  assert.ok(!existsSync(path.join(data, 'backup-work')));
  const { stdout } = await runCommand(['doctor', '--data', data, '--json']);
  assert.match(stdout, /"backup_made"/, 'doctor knows of it');
});

test('made while the server writes, it is one state: the ledger fits the database', { timeout: 300_000 }, async () => {
  const house = await openHouse({ untilStep: 5 });
  try {
    let isOver = false, acts = 0;
    const writer = (async () => {
      while (!isOver) {
        await addFirm(house.data);
        await json(['ledger', 'sequence', '--data', house.data]);
        ++acts;
      }
    })();
    for (let round = 0; round < 3; ++round) {
      const out = path.join(folder, `busy-${round}`), at = path.join(folder, `busy-data-${round}`);
      await backup(house.data, out);
      const restored = await restore(out, at); // Refuses anything that does not fit.
      assert.equal(restored.is_right, true);
      await removeFolder(at);
    }
    isOver = true;
    await writer;
    assert.ok(acts >= 3, `${acts} acts meanwhile`);
    assert.equal((await house.operator.get('/session')).status, 200);
  } finally {
    await house.close();
  }
});

test('killed at any moment, a backup leaves no half file under its name and stands in nobody\'s way', { timeout: 300_000 }, async () => {
  for (let round = 0; round < 2 * rounds; ++round) {
    const out = path.join(folder, `killed-${round}`);
    await killSomewhere(['backup', '--data', data, '--out', out, ...lock]);
    if (existsSync(out)) await json(['backup', 'verify', out, ...key]);
    else await backup(data, out);
    assert.ok(!existsSync(`${out}.part`), `seed ${seed}`);
    assert.ok(!existsSync(path.join(data, 'backup-work')));
  }
});

test('a cut, a changed byte and the wrong lock are each told apart, and nothing is restored', async () => {
  const bytes = await readFile(saved);
  const spoiled = path.join(folder, 'spoiled.backup'), at = path.join(folder, 'never');
  const refused = async (words = key) => {
    const of_verify = JSON.parse((await runCommand(['backup', 'verify', spoiled, ...words, '--json', '--lang', 'en'])).stdout);
    const done = await runCommand(['restore', spoiled, '--data', at, ...words, '--json', '--lang', 'en']);
    assert.notEqual(done.code, 0);
    assert.equal(JSON.parse(done.stdout).key, of_verify.key);
    assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith('never')), []);
    return of_verify.key;
  };
  for (let round = 0; round < rounds; ++round) {
    await writeFile(spoiled, bytes);
    await truncate(spoiled, random.between(400, bytes.length - 1));
    assert.match(await refused(), /^backup\.(cut|changed_at)$/, `seed ${seed}`);
    const changed = Buffer.from(bytes);
    changed[random.between(400, bytes.length - 1)] ^= 1 << random.between(0, 7);
    await writeFile(spoiled, changed);
    assert.match(await refused(), /^backup\.(changed_at|cut)$/, `seed ${seed}`);
  }
  await writeFile(spoiled, 'not a backup');
  assert.equal(await refused(), 'backup.malformed');
});

test('each lock opens with its own key alone, and no lock is no backup', async () => {
  const out = path.join(folder, 'by-passphrase'), at = path.join(folder, 'by-passphrase-data'), other = path.join(folder, 'other-secret');
  const locked = ['--passphrase-file', passphrase];
  const key_of = async (command, file, words, code) => (await json([...command, file, ...words], code)).key;
  await json(['backup', '--data', data, '--out', out, ...locked]);
  assert.equal((await json(['restore', out, '--data', at, ...locked])).is_right, true);
  for (const command of [['backup', 'verify'], ['restore', '--data', path.join(folder, 'never')]]) {
    assert.equal(await key_of(command, out, ['--passphrase-file', otherPassphrase], 3), 'backup.wrong_passphrase');
    assert.equal(await key_of(command, out, [], 2), 'backup.no_lock');
    assert.equal(await key_of(command, saved, locked, 3), 'backup.needs_key');
  }
  assert.ok(!existsSync(path.join(folder, 'never')));
  await json(['backup', 'key', '--out', other]);
  assert.equal(await key_of(['backup', 'verify'], saved, ['--key-file', other], 3), 'backup.wrong_key');
  assert.equal((await json(['backup', '--data', data, '--out', path.join(folder, 'open')], 2)).key, 'backup.no_lock');
  assert.equal((await json(['backup', '--data', data, '--out', out, ...lock], 5)).key, 'backup.exists');
});

test('a folder with data is not replaced unasked, nor one that is being used; the old one is kept', async () => {
  const at = path.join(folder, 'taken');
  await cp(data, at, { recursive: true });
  assert.equal((await restore(saved, at, [], 5)).key, 'backup.data_exists');
  const server = await Server.start(at);
  try {
    assert.equal((await restore(saved, at, ['--replace'], 5)).key, 'backup.in_use');
  } finally {
    await server.stop();
  }
  const { before: kept } = await restore(saved, at, ['--replace']);
  assert.ok(existsSync(path.join(kept, 'hoshirube.db')));
  assert.equal((await verify(at)).is_right, true);
});

test('killed while it restores, the old data stands, or the new; never half of one', { timeout: 300_000 }, async () => {
  const at = path.join(folder, 'interrupted');
  await cp(data, at, { recursive: true });
  for (let round = 0; round < 2 * rounds; ++round) {
    await killSomewhere(['restore', saved, '--data', at, ...key, '--replace']);
    assert.equal((await verify(at)).is_right, true, `seed ${seed}`);
  }
});

test('damaged evidence stops no backup but is named, and comes back only when that is accepted', async () => {
  const at = path.join(folder, 'damaged'), out = path.join(folder, 'damaged.backup'), back = path.join(folder, 'damaged-back');
  await cp(data, at, { recursive: true });
  const shelf = path.join(at, 'evidence');
  const dir = (await readdir(shelf)).find((name) => /^[0-9a-f]{2}$/.test(name) && readdirSync(path.join(shelf, name)).length > 0);
  const name = (await readdir(path.join(shelf, dir)))[0];
  const file = path.join(shelf, dir, name);
  const bytes = await readFile(file);
  bytes[0] ^= 1;
  await chmod(file, 0o600);
  await writeFile(file, bytes);
  const summary = await backup(at, out);
  assert.deepEqual(summary.damaged, [`evidence/${dir}/${name}`]);
  assert.equal((await restore(out, back, [], 5)).key, 'backup.not_right');
  assert.ok(!existsSync(back));
  assert.equal((await restore(out, back, ['--accept-damage'])).is_right, false);
});

// What a restored ledger may and may not do.

test('a restored ledger signs nothing until somebody says how it goes on', async () => {
  const at = path.join(folder, 'halted');
  await restore(saved, at);
  const served = await runCommand(['serve', '--data', at, '--listen', '127.0.0.1:0', '--quiet', '--json']);
  assert.equal(served.code, 5);
  assert.equal(JSON.parse(served.stdout).key, 'ledger.halted');
  assert.match((await runCommand(['doctor', '--data', at, '--json'])).stdout, /"ledger_halted"/);
  assert.equal((await json(['ledger', 'sequence', '--data', at], 5)).key, 'ledger.halted');
  assert.equal((await resume(at, [], 2)).key, 'ledger.resume_how');
  assert.equal((await resume(at, ['--nothing-published', '--new-ledger', 'x.example/y'], 2)).key, 'ledger.resume_how');
  // The checkpoint that everyone knows lies within: nothing is lost, and it goes on.
  const { size } = await resume(at, ['--checkpoint', path.join(data, 'ledger/public/checkpoint')]);
  assert.equal(size, (await verify(data)).ledgers[0].size);
  await addFirm(at);
  await json(['ledger', 'sequence', '--data', at]);
  assert.equal((await verify(at)).is_right, true);
  assert.equal((await resume(at, ['--nothing-published'], 5)).key, 'ledger.not_halted');
  await (await Server.start(at)).stop();
});

test('where more was published than was saved, only a new ledger goes on, and the old one is never signed again', { timeout: 300_000 }, async () => {
  const live = path.join(folder, 'live'), at = path.join(folder, 'older');
  await cp(data, live, { recursive: true });
  await addFirm(live);
  await json(['ledger', 'sequence', '--data', live]);
  const newer = path.join(live, 'ledger/public/checkpoint');
  await restore(saved, at);
  const before = await readFile(path.join(at, 'ledger/public/checkpoint'), 'utf8');
  const found = await resume(at, ['--checkpoint', newer], 5);
  assert.equal(found.key, 'ledger.published_beyond');
  assert.equal((await resume(at, ['--nothing-published'], 5)).key, 'ledger.published_beyond', 'what was shown once is not forgotten');
  assert.equal((await resume(at, ['--checkpoint', path.join(data, 'ledger/public/checkpoint')], 5)).key, 'ledger.published_beyond');
  const [origin] = before.split('\n');
  assert.equal((await resume(at, ['--new-ledger', origin], 2)).key, 'ledger.name_used');
  const begun = await resume(at, ['--new-ledger', 'register.example/second']);
  assert.equal(begun.old.origin, origin);
  await addFirm(at);
  await json(['ledger', 'sequence', '--data', at]);
  const verified = await verify(at);
  assert.equal(verified.is_right, true);
  assert.ok(verified.ledgers[0].size >= 1, 'the new ledger holds all public events');
  const after = await readFile(path.join(at, 'ledger/public/checkpoint'), 'utf8');
  assert.equal(after.split('\n')[0], 'register.example/second');
  const ended = (await readdir(path.join(at, 'ledger'))).filter((name) => name.includes('-ended-')).sort();
  assert.equal(ended.length, 2);
  assert.equal(await readFile(path.join(at, 'ledger', ended.find((name) => name.startsWith('public')), 'checkpoint'), 'utf8'), before);
  assert.ok((await readFile(path.join(at, 'ledger', ended.find((name) => name.startsWith('public')), 'key'), 'utf8')).startsWith(`${origin}+`));
  assert.ok(!(await readFile(path.join(at, 'keys/ledger-public.key'), 'utf8')).includes(`${origin}+`), 'the old key signs no more');
  await (await Server.start(at)).stop();
});

test('a witness that saw more stops a restored ledger, and so does one that is silent', { timeout: 300_000 }, async () => {
  const live = path.join(folder, 'watched'), at = path.join(folder, 'watched-old'), policy = path.join(folder, 'policy');
  await cp(data, live, { recursive: true });
  const vkeyOfLog = (await (async () => {
    const server = await Server.start(live);
    try { return await (await fetch(`${server.url}/ledger/key`)).text(); } finally { await server.stop(); }
  })()).trim();
  const witness = spawn(binary, ['witness', 'serve', '--data', path.join(folder, 'witness'), '--log', vkeyOfLog, '--listen', '127.0.0.1:0', '--quiet', '--lang', 'en', '--name', 'witness.example/w1']);
  const [, url, vkey] = await new Promise((resolve) => {
    let printed = '';
    witness.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      const found = /at (http\S+) with the key (\S+)/.exec(printed);
      if (found) resolve(found);
    });
  });
  const ended = new Promise((resolve) => witness.once('close', resolve));
  try {
    await writeFile(policy, `log ${vkeyOfLog}\nwitness w1 ${vkey} ${url}\nquorum w1\n`);
    await addFirm(live);
    await json(['ledger', 'sequence', '--data', live]);
    const server = await Server.start(live, { words: ['--witnesses', policy] });
    for (let tries = 0; !(await (await fetch(`${server.url}/ledger/checkpoint`)).text()).includes('— witness.example/w1 '); ++tries) {
      assert.ok(tries < 100, 'no cosignature within 20 s');
      await wait(200);
    }
    await server.stop();
    await restore(saved, at);
    assert.equal((await resume(at, ['--witnesses', policy], 5)).key, 'ledger.behind_witness');
    assert.equal((await resume(at, ['--nothing-published'], 5)).key, 'ledger.published_beyond');
    // A backup of the newest state goes on.
    const newest = path.join(folder, 'newest.backup'), good = path.join(folder, 'watched-new');
    await backup(live, newest);
    await restore(newest, good);
    assert.equal((await resume(good, ['--witnesses', policy])).how, 'witnesses');
    witness.kill('SIGTERM');
    await ended;
    const silent = path.join(folder, 'watched-silent');
    await restore(newest, silent);
    assert.equal((await resume(silent, ['--witnesses', policy], 6)).key, 'ledger.witness_silent');
  } finally {
    witness.kill('SIGKILL');
    await ended;
  }
});
