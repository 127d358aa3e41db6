#!/usr/bin/env node
// 10,000 connections that are kept open: how much memory each takes, and how many static answers a second come over them.
//
//   node bench/server/many.mjs [CONNECTIONS [SECONDS]]   default 10000 and 20; needs wrk for the answers
//                                                        exit 1 where it is fewer than 20,000/s or more than 16 kB each

import { spawnSync } from 'node:child_process';
import net from 'node:net';

import { residentKb, startServer } from './support.mjs';

const connections = Number(process.argv[2] ?? 10000), seconds = Number(process.argv[3] ?? 20);
const wanted = { perSecond: 20_000, kilobytes: 16 };
const target = '/favicon.svg';

const server = await startServer(['--connections-per-address', String(connections + 100)]);

// One that has been answered once and is kept.
function open() {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write(`GET ${target} HTTP/1.1\r\nHost: h\r\n\r\n`));
    socket.once('data', () => { socket.resume(); resolve(socket); });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the server closed a connection')));
  });
}

async function openMany(count) {
  const sockets = [];
  while (sockets.length < count) sockets.push(...await Promise.all(Array.from({ length: Math.min(200, count - sockets.length) }, open)));
  return sockets;
}

const first = await openMany(100);
const before = residentKb(server.pid);
const more = await openMany(connections - 100);
const after = residentKb(server.pid);
const each = (after - before) / (connections - 100);
console.log(`memory        ${(before / 1024).toFixed(1)} MiB with 100 connections, ${(after / 1024).toFixed(1)} MiB with ${connections}: ${each.toFixed(2)} kB each (at most ${wanted.kilobytes})`);
for (const socket of [...first, ...more]) socket.removeAllListeners('close').destroy();
await new Promise((resolve) => setTimeout(resolve, 1500));

const run = spawnSync('bash', ['-c', 'ulimit -n 65000 2>/dev/null; exec "$@"', 'wrk', 'wrk', '-t2', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency', server.url + target], { encoding: 'utf8' });
let perSecond = NaN;
if (run.error || run.status !== 0) console.log(`answers       not measured: ${run.error?.message ?? run.stderr}`);
else {
  perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(run.stdout)[1]);
  const [, p99] = /99%\s+(\S+)/.exec(run.stdout) ?? [];
  const [errors] = /Socket errors:.*/.exec(run.stdout) ?? ['no errors'];
  console.log(`answers       ${Math.round(perSecond)} a second over ${connections} connections (at least ${wanted.perSecond}), p99 ${p99}; ${errors}`);
}
await server.stop();
process.exit(each <= wanted.kilobytes && perSecond >= wanted.perSecond ? 0 : 1);
