#!/usr/bin/env node
// A ★3 assessment with all 81 criteria answered: how long its workbook, with every note changed, takes to come back, and how long and how
// large its report on paper is, over HTTP. By command, with the start of the program: all 153 criteria on paper, and the official workbook's
// 153 rows read in where it lies beside the project. Not a test: it wants a quiet machine.
//
//   node bench/forms/run.mjs      needs build/hoshirube and python3; exit 1 where one is over its budget

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { binary, openHouse, repository } from '../../tests/e2e/support/server.mjs';

const kEdition = '2026-03-27', kRuns = 9;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const criteria = readdirSync(path.join(repository, 'catalogue', kEdition, 'criteria')).sort().flatMap((name) => JSON.parse(readFileSync(path.join(repository, 'catalogue', kEdition, 'criteria', name), 'utf8'))).filter(({ star }) => star === 3);
const file = { type: 'application/octet-stream' };

function expected(answer, status) {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text.slice(0, 300)}`);
  return answer;
}

async function timed(make, status) {
  const begun = process.hrtime.bigint();
  const answer = expected(await make(), status);
  return { answer, ms: Number(process.hrtime.bigint() - begun) / 1e6 };
}

// The workbook with one word for another, as an office program would leave it.
function changed(folder, bytes, from, to) {
  const [before, after] = ['before.xlsx', 'after.xlsx'].map((name) => path.join(folder, name));
  writeFileSync(before, bytes);
  const script = `import sys, zipfile
before, after, old, new = sys.argv[1:]
with zipfile.ZipFile(before) as source, zipfile.ZipFile(after, 'w', zipfile.ZIP_DEFLATED) as target:
    for name in source.namelist():
        target.writestr(name, source.read(name).replace(old.encode(), new.encode()))`;
  const { status, stderr } = spawnSync('python3', ['-c', script, before, after, from, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return readFileSync(after);
}

// Median time of a whole process.
function byCommand(...words) {
  const times = Array.from({ length: kRuns }, () => {
    const begun = process.hrtime.bigint();
    const { status, stderr } = spawnSync(binary, words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return Number(process.hrtime.bigint() - begun) / 1e6;
  });
  return median(times);
}

const house = await openHouse({ untilStep: 3, roles: ['applicant'] });
let isOver = false;
try {
  const { applicant, organisation, data } = house;
  const opened = expected(await applicant.post(`/organisations/${organisation}/assessments`, { edition: kEdition, star: 3, scope: { kind: 'departments', description: '製造部' } }), 201).json.id;
  const at = (rest) => `/assessments/${opened}/${rest}`;
  const answers = criteria.map(({ number, branches = [], choose }) => ({
    criterion: number, state: 'met', branches: branches.slice(0, choose?.min ?? 1).map(({ key }) => key), note: `目印0。毎月、総務課が台帳と照らし合わせ、結果を記録しています（${number}）。`,
  }));
  expected(await applicant.post(at('import?format=self-check'), Buffer.from(JSON.stringify({ format: 'hoshirube.self-check', version: 1, edition: kEdition, star: 3, answers })), file), 200);

  const looks = [], takes = [], pages = [];
  let workbook = 0, paper = 0;
  for (let run = 1; run <= kRuns; ++run) {
    const out = expected(await applicant.get(at('export?format=xlsx')), 200).bytes;
    const back = changed(data, out, `目印${run - 1}`, `目印${run}`);
    workbook = back.length;
    const look = await timed(() => applicant.post(at('import-preview?format=xlsx'), back, file), 200);
    if (look.answer.json.changes.length !== criteria.length) throw new Error(`${look.answer.json.changes.length} changes seen`);
    looks.push(look.ms);
    takes.push((await timed(() => applicant.post(at('import?format=xlsx'), back, file), 200)).ms);
    const page = await timed(() => applicant.get(at('report.pdf?lang=ja')), 200);
    paper = page.answer.bytes.length;
    pages.push(page.ms);
  }
  const official = path.join(repository, '../shared/data/scs-criteria-2026-03-27.xlsx');
  const blank = path.join(data, 'blank.pdf');
  const printed = byCommand('catalogue', 'print', '--star', '4', '--out', blank, '--data', data);
  const read = existsSync(official) ? byCommand('catalogue', 'import', official, '--data', data) : null;
  const lines = [
    ['all 153 criteria as PDF, by command', printed, 500, 'ms'],
    ['its size', statSync(blank).size / 1e6, 1.5, 'MB'],
    ...(read === null ? [] : [['official workbook, 153 rows, by command', read, 200, 'ms']]),
    [`preview of a workbook with ${criteria.length} changed rows (${(workbook / 1000).toFixed(0)} kB)`, median(looks), 200, 'ms'],
    ['import of the same, durable', median(takes), 200, 'ms'],
    [`report of ${criteria.length} criteria as PDF`, median(pages), 500, 'ms'],
    ['its size', paper / 1e6, 1.5, 'MB'],
  ];
  for (const [name, value, budget, unit] of lines) {
    isOver ||= value > budget;
    console.log(`${name.padEnd(62)} ${value.toFixed(unit === 'MB' ? 2 : 0).padStart(6)} ${unit}   budget ${budget} ${unit}${value > budget ? '   OVER' : ''}`);
  }
} finally {
  await house.close();
}
process.exit(isOver ? 1 : 0);
