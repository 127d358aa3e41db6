// What follows from cascades on the command line: outages of days, a buyer's exposure, plans of stars, noise, reports and figures.

import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { assertSentence } from './support/problem.mjs';
import { removeFolder, runCommand, temporaryFolder } from './support/server.mjs';

let folder, net;
before(async () => {
  folder = await temporaryFolder();
  net = at('net');
  await json(['network', 'generate', '--kind', 'japan', '--firms', '2000', '--seed', '11', '--out', net]);
});
after(() => removeFolder(folder));

const at = (...names) => path.join(folder, ...names);
const readJson = async (...names) => JSON.parse(await readFile(at(...names), 'utf8'));
const write = async (name, value) => { await writeFile(at(name), typeof value === 'string' ? value : JSON.stringify(value)); return at(name); };

async function json(words) {
  const { code, stdout, stderr } = await runCommand([...words, '--json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

async function refused(words, key) {
  for (const lang of ['ja', 'en']) {
    const answer = await runCommand([...words, '--json', '--lang', lang]);
    assert.equal(answer.code, 2, answer.stderr);
    const problem = JSON.parse(answer.stdout);
    assert.equal(problem.key, key, problem.title);
    assertSentence(problem.title, lang);
  }
}

const roles = () => ['--essentiality', path.join(net, 'essentiality.csv')];
const ids = async () => (await readFile(path.join(net, 'nodes.csv'), 'utf8')).trimEnd().split('\n').slice(1).map((line) => line.split(',')[0]);

// A PNG of a figure's width, two pixels a unit.
function assertPicture(png) {
  assert.equal(png.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  assert.equal(png.readUInt32BE(16), 1760);
}

function assertFigure(svg, about, lang = 'en') {
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.match(svg, /<title id="title">[^<]+<\/title>\n<desc id="desc">[^<]+<\/desc>/);
  assert.ok(svg.includes(about.run_id), 'carries its run id');
  assert.ok(svg.includes(lang === 'en' ? 'share of output at risk if the firm stops and nothing adapts' : 'だれも対応しないときに失われうる生産の割合'));
  assert.doesNotMatch(svg, /\[[a-z_.]+\]|NaN|inf/, 'every text is there, every number is one');
}

// A small maker of interior parts supplies one car maker, which also buys much else: the case of 2022.
async function partsMaker(role, to) {
  await mkdir(at(to), { recursive: true });
  await write(`${to}/n.csv`, 'id,sector,name,revenue\nparts,interior,Parts,1\ncars,cars,Cars,300\nother,electric,Other,120\ndealers,trade,Dealers,400\n');
  await write(`${to}/l.csv`, 'supplier,buyer,weight\nparts,cars,1\nother,cars,99\ncars,dealers,200\n');
  const order = ['interior', 'cars', 'electric', 'trade'];
  const matrix = await write(`${to}/m.csv`, `,${order.join(',')}\n${order.map((from) => `${from},${order.map((into) => (from === 'interior' && into === 'cars' ? role : 0)).join(',')}\n`).join('')}`);
  await json(['network', 'import', '--nodes', at(to, 'n.csv'), '--links', at(to, 'l.csv'), '--out', at(to)]);
  return ['impact', 'outage', at(to), '--essentiality', matrix];
}

test('the parts maker of 2022: an essential supplier without alternatives stops its buyer within two working days; another does not', async () => {
  for (const [role, stocks] of [[2, 0], [2, 0.5], [2, 1], [1, 0], [0, 0]]) {
    const words = await partsMaker(role, `kojima${role}${stocks}`);
    const order = await write('order.json', { outages: { parts: { full_days: 3 } }, days: 10, stock_days: { otherwise: stocks } });
    await json([...words, '--outage', order, '--out', at('out')]);
    const { stopped, days, lost_days: lost, static_upper_bound_lost_days: bound } = await readJson('out', 'outage.json');
    const cars = stopped.find(({ id }) => id === 'cars');
    if (role === 2) assert.ok(cars.day <= 2, `stocks of ${stocks} days`);
    else assert.equal(cars, undefined);
    assert.ok(days.every((day) => day.total <= day.static_upper_bound + 1e-9));
    assert.ok(lost <= bound + 1e-9);
    assert.equal(days.at(-1).total, 0, 'all is well again a week later');
  }
});

test('stocks bridge an outage for as long as they last, and capacity recovers along its curve', async () => {
  const words = await partsMaker(2, 'stocks');
  const order = await write('order.json', { outages: { parts: { lost: 1, full_days: 4, recovery_days: 3 } }, days: 12, stock_days: { by_sector: { interior: 2 } } });
  await json([...words, '--outage', order, '--out', at('out')]);
  const { stopped, days } = await readJson('out', 'outage.json');
  assert.equal(stopped.find(({ id }) => id === 'cars').day, 3);
  const totals = days.map(({ total }) => total);
  assert.ok(totals[4] < totals[3] && totals[5] < totals[4], totals.join(' '));
  assertFigure(await readFile(at('out', 'outage.svg'), 'utf8'), (await readJson('out', 'outage.json')).about);
});

test('an outage written wrongly is refused with the field named', async () => {
  const words = await partsMaker(2, 'wrong');
  const cases = [
    [{}, 'order.missing'], [{ outages: { nobody: {} } }, 'impact.firm_not_found'], [{ outages: { parts: { lost: 2 } } }, 'order.invalid'],
    [{ outages: { parts: { lots: 1 } } }, 'order.unknown'], [{ outages: { parts: {} }, stock_days: { by_sector: { ships: 1 } } }, 'outage.sector_unknown'],
    [{ outages: { parts: {} }, days: 0 }, 'order.invalid'], [{ outages: [1] }, 'order.invalid'], ['{"outages": {', 'json.malformed'],
  ];
  for (const [order, key] of cases) await refused([...words, '--outage', await write('order.json', order), '--out', at('never')], key);
});

test('a buyer sees what each supplier would cost it, how much was cut, and its single sources', async () => {
  const links = (await readFile(path.join(net, 'links.csv'), 'utf8')).trimEnd().split('\n').slice(1).map((line) => line.split(','));
  const count = new Map();
  for (const [, buyer] of links) count.set(buyer, (count.get(buyer) || 0) + 1);
  const buyer = [...count].sort((a, b) => b[1] - a[1])[0][0];
  const answer = await json(['impact', 'exposure', net, ...roles(), '--buyer', buyer, '--max-tier', '2', '--min-exposure', '0.01', '--out', at('exposure')]);
  const { items, tiers, cut, single_sources: single } = await readJson('exposure', 'exposure.json');
  assert.equal(answer.suppliers, items.length);
  assert.equal(tiers.reduce((sum, tier) => sum + tier.cut, 0), cut);
  assert.ok(items.every(({ lost }, i) => lost >= 0 && lost <= 1 && (i === 0 || lost <= items[i - 1].lost)));
  for (const one of single) assert.ok(links.some(([from, into]) => from === one.id && into === buyer));
  const whole = await json(['closure', net, '--buyer', buyer, '--max-tier', '2']);
  assert.equal(whole.members.length, items.length + cut);
});

test('a plan of stars: ranges, both curves, common causes with intervals, and the same answer for the same seed', async () => {
  const all = await ids();
  const firms = Object.fromEntries(all.slice(0, 40).map((id, i) => [id, { star: '0', plan: i % 2 ? '3' : '4', cost: 1 + (i % 3) }]));
  const order = { firms, outage_days: 7, stops_a_year: { 0: [0.05, 0.1, 0.2], 3: [0.03, 0.06, 0.15], 4: [0.01, 0.02, 0.08] },
    common_causes: [{ name: 'vendor', firms: all.slice(0, 15), incidents_a_year: 0.5 }], stop_share: { 0: 0.9, 3: 0.5, 4: 0.2 }, years: 400, seed: 3 };
  const words = ['impact', 'plan', net, ...roles(), '--plan', await write('plan.json', order)];
  await json([...words, '--out', at('plan1')]);
  await json([...words, '--out', at('plan2'), '--threads', '1']);
  for (const name of await readdir(at('plan1'))) assert.deepEqual(await readFile(at('plan1', name)), await readFile(at('plan2', name)), name);
  const plan = await readJson('plan1', 'plan.json');
  const { now, raised, avoided } = plan.expected_loss;
  for (const range of [now, raised, avoided]) assert.ok(range.least <= range.middle && range.middle <= range.most);
  assert.ok(Math.abs(now.middle - raised.middle - avoided.middle) < 1e-12);
  assert.equal(plan.curve.length, 40);
  assert.equal(plan.curve_by_size.length, 40);
  // Best for every budget that ends at one of its points.
  for (const point of plan.curve_by_size) {
    const best = plan.curve.filter(({ cost }) => cost <= point.cost + 3).at(-1);
    assert.ok(best.avoided.middle >= point.avoided.middle - 1e-12);
  }
  const common = plan.common_causes;
  assert.ok(common.now.least <= common.now.middle && common.now.middle <= common.now.most);
  assert.ok(common.avoided.middle > 0);
  assert.equal(typeof common.interaction, 'number');
  assertFigure(await readFile(at('plan1', 'plan.svg'), 'utf8'), plan.about);
  const broken = (change) => write('broken.json', { ...order, ...change });
  const refuse = async (change, key) => refused(['impact', 'plan', net, ...roles(), '--plan', await broken(change), '--out', at('never')], key);
  await refuse({ firms: { [all[0]]: { plan: '5' } } }, 'plan.star_unknown');
  await refuse({ stops_a_year: { 0: [3, 2, 1] } }, 'order.invalid');
  await refuse({ firms: {} }, 'order.missing');
  await refuse({ budget: 3 }, 'order.unknown');
});

test('noise gives every firm a rank interval; without noise every rank is certain', async () => {
  const words = ['impact', 'noise', net, ...roles(), '--firms', 'sample:60:2'];
  await json([...words, '--runs', '3', '--out', at('still')]);
  for (const { rank, rank_interval: interval } of (await readJson('still', 'noise.json')).items)
    assert.deepEqual([interval.low, interval.median, interval.high], [rank, rank, rank]);
  await json([...words, '--runs', '8', '--age-months', '12', '--missing', '0.1', '--weight-spread', '0.2', '--out', at('noisy')]);
  const { items, about } = await readJson('noisy', 'noise.json');
  assert.equal(items.length, 60);
  assert.ok(items.every(({ rank_interval: { low, median, high } }) => 1 <= low && low <= median && median <= high && high <= 60));
  assert.ok(items.some(({ rank_interval: { low, high } }) => low < high));
  assertFigure(await readFile(at('noisy', 'noise.svg'), 'utf8'), about);
  await refused([...words, '--runs', '0', '--out', at('never')], 'noise.runs');
  await refused([...words, '--half-life-months', '0', '--out', at('never')], 'noise.rules_invalid');
});

test('the report names why firms rank, in tables, JSON and figures of both languages', async () => {
  await json(['impact', net, ...roles(), '--out', at('impact.csv')]);
  for (const lang of ['ja', 'en']) {
    const answer = await json(['impact', 'report', net, ...roles(), '--impact', at('impact.csv'), '--top', '20', '--firms-a-sector', '1', '--out', at(`report-${lang}`), '--lang', lang, '--png']);
    for (const name of ['profile', 'size', 'sectors', 'prefectures']) {
      assert.ok(answer.files.includes(`${name}.svg`), name);
      assertPicture(await readFile(at(`report-${lang}`, `${name}.png`)));
      assertFigure(await readFile(at(`report-${lang}`, `${name}.svg`), 'utf8'), (await readJson(`report-${lang}`, `${name}.json`)).about, lang);
    }
  }
  const ranked = await readJson('report-en', 'ranked.json');
  assert.equal(ranked.items.length, 20);
  for (const [i, item] of ranked.items.entries()) {
    assert.equal(item.rank, i + 1);
    assert.ok(i === 0 || item.esri <= ranked.items[i - 1].esri);
    assert.ok(item.rank_by_size >= 1 && item.market_share >= 0 && item.market_share <= 1 && item.alternatives >= 0);
    for (const firm of item.reasons.firms) {
      assert.equal(firm.path.steps[0].id, item.id, 'a path begins at the firm that stops');
      assert.equal(firm.path.steps.at(-1).id, firm.id);
    }
  }
  const table = (await readFile(at('report-en', 'ranked.csv'), 'utf8')).trimEnd().split('\n');
  assert.equal(table.length, 21);
  assert.match(table[0], /^rank,id,name,prefecture,sector,sales,esri,/);
});

test('a cascade is shown by update and tier, and ends where the scenario ends', async () => {
  const [first, second] = await ids();
  const shock = await write('shock.json', { psi: { [first]: 1, [second]: 0.5 } });
  const answer = await json(['impact', 'cascade', net, ...roles(), '--shock', shock, '--out', at('cascade')]);
  const scenario = await json(['impact', 'scenario', net, ...roles(), '--shock', shock, '--out', at('scenario.json')]);
  assert.equal(answer.esri, scenario.esri);
  assert.equal(answer.iterations, scenario.iterations);
  const { steps, about } = await readJson('cascade', 'cascade.json');
  assert.equal(steps.at(-1).esri, scenario.esri);
  assertFigure(await readFile(at('cascade', 'cascade.svg'), 'utf8'), about);
});

test('screening bounds hold the converged upstream share of every firm', async () => {
  await json(['impact', 'screen', net, ...roles(), '--out', at('screen.csv')]);
  const bounds = new Map((await readFile(at('screen.csv'), 'utf8')).trimEnd().split('\n').slice(1).map((line) => line.split(',')).map(([id, lower, upper]) => [id, [Number(lower), Number(upper)]]));
  await json(['impact', net, ...roles(), '--mode', 'converged', '--firms', 'sample:50:1', '--out', at('converged.csv')]);
  for (const line of (await readFile(at('converged.csv'), 'utf8')).trimEnd().split('\n').slice(1)) {
    const [id, , , up] = line.split(',');
    const [lower, upper] = bounds.get(id);
    assert.ok(lower - 1e-8 <= Number(up) && Number(up) <= upper + 1e-8, line);
  }
});

test('an input-output table becomes a network, and JSIC sectors get an editable default matrix', async () => {
  const table = await write('table.csv', ',29,44,90,final,total\n29,10,2,1,"1,000",1013\n44,5,1,1,3,10\n90,2,2,2,50,56\ntotal,17,5,4,,\n');
  const made = await json(['network', 'import-table', '--table', table, '--final-demand', 'final', '--ignore', 'total', '--out', at('io'), '--source', 'a table', '--data-on', '2011-12-31']);
  assert.deepEqual([made.firms, made.links, made.has_final_demand], [3, 9, true]);
  await json(['network', 'essentiality', at('io'), '--out', at('roles.csv')]);
  assert.equal(await readFile(at('roles.csv'), 'utf8'), 'supplier,29,44,90\n29,2,1,1\n44,2,2,2\n90,1,1,1\n');
  const answer = await json(['impact', at('io'), '--essentiality', at('roles.csv'), '--mode', 'converged', '--out', at('io.csv')]);
  assert.equal(answer.about.data_on, '2011-12-31');
  await refused(['network', 'import-table', '--table', table, '--out', at('never')], 'io_table.column_unknown');
});
