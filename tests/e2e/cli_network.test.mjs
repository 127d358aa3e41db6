// Cascades on the command line: networks made and imported, every published vector, interrupted runs, closures, wrong input.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { assertSentence } from './support/problem.mjs';
import { removeFolder, runCommand, shared, sharedMissing, temporaryFolder } from './support/server.mjs';

let folder;
before(async () => { folder = await temporaryFolder(); });
after(() => removeFolder(folder));

const at = (...names) => path.join(folder, ...names);

async function json(words) {
  const { code, stdout, stderr } = await runCommand([...words, '--json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

async function refused(words, key, params = []) {
  for (const lang of ['ja', 'en']) {
    const answer = await runCommand([...words, '--json', '--lang', lang]);
    assert.equal(answer.code, 2, answer.stderr);
    const problem = JSON.parse(answer.stdout);
    assert.equal(problem.key, key);
    assertSentence(problem.title, lang, { typed: ['ア', 'イ'] });
    for (const param of params) assert.ok(problem.title.includes(param), `${problem.title} lacks ${param}`);
  }
}

async function rows(file) {
  const [header, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  assert.equal(header, 'id,esri,esri_down,esri_up,iterations');
  return lines.map((line) => line.split(',')).map(([id, ...numbers]) => [id, ...numbers.map(Number)]);
}

// Writes nodes.csv, links.csv and the matrix of a vector case and answers the matrix's path.
async function writeCase(one, to) {
  await mkdir(to, { recursive: true });
  const columns = [['market', one.market], ['revenue', one.revenue], ['cost', one.costs], ['weight', one.weights]].filter(([, values]) => values);
  const nodes = [['id', 'sector', ...columns.map(([name]) => name)]];
  for (let i = 0; i < one.n; ++i) nodes.push([`f${i}`, `s${one.sector[i]}`, ...columns.map(([, values]) => values[i])]);
  await writeFile(path.join(to, 'in-nodes.csv'), nodes.map((row) => `${row.join(',')}\n`).join(''));
  await writeFile(path.join(to, 'in-links.csv'), `supplier,buyer,weight\n${one.edges.map(([from, into, weight]) => `f${from},f${into},${weight}\n`).join('')}`);
  const sectors = one.essentiality.map((_, k) => `s${k}`);
  await writeFile(path.join(to, 'roles.csv'), `,${sectors.join(',')}\n${one.essentiality.map((row, k) => `s${k},${row.join(',')}\n`).join('')}`);
}

const named = (shares) => Object.fromEntries(Object.entries(shares).map(([firm, share]) => [`f${firm}`, share]));

test('every vector comes out of `impact scenario` within 1e-9, with its number of updates', { skip: sharedMissing }, async () => {
  const vectors = JSON.parse(await readFile(path.join(shared, 'vectors/esri/esri-vectors.json'), 'utf8'));
  assert.ok(vectors.cases.length >= 20);
  for (const one of vectors.cases) {
    const to = at('vectors', one.name);
    await writeCase(one, to);
    await json(['network', 'import', '--nodes', path.join(to, 'in-nodes.csv'), '--links', path.join(to, 'in-links.csv'), '--out', to]);
    const options = ['--essentiality', path.join(to, 'roles.csv'), '--mode', one.eps < 1e-6 ? 'converged' : 'published', '--eps', String(one.eps), '--threads', '1',
      ...(one.replaceability === false ? ['--no-substitution'] : [])];
    for (const [s, scenario] of one.scenarios.entries()) {
      const expected = one.expected[s];
      const shock = path.join(to, 'shock.json'), out = path.join(to, 'out.json');
      await writeFile(shock, JSON.stringify({ psi: named(scenario.psi), ...(scenario.psi_up ? { psi_up: named(scenario.psi_up) } : {}) }));
      await json(['impact', 'scenario', to, ...options, '--shock', shock, '--out', out]);
      const answer = JSON.parse(await readFile(out, 'utf8'));
      assert.deepEqual(Object.keys(answer), ['esri', 'esri_down', 'esri_up', 'iterations']);
      for (const name of ['esri', 'esri_down', 'esri_up']) assert.ok(Math.abs(answer[name] - expected[name]) <= 1e-9, `${one.name} ${s} ${name}: ${answer[name]}, not ${expected[name]}`);
      if (one.eps >= 1e-6) assert.equal(answer.iterations, expected.T, `${one.name} ${s}`);
    }
  }
  for (const { network, buyer, max_tier, tiers } of vectors.upstream_closure) {
    const closure = await json(['closure', at('vectors', network), '--buyer', `f${buyer}`, '--max-tier', String(max_tier)]);
    assert.deepEqual(Object.fromEntries(closure.members.map(({ id, tier }) => [id.slice(1), tier])), tiers);
  }
});

test('the same seed writes the same bytes; the matrix has the density of the survey', async () => {
  for (const kind of ['A', 'B', 'japan']) {
    for (const to of ['one', 'two']) await json(['network', 'generate', '--kind', kind, '--firms', '500', '--seed', '7', '--out', at(kind, to)]);
    const names = (await readdir(at(kind, 'one'))).sort();
    assert.deepEqual(names, ['about.json', 'essentiality.csv', 'links.csv', 'network.bin', 'nodes.csv']);
    for (const name of names) assert.deepEqual(await readFile(at(kind, 'one', name)), await readFile(at(kind, 'two', name)), name);
    const cells = (await readFile(at(kind, 'one', 'essentiality.csv'), 'utf8')).trim().split('\n').slice(1).flatMap((line) => line.split(',').slice(1));
    const share = (role) => cells.filter((cell) => cell === role).length / cells.length;
    assert.ok(Math.abs(share('2') - 0.14) < 0.02 && Math.abs(share('1') - 0.10) < 0.02, `${kind}: ${share('2')}, ${share('1')}`);
  }
});

test('all firms, a list, a file and a sample agree, whatever the threads; progress and memory go to standard error', async () => {
  const net = at('A', 'one'), roles = path.join(net, 'essentiality.csv');
  const run = async (name, words) => {
    const answer = await runCommand(['impact', net, '--essentiality', roles, '--out', at(name), ...words, '--lang', 'en']);
    assert.equal(answer.code, 0, answer.stderr);
    assert.match(answer.stderr, /500 of 500 firms|\d+ of \d+ firms/);
    assert.match(answer.stderr, /firms per second/);
    assert.match(answer.stderr, /[Pp]eak memory \d+ MB/);
    return rows(at(name));
  };
  const all = await run('all.csv', ['--threads', '1']);
  assert.equal(all.length, 500);
  await run('all2.csv', ['--threads', '3']);
  assert.deepEqual(await readFile(at('all.csv')), await readFile(at('all2.csv')));
  const ids = [all[3][0], all[490][0], all[17][0]];
  await writeFile(at('ids.txt'), ids.join('\r\n'));
  const expected = [all[3], all[490], all[17]];
  assert.deepEqual(await run('list.csv', ['--firms', ids.join(',')]), expected);
  assert.deepEqual(await run('file.csv', ['--firms', `@${at('ids.txt')}`]), expected);
  const sample = await run('sample.csv', ['--firms', 'sample:40:5']);
  assert.equal(sample.length, 40);
  for (const row of sample) assert.deepEqual(row, all.find(([id]) => id === row[0]));
  for (const [, esri, down, up] of all) assert.ok(esri >= Math.max(down, up) - 1e-12 && esri <= down + up + 1e-12);
  const about = JSON.parse(await readFile(at('all.csv.about.json'), 'utf8'));
  assert.equal(about.mode, 'published');
  assert.match(about.run_id, /^[0-9a-f]{16}$/);
  assert.match(about.source, /synthetic, kind A/);
});

test('an interrupted run goes on where it stopped, and only with the same inputs and options', async () => {
  const net = at('A', 'one'), words = ['impact', net, '--essentiality', path.join(net, 'essentiality.csv'), '--out', at('again.csv')];
  const whole = await readFile(at('all.csv'), 'utf8');
  const { run_id: run } = JSON.parse(await readFile(at('all.csv.about.json'), 'utf8'));
  const lines = whole.split('\n');
  await writeFile(at(`again.csv.${run}.partial`), `${lines.slice(0, 201).join('\n')}\n${lines[201].slice(0, 9)}`); // Cut within a row.
  const answer = await json(words);
  assert.equal(answer.kept_from_before, 200);
  assert.equal(await readFile(at('again.csv'), 'utf8'), whole);
  assert.ok(!existsSync(at(`again.csv.${run}.partial`)));
  await writeFile(at(`again.csv.${run}.partial`), whole.slice(0, 2000));
  const other = await json([...words, '--eps', '0.001']);
  assert.equal(other.kept_from_before, 0);
  assert.notEqual(other.about.run_id, run);
});

test('CP932, a byte order mark, CRLF, quotes, full-width digits and corporate numbers are read', async () => {
  await mkdir(at('office'), { recursive: true });
  const nodes = '\ufeffid,sector,name,revenue\r\n７９９０００１０００００１,29,"Nuts, ""Bolts"" and Co",\r\n7990001000019,48,Ship,"1,200"\r\n';
  await writeFile(at('office', 'n.csv'), nodes);
  await writeFile(at('office', 'l.csv'), 'buyer,supplier,weight\r\n7990001000001,7990001000019,１０．５\r\n7990001000001,7990001000019,"1,000"\r\n');
  const utf8 = await json(['network', 'import', '--nodes', at('office', 'n.csv'), '--links', at('office', 'l.csv'), '--out', at('office', 'a'), '--data-on', '2026-03-31', '--source', 'books']);
  assert.deepEqual([utf8.firms, utf8.links, utf8.sales, utf8.revenue_known, utf8.data_on], [2, 1, 1010.5, 1, '2026-03-31']);
  assert.equal(utf8.corporate_numbers.valid + utf8.corporate_numbers.wrong_check_digit, 2);
  // 株式会社 in CP932, after a megabyte of plain rows: the first byte that is not UTF-8 stands late.
  const plain = Array.from({ length: 60_000 }, (_, i) => `firm${i},29,name ${i}\r\n`).join('');
  await writeFile(at('office', 'sjis.csv'), Buffer.concat([Buffer.from(`id,sector,name\r\n${plain}last,29,`), Buffer.from([0x8a, 0x94, 0x8e, 0xae, 0x89, 0xef, 0x8e, 0xd0]), Buffer.from('\r\n')]));
  await writeFile(at('office', 'sl.csv'), 'supplier,buyer,weight\nlast,firm1,2\n');
  await json(['network', 'import', '--nodes', at('office', 'sjis.csv'), '--links', at('office', 'sl.csv'), '--out', at('office', 'b')]);
  assert.ok((await readFile(at('office', 'b', 'nodes.csv'), 'utf8')).endsWith('last,29,株式会社\n'));
});

test('wrong tables are refused with line, column and the count of all errors, and nothing is written', async () => {
  await mkdir(at('wrong'), { recursive: true });
  const good = 'id,sector\na,1\nb,2\nc,2\n', links = 'supplier,buyer,weight\na,b,1\nb,c,2\n';
  const cases = [
    ['an unknown id', good, `${links}a,x,1\ny,c,1\n`, 'link.firm_unknown', ['4', '2', 'x']],
    ['a negative weight', good, `${links}a,c,-1\n`, 'link.weight_invalid', ['4', '3', '-1']],
    ['no number', good, `${links}a,c,nan\n`, 'link.weight_invalid', ['4', '3', 'nan']],
    ['an infinite weight', good, `${links}a,c,inf\na,c,1e999\n`, 'link.weight_invalid', ['4', '3', 'inf']],
    ['a firm without sector', 'id,sector\na,1\nb,\n', links, 'node.sector_missing', ['3', '2']],
    ['an id twice', `${good}a,1\n`, links, 'node.id_repeated', ['5', 'a']],
    ['no firms', 'id,sector\n', links, 'network.empty', []],
    ['an empty file', '', links, 'table.empty', []],
    ['no link', good, 'supplier,buyer,weight\n', 'network.no_link', []],
    ['no link with weight', good, 'supplier,buyer,weight\na,b,0\n', 'network.no_link', []],
    ['a workbook', 'PK\x03\x04', links, 'table.is_workbook', []],
    ['ids that a spreadsheet shortened', 'id,sector\n4.18E+12,1\n', links, 'node.id_shortened', ['2', '4.18E+12']],
    ['a file cut in half', good, links.slice(0, -4), 'table.cut_off', ['3']],
    ['a missing column', 'id\na\n', links, 'table.column_missing', ['sector']],
    ['the tables the wrong way round', links, good, 'table.is_links', []],
    ['a cell too many', good, `${links}a,b,1,000\n`, 'table.cells', ['4', '4/3']],
  ];
  for (const [what, nodes, edges, key, params] of cases) {
    await writeFile(at('wrong', 'n.csv'), nodes);
    await writeFile(at('wrong', 'l.csv'), edges);
    await refused(['network', 'import', '--nodes', at('wrong', 'n.csv'), '--links', at('wrong', 'l.csv'), '--out', at('wrong', 'out')], key, params);
    assert.ok(!existsSync(at('wrong', 'out')), what);
  }
});

test('up to ten faults of each table are named, and the rest counted', async () => {
  await mkdir(at('many'), { recursive: true });
  await writeFile(at('many', 'n.csv'), `id,sector\na,1\n${'a,1\n'.repeat(15)}`);
  await writeFile(at('many', 'l.csv'), 'supplier,buyer,weight\na,b,oops\n');
  const { stdout, stderr } = await runCommand(['network', 'import', '--nodes', at('many', 'n.csv'), '--links', at('many', 'l.csv'), '--out', at('many', 'out'), '--json', '--lang', 'ja']);
  const problem = JSON.parse(stdout);
  assert.deepEqual([problem.field, problem.also.length, problem.also.at(-1).field, problem.also.at(-1).key, problem.unnamed], ['nodes', 10, 'links', 'link.weight_invalid', 5]);
  assert.match(stderr, /5 か所/);
});

test('a wrong matrix, shock, list, mode or folder is refused, and no output appears', async () => {
  const net = at('A', 'one'), roles = path.join(net, 'essentiality.csv');
  const impact = (words, matrix = roles) => ['impact', net, '--essentiality', matrix, '--out', at('never.csv'), ...words];
  const write = async (name, text) => { await writeFile(at(name), text); return at(name); };
  await refused(impact([], await write('m1.csv', ',a,b\na,0,1\n')), 'essentiality.not_square');
  await refused(impact([], await write('m2.csv', ',a,b\na,0,1\nb,0,3\n')), 'essentiality.cell_invalid', ['3']);
  await refused(impact([], await write('m3.csv', ',a,b\na,0,1\nb,0,2\n')), 'essentiality.sector_missing');
  await refused(impact(['--firms', 'nobody,noone']), 'impact.firm_not_found', ['nobody', '2']);
  await refused(impact(['--mode', 'fast']), 'impact.mode_unknown', ['fast']);
  await refused(impact(['--grade', 'f16']), 'impact.grade_unknown');
  await refused(impact(['--eps', '0']), 'impact.eps_invalid');
  await refused(impact(['--mode', 'converged', '--grade', 'f32']), 'impact.grade_too_coarse');
  await refused(impact(['--eps', 'small']), 'cli.decimal_expected');
  const scenario = async (shock) => ['impact', 'scenario', net, '--essentiality', roles, '--shock', await write('s.json', shock), '--out', at('never.json')];
  await refused(await scenario('{"psi": {"nobody": 1}}'), 'impact.firm_not_found');
  await refused(await scenario('{"psi": {"nobody": 1'), 'json.malformed');
  await refused(await scenario('{"psi": {"f1": 2}}'), 'impact.shock_invalid');
  await refused(await scenario('{"psi": {}}'), 'impact.shock_empty');
  await refused(['network', 'info', at('nowhere')], 'network.folder_empty');
  const bytes = await readFile(path.join(net, 'network.bin'));
  await mkdir(at('half'), { recursive: true });
  await writeFile(at('half', 'network.bin'), bytes.subarray(0, bytes.length / 2));
  await refused(['network', 'info', at('half')], 'network.cut_off_binary');
  bytes[bytes.length - 20] ^= 1;
  await writeFile(at('half', 'network.bin'), bytes);
  await refused(['network', 'info', at('half')], 'network.damaged');
  await refused(['closure', net, '--buyer', 'nobody', '--max-tier', '2'], 'impact.firm_not_found');
  await refused(['closure', net, '--buyer', 'F001', '--max-tier', '0'], 'closure.tiers');
  assert.ok(!existsSync(at('never.csv')) && !existsSync(at('never.json')));
});

test('nothing that is there is passed over or lost without a word', async () => {
  const net = at('there'), generate = (seed) => ['network', 'generate', '--kind', 'japan', '--firms', '50', '--seed', seed, '--out', net];
  await json(generate('1'));
  await json(generate('1'));
  const other = await runCommand([...generate('2'), '--json']);
  assert.deepEqual([other.code, JSON.parse(other.stdout).key], [5, 'generate.folder_taken']);
  const roles = path.join(net, 'essentiality.csv'), impact = (out) => ['impact', net, '--essentiality', roles, '--firms', 'sample:3:1', '--out', out];
  for (const out of [net, '/dev/null']) await refused(impact(out), 'cli.file_special');
  await json(impact(at('there.csv')));
  // A table that is merely younger is the same network still; one that was changed is not.
  const nodes = path.join(net, 'nodes.csv'), later = new Date(Date.now() + 60_000);
  await utimes(nodes, later, later);
  await json(['network', 'info', net]);
  await writeFile(nodes, (await readFile(nodes, 'utf8')).replace(/,(\d+)\.\d+,/, ',$1,'));
  await utimes(nodes, later, later);
  await refused(impact(at('there.csv')), 'network.tables_changed');
});

test('a figure with a threshold of its own says so', async () => {
  const net = at('A', 'one'), roles = path.join(net, 'essentiality.csv');
  for (const [words, mode] of [[['--eps', '0.01'], 'published'], [['--eps', '0.1'], 'custom'], [['--mode', 'converged', '--eps', '0.1'], 'custom']]) {
    const answer = await json(['impact', net, '--essentiality', roles, '--firms', 'sample:3:1', ...words, '--out', at('eps.csv')]);
    assert.equal(answer.about.mode, mode);
  }
});

test('without revenue the converged mode warns that the upstream result degenerates', async () => {
  const net = at('A', 'one');
  for (const [mode, warns] of [['published', false], ['converged', true]]) {
    const answer = await runCommand(['impact', net, '--essentiality', path.join(net, 'essentiality.csv'), '--mode', mode, '--firms', 'sample:3:1', '--out', at(`${mode}.csv`), '--json', '--lang', 'en']);
    assert.equal(answer.code, 0, answer.stderr);
    assert.equal(answer.stderr.includes('degenerates'), warns);
    assert.deepEqual(JSON.parse(answer.stdout).about.warnings, warns ? ['impact.warning.no_final_demand'] : []);
  }
});
