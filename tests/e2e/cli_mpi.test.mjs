// hoshirube-mpi: the same bytes from one process, from two, and from a run that was interrupted.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { binary, removeFolder, runCommand, temporaryFolder } from './support/server.mjs';

const shared = path.join(path.dirname(binary), 'hoshirube-mpi');
const hasMpirun = (process.env.PATH || '').split(':').some((folder) => existsSync(path.join(folder, 'mpirun')));
const skip = !existsSync(shared) ? 'skipped: no hoshirube-mpi (build with -DHOSHIRUBE_MPI=ON)' : !hasMpirun ? 'skipped: mpirun is not installed' : false;

let folder, net;
before(async () => {
  if (skip) return;
  folder = await temporaryFolder();
  net = path.join(folder, 'net');
  const made = await runCommand(['network', 'generate', '--kind', 'A', '--firms', '3000', '--seed', '3', '--out', net]);
  assert.equal(made.code, 0, made.stderr);
});
after(() => folder && removeFolder(folder));

const words = (out) => ['impact', net, '--essentiality', path.join(net, 'essentiality.csv'), '--out', path.join(folder, out), '--json', '--lang', 'en'];
const together = (processes, more) => promisify(execFile)('mpirun', ['--allow-run-as-root', '--oversubscribe', '-n', String(processes), shared, ...more], { maxBuffer: 1 << 24 });

test('one process and two write the bytes of the plain program, and one answer', { skip }, async () => {
  const plain = await runCommand(words('plain.csv'));
  assert.equal(plain.code, 0, plain.stderr);
  const expected = await readFile(path.join(folder, 'plain.csv'));
  for (const processes of [1, 2, 3]) {
    const { stdout } = await together(processes, words(`mpi${processes}.csv`));
    assert.deepEqual(await readFile(path.join(folder, `mpi${processes}.csv`)), expected);
    assert.equal(JSON.parse(stdout).firms, 3000, 'exactly one answer');
  }
});

test('an interrupted run goes on with another number of processes', { skip }, async () => {
  const { about } = JSON.parse((await runCommand(words('plain.csv'))).stdout);
  const expected = await readFile(path.join(folder, 'plain.csv'), 'utf8');
  await writeFile(path.join(folder, `again.csv.${about.run_id}.partial`), expected.slice(0, 40_000));
  const answer = JSON.parse((await together(2, words('again.csv'))).stdout);
  assert.ok(answer.kept_from_before > 100);
  assert.equal(await readFile(path.join(folder, 'again.csv'), 'utf8'), expected);
});

test('wrong input is refused once, with the exit status of the plain program', { skip }, async () => {
  await assert.rejects(together(2, [...words('never.csv'), '--firms', 'nobody']), (failure) => {
    assert.equal(JSON.parse(failure.stdout.split('\n')[0]).key, 'impact.firm_not_found');
    assert.equal(failure.stderr.split('nobody').length - 1, 1, failure.stderr);
    return true;
  });
});
