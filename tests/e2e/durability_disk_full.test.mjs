// A full disk: saving is refused in plain words, nothing is half-done, reading goes on, and saving works again as soon as
// there is room. Needs a small file system of its own, so it runs only as root.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { countEvents } from './support/example.mjs';
import { assertProblem } from './support/problem.mjs';
import { acceptLink, loadExample, removeFolder, runCommand, Server, temporaryFolder } from './support/server.mjs';

let folder, mounted = false, skip = false;
let data, server, applicant, operator, organisation, assessment;

function mountSmallDisk() {
  if (process.getuid?.() !== 0) return 'skipped: mounting a small disk needs root';
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder], { stdio: 'pipe' });
    mounted = true;
    return false;
  } catch (error) {
    return `skipped: a small disk cannot be mounted here (${String(error.stderr ?? error.message).trim()})`;
  }
}

folder = await temporaryFolder('hoshirube-full-');
skip = mountSmallDisk();

before(async () => {
  if (skip) return;
  data = path.join(folder, 'data');
  const logins = await loadExample(data, { untilStep: 3 });
  server = await Server.start(data);
  applicant = await acceptLink(server, logins.applicant);
  operator = await acceptLink(server, logins.operator);
  organisation = applicant.session.memberships[0].organisation_id;
  assessment = (await applicant.get(`/organisations/${organisation}/assessments`)).json.items[0].id;
});

after(async () => {
  await server?.stop();
  if (mounted) execFileSync('umount', [folder]);
  await removeFolder(folder);
});

// Takes up all room that is left; answers the file's name.
function fill() {
  const file = path.join(folder, 'filler');
  const number = openSync(file, 'a');
  try {
    for (let piece = 1 << 16; piece >= 1;) {
      try {
        writeSync(number, Buffer.alloc(piece));
      } catch (error) {
        assert.equal(error.code, 'ENOSPC');
        piece >>= 1;
      }
    }
  } finally {
    closeSync(number);
  }
  return file;
}

async function state() {
  return {
    events: await countEvents(operator),
    evidence: (await applicant.get(`/organisations/${organisation}/evidence`)).json.items,
    answers: (await applicant.get(`/assessments/${assessment}/answers`)).json.answers,
  };
}

const full = { status: 507, key: 'storage.full', field: undefined };

test('a file that does not fit is refused, and leaves nothing', { skip }, async () => {
  const before = await state();
  for (const language of ['ja', 'en']) {
    const answer = await applicant.speaking(language).upload(organisation, 'large.bin', randomBytes(14 << 20));
    assertProblem(answer, full, language);
    assert.ok(Number(answer.headers['retry-after']) > 0);
  }
  assert.deepEqual(await state(), before);
  assert.deepEqual(await readdir(path.join(data, 'evidence/incoming')), []);
  assert.deepEqual(await readdir(path.join(data, 'evidence/unfinished')), []);
});

test('saving on a full disk is refused, reading goes on, and saving works again when there is room', { skip }, async () => {
  const place = `/assessments/${assessment}/answers/1-2-1-1`;
  const first = await applicant.put(place, { state: 'met', note: '空きがあるとき', version: 0 });
  assert.equal(first.status, 200, first.text);
  const filler = fill();
  const before = await state();
  const refusals = [];
  let version = 1;
  // The journal has some room of its own: saves may go on for a while before the first refusal.
  for (let n = 0; n < 4000 && refusals.length < 3; ++n) {
    const answer = await applicant.put(place, { state: 'met', note: `${n} ${'満杯'.repeat(300)}`, version });
    if (answer.status === 200) version = answer.json.version;
    else refusals.push(answer);
  }
  assert.equal(refusals.length, 3, 'the disk never filled up');
  for (const refusal of refusals) assertProblem(refusal, full, 'ja');
  // What a refused save gave back may hold one more: asked until refused, as above.
  let told = { status: 200, json: { version } };
  for (let n = 0; n < 4000 && told.status === 200; ++n) {
    version = told.json.version;
    told = await applicant.speaking('en').put(place, { state: 'met', note: `${n} ${'full'.repeat(400)}`, version });
  }
  assertProblem(told, full, 'en');
  assertProblem(await applicant.upload(organisation, 'small.bin', randomBytes(200_000)), full, 'ja');
  const after = await state();
  assert.deepEqual(after.evidence, before.evidence);
  assert.equal(after.answers[0].version, version, 'what was acknowledged, and nothing else, is there');
  assert.equal(after.events - before.events, version - 1, 'one event a save');
  rmSync(filler);
  const again = await applicant.put(place, { state: 'met', note: '空きができた', version });
  assert.equal(again.status, 200, again.text);
  const upload = await applicant.upload(organisation, 'small.bin', randomBytes(200_000));
  assert.equal(upload.status, 201, upload.text);
});

test('the command line says the same with exit code 6', { skip }, async () => {
  const filler = fill();
  const file = path.join(folder, 'filler');
  const { code, stderr } = await runCommand(['evidence', 'add', file, '--data', data, '--organisation', organisation,
    '--as', applicant.session.email, '--lang', 'en']);
  rmSync(filler);
  assert.equal(code, 6, stderr);
  assert.match(stderr, /disk is full/);
});

test('after a restart everything acknowledged is there', { skip }, async () => {
  const before = await state();
  assert.equal((await server.stop()).code, 0);
  server = await Server.start(data);
  const [a, o] = [applicant, operator];
  [applicant, operator] = [server.client(), server.client()];
  applicant.cookies = a.cookies;
  operator.cookies = o.cookies;
  assert.deepEqual(await state(), before);
});
