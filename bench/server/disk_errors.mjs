#!/usr/bin/env node
// The disk of a running server fails at its n-th write (no room) and at its n-th flush (an I/O error), for each n in turn, while answers are saved
// and files handed in. No room: saving is refused and works again by itself, without a restart. An I/O error: nobody knows what is on
// the disk, so the process stops. Either way everything that was acknowledged is there afterwards, and nothing twice.
//
//   node bench/server/disk_errors.mjs [WRITES [FLUSHES]]     default 60 and 20; needs strace

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

import { company } from '../../tests/e2e/support/example.mjs';
import { openHouse, runCommand, Server } from '../../tests/e2e/support/server.mjs';

const writes = Number(process.argv[2] ?? 60), flushes = Number(process.argv[3] ?? 20);
const house = await openHouse({ untilStep: 3, roles: ['applicant'] });
const criteria = company.answers.slice(0, 3).map(({ criterion }) => criterion);
const known = new Map(criteria.map((criterion) => [criterion, { version: 0 }]));
const files = new Map();
const counts = { acknowledged: 0, refused: 0, broken: 0, stopped: 0, met: 0 };

function again() {
  const client = house.server.client();
  client.cookies = house.applicant.cookies;
  return client;
}

// Attached to the running server; answers how to let go and whether the fault was met.
async function faulty(inject) {
  const strace = spawn('strace', ['-f', '-p', String(house.server.pid), '-e', `trace=${inject.split(':')[0]}`, '-e', `inject=${inject}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const ended = new Promise((resolve) => strace.once('close', () => resolve(said.includes('(INJECTED)'))));
  await new Promise((resolve) => strace.stderr.on('data', (text) => { said += text; if (said.includes('attached')) resolve(); }));
  // A process that aborts while it is traced can be left half-dead by strace: then both are helped along.
  const letGo = async () => {
    strace.kill('SIGINT');
    const late = setTimeout(() => strace.kill('SIGKILL'), 3000);
    const wasMet = await ended;
    clearTimeout(late);
    return wasMet;
  };
  return { letGo };
}

// One save of each criterion and one file; what the server acknowledged is remembered.
async function work(client) {
  for (const criterion of criteria) {
    const one = known.get(criterion);
    one.sent ??= { key: randomUUID(), note: randomUUID() };
    const answer = await client.put(`/assessments/${house.assessment}/answers/${criterion}`, { state: 'not_met', note: one.sent.note, version: one.version }, { key: one.sent.key }).catch(() => undefined);
    if (!answer) { ++counts.broken; return; }
    if (answer.status === 200) { known.set(criterion, { version: answer.json.version, note: one.sent.note }); ++counts.acknowledged; }
    else { assert.ok([503, 507, 500].includes(answer.status), answer.text); ++counts.refused; }
  }
  const name = `${randomUUID()}.txt`;
  const answer = await client.upload(house.organisation, name, Buffer.from(`content of ${name}`)).catch(() => undefined);
  if (!answer) ++counts.broken;
  else if (answer.status === 201) { files.set(answer.json.id, name); ++counts.acknowledged; }
  else { assert.ok([503, 507, 500].includes(answer.status), answer.text); ++counts.refused; }
}

// Each thread of the server flushes about once in a round: so many are made that its n-th comes.
async function enough(n) {
  for (let round = 0; round < 2 * n + 1 && counts.broken === 0; ++round) await work(again());
}

async function check(where) {
  const client = again();
  const answers = new Map((await client.get(`/assessments/${house.assessment}/answers`)).json.answers.map((one) => [one.criterion, one]));
  for (const [criterion, one] of known) {
    const stored = answers.get(criterion) ?? { version: 0 };
    const wasTaken = one.sent && stored.version === one.version + 1;
    assert.equal(stored.version, one.version + (wasTaken ? 1 : 0), `${where}: version of ${criterion}`);
    assert.equal(stored.note, wasTaken ? one.sent.note : one.note, `${where}: words of ${criterion}`);
  }
  for (const [id, name] of files) assert.equal((await client.get(`/evidence/${id}/content`)).text, `content of ${name}`, `${where}: ${name}`);
}

for (let n = 1; n <= writes; ++n) {
  const fault = await faulty(`pwrite64,write,ftruncate,fallocate:error=ENOSPC:when=${n}`);
  await work(again());
  if (await fault.letGo()) ++counts.met;
  await work(again()); // There is room again.
  await check(`no room at write ${n}`);
}
console.log(`no room at the n-th write, n = 1 to ${writes}: met ${counts.met} times; ${counts.acknowledged} acknowledged, ${counts.refused} refused, ${counts.broken} connections broken, lost 0; never restarted`);

Object.assign(counts, { acknowledged: 0, refused: 0, broken: 0, met: 0 });
for (let n = 1; n <= flushes; ++n) {
  counts.broken = 0;
  const fault = await faulty(`fsync,fdatasync:error=EIO:when=${n}`);
  await Promise.race([enough(n), new Promise((resolve) => setTimeout(resolve, 15000))]);
  const isMet = await fault.letGo();
  if (isMet) ++counts.met;
  const { code, signal } = await house.server.stop();
  if (signal !== null || code !== 0) ++counts.stopped;
  const verified = await runCommand(['ledger', 'verify', '--data', house.data, '--after-io-error', '--json']);
  assert.equal(verified.code, 0, `${verified.stdout} ${verified.stderr}`);
  house.server = await Server.start(house.data);
  await check(`an I/O error at flush ${n}`);
}
console.log(`an I/O error at the n-th flush, n = 1 to ${flushes}: met ${counts.met} times, the process stopped ${counts.stopped} times; ${counts.acknowledged} acknowledged, lost 0`);
await house.close();
