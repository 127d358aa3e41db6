// OSCAL 1.2.2 out and in, under the official JSON Schema and our own checks of links.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import Ajv from 'ajv';
import addFormats from 'ajv-formats';

import { company, personOf } from './support/example.mjs';
import { loadExample, removeFolder, runCommand, Server, shared, sharedMissing, temporaryFolder } from './support/server.mjs';

let folder, data, assessment, validate;

before(async () => {
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  await (await Server.start(data)).stop();
  await loadExample(data, { untilStep: 5 });
  assessment = (await json('assessment', 'list', company.organisation.corporate_number)).items[0].id;
  if (!sharedMissing) {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    validate = ajv.compile(JSON.parse(await readFile(path.join(shared, 'vectors/oscal/schema/oscal_complete_schema-1.2.2.json'), 'utf8')));
  }
});

after(() => removeFolder(folder));

async function json(...words) {
  const { code, stdout, stderr } = await runCommand([...words, '--data', data, '--json', '--lang', 'en', '--as', personOf('applicant').email]);
  assert.equal(code, 0, `${words.join(' ')}: ${stderr}`);
  return JSON.parse(stdout);
}

const file = (name) => path.join(folder, name);
async function plain(...words) {
  const { code, stdout, stderr } = await runCommand([...words, '--json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}
const catalogue = (part, name = `${part}.json`) => plain('catalogue', 'export', '--format', 'oscal', '--part', part, '--out', file(name));
const check = (name, catalog) => plain('catalogue', 'check-oscal', file(name), ...(catalog ? ['--catalog', file(catalog)] : []));
const read = async (name) => JSON.parse(await readFile(file(name), 'utf8'));

function controls(holder) {
  return (holder.controls ?? []).flatMap((control) => [control, ...controls(control)]);
}

async function assertValid(name) {
  if (!validate) return;
  assert.ok(validate(await read(name)), `${name}: ${JSON.stringify((validate.errors ?? []).slice(0, 5))}`);
}

test('the catalogue as catalog, profiles and mapping: links whole, nothing of it ignored', async () => {
  await catalogue('catalog');
  const { catalog } = await read('catalog.json');
  const all = catalog.groups.flatMap(controls);
  assert.deepEqual([catalog.groups.length, all.filter((c) => c.class === 'requirement').length, all.filter((c) => c.class === 'criterion').length], [7, 43, 153]);
  for (const [part, criteria, requirements] of [['profile3', 81, 26], ['profile4', 153, 43]]) {
    await catalogue(part);
    const ids = (await read(`${part}.json`)).profile.imports[0]['include-controls'][0]['with-ids'];
    assert.equal(ids.length, criteria + requirements);
    const told = await check(`${part}.json`, 'catalog.json');
    assert.deepEqual([told.faults, told.ignored], [[], []], part);
  }
  await catalogue('mapping');
  for (const name of ['catalog.json', 'mapping.json']) {
    const told = await check(name, 'catalog.json');
    assert.deepEqual([told.faults, told.ignored], [[], []], name);
  }
  const { 'mapping-collection': mapping } = await read('mapping.json');
  assert.deepEqual(mapping.mappings.map(({ maps }) => maps.length).sort((a, b) => a - b), [28, 50, 142, 143, 147, 153]);
  await catalogue('catalog', 'again.json');
  assert.equal(await readFile(file('again.json'), 'utf8'), await readFile(file('catalog.json'), 'utf8'), 'the same edition gives the same file');
});

test('what the catalog says is what the edition says', async () => {
  const { catalog } = await read('catalog.json');
  const rows = await plain('catalogue', 'list', '--star', '4', '--lang', 'ja');
  const byId = new Map(catalog.groups.flatMap(controls).map((control) => [control.id, control]));
  for (const row of rows) {
    const control = byId.get(`scs-${row.number}`);
    const props = (name) => control.props.filter((one) => one.name === name).map((one) => one.value);
    assert.equal(control.title, row.words.title.replaceAll('\n', ' '));
    assert.deepEqual([props('star'), props('kind'), props('cadence')], [[String(row.star)], [row.kind], row.cadence]);
    const statement = control.parts.find((part) => part.name === 'statement');
    assert.equal(statement.prose, row.words.question);
    assert.deepEqual((statement.parts ?? []).map((part) => part.prose), row.branches.map((branch) => branch.text));
    assert.deepEqual((control.links ?? []).map((link) => link.href), row.refers_to.map((number) => `#scs-${number}`));
  }
});

test('an assessment as plan, results and actions, and the plan back unchanged', async () => {
  for (const part of ['ssp', 'results']) {
    await json('assessment', 'export', assessment, '--format', 'oscal', '--part', part, '--out', file(`${part}.json`));
    const told = await check(`${part}.json`, 'catalog.json');
    assert.deepEqual([told.faults, told.ignored], [[], []], part);
  }
  const back = await json('assessment', 'import', assessment, file('ssp.json'), '--format', 'oscal', '--dry-run');
  assert.deepEqual([back.rows, back.same, back.changes, back.conflicts, back.faults], [81, 81, [], [], []]);
  const empty = await runCommand(['assessment', 'export', assessment, '--format', 'oscal', '--part', 'poam', '--out', file('poam.json'), '--data', data, '--json', '--as', personOf('applicant').email]);
  assert.equal(empty.code, 5, 'everything is met in the example: there is no plan to write');
  await json('assessment', 'answer', assessment, '4-3-4-2', '--state', 'planned', '--planned-on', '2027-01-31', '--planned-owner', '総務課', '--note', '遠隔地に置く', '--version', '1');
  await json('assessment', 'export', assessment, '--format', 'oscal', '--part', 'poam', '--out', file('poam.json'));
  const { 'plan-of-action-and-milestones': poam } = await read('poam.json');
  assert.equal(poam['poam-items'].length, 1);
  assert.deepEqual((await check('poam.json', 'catalog.json')).faults, []);
});

test('a plan changed elsewhere comes back by the same rules', async () => {
  await json('assessment', 'export', assessment, '--format', 'oscal', '--out', file('ssp.json'));
  const ssp = await read('ssp.json');
  const one = ssp['system-security-plan']['control-implementation']['implemented-requirements'].find((r) => r['control-id'] === 'scs-1-2-1-1');
  one['by-components'][0].remarks = '別の道具で直した';
  await writeFile(file('changed.json'), JSON.stringify(ssp));
  const told = await json('assessment', 'import', assessment, file('changed.json'), '--format', 'oscal', '--dry-run');
  assert.deepEqual(told.changes.map(({ criterion, theirs }) => [criterion, theirs.note]), [['1-2-1-1', '別の道具で直した']]);
  // What another tool adds is named where nothing is read from it, and so is a link that leads nowhere; neither bars the import.
  assert.deepEqual([told.ignored, told.broken], [[], []]);
  ssp['system-security-plan']['system-implementation']['inventory-items'] = [{ uuid: '11111111-1111-4111-8111-111111111111', description: 'x' }];
  ssp['system-security-plan']['import-profile'].href = '#22222222-2222-4222-8222-222222222222';
  await writeFile(file('added.json'), JSON.stringify(ssp));
  const added = await json('assessment', 'import', assessment, file('added.json'), '--format', 'oscal', '--dry-run');
  assert.deepEqual([added.ignored.map(({ path: at }) => at), added.can_import], [['system-security-plan.system-implementation.inventory-items'], true]);
  assert.deepEqual(added.broken.map(({ check: which }) => which), ['href-resolves']);
  assert.match(added.broken[0].message, /leads to nothing/);
  delete ssp['system-security-plan']['control-implementation'];
  await writeFile(file('bare.json'), JSON.stringify(ssp));
  await writeFile(file('plan.xml'), '<?xml version="1.0"?><system-security-plan/>');
  for (const [name, key] of [['bare.json', 'oscal.no_answers'], ['plan.xml', 'oscal.not_json']]) {
    const refused = await runCommand(['assessment', 'import', assessment, file(name), '--format', 'oscal', '--data', data, '--json', '--as', personOf('applicant').email]);
    assert.deepEqual([refused.code, JSON.parse(refused.stdout).key], [2, key]);
  }
  const { code, stdout } = await runCommand(['assessment', 'import', assessment, file('catalog.json'), '--format', 'oscal', '--data', data, '--json', '--as', personOf('applicant').email]);
  assert.deepEqual([code, JSON.parse(stdout).key], [2, 'oscal.not_ssp']);
});

test('all of it is valid under the official JSON Schema 1.2.2', { skip: sharedMissing }, async () => {
  for (const name of ['catalog.json', 'profile3.json', 'profile4.json', 'mapping.json', 'ssp.json', 'results.json', 'poam.json']) await assertValid(name);
});
