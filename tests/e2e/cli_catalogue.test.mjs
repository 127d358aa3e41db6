// The catalogue on the command line: listing, showing, and taking in the official file in each of its forms.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { assertSentence } from './support/problem.mjs';
import { loadExample, removeFolder, runCommand, shared, sharedMissing, temporaryFolder } from './support/server.mjs';

let folder, data;
const official = (name) => path.join(shared, 'data', name);

before(async () => {
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  await loadExample(data, { untilStep: 1 });
});

after(() => removeFolder(folder));

async function json(words) {
  const { code, stdout, stderr } = await runCommand([...words, '--json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

async function refused(words, code, key) {
  for (const lang of ['ja', 'en']) {
    const answer = await runCommand([...words, '--json', '--lang', lang]);
    assert.equal(answer.code, code, answer.stderr);
    const problem = JSON.parse(answer.stdout);
    assert.equal(problem.key, key);
    assertSentence(problem.title, lang, { typed: ['評価基準No.', '大分類No.'] });
    assert.ok(answer.stderr.includes(problem.title));
  }
}

test('★3 asks for 81 criteria of 26 requirements, ★4 for 153 of 43', async () => {
  for (const [star, criteria, requirements] of [['3', 81, 26], ['4', 153, 43]]) {
    const rows = await json(['catalogue', 'list', '--star', star]);
    assert.equal(rows.length, criteria);
    assert.equal(new Set(rows.map((one) => one.requirement)).size, requirements);
  }
});

test('without --json each criterion is a line, in the language asked for', async () => {
  for (const [lang, script] of [['ja', /[ぁ-ん]/], ['en', /^[^ぁ-んァ-ヶ]*$/]]) {
    const { stdout } = await runCommand(['catalogue', 'list', '--star', '3', '--lang', lang]);
    const lines = stdout.trim().split('\n');
    assert.equal(lines.length, 81);
    assert.match(lines[0], /^\d+-\d+-\d+-\d+ {2}★3 {2}/);
    assert.match(stdout, script);
  }
});

test('one criterion is shown whole', async () => {
  const one = await json(['catalogue', 'show', '4-1-3-2', '--lang', 'en']);
  assert.equal(one.number, '4-1-3-2');
  assert.equal((await json(['catalogue', 'show', '４－１－３－２', '--lang', 'en'])).number, '4-1-3-2', 'typed full-width');
  for (const part of ['title', 'question', 'why', 'todo', 'proof', 'example']) assert.notEqual(one.words[part], '', part);
});

test('a number or an edition is known however an office writes it', async () => {
  for (const words of [['show', 'No.4-1-3-2'], ['show', '４ー１ー３ー２', '--edition', '2026/3/27'], ['show', '4-1-3-2', '--edition', '令和８年３月２７日']])
    assert.equal((await json(['catalogue', ...words])).number, '4-1-3-2', words.join(' '));
  assert.equal((await json(['catalogue', 'list', '--star', '３'])).length, 81);
  await refused(['catalogue', 'show', '4-1-4'], 4, 'catalogue.requirement_given');
  assert.match((await runCommand(['catalogue', 'show', '4-1-4', '--lang', 'en'])).stderr, /Its criteria are 4-1-4-1, 4-1-4-2/);
  assert.match((await runCommand(['catalogue', 'show', '1-1-1-1', '--edition', '2030-01-01', '--lang', 'en'])).stderr, /2026-03-27, 2025-12-26/);
});

test('for a person every part has its heading, in the language asked for, and none is empty', async () => {
  for (const [lang, headings] of [['ja', ['なぜ', 'すること', '証跡になるもの', 'たとえば', '関わる基準', 'ほかの基準との対応']], ['en', ['Why', 'What to do', 'What counts as proof', 'For example', 'Refers to', 'In other frameworks']]]) {
    const { stdout } = await runCommand(['catalogue', 'show', '4-1-3-2', '--lang', lang]);
    for (const heading of headings) assert.ok(stdout.includes(`\n\n${heading}\n`), `${heading} in ${stdout}`);
    assert.doesNotMatch(stdout, /\[[a-z0-9_]+\.[a-z0-9_.]+\]/);
  }
  const { stdout } = await runCommand(['catalogue', 'show', '4-1-6-2', '--edition', '2025-12-26', '--lang', 'en']);
  assert.doesNotMatch(stdout, /Why/, 'what the draft alone had has a question and no more');
});

test('what is not there is not found', async () => {
  await refused(['catalogue', 'show', '9-9-9-9'], 4, 'catalogue.criterion_unknown');
  await refused(['catalogue', 'show', '1-2-1-1', '--edition', '2020-01-01'], 4, 'edition.unknown');
  await refused(['catalogue', 'list', '--star', '7'], 2, 'assessment.star_unknown');
});

test('a number of a star that would wrap around is refused', async () => {
  await refused(['catalogue', 'list', '--star', String(2 ** 32 + 3)], 2, 'assessment.star_unknown');
});

// Node reads CP932 but does not write it; iconv of the base system does.
function toCp932(utf8) {
  return execFileSync('iconv', ['-f', 'UTF-8', '-t', 'CP932'], { input: utf8.toString('utf8').replace(/^\ufeff/, ''), maxBuffer: 1 << 24 });
}

test('the workbook, its CSV and the CSV in CP932 bring the same text', { skip: sharedMissing }, async () => {
  const utf8 = await readFile(official('scs-criteria-2026-03-27.csv'));
  const cp932 = path.join(folder, 'scs-criteria-cp932.csv');
  await writeFile(cp932, toCp932(utf8));
  const digests = new Set();
  for (const file of [official('scs-criteria-2026-03-27.xlsx'), official('scs-criteria-2026-03-27.csv'), cp932]) {
    const stored = await json(['catalogue', 'import', file, '--data', data]);
    assert.equal(stored.criteria, 153);
    assert.equal(stored.source.file_name, path.basename(file));
    assert.equal(stored.source.is_known_text, true, file);
    digests.add(stored.source.text_sha256);
  }
  assert.equal(digests.size, 1);
});

test('a file of another edition is refused with row and column, and what was there stays', { skip: sharedMissing }, async () => {
  await json(['catalogue', 'import', official('scs-criteria-2026-03-27.csv'), '--data', data]);
  const events = async () => (await json(['event', 'list', '--data', data, '--limit', '1000'])).items.length;
  const before = await events();
  const words = ['catalogue', 'import', official('scs-criteria-draft-2025-12-26.csv'), '--data', data];
  await refused(words, 2, 'criteria_table.other_edition');
  assert.match((await runCommand([...words, '--lang', 'en'])).stderr, /Row \d+, column [A-Z]+ \(評価基準No\.\)/);
  assert.match((await runCommand([...words, '--lang', 'ja'])).stderr, /\d+ 行目の [A-Z]+ 列（評価基準No\.）/);
  assert.equal(await events(), before);
});

test('one changed number in the official file is named by its row', { skip: sharedMissing }, async () => {
  const text = await readFile(official('scs-criteria-2026-03-27.csv'), 'utf8');
  const changed = path.join(folder, 'changed.csv');
  await writeFile(changed, text.replace(/,1-2-1-1,/, ',1-2-1-77,'));
  const answer = await runCommand(['catalogue', 'import', changed, '--data', data, '--lang', 'en']);
  assert.equal(answer.code, 2, answer.stderr);
  assert.match(answer.stderr, /Row \d+, column [A-Z]+/);
  assert.match(answer.stderr, /1-2-1-77/);
});

test('a changed level is refused, a changed sentence is said to differ', { skip: sharedMissing }, async () => {
  const text = await readFile(official('scs-criteria-2026-03-27.csv'), 'utf8');
  const changed = path.join(folder, 'level.csv');
  await writeFile(changed, text.replace(',★4,1-1-1-1,', ',★3,1-1-1-1,'));
  await refused(['catalogue', 'import', changed, '--data', data], 2, 'criteria_table.other_level');
  const words = text.split('\n').map((line) => (line.includes(',1-1-1-1,') ? line.replace('・', '◆') : line)).join('\n');
  assert.notEqual(words, text);
  await writeFile(changed, words);
  const differs = await runCommand(['catalogue', 'import', changed, '--data', data, '--lang', 'en']);
  assert.equal(differs.code, 0, differs.stderr);
  assert.match(differs.stdout, /not the one known for this edition/);
  const known = await runCommand(['catalogue', 'import', official('scs-criteria-2026-03-27.csv'), '--data', data, '--lang', 'en']);
  assert.match(known.stdout, /the text known for this edition/);
  const shown = await runCommand(['catalogue', 'show', '1-1-1-1', '--data', data, '--lang', 'en']);
  assert.match(shown.stdout, /\n\nOfficial text\n・/);
});

test('files that are none are refused in words', async () => {
  const write = async (name, bytes) => {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    return file;
  };
  const cases = [
    [await write('empty.csv', ''), 'official_text.empty'],
    [await write('noise.csv', Buffer.from([0x81, 0x20, 0xff, 0xff, 0x80, 0x0a])), 'charset.unknown'],
    [await write('cut.xlsx', Buffer.from('PK\u0003\u0004cut')), 'xlsx.damaged'],
    [path.join(folder, 'not-there.csv'), 'cli.file_missing'],
    [folder, 'cli.file_is_folder'],
  ];
  for (const [file, key] of cases) await refused(['catalogue', 'import', file, '--data', data], 2, key);
});
