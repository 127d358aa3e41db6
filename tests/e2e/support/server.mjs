// Starts the real binary for a test: its own data folder, a free loopback port, and always stopped afterwards.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { Client } from './client.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
export const repository = path.resolve(here, '../../..');
export const binary = path.resolve(process.env.HOSHIRUBE_BINARY || path.join(repository, 'build/hoshirube'));
export const shared = path.resolve(repository, '../shared');

if (!existsSync(binary)) throw new Error(`No program at ${binary}: build it, or name it in HOSHIRUBE_BINARY.`);

// Why a test that reads ../shared is skipped here; false where it can run.
export const sharedMissing = existsSync(path.join(shared, 'data')) ? false : 'skipped: ../shared is not beside this checkout';

// A test that is stopped from outside takes its servers along: their 'exit' handlers run only this way.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const running = new Set();
process.once('exit', () => { for (const child of running) child.kill('SIGKILL'); });

// The environment of the program: its answers must not depend on the tester's language.
const environment = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };

// The sign-in limit counts by address; each person of a test comes from an address of its own.
const behindProxy = ['--behind-proxy'];

export async function temporaryFolder(prefix = 'hoshirube-e2e-') {
  return mkdtemp(path.join(os.tmpdir(), prefix));
}

export async function removeFolder(folder) {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

// Runs a command to its end: {code, stdout, stderr}. Never throws for an exit code.
export function runCommand(words, { input, cwd, environment: more } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, words, { env: { ...environment, ...more }, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '', stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => { stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text) => { stderr += text; });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    child.stdin.end(input);
  });
}

// Enters the invented parts maker and answers its first-login links by role: {applicant: {email, name, link}, …}.
export async function loadExample(data, { untilStep, words: more = [] } = {}) {
  const words = ['example', 'load', '--data', data, '--json', ...more];
  if (untilStep !== undefined) words.push('--until-step', String(untilStep));
  const { code, stdout, stderr } = await runCommand(words);
  if (code !== 0) throw new Error(`example load ended with ${code}: ${stderr}`);
  const byRole = {};
  for (const login of JSON.parse(stdout).first_logins) byRole[login.role] = login;
  return byRole;
}

export class Server {
  #child;
  #ended;
  #stderr = '';
  #kept; // Characters.

  // Starts serving `data`; answers once the program has printed its address.
  // `environment`: more of it, such as a clock that is wrong. `isLoud`: a line for each request, all of them kept in `stderr`.
  static async start(data, { listen = '127.0.0.1:0', words = behindProxy, environment: more = {}, isLoud = false } = {}) {
    const server = new Server();
    server.data = data;
    server.#kept = isLoud ? 10_000_000 : 20_000;
    await server.#begin(['serve', '--data', data, '--listen', listen, ...(isLoud ? [] : ['--quiet']), ...words], more);
    return server;
  }

  async #begin(words, more) {
    const child = spawn(binary, words, { env: { ...environment, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
    child.stderr.setEncoding('utf8').on('data', (text) => { this.#stderr = (this.#stderr + text).slice(-this.#kept); });
    running.add(child);
    this.url = await new Promise((resolve, reject) => {
      let printed = '';
      child.stdout.setEncoding('utf8').on('data', (text) => {
        printed += text;
        const found = /https?:\/\/[^\s/]+/.exec(printed.includes('\n') ? printed : '');
        if (found) resolve(found[0]);
      });
      child.once('error', reject);
      child.once('close', (code) => reject(new Error(`The server ended with ${code} before it was ready: ${this.#stderr}`)));
    });
    this.port = Number(new URL(this.url).port);
  }

  get pid() { return this.#child.pid; }
  get stderr() { return this.#stderr; }
  get ended() { return this.#ended; }

  // A client without a session; each comes from an address of its own unless one is given.
  client(options) { return new Client(this.url, options); }

  // A polite stop, as of `systemctl stop`. Answers {code, signal}; does nothing the second time.
  async stop(signal = 'SIGTERM') {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    const ended = await this.#ended;
    running.delete(this.#child);
    return ended;
  }

  kill() { return this.stop('SIGKILL'); }
}

// The password that every person of a test sets.
export const password = 'correct horse battery 星';

// Signs a person in for the first time by the printed link; answers a client with the session.
export async function acceptLink(server, login, { language = 'ja', observer } = {}) {
  const client = server.client({ language });
  client.observer = observer;
  const token = login.link.replace(/^.*\/invite\//, '');
  const answer = await client.post(`/invites/${token}`, { name: login.name, password, language });
  if (answer.status !== 200) throw new Error(`The link of ${login.role} was refused: ${answer.text}`);
  client.session = answer.json;
  return client;
}

// Everything a test of the example company needs: a server and a signed-in client for each role.
//
// Use      const house = await openHouse({untilStep: 5}); … await house.close();
// Members  server, data, logins, applicant, management, expert, operator, buyer; assessment and organisation ids.
export async function openHouse({ untilStep = 5, roles = ['applicant', 'management', 'expert', 'operator', 'buyer'], ...options } = {}) {
  const house = { data: await temporaryFolder() };
  house.close = async () => {
    await house.server?.stop(); // Whichever serves now: a test may have started another.
    await removeFolder(house.data);
  };
  try {
    house.logins = await loadExample(house.data, { untilStep });
    house.server = await Server.start(house.data, options);
    for (const role of roles) house[role] = await acceptLink(house.server, house.logins[role]);
    if (house.applicant) {
      house.organisation = house.applicant.session.memberships[0].organisation_id;
      const assessments = await house.applicant.get(`/organisations/${house.organisation}/assessments`);
      house.assessment = assessments.json.items[0]?.id;
    }
    return house;
  } catch (error) {
    await house.close();
    throw error;
  }
}
