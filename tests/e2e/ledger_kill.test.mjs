// One commit of the ledger, killed at its system calls one after another: afterwards the ledger is as before or as after, nothing
// between, and the next run brings everything in. Then each flush of the disk fails once: the process stops, and nothing was answered.
// SQLite lets some flushes fail in silence: that of the log's name in its folder, which the program has waited for itself before it
// wrote anything, and the two of the checkpoint on closing, before and after which the log holds everything.
//
// HOSHIRUBE_EVERY_CALL=1 takes every call of every kind; otherwise each that changes something outside, and one of every other kind.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { binary, loadExample, removeFolder, runCommand, temporaryFolder } from './support/server.mjs';

const changing = new Set(['write', 'pwrite64', 'writev', 'fsync', 'fdatasync', 'rename', 'renameat2', 'unlink', 'unlinkat', 'rmdir', 'ftruncate', 'link']);
const every = process.env.HOSHIRUBE_EVERY_CALL === '1';
const strace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
const skip = strace ? false : 'strace is not installed, or may not trace here';
let folder, start, work;

before(async () => {
  folder = await temporaryFolder();
  start = path.join(folder, 'before');
  work = path.join(folder, 'work');
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

const traced = (words) => spawnSync('strace', ['-f', ...words, binary, 'ledger', 'sequence', '--data', work], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });

// The files and folders that each kind of call named when one commit made it, in order.
async function calls() {
  await cp(start, work, { recursive: true });
  const log = path.join(folder, 'calls');
  assert.equal(traced(['-y', '-o', log]).status, 0);
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
  let kills = 0;
  for (const [call, { length: count }] of await calls())
    for (let n = every || changing.has(call) ? 1 : count; n <= count; ++n) {
      const where = `${call} ${n} of ${count}`;
      await cp(start, work, { recursive: true });
      const killed = traced(['-o', '/dev/null', '-e', `inject=${call}:signal=KILL:when=${n}`]);
      if (killed.signal === 'SIGKILL' || killed.status !== 0) ++kills;
      await run(work, 'sequence');
      const found = await run(work, 'verify');
      assert.equal(found.is_right, true, where);
      found.ledgers.forEach((one, i) => assert.equal(one.size, old.ledgers[i].size + 1, where));
      await removeFolder(work);
    }
  assert.ok(kills > 50, `${kills} kills`);
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
  for (const call of ['fsync', 'fdatasync'])
    for (const [i, file] of named.get(call).entries()) {
      const where = `${call} ${i + 1} of ${file || 'the data folder'}`;
      await cp(start, work, { recursive: true });
      const failed = traced(['-o', '/dev/null', '-e', `inject=${call}:error=EIO:when=${i + 1}`]);
      const has_stopped = failed.signal === 'SIGABRT' || failed.status !== 0;
      assert.ok(has_stopped || mayPass(call, i, file), `${where}: ${failed.stdout}`);
      if (has_stopped) ++stopped;
      const again = await runCommand(['ledger', 'verify', '--data', work, '--after-io-error', '--json']);
      assert.equal(again.code, 0, `${where}: ${again.stdout} ${again.stderr}`);
      await run(work, 'sequence');
      const found = await run(work, 'verify');
      assert.equal(found.is_right, true, where);
      found.ledgers.forEach((one, i) => assert.equal(one.size, old.ledgers[i].size + 1, where));
      await removeFolder(work);
    }
  assert.ok(stopped > 5, `${stopped} stopped`);
});
