// The server is killed (SIGKILL) at random moments while several people save answers and hand in files at once. What was
// acknowledged is there afterwards, word for word; what was not is there wholly or not at all; sending it again under
// the same key brings it to exactly one effect.
//
// HOSHIRUBE_ROUNDS sets the number of rounds (100), HOSHIRUBE_SEED plays one run again.

import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { company } from './support/example.mjs';
import { randomFrom, seedOf } from './support/random.mjs';
import { openHouse, Server } from './support/server.mjs';

const rounds = Number(process.env.HOSHIRUBE_ROUNDS ?? 100);
const seed = seedOf();
const random = randomFrom(seed);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const answerWriters = 6, evidenceWriters = 2;
let house;

before(async () => {
  house = await openHouse({ untilStep: 3, roles: ['applicant', 'operator'] });
  await house.server.stop();
});

after(() => house?.close());

// A person after the restart: the same session cookie, a new address.
function again(person) {
  const client = house.server.client();
  client.cookies = person.cookies;
  return client;
}

// One criterion, saved over and over by one person. `acknowledged` is the last save the server answered; `sent` one it may
// or may not have taken before it died.
class AnswerWriter {
  constructor(criterion) {
    this.place = `/assessments/${house.assessment}/answers/${criterion}`;
    this.criterion = criterion;
    this.acknowledged = { version: 0 };
  }

  async step(client) {
    this.sent ??= { key: randomUUID(), body: { state: 'not_met', note: randomUUID(), version: this.acknowledged.version } };
    const answer = await client.put(this.place, this.sent.body, { key: this.sent.key });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.version, this.acknowledged.version + 1);
    this.acknowledged = { version: answer.json.version, note: this.sent.body.note };
    this.sent = undefined;
  }

  check(state) {
    const stored = state.answers.get(this.criterion) ?? { version: 0, note: undefined };
    const wasTaken = this.sent !== undefined && stored.version === this.acknowledged.version + 1;
    assert.equal(stored.version, this.acknowledged.version + (wasTaken ? 1 : 0), `${this.criterion}: version`);
    assert.equal(stored.note, wasTaken ? this.sent.body.note : this.acknowledged.note, `${this.criterion}: words`);
    assert.equal(state.saves.get(this.criterion) ?? 0, stored.version, `${this.criterion}: one event a save`);
  }
}

class EvidenceWriter {
  constructor() { this.acknowledged = new Map(); } // Evidence id to the hash of what was sent.

  async step(client) {
    this.sent ??= { key: randomUUID(), name: `${randomUUID()}.bin`, bytes: randomBytes(random.between(1, 150_000)) };
    const answer = await client.upload(house.organisation, this.sent.name, this.sent.bytes, { key: this.sent.key });
    assert.equal(answer.status, 201, answer.text);
    this.acknowledged.set(answer.json.id, sha256(this.sent.bytes));
    this.sent = undefined;
  }

  check(state) {
    for (const [id, hash] of this.acknowledged) assert.equal(state.evidence.get(id)?.sha256, hash, 'an acknowledged file is gone');
  }
}

const seenEvents = { after: 0, saves: new Map(), added: new Set() };
const readContents = new Set();

// Everything stored, as the API tells it.
async function stored() {
  const applicant = again(house.applicant);
  const acts = [];
  for (let before = 0; ;) { // The audit tells the newest first.
    const { items, has_more } = (await applicant.get(`/organisations/${house.organisation}/audit?before=${before}&limit=1000`)).json;
    acts.push(...items.filter((one) => one.sequence > seenEvents.after));
    if (!has_more || items.at(-1).sequence <= seenEvents.after) break;
    before = items.at(-1).sequence;
  }
  acts.reverse();
  for (const event of acts) {
    assert.equal(sha256(event.record), event.record_sha256);
    if (event.act === 'evidence.added') seenEvents.added.add(event.subject);
    if (event.act !== 'answer.saved') continue;
    const { criterion, version } = JSON.parse(event.record);
    const before = seenEvents.saves.get(criterion) ?? 0;
    assert.equal(version, before + 1, `${criterion}: versions follow one another`);
    seenEvents.saves.set(criterion, version);
  }
  seenEvents.after = acts.at(-1)?.sequence ?? seenEvents.after;
  const answers = (await applicant.get(`/assessments/${house.assessment}/answers`)).json.answers;
  const evidence = (await applicant.get(`/organisations/${house.organisation}/evidence`)).json.items;
  for (const entry of evidence) {
    if (readContents.has(entry.id)) continue;
    const content = await applicant.get(`/evidence/${entry.id}/content`);
    assert.equal(content.status, 200, `no content behind ${entry.file_name}: ${content.text.slice(0, 200)}`);
    assert.equal(sha256(content.bytes), entry.sha256);
    readContents.add(entry.id);
  }
  assert.deepEqual(new Set(evidence.map((one) => one.id)), seenEvents.added, 'one event for each file');
  applicant.close();
  return { answers: new Map(answers.map((one) => [one.criterion, one])), evidence: new Map(evidence.map((one) => [one.id, one])), saves: seenEvents.saves };
}

// Saves without pause until the server is gone.
async function work(writer, client) {
  for (;;) {
    try {
      await writer.step(client);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return; // The connection broke: whether it was taken is seen after the restart.
    }
  }
}

test(`nothing acknowledged is lost in ${rounds} kills`, { timeout: 60_000 + rounds * 6_000 }, async (t) => {
  t.diagnostic(`HOSHIRUBE_SEED=${seed}`);
  const writers = [
    ...company.answers.slice(0, answerWriters).map((one) => new AnswerWriter(one.criterion)),
    ...Array.from({ length: evidenceWriters }, () => new EvidenceWriter()),
  ];
  let kills = 0;
  for (let round = 0; round < rounds; ++round) {
    house.server = await Server.start(house.data);
    const state = await stored();
    for (const writer of writers) writer.check(state);
    const clients = writers.map(() => again(house.applicant));
    const working = Promise.all(writers.map((writer, n) => work(writer, clients[n])));
    await Promise.race([working, wait(random.between(0, 120))]); // The moment of the kill, not a wait for anything.
    const { signal } = await house.server.kill();
    assert.equal(signal, 'SIGKILL', 'the server ended by itself');
    await working;
    for (const client of clients) client.close();
    kills += 1;
  }
  // What was on its way is sent again under its key, and takes effect exactly once.
  house.server = await Server.start(house.data);
  for (const writer of writers) if (writer.sent) await writer.step(again(house.applicant));
  const state = await stored();
  for (const writer of writers) writer.check(state);
  assert.deepEqual(await readdir(path.join(house.data, 'evidence/incoming')), [], 'unfinished uploads are cleared away');
  const files = writers.reduce((sum, writer) => sum + (writer instanceof EvidenceWriter ? writer.acknowledged.size : 0), 0);
  assert.equal(state.evidence.size, files, 'no file was entered twice');
  const saves = [...state.saves.values()].reduce((sum, count) => sum + count, 0);
  t.diagnostic(`${kills} kills, ${saves} saves of answers, ${files} files`);
  assert.ok(saves > kills / 4 && files > kills / 20, 'too little was going on to prove anything');
});
