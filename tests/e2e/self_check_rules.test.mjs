// One rule core, twice compiled: the page's WebAssembly, as it lies in the file that is handed out, against the server's build. Random
// self-checks must be judged alike, word for word. 400 cases; HOSHIRUBE_CASES=20000 for the long run, HOSHIRUBE_SEED=n to replay.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { randomFrom } from './support/random.mjs';
import { removeFolder, repository, runCommand, temporaryFolder } from './support/server.mjs';

const cases = Number(process.env.HOSHIRUBE_CASES ?? 400);
const seed = Number(process.env.HOSHIRUBE_SEED ?? 1);
let folder, rules, catalogue;

const between = (page, id) => new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`).exec(page)[1];

before(async () => {
  folder = await temporaryFolder();
  const file = path.join(folder, 'self-check.html');
  assert.equal((await runCommand(['self-check', '--out', file])).code, 0);
  const page = readFileSync(file, 'utf8');
  // The page's own side of the boundary, src/self_check/core.ts, made to run here.
  const { build } = await import(pathToFileURL(path.join(repository, 'web/node_modules/esbuild/lib/main.js')));
  const outfile = path.join(folder, 'core.mjs');
  await build({ entryPoints: [path.join(repository, 'web/src/self_check/core.ts')], outfile, bundle: true, format: 'esm', target: 'node18' });
  const { Rules } = await import(pathToFileURL(outfile));
  catalogue = JSON.parse(between(page, 'catalogue'));
  rules = await Rules.load(Buffer.from(between(page, 'rules'), 'base64'), catalogue);
});
after(() => removeFolder(folder));

function generator(random) {
  const below = (n) => random.between(0, n - 1);
  const one = (list) => list[below(list.length)];
  const pieces = ['台帳', 'ﾎｼﾙﾍﾞ', '髙﨑', '①㈱', '<script>', '=1+1', '\u200b', '\u0001', '\n', '　', 'é', 'e\u0301', '👨\u200d👩', 'ß', '"', '\\', '\u202e', '。'];
  const text = () => Array.from({ length: below(6) }, () => one(pieces)).join('');
  const state = () => one(['unknown', 'met', 'not_met', 'planned', 'not_applicable']);
  function answer({ number, branches = [] }) {
    return {
      criterion: number, state: state(),
      branches: [...branches.map(({ key }) => key).filter(() => below(2)), ...(below(30) ? [] : ['none-such'])],
      note: below(200) ? text() : 'あ'.repeat(one([3999, 4000, 4001])),
      reason: text(), planned_on: one([null, '', '2027-03-31', '2026-02-28']), planned_owner: one(['', '総務課', text()]),
      evidence: below(4) ? [] : [text()], stamp: below(3) ? '' : 'a.1.0123456789abcdef',
    };
  }
  function profile() {
    const values = { text: text, number: () => one(['28', '２８', '２ ８', '', 'unknown', '28台', '9999999', '−5']) };
    return Object.fromEntries(catalogue.start.steps.filter(() => below(3)).map(({ key, kind, options }) =>
      [key, kind === 'choice' ? one([...options.map((option) => option.key), ...(below(20) ? [] : ['other'])]) : values[kind]()]));
  }
  return () => {
    const answers = catalogue.criteria.flat().filter(() => below(3)).map(answer);
    const file = { format: 'hoshirube.self-check', version: 1, edition: catalogue.edition.id, catalogue_sha256: '', star: one([3, 4]), firm: text(), saved_at: '', profile: profile(), answers };
    // Now and then a file that is none for here.
    const spoil = [() => { file.edition = '2025-12-26'; }, () => { file.star = 5; }, () => { file.version = 2; }, () => { answers.push(answers[0] ?? {}); },
      () => { answers.push({ criterion: '9-9-9-9', state: 'met' }); }, () => { delete file.answers; }, () => { file.format = 'x'; }, () => { answers[0] = { criterion: '1-1', state: 'perhaps' }; }];
    if (!below(12)) one(spoil)();
    return below(60) ? JSON.stringify(file) : JSON.stringify(file).slice(0, -below(40) - 1);
  };
}

function judgedByServer(lines) {
  const { stdout, status } = spawnSync(process.env.HOSHIRUBE_JUDGE, { input: `${lines.join('\n')}\n`, maxBuffer: 1 << 30, encoding: 'utf8' });
  assert.equal(status, 0);
  return stdout.trimEnd().split('\n');
}

test('both builds hold the same catalogue and judge alike', () => {
  const make = generator(randomFrom(seed));
  const lines = Array.from({ length: cases }, make);
  const [head, ...said] = judgedByServer(lines);
  assert.equal(rules.sha256, JSON.parse(head).sha256);
  assert.equal(said.length, lines.length);
  let sound = 0;
  for (const [i, line] of lines.entries()) {
    const here = JSON.stringify(rules.judgeText(line)), there = JSON.stringify(JSON.parse(said[i]));
    assert.equal(here, there, `seed ${seed}, case ${i}: ${line.slice(0, 300)}`);
    if (!('error' in JSON.parse(here))) ++sound;
  }
  assert.ok(sound > cases / 2, 'most cases are judged, and not refused');
});

test('both builds search alike: every character of Japanese offices, alone and in words', () => {
  const characters = [];
  for (const [from, to] of [[0x20, 0x7e], [0xa0, 0x17f], [0x370, 0x3ff], [0x2010, 0x2015], [0x2100, 0x22ff], [0x2460, 0x24ff], [0x3000, 0x33ff], [0x4e00, 0x4eff], [0xff00, 0xffef]])
    for (let code = from; code <= to; ++code) characters.push(String.fromCodePoint(code));
  const words = [...characters, 'ﾎｼﾙﾍﾞ ｻｰﾊﾞｰ', 'ＡＢＣ－１２', 'e\u0301', '𠮷野家', '㍿髙島', 'Straße'];
  const [, ...said] = judgedByServer(words.map((word) => `key ${word}`));
  const apart = words.filter((word, i) => rules.searchKey(word) !== JSON.parse(said[i]).key);
  assert.deepEqual(apart, []);
});
