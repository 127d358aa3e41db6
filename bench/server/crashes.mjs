#!/usr/bin/env node
// A server with a public ledger dies at a random moment, again and again, while a star is suspended and resumed by two operators and a
// buyer follows firms. After each death: everything acknowledged is there, nothing is half done, every checkpoint that was ever served
// is one of a tree that only grew, and how long the next start took.
//
//   node bench/server/crashes.mjs kill  [ROUNDS]     kill -9
//   node bench/server/crashes.mjs power [ROUNDS]     power cut; as root, needs xfsprogs and e2fsprogs
//   node bench/server/crashes.mjs full  [ROUNDS]     the disk fills up, empties and then kill -9; as root, needs the same
//
// A power cut is a copy of the disk's image while everything runs: the data lie on ext4 in a file on XFS, and `cp --reflink` of that file
// is, at one moment, what had reached the disk. The next round goes on from the copy; what only the kernel knew is gone.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { randomFrom, seedOf } from '../../tests/e2e/support/random.mjs';
import { acceptLink, openHouse, password, runCommand, Server } from '../../tests/e2e/support/server.mjs';

const [how = 'kill', roundsText = '100'] = process.argv.slice(2);
assert.ok(['kill', 'power', 'full'].includes(how), 'kill, power or full');
const rounds = Number(roundsText), seed = seedOf(), random = randomFrom(seed);
const disk = how === 'kill' ? undefined : makeDisk();
const house = await openHouse({ untilStep: 8, roles: ['applicant', 'operator', 'buyer'] });
const { operator, buyer } = house;
const home = (client) => client.session.memberships[0].organisation_id;
const number = (await operator.get(`/organisations/${house.organisation}`)).json.corporate_number;
const { json: invite } = await operator.post(`/organisations/${home(operator)}/invites`, { email: 'second@example.jp', name: '星野 二郎', role: 'operator' });
const { invites } = (await operator.get(`/organisations/${home(operator)}/people`)).json;
const second = await acceptLink(house.server, { ...invites.find((one) => one.id === invite.id), role: 'operator' });
await house.server.stop();
let data = house.data;
if (disk) {
  data = path.join(disk.mounted, 'data');
  fs.cpSync(house.data, data, { recursive: true });
  execFileSync('sync', ['-f', disk.mounted]);
}

function makeDisk() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hoshirube-power-'));
  const at = (name) => path.join(folder, name);
  const run = (...words) => execFileSync(words[0], words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  fs.mkdirSync(at('xfs'));
  fs.mkdirSync(at('data'));
  run('truncate', '-s', '3G', at('xfs.img'));
  run('mkfs.xfs', '-q', '-m', 'reflink=1', at('xfs.img'));
  run('mount', '-o', 'loop', at('xfs.img'), at('xfs'));
  run('truncate', '-s', '512M', at('xfs/disk.img'));
  run('mkfs.ext4', '-q', '-F', at('xfs/disk.img'));
  run('mount', '-o', 'loop', at('xfs/disk.img'), at('data'));
  const end = () => {
    for (const name of ['data', 'xfs']) try { run('umount', at(name)); } catch { /* Not mounted. */ }
    fs.rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);
  return {
    mounted: at('data'),
    // Until nothing more goes in.
    fill() {
      const file = fs.openSync(at('data/filler'), 'w');
      for (const size of [1 << 20, 4096, 512]) try { for (;;) fs.writeSync(file, Buffer.alloc(size)); } catch (error) { assert.equal(error.code, 'ENOSPC'); }
      fs.closeSync(file);
    },
    empty: () => fs.rmSync(at('data/filler'), { force: true }),
    cut: () => run('cp', '--reflink=always', at('xfs/disk.img'), at('xfs/cut.img')),
    goOn() { // From what the cut left.
      run('umount', at('data'));
      fs.renameSync(at('xfs/cut.img'), at('xfs/disk.img'));
      run('mount', '-o', 'loop', at('xfs/disk.img'), at('data'));
    },
  };
}

// --- What is done, and what was acknowledged ---

const known = { starActs: { acknowledged: 0, sent: 0 }, follows: { acknowledged: new Set(), sent: new Set() }, checkpoints: new Map() };
const again = (person) => Object.assign(house.server.client(), { cookies: person.cookies });

// Acts on stars want a fresh proof of who one is, of the last ten minutes.
let proved = Date.now();
async function prove() {
  if (Date.now() - proved < 300_000) return;
  for (const person of [operator, second]) assert.equal((await again(person).post('/session/proof', { password })).status, 200);
  proved = Date.now();
}

let refused = 0;
// Whether it was done. A full disk says so, and is asked again.
async function done(answer, status) {
  if (answer.status === status) return true;
  assert.ok(how === 'full' && [503, 507].includes(answer.status), `${answer.status} ${answer.text}`);
  ++refused;
  await wait(10);
  return false;
}

async function starWriter() {
  const [asks, does] = [again(operator), again(second)];
  const place = `/assessments/${house.assessment}/star`;
  for (;;) {
    let [waiting] = (await asks.get('/stars')).json.waiting; // From before the end, it may be.
    if (!waiting) {
      const { state } = (await asks.get(place)).json.certificate;
      const asked = await asks.post(`${place}/changes`, { act: state === 'valid' ? 'suspend' : 'resume', reason: '試験' });
      if (!await done(asked, 201)) continue;
      waiting = { change: asked.json };
    }
    ++known.starActs.sent;
    if (!await done(await does.post(`${place}/changes/${waiting.change.id}/approval`), 200)) continue;
    ++known.starActs.acknowledged;
    const note = (await does.get('//ledger/checkpoint')).text;
    known.checkpoints.set(Number(note.split('\n')[1]), note.split('\n')[2]);
  }
}

let firms = 0;
function corporateNumber(n) {
  const base = `77${String(n).padStart(10, '0')}`;
  const sum = [...base].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 2 : 1), 0);
  return `${9 - (sum % 9)}${base}`;
}
async function followWriter() {
  const client = again(buyer);
  for (;;) {
    const wanted = corporateNumber(++firms);
    known.follows.sent.add(wanted);
    const answer = await client.post(`/organisations/${home(buyer)}/follows`, { corporate_numbers: [wanted], note: '' }, { key: randomUUID() });
    if (!await done(answer, 201)) continue;
    known.follows.acknowledged.add(wanted);
    if (known.follows.sent.size > 2000) await wait(20); // The list is read whole after each round.
  }
}
async function untilItDies(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error; // Anything else: the connection broke.
  }
}

// --- What must hold afterwards ---

const sha256 = (...pieces) => pieces.reduce((hash, piece) => hash.update(piece), createHash('sha256')).digest();
const tilePath = (n) => String(n).padStart(3, '0'); // Fewer than 256,000 entries.

async function entries(client, size) {
  const all = [];
  for (let tile = 0; all.length < size; ++tile) {
    const width = Math.min(256, size - tile * 256);
    const { status, bytes } = await client.get(`//ledger/tile/entries/${tilePath(tile)}${width < 256 ? `.p/${width}` : ''}`);
    assert.equal(status, 200, `bundle ${tile}`);
    for (let at = 0; at < bytes.length;) {
      const length = bytes.readUInt16BE(at);
      all.push(bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return all;
}

// RFC 6962 roots of the first n entries, for each n that is asked for.
function roots(all, sizes) {
  const found = new Map(), edge = []; // [{height, hash}]
  all.forEach((entry, i) => {
    edge.push({ height: 0, hash: sha256('\0', entry) });
    while (edge.length > 1 && edge.at(-1).height === edge.at(-2).height) {
      const right = edge.pop(), left = edge.pop();
      edge.push({ height: left.height + 1, hash: sha256('\x01', left.hash, right.hash) });
    }
    if (sizes.has(i + 1)) found.set(i + 1, edge.map((one) => one.hash).reduceRight((right, left) => sha256('\x01', left, right)).toString('base64'));
  });
  return found;
}

async function check(must) {
  const client = again(buyer);
  const note = (await client.get('//ledger/checkpoint')).text.split('\n');
  const all = await entries(client, Number(note[1]));
  const computed = roots(all, new Set([...must.checkpoints.keys(), all.length]));
  assert.equal(computed.get(all.length), note[2], 'the checkpoint is that of its entries');
  for (const [size, root] of must.checkpoints) assert.equal(computed.get(size), root, `the checkpoint of ${size} entries is one of this tree`);
  const acts = all.filter((entry) => /"type":"star\.(suspended|resumed)"/.test(entry)).length;
  assert.ok(must.starActs <= acts && acts <= known.starActs.sent, `${must.starActs} acknowledged, ${acts} in the ledger, ${known.starActs.sent} sent`);
  const { certificates: [star] } = (await client.get(`/public/organisations/${number}`)).json;
  assert.equal(star.state, acts % 2 === 0 ? 'valid' : 'suspended', 'the register says what the ledger says');
  const follows = new Set((await client.get(`/organisations/${home(buyer)}/follows`)).json.items.map((one) => one.corporate_number));
  for (const one of must.follows) assert.ok(follows.has(one), `${one} was acknowledged and is gone`);
  for (const one of follows) assert.ok(known.follows.sent.has(one), `${one} was never sent`);
  known.starActs = { acknowledged: acts, sent: acts };
  known.follows = { acknowledged: new Set(follows), sent: new Set(follows) };
  known.checkpoints = new Map(must.checkpoints);
  client.close();
}

const now = () => ({ starActs: known.starActs.acknowledged, follows: new Set(known.follows.acknowledged), checkpoints: new Map(known.checkpoints) });
const starts = [];
let must = now();
console.log(`HOSHIRUBE_SEED=${seed}`);
for (let round = 0; round <= rounds; ++round) {
  const begun = performance.now();
  house.server = await Server.start(data);
  assert.equal((await again(buyer).get(`/public/organisations/${number}`)).status, 200);
  starts.push(performance.now() - begun);
  await check(must);
  await prove();
  if (round === rounds) break;
  const working = Promise.all([untilItDies(starWriter), untilItDies(followWriter), untilItDies(followWriter)]);
  await Promise.race([working, wait(random.between(20, 400))]); // The moment of death, not a wait for anything.
  if (how === 'full') {
    disk.fill();
    await wait(random.between(50, 300));
    const reads = await again(buyer).get(`/public/organisations/${number}`);
    assert.equal(reads.status, 200, 'reading goes on');
    if (round % 2 === 0) { // Every other time it dies while the disk is full.
      disk.empty();
      const before = known.starActs.acknowledged + known.follows.acknowledged.size;
      for (let tries = 0; known.starActs.acknowledged + known.follows.acknowledged.size === before; ++tries) {
        assert.ok(tries < 100, 'saving works again without a restart, within 5 s');
        await wait(50);
      }
    }
  }
  must = now();
  if (how === 'power') disk.cut();
  const { signal } = await house.server.kill();
  assert.equal(signal, 'SIGKILL', `the server ended by itself: ${house.server.stderr}`);
  if (how !== 'power') must = now();
  await working;
  if (how === 'power') disk.goOn();
  disk?.empty();
  if (round % 100 === 99) console.log(`${round + 1} rounds, ${must.starActs} acts on stars, ${must.follows.size} follows, ${must.checkpoints.size} checkpoints kept`);
}
await house.server.stop();
const verified = await runCommand(['ledger', 'verify', '--data', data, '--json']);
assert.equal(verified.code, 0, verified.stdout);
await house.close();
starts.sort((a, b) => a - b);
console.log(`${rounds} ${{ kill: 'kills', power: 'power cuts', full: `full disks, ${refused} acts refused` }[how]}: ${must.starActs} acts on stars and ${must.follows.size} follows acknowledged, 0 lost, 0 half done; ${must.checkpoints.size} checkpoints served, all of one tree; ledger verify: right`);
console.log(`start to first answer: median ${starts[starts.length >> 1].toFixed(0)} ms, p99 ${starts[Math.floor(starts.length * 0.99)].toFixed(0)} ms, longest ${starts.at(-1).toFixed(0)} ms (target 1,000)`);
