#!/usr/bin/env node
// 1,000 connections with slow heads, 1,000 with slow bodies and 1,000 that read slowly, for a minute: what others feel of it.
// The attackers run in a process of their own (`slow.mjs attack PORT`), so that only the server is measured, not this script.
//
//   node bench/server/slow.mjs [SECONDS]       default 60; exit 1 where others' p99 is more than twice its idle value
//
// On a machine where other programs work, every one of the three waits for a processor now and then, for as long as those please: run it before
// them there (`nice -n -15`, as root). How busy the server and the attackers were is told.

import { spawn } from 'node:child_process';
import net from 'node:net';
import os from 'node:os';
import { fileURLToPath } from 'node:url';

import { goodUser, percentile, processorSeconds, residentKb, startServer } from './support.mjs';

const kEach = 1000;
const targets = ['/api/v1/health', '/favicon.svg', '/'];

if (process.argv[2] === 'attack') attack(Number(process.argv[3]), process.argv[4]);
else await measure(Number(process.argv[2] ?? 60));

// Keeps `kEach` connections of each kind; one that the server ends is opened again.
function attack(port, asset) {
  const counts = { opened: 0, ended: 0 };
  const keep = (begin) => {
    const socket = net.connect(port, '127.0.0.1', () => { ++counts.opened; begin(socket); });
    socket.on('error', () => {});
    socket.on('close', () => { ++counts.ended; clearInterval(socket.trickle); setTimeout(() => keep(begin), 1000); });
  };
  const drip = (socket, byte) => { socket.resume(); socket.trickle = setInterval(() => socket.write(byte), 3000 + Math.random() * 2000); };
  const slowHead = (socket) => { socket.write('GET / HTTP/1.1\r\nHost: h\r\nX-Slow: '); drip(socket, 'a'); };
  const slowBody = (socket) => {
    socket.write(`POST /api/v1/session HTTP/1.1\r\nHost: h\r\nOrigin: http://h\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{"email":"`);
    drip(socket, 'a');
  };
  // More answers than the buffers of both sockets hold, and nobody reads them.
  const slowReader = (socket) => { socket.pause(); socket.write(`GET ${asset} HTTP/1.1\r\nHost: h\r\n\r\n`.repeat(40)); };
  let n = 0;
  const ramp = setInterval(() => { // 300 a second of each, as a flood would come.
    for (let i = 0; i < 30 && n < kEach; ++i, ++n) for (const begin of [slowHead, slowBody, slowReader]) keep(begin);
    if (n >= kEach) clearInterval(ramp);
  }, 100);
  process.on('SIGTERM', () => { process.stdout.write(JSON.stringify(counts)); process.exit(0); });
}

async function largestAsset(url) {
  const page = await (await fetch(`${url}/app`)).text();
  return /src="(\/assets\/[^"]+\.js)"/.exec(page)[1];
}

async function measure(seconds) {
  const server = await startServer(['--connections-per-address', '12000']); // All come from one address here.
  const users = (time) => Promise.all(Array.from({ length: 8 }, () => goodUser(server.url, targets, time, 20))).then((all) => all.flat());
  await users(2); // Warm.
  const busy = (pid, since = 0) => processorSeconds(pid) - since, rest = busy(server.pid), idleSeconds = Math.min(seconds, 20);
  const idle = await users(idleSeconds);
  const atRest = busy(server.pid, rest);
  const before = residentKb(server.pid);
  const attacker = spawn(process.execPath, [fileURLToPath(import.meta.url), 'attack', String(server.port), await largestAsset(server.url)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  attacker.stdout.on('data', (text) => { told += text; });
  await new Promise((resolve) => setTimeout(resolve, 6000));
  const [own, theirs] = [server.pid, attacker.pid].map((pid) => busy(pid));
  const under = await users(seconds);
  const [serverBusy, attackersBusy] = [busy(server.pid, own), busy(attacker.pid, theirs)];
  const during = residentKb(server.pid);
  await new Promise((resolve) => { attacker.once('close', resolve); attacker.kill('SIGTERM'); });
  await server.stop();
  const { opened, ended } = JSON.parse(told);
  const of = (values, share) => percentile(values, share).toFixed(2);
  console.log(`slow connections       ${3 * kEach} at a time, ${opened} opened, ${ended} ended by the server, ${seconds} s`);
  console.log(`others when idle       ${idle.length} requests, median ${of(idle, 0.5)} ms, p99 ${of(idle, 0.99)} ms`);
  console.log(`others meanwhile       ${under.length} requests, median ${of(under, 0.5)} ms, p99 ${of(under, 0.99)} ms, worst ${of(under, 1)} ms`);
  console.log(`server's memory        ${(before / 1024).toFixed(1)} MiB before, ${(during / 1024).toFixed(1)} MiB meanwhile`);
  const share = (spent, time) => `${((100 * spent) / time).toFixed(1)} %`;
  console.log(`one processor          server ${share(atRest, idleSeconds)} when idle, ${share(serverBusy, seconds)} meanwhile; attackers ${share(attackersBusy, seconds)}; load of the machine ${os.loadavg()[0].toFixed(1)}`);
  const ratio = percentile(under, 0.99) / percentile(idle, 0.99);
  console.log(`p99 under attack/idle  ${ratio.toFixed(2)} (at most 2)`);
  process.exit(ratio <= 2 ? 0 : 1);
}
