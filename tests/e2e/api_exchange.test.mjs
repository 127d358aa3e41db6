// An assessment leaves as Excel or CSV, is filled in elsewhere, and comes back by rule.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { company } from './support/example.mjs';
import { acceptLink, loadExample, removeFolder, Server, temporaryFolder } from './support/server.mjs';

const run = promisify(execFile);
const office = await run('soffice', ['--version']).then(() => true, () => false);
const officeMissing = office ? false : 'skipped: LibreOffice (soffice) is not installed';

let folder, server, applicant, expert, assessment;

before(async () => {
  folder = await temporaryFolder();
  const data = path.join(folder, 'data');
  await (await Server.start(data)).stop();
  const logins = await loadExample(data, { untilStep: 5 });
  server = await Server.start(data);
  applicant = await acceptLink(server, logins.applicant);
  expert = await acceptLink(server, logins.expert);
  const { json } = await applicant.get('/session');
  const organisation = json.memberships.find((one) => one.corporate_number === company.organisation.corporate_number)?.organisation_id ?? json.memberships[0].organisation_id;
  assessment = (await applicant.get(`/organisations/${organisation}/assessments`)).json.items[0].id;
});

after(async () => {
  await server?.stop();
  await removeFolder(folder);
});

async function exported(query, client = applicant) {
  const answer = await client.get(`/assessments/${assessment}/export?${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer;
}

const preview = (bytes, format, client = applicant) =>
  client.send('POST', `/assessments/${assessment}/import-preview?format=${format}`, { body: bytes, type: 'application/octet-stream', key: null });

const bringBack = (bytes, format, query = '', options = {}) =>
  applicant.post(`/assessments/${assessment}/import?format=${format}${query}`, bytes, { type: 'application/octet-stream', ...options });

async function answerOf(number) {
  return (await applicant.get(`/assessments/${assessment}/answers`)).json.answers.find((one) => one.criterion === number);
}

// The CSV with one cell of the row of `number` changed: `change` gets the note's text.
async function csvWithNote(number, note) {
  const text = (await exported('format=csv')).bytes.toString('utf8');
  const present = (await answerOf(number)).note;
  assert.equal(text.split(present).length, 2, `the note of ${number} stands once in the file`);
  return Buffer.from(text.replace(present, note), 'utf8');
}

test('a full assessment comes back unchanged in every format', async () => {
  for (const [query, format] of [['format=xlsx', 'xlsx'], ['format=csv', 'csv'], ['format=csv&charset=cp932', 'csv'], ['format=self-check', 'self-check']]) {
    const { bytes, headers } = await exported(query);
    assert.match(headers['content-disposition'], /filename\*=UTF-8''/);
    const { status, json } = await preview(bytes, format);
    assert.equal(status, 200);
    assert.deepEqual([json.rows, json.same, json.changes.length, json.conflicts.length, json.faults.length], [81, 81, 0, 0, 0], query);
  }
  assert.equal((await preview((await exported('format=xlsx', applicant.speaking('en'))).bytes, 'xlsx')).json.same, 81, 'in English, too');
});

test('a self-check that begins with nothing is merged as made before anything was answered here', async () => {
  const taken = (await exported('format=self-check')).json;
  const [same, other] = taken.answers;
  const bare = (answer, change = {}) => ({ ...answer, stamp: '', evidence: [], ...change });
  const fileOf = (answers, change = {}) => Buffer.from(JSON.stringify({ ...taken, ...change, answers }));
  const looked = (await preview(fileOf([bare(same), bare(other, { note: 'オフラインで書いた' }), { criterion: '2-1-1-3', state: 'met' }]), 'self-check')).json;
  assert.equal(looked.same, 1);
  assert.deepEqual(looked.conflicts.map(({ criterion }) => criterion), [other.criterion], 'it was answered here, too: a person decides');
  assert.deepEqual(looked.beyond_star, ['2-1-1-3'], 'not asked for at ★3');
  assert.equal(looked.missing.length, 79);
  // What is unfinished is named, and nothing is taken.
  const unfinished = (await preview(fileOf([bare(same, { state: 'planned', planned_on: null })]), 'self-check')).json;
  assert.equal(unfinished.can_import, false);
  assert.deepEqual(unfinished.faults.map(({ key, criterion }) => [key, criterion]), [['answer.plan_date_missing', same.criterion]]);
  for (const [file, key] of [
    [Buffer.from('{"format":'), 'self_check.broken'],
    [Buffer.from('{}'), 'self_check.not_one'],
    [fileOf([], { edition: '2025-12-26' }), 'self_check.other_edition'],
    [fileOf([{ ...same, stamp: same.stamp.replace(/^[^.]*/, 'another') }]), 'self_check.other_assessment'],
    [fileOf([bare(same), bare(same)]), 'self_check.number_twice'],
  ]) {
    const refused = await preview(file, 'self-check');
    assert.deepEqual([refused.status, refused.json.key], [400, key]);
  }
});

test('only those who may answer import; who may read exports', async () => {
  const { bytes } = await exported('format=csv');
  assert.equal((await preview(bytes, 'csv', expert)).status, 404);
  assert.equal((await expert.get(`/assessments/${assessment}/export?format=csv`)).status, 404);
  assert.equal((await applicant.get(`/assessments/${assessment}/export?format=pdf`)).json.key, 'exchange.format_unknown');
  assert.equal((await applicant.get(`/assessments/${assessment}/export?format=csv&charset=latin1`)).json.key, 'exchange.charset_unknown');
});

test('a changed answer is shown first, then stored once', async () => {
  const bytes = await csvWithNote('1-2-1-1', '社長を統括役員とした。=1+1');
  const { json } = await preview(bytes, 'csv');
  assert.deepEqual(json.changes.map(({ criterion }) => criterion), ['1-2-1-1']);
  assert.equal(json.changes[0].theirs.note, '社長を統括役員とした。=1+1');
  const before = await answerOf('1-2-1-1');
  assert.notEqual(before.note, json.changes[0].theirs.note, 'the preview stores nothing');
  const first = await bringBack(bytes, 'csv', '', { key: 'import-1' });
  const again = await bringBack(bytes, 'csv', '', { key: 'import-1' });
  assert.deepEqual([first.status, again.status, again.json], [200, 200, first.json]);
  const stored = await answerOf('1-2-1-1');
  assert.deepEqual([stored.note, stored.version], [json.changes[0].theirs.note, before.version + 1]);
});

test('what changed here meanwhile is never overwritten in silence', async () => {
  const bytes = await csvWithNote('1-2-1-2', 'ファイルの答え');
  const present = await answerOf('1-2-1-2');
  const { state, branches, reason, version } = present;
  await applicant.put(`/assessments/${assessment}/answers/1-2-1-2`, { state, branches, note: 'ここの答え', reason, version });
  const { json } = await preview(bytes, 'csv');
  assert.deepEqual([json.changes.length, json.conflicts.length], [0, 1]);
  assert.equal(json.conflicts[0].ours.note, 'ここの答え');
  const undecided = await bringBack(bytes, 'csv');
  assert.deepEqual([undecided.status, undecided.json.key], [409, 'exchange.undecided']);
  const both = await bringBack(bytes, 'csv', '&ours=1-2-1-2&theirs=1-2-1-2');
  assert.deepEqual([both.status, both.json.key], [400, 'exchange.decided_twice']);
  const stranger = await bringBack(bytes, 'csv', '&theirs=9-9-9-9');
  assert.deepEqual([stranger.status, stranger.json.key], [404, 'criterion.unknown']);
  assert.equal((await bringBack(bytes, 'csv', '&ours=1-2-1-2')).status, 200);
  assert.equal((await answerOf('1-2-1-2')).note, 'ここの答え');
  assert.equal((await bringBack(bytes, 'csv', '&theirs=1-2-1-2')).status, 200);
  assert.equal((await answerOf('1-2-1-2')).note, 'ファイルの答え');
});

test('a row nobody touched in the file keeps what changed here', async () => {
  const { bytes } = await exported('format=xlsx');
  const { state, branches, reason, version } = await answerOf('1-2-1-3');
  await applicant.put(`/assessments/${assessment}/answers/1-2-1-3`, { state, branches, note: '新しい', reason, version });
  const { json } = await preview(bytes, 'xlsx');
  assert.deepEqual([json.kept, json.conflicts], [['1-2-1-3'], []]);
});

test('one bad row bars the whole file, and row and column are named', async () => {
  const text = (await exported('format=csv')).bytes.toString('utf8');
  const bad = Buffer.from(text.replace('満たしている', '△').replace('ガバナンスの整備', 'ガバナンス'), 'utf8');
  const { json } = await preview(bad, 'csv', applicant.speaking('en'));
  assert.equal(json.can_import, false);
  assert.deepEqual(json.faults.map(({ key, row, column }) => [key, row, column]), [['exchange.official_changed', 3, 'B'], ['exchange.state_unreadable', 3, 'S']]);
  assert.match(json.faults[0].message, /^Row 3, column B/);
  assert.equal(json.rows, 81, 'two faults of one row are one row');
  const long = (await preview(await csvWithNote('1-2-3-2', 'あ'.repeat(4001)), 'csv', applicant.speaking('en'))).json;
  assert.match(long.faults[0].message, /^Row 7, column V \(1-2-3-2\): .*4000/, 'a rule that knows no cells is told with its cell');
  const refused = await bringBack(bad, 'csv');
  assert.deepEqual([refused.status, refused.json.key], [400, 'exchange.rows_refused']);
});

test('files that are no such form are refused with the reason', async () => {
  for (const [bytes, format, key] of [
    [Buffer.from('a,b\r\n1,2\r\n'), 'csv', 'form.header_missing'],
    [Buffer.from('PK\x03\x04 not a zip'), 'xlsx', 'xlsx.damaged'],
    [Buffer.from('a,b'), 'xlsx', 'exchange.wrong_format'],
    [Buffer.from([0x83, 0x00, 0xff]), 'csv', 'charset.unknown'],
  ]) {
    const { status, json } = await preview(bytes, format);
    assert.deepEqual([status, json.key], [400, key]);
  }
});

test('LibreOffice opens it, prints it, and brings a changed cell back as exactly that change', { skip: officeMissing }, async () => {
  const { bytes } = await exported('format=xlsx');
  const convert = async (file, to) => {
    await run('soffice', [`-env:UserInstallation=file://${folder}/office`, '--headless', '--convert-to', to, '--outdir', folder, path.join(folder, file)]);
  };
  await writeFile(path.join(folder, 'form.xlsx'), bytes);
  await convert('form.xlsx', 'pdf');
  assert.match((await readFile(path.join(folder, 'form.pdf'))).subarray(0, 5).toString(), /^%PDF-/);
  await convert('form.xlsx', 'fods');
  const flat = await readFile(path.join(folder, 'form.fods'), 'utf8');
  const { note } = await answerOf('1-2-3-1');
  assert.ok(flat.includes(note));
  await writeFile(path.join(folder, 'changed.fods'), flat.replace(note, '髙橋が①を直した'));
  await convert('changed.fods', 'xlsx');
  const { status, json, text } = await preview(await readFile(path.join(folder, 'changed.xlsx')), 'xlsx');
  assert.equal(status, 200, text);
  assert.deepEqual(json.faults, []);
  assert.deepEqual(json.changes.map(({ criterion, theirs }) => [criterion, theirs.note]), [['1-2-3-1', '髙橋が①を直した']]);
  assert.equal(json.rows, 81);
});
