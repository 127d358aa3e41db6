#!/usr/bin/env node
// The cascade pages with a large network behind them: time to the first ranked page, further pages, searches, scenarios on request.
//   node bench/cascade/pages.mjs [FIRMS] [SAMPLE] [KIND]      needs build/hoshirube, or HOSHIRUBE_BINARY, and tests/e2e's packages
//
// SAMPLE firms are measured for real. To have all of them in the list without hours of computing, their rows are then repeated for every
// firm with values that fall slowly; only the list is made of these rows, never a cascade. Not a test: it wants a quiet machine.
import { createReadStream, createWriteStream, readFileSync, readdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { launch, visitor } from '../../tests/e2e/support/browser.mjs';
import { openHouse, Server } from '../../tests/e2e/support/server.mjs';

const firms = Number(process.argv[2] ?? 1_000_000), sample = Number(process.argv[3] ?? 2000), kind = process.argv[4] ?? 'A', rounds = 200;
const now = () => performance.now();
const sorted = (values) => [...values].sort((a, b) => a - b);
const summary = (values) => `median ${sorted(values)[values.length >> 1].toFixed(1)} ms, 99 % ${sorted(values)[Math.floor(values.length * 0.99)].toFixed(1)} ms, most ${Math.max(...values).toFixed(1)} ms`;
const memory = (server) => `${Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024)} MB`;
let state = 1;
const random = (below) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 2 ** 32) * below); };

async function timed(work) {
  const begin = now();
  const answer = await work();
  if (answer?.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return now() - begin;
}
async function many(count, work) {
  const values = [];
  for (let i = 0; i < count; ++i) values.push(await timed(() => work(i)));
  return summary(values);
}
async function until(client, where, is) {
  const begin = now();
  for (;;) {
    const { json } = await client.get(where);
    if (json.problem) throw new Error(json.problem.title);
    if (is(json)) return ((now() - begin) / 1000).toFixed(1);
    await new Promise((later) => setTimeout(later, 200));
  }
}

// All firms of the network in the run's table, the measured rows repeated.
async function listEveryFirm(networkFolder, table) {
  const rows = readFileSync(table, 'utf8').trimEnd().split('\n').slice(1).map((line) => line.split(','));
  const out = createWriteStream(`${table}.all`);
  out.write('id,esri,esri_down,esri_up,iterations\n');
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path.join(networkFolder, 'nodes.csv')) })) {
    if (number++ === 0) continue;
    const [, ...values] = rows[number % rows.length];
    const falling = values.slice(0, 3).map((value) => Number(value) * (1 - number * 1e-8));
    out.write(`${line.slice(0, line.indexOf(','))},${falling.join(',')},${values[3]}\n`);
  }
  await new Promise((done) => out.end(done));
  await rename(`${table}.all`, table);
}

const house = await openHouse({ untilStep: 1 });
const browser = await launch();
try {
  const client = house.buyer, organisation = client.session.memberships[0].organisation_id;
  const network = (await client.post(`/organisations/${organisation}/networks`, { name: 'bench', example: { kind, firms, seed: 1 } })).json.id;
  const made = await until(client, `/networks/${network}`, (json) => json.state === 'ready');
  const run = (await client.post(`/networks/${network}/runs`, { mode: 'published', grade: 'f64', firms: `sample:${sample}:1` })).json.id;
  const computed = await until(client, `/network-runs/${run}`, (json) => json.state === 'done');
  const folder = path.join(house.data, 'networks', network);
  console.log(`${os.cpus()[0].model}, ${os.cpus().length} cores; ${firms} firms, made in ${made} s; ${sample} of them measured and reported in ${computed} s`);
  await listEveryFirm(folder, path.join(folder, readdirSync(folder).find((name) => name.startsWith('run-')), 'impact.csv'));
  await house.server.stop();
  house.server = await Server.start(house.data);
  client.url = house.server.url;

  const list = `/network-runs/${run}/firms`;
  console.log(`first ranked page, nothing in memory: ${await many(30, () => client.get(`${list}?limit=50`))}; server ${memory(house.server)}`);
  const person = await visitor(browser, house.server, { client });
  // Looked for at every frame: a locator looks again only after up to half a second.
  const firstRow = () => person.page.waitForFunction(() => document.querySelector('table.ranked tbody tr')?.checkVisibility(), undefined, { polling: 'raf' });
  const shown = async (where) => {
    await person.page.goto(where, { waitUntil: 'commit' });
    await firstRow();
  };
  await shown(`/app/cascade/runs/${run}`);
  const cold = [], within = [];
  for (let i = 0; i < 10; ++i) {
    cold.push(await timed(() => shown(`/app/cascade/runs/${run}`)));
    await person.page.goto(`/app/cascade/networks/${network}`);
    const link = person.page.locator(`a[href="/app/cascade/runs/${run}"]`);
    await link.waitFor();
    within.push(await timed(async () => { await link.click(); await firstRow(); }));
  }
  console.log(`the same in Chromium: by address ${summary(cold)}; by a link from the network ${summary(within)}`);

  console.log(`network and list into memory: ${((await timed(() => client.get(`${list}?offset=50`))) / 1000).toFixed(1)} s; server ${memory(house.server)}`);
  const ids = (await client.get(`${list}?limit=200&sort=sales&reasons=none`)).json.items.map(({ id }) => id);
  const any = () => (random(2) ? ids[random(ids.length)] : String(random(firms)));
  const known = [];
  while (known.length < rounds) {
    const found = (await client.get(`${list}?offset=${random(firms - 50)}&limit=1&reasons=none`)).json.items[0];
    known.push(found.id);
  }
  const shock = (id) => client.post(`/network-runs/${run}/scenario`, { psi: { [id]: 1 } }, { key: null });
  await shock(known[0]);
  console.log(`scenario on request, firms at random: ${await many(rounds, (i) => shock(known[i]))}`);
  console.log(`scenario on request, the 200 largest: ${await many(ids.length, (i) => shock(ids[i]))}`);
  for (const [reasons, rounds] of [['none', 30], ['main', 5]]) {
    const options = `limit=50&reasons=${reasons}`;
    console.log(`further ranked pages, ${reasons} reasons: ${await many(rounds, () => client.get(`${list}?${options}&offset=${50 * (1 + random(firms / 50 - 1))}`))}`);
    console.log(`the second page, ${reasons} reasons: ${await many(3, () => client.get(`${list}?${options}&offset=50`))}`);
    console.log(`pages by sales, ${reasons} reasons: ${await many(3, (i) => client.get(`${list}?${options}&sort=sales&offset=${50 * i}`))}`);
    console.log(`searches, ${reasons} reasons: ${await many(3, () => client.get(`${list}?${options}&q=${any().slice(0, 5)}`))}`);
  }
  const buyers = (list) => (i) => client.get(`/network-runs/${run}/exposure?buyer=${list[i]}`);
  const stops = (list) => (i) => client.post(`/network-runs/${run}/outage`, { outages: { [list[i]]: { full_days: 3, recovery_days: 4 } }, days: 14, stock_days: { otherwise: 0.5 } }, { key: null });
  console.log(`a buyer’s suppliers, buyers at random: ${await many(20, buyers(known))}; the largest firms: ${await many(5, buyers(ids))}; server ${memory(house.server)}`);
  console.log(`a stop of days, firms at random: ${await many(5, stops(known))}; the largest firm: ${await many(1, stops(ids))}; server ${memory(house.server)}`);
  console.log(`one firm with its cascade: ${await many(50, (i) => client.get(`/network-runs/${run}/firms/${known[i]}`))}; server ${memory(house.server)}`);
} finally {
  await browser.close();
  await house.close();
}
