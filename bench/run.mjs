#!/usr/bin/env node
// Measures what issue A sets a budget for, on this machine, and prints each figure beside its budget and the best peer's.
// Not a test: it wants a quiet machine. See bench/README.md.

import { spawn, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const binary = path.resolve(process.env.HOSHIRUBE_BINARY || path.join(repository, 'build/hoshirube'));
const starts = 9, reads = 2000, changes = 500, saves = 400;

// The best of the peers measured, and our budget, for each figure.
const figures = {
  start: { name: 'process start to first good answer', unit: 'ms', budget: 100, peer: 700 },
  idle: { name: 'idle memory after start', unit: 'MiB', budget: 40, peer: 149 },
  walked: { name: 'idle memory after walking pages', unit: 'MiB', budget: 40, peer: 149 },
  read: { name: 'CPU for one GET of 81 answers', unit: 'ms', budget: 0.2, peer: 9.3 },
  changed: { name: 'the same, each after a save', unit: 'ms', budget: undefined, peer: 9.3 },
  // A save is judged against one flush of the same disk, so its budget is a ratio; the peer's figure is a time.
  save: { name: 'durable answer save, as the client sees it', unit: 'ms', budget: undefined, peer: 15.7 },
  whole: { name: 'the same, in flushes of the same disk', unit: '×', budget: 1.5, peer: undefined },
  ratio: { name: 'the same, less a bare signed-in request', unit: '×', budget: undefined, peer: undefined },
};

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const milliseconds = () => Number(process.hrtime.bigint()) / 1e6;

const running = new Set();
process.once('exit', () => { for (const child of running) child.kill('SIGKILL'); });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

function startServer(data) {
  const child = spawn(binary, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  running.add(child);
  child.once('close', () => running.delete(child));
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      const found = /http:\/\/[^\s/]+/.exec(printed);
      if (found && printed.includes('\n')) resolve({ child, url: found[0] });
    });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

function stopServer({ child }) {
  return new Promise((resolve) => { child.once('close', resolve); child.kill('SIGTERM'); });
}

function send(agent, url, method, target, { cookie, body } = {}) {
  const headers = { Accept: 'application/json', ...(cookie ? { Cookie: cookie } : {}) };
  if (method !== 'GET') Object.assign(headers, { Origin: url, 'Idempotency-Key': randomUUID(), 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  return new Promise((resolve, reject) => {
    const request = http.request(url + target, { method, headers, agent }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(pieces).toString('utf8') }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function expect(answer, status) {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text.slice(0, 300)}`);
  return answer.text ? JSON.parse(answer.text) : undefined;
}

function residentMiB(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

// Time on a processor so far, all threads, user and system together, in milliseconds; the kernel counts it in nanoseconds.
function cpuMilliseconds(pid) {
  const threads = fs.readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => sum + Number(fs.readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e6;
}

// From spawn to the first answer that read the data. The port is the program's choice, so its line with the address is
// part of the way.
async function measureStart(data) {
  const times = [];
  for (let n = 0; n < starts; ++n) {
    const begin = milliseconds();
    const server = await startServer(data);
    expect(await send(undefined, server.url, 'GET', '/api/v1/public/organisations/7990001000001'), 200);
    times.push(milliseconds() - begin);
    await stopServer(server);
  }
  return median(times);
}

async function signIn(url, login) {
  const body = JSON.stringify({ name: login.name, password: 'a password for the bench' });
  const answer = await send(undefined, url, 'POST', `/api/v1${login.link.replace('/invite/', '/invites/')}`, { body });
  const session = expect(answer, 200);
  return { cookie: answer.headers['set-cookie'][0].split(';')[0], organisation: session.memberships[0].organisation_id };
}

async function walk(agent, url, cookie, organisation, assessment) {
  const targets = ['/', '/about', '/register', '/register/7990001000001', '/api/v1/start-guide', '/api/v1/editions',
    '/api/v1/editions/2026-03-27/criteria?star=3&lang=ja', '/api/v1/editions/2026-03-27/criteria?star=3&lang=en', `/api/v1/organisations/${organisation}`,
    `/api/v1/organisations/${organisation}/people`, `/api/v1/organisations/${organisation}/evidence`, `/api/v1/assessments/${assessment}`,
    `/api/v1/assessments/${assessment}/answers`, `/api/v1/assessments/${assessment}/next`, `/api/v1/assessments/${assessment}/review`, '/api/v1/experts'];
  for (let round = 0; round < 5; ++round)
    for (const target of targets) {
      const answer = await send(agent, url, 'GET', target, { cookie });
      if (answer.status !== 200) throw new Error(`${target}: ${answer.status}`);
    }
}

async function measureReads(agent, server, cookie, target) {
  for (let n = 0; n < 100; ++n) await send(agent, server.url, 'GET', target, { cookie }); // Warm.
  const before = cpuMilliseconds(server.child.pid);
  for (let n = 0; n < reads; ++n) {
    const answer = await send(agent, server.url, 'GET', target, { cookie });
    if (answer.status !== 200) throw new Error(`${target}: ${answer.status}`);
  }
  return (cpuMilliseconds(server.child.pid) - before) / reads;
}

const answer = (n, version) => JSON.stringify({ state: 'met', note: `bench ${n}`, version });

// Reads that find nothing kept: saves and reads in turn, less as many saves alone.
async function measureChangedReads(agent, server, cookie, assessment) {
  const place = `/api/v1/assessments/${assessment}/answers`;
  let version = 1;
  const save = async (n) => { version = expect(await send(agent, server.url, 'PUT', `${place}/1-2-1-1`, { cookie, body: answer(n, version) }), 200).version; };
  const spent = [0, 0];
  for (let n = 0; n < 20; ++n) await save(n);
  for (let n = 0; n < changes; ++n)
    for (const reads of [0, 1]) {
      const before = cpuMilliseconds(server.child.pid);
      await save(n);
      if (reads) expect(await send(agent, server.url, 'GET', place, { cookie }), 200);
      spent[reads] += cpuMilliseconds(server.child.pid) - before;
    }
  return { cpu: (spent[1] - spent[0]) / changes, version };
}

// One flush: 4 KiB appended to a file on the same disk, and fdatasync.
function flushOnce(file, piece) {
  const begin = milliseconds();
  fs.writeSync(file, piece);
  fs.fdatasyncSync(file);
  return milliseconds() - begin;
}

// A client that adds little of its own: one socket, one write, and the answer read to its Content-Length.
class LeanClient {
  constructor(url, cookie) {
    const { hostname, port, host } = new URL(url);
    this.head = `Host: ${host}\r\nOrigin: ${url}\r\nCookie: ${cookie}\r\nAccept: application/json\r\n`;
    this.socket = net.connect({ host: hostname, port, noDelay: true });
    this.socket.on('data', (piece) => this.#take(piece));
    this.socket.on('error', (error) => this.waiting?.reject(error));
  }

  #take(piece) {
    this.got = this.got ? Buffer.concat([this.got, piece]) : piece;
    const end = this.got.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.got.toString('latin1', 0, end), length = Number(/content-length: (\d+)/i.exec(head)[1]);
    if (this.got.length < end + 4 + length) return;
    const text = this.got.toString('utf8', end + 4);
    this.got = undefined;
    this.waiting.resolve({ status: Number(head.slice(9, 12)), text });
  }

  send(method, target, body) {
    const more = body === undefined ? '' : `Idempotency-Key: ${randomUUID()}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(`${method} ${target} HTTP/1.1\r\n${this.head}${more}\r\n${body ?? ''}`);
    });
  }

  close() { this.socket.destroy(); }
}

// Saves, flushes and bare requests in turn, so that all see the same disk under the same load.
async function measureSaves(server, cookie, assessment, data, version) {
  const file = fs.openSync(path.join(data, 'bench-flush'), 'a'), piece = Buffer.alloc(4096, 1);
  const target = `/api/v1/assessments/${assessment}/answers/1-2-1-1`;
  const client = new LeanClient(server.url, cookie);
  const saved = [], flushed = [], bare = [];
  const timed = async (...words) => {
    const begin = milliseconds();
    const got = await client.send(...words);
    return [milliseconds() - begin, expect(got, 200)];
  };
  for (let n = 0; n < saves + 20; ++n) {
    const [took, receipt] = await timed('PUT', target, answer(n, version));
    version = receipt.version;
    const flush = flushOnce(file, piece);
    const [asked] = await timed('GET', '/api/v1/session');
    if (n >= 20) { saved.push(took); flushed.push(flush); bare.push(asked); }
  }
  client.close();
  fs.closeSync(file);
  return { save: median(saved), flush: median(flushed), bare: median(bare) };
}

// Prints one figure beside its budget and the best peer's; whether it is over.
function isOverBudget(key, value) {
  const { name, unit, budget, peer } = figures[key];
  const text = (number) => (number >= 10 ? number.toFixed(1) : number.toFixed(3));
  const isOver = budget !== undefined && value > budget;
  const parts = [`${name.padEnd(44)} ${text(value).padStart(8)} ${unit.padEnd(4)}`];
  if (budget !== undefined) parts.push(`budget ${budget} ${unit} (${(value / budget).toFixed(2)} of it)${isOver ? '  OVER' : ''}`);
  if (peer !== undefined) parts.push(`best peer ${peer} ${unit}: ${(peer / value).toFixed(1)}× ours`);
  console.log(parts.join('   '));
  return isOver;
}

async function main() {
  if (!fs.existsSync(binary)) throw new Error(`No program at ${binary}: build it, or name it in HOSHIRUBE_BINARY.`);
  const base = process.env.HOSHIRUBE_BENCH_DIR || os.tmpdir();
  const folder = fs.mkdtempSync(path.join(base, 'hoshirube-bench-'));
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const data = path.join(folder, 'data');
  const loaded = JSON.parse(execFileSync(binary, ['example', 'load', '--data', data, '--json'], { encoding: 'utf8' }));
  const login = loaded.first_logins.find((one) => one.role === 'applicant');
  console.log(`load average ${os.loadavg().map((one) => one.toFixed(1)).join(' ')} on ${os.cpus().length} cores; data in ${base}`);

  const measured = { start: await measureStart(data) };
  const server = await startServer(data);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  await send(agent, server.url, 'GET', '/api/v1/health');
  measured.idle = residentMiB(server.child.pid);
  const { cookie, organisation } = await signIn(server.url, login);
  const assessment = expect(await send(agent, server.url, 'GET', `/api/v1/organisations/${organisation}/assessments`, { cookie }), 200).items[0].id;
  await walk(agent, server.url, cookie, organisation, assessment);
  measured.walked = residentMiB(server.child.pid);
  measured.read = await measureReads(agent, server, cookie, `/api/v1/assessments/${assessment}/answers`);
  const { cpu, version } = await measureChangedReads(agent, server, cookie, assessment);
  const { save, flush, bare } = await measureSaves(server, cookie, assessment, data, version);
  Object.assign(measured, { changed: cpu, save, whole: save / flush, ratio: (save - bare) / flush });
  agent.destroy();
  await stopServer(server);

  let over = 0;
  for (const key of Object.keys(figures)) over += isOverBudget(key, measured[key]);
  console.log(`medians: a save ${save.toFixed(3)} ms; a bare request, signed in (GET /session), ${bare.toFixed(3)} ms; one flush of this disk (4 KiB append `
    + `and fdatasync) ${flush.toFixed(3)} ms`);
  return over === 0 ? 0 : 1;
}

process.exitCode = await main();
