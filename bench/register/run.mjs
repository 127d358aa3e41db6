#!/usr/bin/env node
// How fast a register of a million firms answers strangers, on this machine: 10,000 corporate numbers at once, single look-ups, parts of
// names, and the start of a server with its ledger; and what the register takes in memory. Not a test: it wants a quiet machine and `wrk`. See bench/README.md.
//
//   node bench/register/run.mjs [FIRMS]        needs build/hoshirube, or HOSHIRUBE_BINARY; python3; wrk
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const binary = path.resolve(process.env.HOSHIRUBE_BINARY || path.join(here, '../../build/hoshirube'));
const firms = Number(process.argv[2] ?? 1_000_000), kAsked = 10_000, kRounds = 20, kStarts = 9;
const folder = fs.mkdtempSync(path.join(process.env.HOSHIRUBE_BENCH_DIR ?? os.tmpdir(), 'hoshirube-register-'));
const data = path.join(folder, 'data');
const milliseconds = () => Number(process.hrtime.bigint()) / 1e6;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

function checkDigit(base) {
  const sum = [...base].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 ? 2 : 1), 0);
  return 9 - (sum % 9);
}
const numberOf = (index) => {
  const base = String(200_000_000_000 + index);
  return `${checkDigit(base)}${base}`;
};

// Answers {child, url} once the server printed its address.
function serve() {
  const child = spawn(binary, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (text) => resolve({ child, url: /http:\/\/[^\s/]+/.exec(String(text))[0] }));
    child.once('error', reject);
  });
}
const stop = ({ child }) => new Promise((ended) => { child.once('close', ended); child.kill('SIGTERM'); });

const line = (name, value, budget) => console.log(`${name.padEnd(46)} ${value.padStart(14)}   (target ${budget})`);
try {
  execFileSync(binary, ['example', 'load', '--data', data], { stdio: 'ignore' });
  execFileSync('python3', [path.join(here, 'fill.py'), path.join(data, 'hoshirube.db'), String(firms)]);

  const starts = [];
  for (let i = 0; i < kStarts; ++i) {
    const begun = milliseconds();
    const server = await serve();
    await (await fetch(`${server.url}/ledger/checkpoint`)).text();
    starts.push(milliseconds() - begun);
    await stop(server);
  }
  line('start to first answer, with a ledger', `${median(starts).toFixed(0)} ms`, '≤ 1,000 ms');

  const begun = milliseconds();
  const server = await serve();
  const timed = async (ask) => {
    const start = milliseconds();
    const answer = await (await ask()).text();
    return { answer, ms: milliseconds() - start };
  };
  const named = (words) => timed(() => fetch(`${server.url}/api/v1/public/organisations?q=${encodeURIComponent(words)}`));
  const fromDisk = (await named('nobody is called this')).ms; // A search of the database takes at least five times one of the memory.
  while ((await named('nobody is called this')).ms > fromDisk / 4) await new Promise((resolve) => setTimeout(resolve, 200));
  line('the register is in memory after', `${((milliseconds() - begun) / 1000).toFixed(1)} s`, 'none: nobody waits for it');
  const resident = Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024;
  line('and takes, with everything else', `${resident.toFixed(0)} MiB`, 'none');
  for (const [what, words] of [['a name that is there', `見本${firms >> 1}`], ['a name that is not', 'そんな会社はない']]) {
    const taken = [];
    for (let n = 0; n < kRounds; ++n) taken.push((await named(words)).ms);
    line(`look-up by ${what}`, `${median(taken).toFixed(1)} ms`, 'none');
  }
  const times = [];
  let rows = 0;
  for (let round = 0; round <= kRounds; ++round) {
    const body = Array.from({ length: kAsked }, () => numberOf(Math.floor(Math.random() * firms))).join('\n');
    const begun = milliseconds();
    const answer = await fetch(`${server.url}/api/v1/public/bulk`, { method: 'POST', headers: { 'Content-Type': 'text/csv', 'Accept-Encoding': 'identity' }, body });
    const text = await answer.text();
    if (round > 0) times.push(milliseconds() - begun); // The first one reads from the disk.
    rows = text.split('\r\n').filter((one) => one.includes(',valid,')).length;
  }
  if (rows !== kAsked) throw new Error(`${rows} of ${kAsked} were found`);
  line(`${kAsked} numbers among ${firms.toLocaleString('en')}, as sent`, `${median(times).toFixed(1)} ms`, '≤ 50 ms');

  const script = path.join(folder, 'ask.lua');
  fs.writeFileSync(script, `
local numbers = {}
for number in string.gmatch([[${Array.from({ length: 20_000 }, () => numberOf(Math.floor(Math.random() * firms))).join(' ')}]], "%d+") do numbers[#numbers + 1] = number end
local at = 0
request = function()
  at = at % #numbers + 1
  return wrk.format("GET", "/api/v1/public/organisations/" .. numbers[at])
end
`);
  execFileSync('wrk', ['-t1', '-c16', '-d2s', '-s', script, server.url]); // Warm.
  const shown = execFileSync('wrk', ['-t1', '-c16', '-d8s', '--latency', '-s', script, server.url], { encoding: 'utf8' });
  if (/Non-2xx/.test(shown)) throw new Error(shown);
  line('single look-ups over HTTP, wrk on the same cores', `${Number(/Requests\/sec:\s+([\d.]+)/.exec(shown)[1]).toFixed(0)} /s`, '≥ 20,000 /s');
  console.log(shown.split('\n').filter((one) => /50%|99%/.test(one)).map((one) => `  ${one.trim()}`).join('\n'));
  await stop(server);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
