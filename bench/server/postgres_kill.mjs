#!/usr/bin/env node
// PostgreSQL is killed (SIGKILL, the whole server) in the middle of transactions, over and over, while people save answers. The program goes
// on and says that it has to wait; when the database is back, what was acknowledged is there word for word, and what was not is
// sent again under its key and takes effect once.
//
//   node bench/server/postgres_kill.mjs [ROUNDS]        default 20; starts a PostgreSQL of its own, as user postgres where it is root

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { company } from '../../tests/e2e/support/example.mjs';
import { acceptLink, loadExample, Server } from '../../tests/e2e/support/server.mjs';

const rounds = Number(process.argv[2] ?? 20);
const versions = fs.readdirSync('/usr/lib/postgresql').sort((a, b) => a - b);
const programs = `/usr/lib/postgresql/${versions.at(-1)}/bin`;
const folder = fs.mkdtempSync(path.join(process.env.HOSHIRUBE_BENCH_DIR || os.tmpdir(), 'hoshirube-pgkill-'));
const cluster = path.join(folder, 'cluster');
fs.chmodSync(folder, 0o755);
const isRoot = process.getuid() === 0;
if (isRoot) execFileSync('install', ['-d', '-o', 'postgres', cluster]);
const as = (words) => (isRoot ? ['setpriv', ['--reuid', 'postgres', '--regid', 'postgres', '--clear-groups', ...words]] : [words[0], words.slice(1)]);
const port = await new Promise((resolve) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => { const found = probe.address().port; probe.close(() => resolve(found)); });
});
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let postgres;
async function startPostgres() {
  const [program, words] = as([`${programs}/postgres`, '-D', cluster, '-p', String(port), '-c', `unix_socket_directories=${cluster}`, '-c', 'listen_addresses=127.0.0.1']);
  postgres = spawn(program, words, { stdio: 'ignore', detached: true });
  for (let n = 0; n < 600; ++n) {
    try { return execFileSync(`${programs}/psql`, ['-h', '127.0.0.1', '-p', String(port), '-U', 'owner', '-d', 'postgres', '-c', 'SELECT 1'], { stdio: 'pipe' }); } catch { await wait(50); }
  }
  throw new Error('PostgreSQL does not start');
}
const killPostgres = () => new Promise((resolve) => { postgres.once('close', resolve); process.kill(-postgres.pid, 'SIGKILL'); });
process.once('exit', () => { try { process.kill(-postgres.pid, 'SIGKILL'); } catch { /* gone */ } fs.rmSync(folder, { recursive: true, force: true }); });

const [initdb, words] = as([`${programs}/initdb`, '-D', cluster, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C']);
execFileSync(initdb, words, { stdio: 'ignore' });
await startPostgres();
const psql = (sql) => execFileSync(`${programs}/psql`, ['-h', '127.0.0.1', '-p', String(port), '-U', 'owner', '-d', 'postgres', '-c', sql], { stdio: 'pipe' });
psql('CREATE ROLE hoshirube LOGIN');
psql('CREATE DATABASE hoshirube OWNER hoshirube');
const database = ['--database', `postgresql://hoshirube@127.0.0.1:${port}/hoshirube`];

const data = path.join(folder, 'data');
const logins = await loadExample(data, { untilStep: 3, words: database });
const server = await Server.start(data, { words: ['--behind-proxy', ...database] });
const applicant = await acceptLink(server, logins.applicant);
const organisation = applicant.session.memberships[0].organisation_id;
const assessment = (await applicant.get(`/organisations/${organisation}/assessments`)).json.items[0].id;
const criteria = company.answers.slice(0, 6).map(({ criterion }) => criterion);

class Writer {
  constructor(criterion) { Object.assign(this, { criterion, version: 0, note: undefined, taken: 0, waited: 0, client: server.client() }); this.client.cookies = applicant.cookies; }
  async step() {
    this.sent ??= { key: randomUUID(), body: { state: 'not_met', note: randomUUID(), version: this.version } };
    const answer = await this.client.put(`/assessments/${assessment}/answers/${this.criterion}`, this.sent.body, { key: this.sent.key });
    if (answer.status === 503) { ++this.waited; await wait(50); return; }
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.version, this.version + 1, 'sent again, it took effect once');
    Object.assign(this, { version: answer.json.version, note: this.sent.body.note, sent: undefined, taken: this.taken + 1 });
  }
}

const writers = criteria.map((criterion) => new Writer(criterion));
let isOver = false, worstOutage = 0;
const working = Promise.all(writers.map(async (writer) => { while (!isOver) await writer.step(); }));
for (let round = 0; round < rounds; ++round) {
  await wait(200 + Math.random() * 600);
  const before = writers.reduce((sum, { taken }) => sum + taken, 0);
  await killPostgres();
  await wait(100);
  const start = Date.now();
  await startPostgres();
  while (writers.reduce((sum, { taken }) => sum + taken, 0) <= before + writers.length) await wait(10);
  worstOutage = Math.max(worstOutage, Date.now() - start);
}
await wait(300);
isOver = true;
await working;
for (const writer of writers) while (writer.sent) await writer.step();
const stored = new Map((await applicant.get(`/assessments/${assessment}/answers`)).json.answers.map((one) => [one.criterion, one]));
let lost = 0;
for (const { criterion, version, note } of writers) if (stored.get(criterion)?.version !== version || stored.get(criterion)?.note !== note) ++lost;
const sum = (of) => writers.reduce((all, writer) => all + writer[of], 0);
console.log(`${rounds} kills of PostgreSQL, ${sum('taken')} saves acknowledged, ${sum('waited')} told to wait (503), lost or doubled: ${lost}`);
console.log(`longest from the start of PostgreSQL's recovery to saves again: ${worstOutage} ms; the program was never restarted`);
await server.stop();
process.exit(lost === 0 ? 0 : 1);
