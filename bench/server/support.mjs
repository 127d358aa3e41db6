// What the scripts of this folder share: a server of its own on the worked example, figures about its process, and percentiles.

import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const binary = path.resolve(process.env.HOSHIRUBE_BINARY || path.join(repository, 'build/hoshirube'));
const environment = { ...process.env, LC_ALL: 'C.UTF-8' };

// Starts `serve` on the example; its limit of open files is lifted where this process may.
export async function startServer(words = []) {
  const folder = fs.mkdtempSync(path.join(process.env.HOSHIRUBE_BENCH_DIR || os.tmpdir(), 'hoshirube-bench-'));
  const data = path.join(folder, 'data');
  execFileSync(binary, ['example', 'load', '--data', data], { stdio: 'ignore', env: environment });
  const command = `ulimit -n 65000 2>/dev/null; exec "$@"`;
  const child = spawn('bash', ['-c', command, 'serve', binary, 'serve', '--data', data, '--listen', '127.0.0.1:0', '--quiet', ...words],
    { stdio: ['ignore', 'pipe', 'inherit'], env: environment });
  process.once('exit', () => child.kill('SIGKILL'));
  const url = await new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      const found = /https?:\/\/[^\s/]+/.exec(printed.includes('\n') ? printed : '');
      if (found) resolve(found[0]);
    });
    child.once('close', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const stop = () => new Promise((resolve) => {
    child.once('close', () => { fs.rmSync(folder, { recursive: true, force: true }); resolve(); });
    child.kill('SIGTERM');
  });
  return { url, port: Number(new URL(url).port), pid: child.pid, stop };
}

// In kB, as the system counts it.
export function residentKb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}

// Processor time of all its threads so far, in seconds.
export function processorSeconds(pid) {
  const [user, system] = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ').slice(11, 13).map(Number);
  return (user + system) / 100; // Ticks, of which every Linux has a hundred.
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const milliseconds = () => Number(process.hrtime.bigint()) / 1e6;

// A person who asks for `targets` in turn, `perSecond` times a second, over one kept connection; answers the times in ms.
export async function goodUser(url, targets, seconds, perSecond) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  const end = milliseconds() + seconds * 1000;
  for (let n = 0; milliseconds() < end; ++n) {
    const start = milliseconds();
    await new Promise((resolve, reject) => {
      http.get(url + targets[n % targets.length], { agent }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${targets[n % targets.length]}: ${response.statusCode}`));
        response.resume().on('end', resolve);
      }).on('error', reject);
    });
    times.push(milliseconds() - start);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1000 / perSecond - (milliseconds() - start))));
  }
  agent.destroy();
  return times;
}
