// One commit of the ledger, killed at its system calls one after another: afterwards the ledger is as before or as after, nothing
// between, and the next run brings everything in. Then each flush of the disk fails once: the process stops, and nothing was answered.
// SQLite lets some flushes fail in silence: that of the log's name in its folder, which the program has waited for itself before it
// wrote anything, and the two of the checkpoint on closing, before and after which the log holds everything.
//
// HOSHIRUBE_EVERY_CALL=1 takes every call of every kind. Otherwise each that changes something outside; of SQLite's many writes to one file the
// first and the last.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { binary, loadExample, removeFolder, runCommand, temporaryFolder } from './support/server.mjs';

const changing = new Set(['write', 'pwrite64', 'writev', 'fsync', 'fdatasync', 'rename', 'renameat2', 'unlink', 'unlinkat', 'rmdir', 'ftruncate', 'link']);
const every = process.env.HOSHIRUBE_EVERY_CALL === '1';
const strace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
const skip = strace ? false : 'strace is not installed, or may not trace here';
let folder, start;

before(async () => {
  folder = await temporaryFolder();
  start = path.join(folder, 'before');
  if (!strace) return;
  await loadExample(start, { untilStep: 3 });
  await run(start, 'sequence');
  // New private events, so that the commit under test takes entries into both ledgers.
  const added = await runCommand(['organisation', 'add', '--data', start, '--number', '7990000000019', '--name', '株式会社ためし', '--kana', 'タメシ', '--prefecture', '13', '--industry', 'E26', '--staff', '3', '--invented']);
  assert.equal(added.code, 0, added.stderr);
});

after(() => removeFolder(folder));

async function run(data, command) {
  const done = await runCommand(['ledger', command, '--data', data, '--json']);
  assert.equal(done.code, 0, `${command}: ${done.stdout} ${done.stderr}`);
  return JSON.parse(done.stdout.split('\n')[0]);
}

const traced = (work, words) => new Promise((resolve) => {
  const child = spawn('strace', ['-f', ...words, binary, 'ledger', 'sequence', '--data', work], { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text) => { stdout += text; });
  child.once('close', (status, signal) => resolve({ status, signal, stdout }));
});

// Tries each of `places` on a copy of its own, as many at a time as there are processors: most of the time goes into waiting for the disk.
async function onCopies(places, tried) {
  const left = [...places];
  await Promise.all(Array.from({ length: availableParallelism() }, async (_, worker) => {
    const work = path.join(folder, `work-${worker}`);
    for (let place = left.shift(); place; place = left.shift()) {
      await cp(start, work, { recursive: true });
      await tried(work, place);
      await removeFolder(work);
    }
  }));
}

// The files and folders that each kind of call named when one commit made it, in order.
async function calls() {
  const work = path.join(folder, 'work');
  await cp(start, work, { recursive: true });
  const log = path.join(folder, 'calls');
  assert.equal((await traced(work, ['-y', '-o', log])).status, 0);
  const named = new Map();
  for (const line of (await readFile(log, 'utf8')).split('\n')) {
    const found = /^\d+\s+(\w+)\((?:\d+<([^>]*)>)?/.exec(line);
    if (found) named.set(found[1], [...(named.get(found[1]) ?? []), path.relative(work, found[2] ?? work)]);
  }
  named.delete('execve');
  await removeFolder(work);
  return named;
}

test('killed at any system call, the ledger is as before or as after', { skip, timeout: 3_600_000 }, async () => {
  const old = await run(start, 'verify');
  assert.equal(old.is_right, true);
  const places = [];
  for (const [call, named] of await calls())
    named.forEach((file, i) => {
      const isOneOfMany = call === 'pwrite64' && named.indexOf(file) < i && i < named.lastIndexOf(file);
      if (every || (changing.has(call) && !isOneOfMany)) places.push({ call, n: i + 1, where: `${call} ${i + 1} of ${named.length}, ${file}` });
    });
  let kills = 0;
  await onCopies(places, async (work, { call, n, where }) => {
    const killed = await traced(work, ['-o', '/dev/null', '-e', `inject=${call}:signal=KILL:when=${n}`]);
    if (killed.signal === 'SIGKILL' || killed.status !== 0) ++kills;
    await run(work, 'sequence');
    const found = await run(work, 'verify');
    assert.equal(found.is_right, true, where);
    found.ledgers.forEach((one, i) => assert.equal(one.size, old.ledgers[i].size + 1, where));
  });
  assert.ok(kills > 40, `${kills} kills`);
  console.log(`# ${kills} kills`);
});

test('a flush that fails stops the process, and the next run finds everything', { skip, timeout: 3_600_000 }, async () => {
  const old = await run(start, 'verify');
  const named = await calls();
  const closing = named.get('fdatasync').slice(-2);
  assert.deepEqual(closing, ['hoshirube.db-wal', 'hoshirube.db']);
  const mayPass = (call, i, file) => call === 'fdatasync' && (file === '' || i >= named.get(call).length - closing.length);
  assert.ok(named.get('fsync').includes(''), 'the folder of the database is flushed by the program itself');
  let stopped = 0;
  const places = ['fsync', 'fdatasync'].flatMap((call) => named.get(call).map((file, i) => ({ call, i, file })));
  await onCopies(places, async (work, { call, i, file }) => {
    const where = `${call} ${i + 1} of ${file || 'the data folder'}`;
    const failed = await traced(work, ['-o', '/dev/null', '-e', `inject=${call}:error=EIO:when=${i + 1}`]);
    const has_stopped = failed.signal === 'SIGABRT' || failed.status !== 0;
    assert.ok(has_stopped || mayPass(call, i, file), `${where}: ${failed.stdout}`);
    if (has_stopped) ++stopped;
    const again = await runCommand(['ledger', 'verify', '--data', work, '--after-io-error', '--json']);
    assert.equal(again.code, 0, `${where}: ${again.stdout} ${again.stderr}`);
    await run(work, 'sequence');
    const found = await run(work, 'verify');
    assert.equal(found.is_right, true, where);
    found.ledgers.forEach((one, j) => assert.equal(one.size, old.ledgers[j].size + 1, where));
  });
  assert.ok(stopped > 5, `${stopped} stopped`);
});
