#!/usr/bin/env node
// PostgreSQL fails over in the middle of transactions: the primary is killed (SIGKILL, the whole server), its standby is promoted, and the program,
// which was given both addresses, goes on by itself. With synchronous replication what was acknowledged is on the standby too: nothing is
// lost. With HOSHIRUBE_ASYNC=1 the primary does not wait for the standby, and what is lost then is counted.
//
//   node bench/server/postgres_failover.mjs [ROUNDS]        default 5; two servers of its own, as user postgres where it is root

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { company } from '../../tests/e2e/support/example.mjs';
import { acceptLink, loadExample, Server } from '../../tests/e2e/support/server.mjs';

const rounds = Number(process.argv[2] ?? 5), isSynchronous = process.env.HOSHIRUBE_ASYNC !== '1';
const versions = fs.readdirSync('/usr/lib/postgresql').sort((a, b) => a - b);
const programs = `/usr/lib/postgresql/${versions.at(-1)}/bin`;
const folder = fs.mkdtempSync(path.join(process.env.HOSHIRUBE_BENCH_DIR || os.tmpdir(), 'hoshirube-failover-'));
fs.chmodSync(folder, 0o755);
const isRoot = process.getuid() === 0;
const as = (words) => (isRoot ? ['setpriv', ['--reuid', 'postgres', '--regid', 'postgres', '--clear-groups', ...words]] : [words[0], words.slice(1)]);
const run = (words) => execFileSync(...as(words), { stdio: ['ignore', 'ignore', 'inherit'] });
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const freePort = () => new Promise((resolve) => { const probe = net.createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)); }); });

class Database {
  constructor(name, port) { Object.assign(this, { name, port, cluster: path.join(folder, name) }); }
  psql(sql) { return execFileSync(`${programs}/psql`, ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'owner', '-d', 'postgres', '-Atc', sql], { stdio: 'pipe' }).toString().trim(); }
  makeFolder() {
    fs.rmSync(this.cluster, { recursive: true, force: true });
    fs.mkdirSync(this.cluster, { mode: 0o700 });
    if (isRoot) execFileSync('chown', ['postgres', this.cluster]);
  }
  async start() {
    this.process = spawn(...as([`${programs}/postgres`, '-D', this.cluster, '-p', String(this.port), '-c', `unix_socket_directories=${this.cluster}`, '-c', 'listen_addresses=127.0.0.1']), { stdio: 'ignore', detached: true });
    for (let n = 0; n < 600; ++n) {
      try { return this.psql('SELECT 1'); } catch { await wait(50); }
    }
    throw new Error(`PostgreSQL ${this.name} does not start`);
  }
  kill() { return new Promise((resolve) => { this.process.once('close', resolve); process.kill(-this.process.pid, 'SIGKILL'); }); }
  // Begins anew as a copy that follows `primary`; done when the primary waits for it.
  async follow(primary) {
    this.makeFolder();
    run([`${programs}/pg_basebackup`, '-D', this.cluster, '-d', `host=127.0.0.1 port=${primary.port} user=owner application_name=${this.name}`, '-R', '-X', 'stream', '-c', 'fast']);
    await this.start();
    primary.psql(`ALTER SYSTEM SET synchronous_standby_names = '${isSynchronous ? this.name : ''}'`);
    primary.psql('SELECT pg_reload_conf()');
    while (!primary.psql("SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'").includes(isSynchronous ? 'sync' : 'async')) await wait(50);
  }
}

let [primary, standby] = [new Database('one', await freePort()), new Database('two', await freePort())];
process.once('exit', () => {
  for (const { process: child } of [primary, standby]) try { process.kill(-child.pid, 'SIGKILL'); } catch { /* gone */ }
  fs.rmSync(folder, { recursive: true, force: true });
});
primary.makeFolder();
run([`${programs}/initdb`, '-D', primary.cluster, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C']);
await primary.start();
primary.psql('CREATE ROLE hoshirube LOGIN');
primary.psql('CREATE DATABASE hoshirube OWNER hoshirube');
await standby.follow(primary);

const database = ['--database', `postgresql://hoshirube@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/hoshirube?target_session_attrs=read-write`];
const data = path.join(folder, 'data');
const logins = await loadExample(data, { untilStep: 3, words: database });
const server = await Server.start(data, { words: ['--behind-proxy', ...database] });
const applicant = await acceptLink(server, logins.applicant);
const organisation = applicant.session.memberships[0].organisation_id;
const assessment = (await applicant.get(`/organisations/${organisation}/assessments`)).json.items[0].id;

let lost = 0;
class Writer {
  constructor(criterion) { Object.assign(this, { criterion, version: 0, note: '', taken: 0, waited: 0, client: server.client() }); this.client.cookies = applicant.cookies; }
  async step() {
    this.sent ??= { key: randomUUID(), body: { state: 'not_met', note: randomUUID(), version: this.version } };
    const answer = await this.client.put(`/assessments/${assessment}/answers/${this.criterion}`, this.sent.body, { key: this.sent.key });
    if (answer.status === 503) { ++this.waited; await wait(50); return; }
    if (answer.status === 409 && !isSynchronous) return this.lookAgain(); // What it was made on is gone.
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.version, this.version + 1, 'sent again, it took effect once');
    Object.assign(this, { version: answer.json.version, note: this.sent.body.note, sent: undefined, taken: this.taken + 1 });
  }
  async stored() { return (await applicant.get(`/assessments/${assessment}/answers`)).json.answers.find(({ criterion }) => criterion === this.criterion) ?? { version: 0, note: '' }; }
  async lookAgain() {
    const { version, note } = await this.stored();
    lost += Math.max(this.version - version, 0);
    Object.assign(this, { version, note, sent: undefined });
  }
}

const writers = company.answers.slice(0, 6).map(({ criterion }) => new Writer(criterion));
const sum = (of) => writers.reduce((all, writer) => all + writer[of], 0);
let isOver = false, worst_ms = 0;
const working = Promise.all(writers.map(async (writer) => { while (!isOver) await writer.step(); }));
for (let round = 0; round < rounds; ++round) {
  await wait(500 + Math.random() * 1500);
  await primary.kill();
  const before = sum('taken'), began = Date.now();
  standby.psql("ALTER SYSTEM SET synchronous_standby_names = ''"); // It has nobody to wait for yet.
  standby.psql('SELECT pg_promote(true)');
  while (sum('taken') <= before + writers.length) await wait(10);
  worst_ms = Math.max(worst_ms, Date.now() - began);
  [primary, standby] = [standby, primary];
  await standby.follow(primary); // The old primary comes back as a copy of the new one.
}
await wait(300);
isOver = true;
await working;
for (const writer of writers) while (writer.sent) await writer.step();
for (const writer of writers) {
  const { version, note } = await writer.stored();
  if (version !== writer.version || note !== writer.note) ++lost;
}
console.log(`${rounds} failovers (${isSynchronous ? 'synchronous' : 'asynchronous'} replication), ${sum('taken')} saves acknowledged, ${sum('waited')} told to wait (503), lost or doubled: ${lost}`);
console.log(`longest from the death of the primary to saves again: ${worst_ms} ms; the program was never restarted`);
await server.stop();
process.exit(isSynchronous && lost > 0 ? 1 : 0);
