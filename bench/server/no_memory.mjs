#!/usr/bin/env node
// There is no memory at the n-th allocation of an import (a workbook, a CSV, a security plan), for n spread over all that it makes; once for that
// one alone, once for good. Each time the program ends by itself with an answer or stops at once, and the answers are as before or as after,
// never between.
//
//   node bench/server/no_memory.mjs [PLACES]        default 150 for each format and way; needs cc

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';

import { company, personOf } from '../../tests/e2e/support/example.mjs';
import { loadExample, removeFolder, runCommand, temporaryFolder } from '../../tests/e2e/support/server.mjs';

const places = Number(process.argv[2] ?? 150);
const folder = await temporaryFolder();
const at = (name) => path.join(folder, name);
const library = at('no_memory.so'), start = at('start'), work = at('work');
execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, path.join(import.meta.dirname, 'no_memory.c')]);

async function json(words, options) {
  const done = await runCommand([...words, '--json'], options);
  assert.equal(done.code, 0, `${words.join(' ')}: ${done.stdout} ${done.stderr}`);
  return JSON.parse(done.stdout.split('\n')[0]);
}

// Changes one explanation in a file that left, as its firm would.
const typed = [company.answers[0].note, '書き直した。'];
function rewrite(file) {
  const bytes = fs.readFileSync(file);
  if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) return fs.writeFileSync(file, bytes.toString('utf8').replace(...typed));
  const parts = [], list = [];
  let at = bytes.length - 22, from = 0;
  const count = bytes.readUInt16LE(at + 10);
  at = bytes.readUInt32LE(at + 16);
  for (let n = 0; n < count; ++n) {
    const method = bytes.readUInt16LE(at + 10), packed = bytes.readUInt32LE(at + 20), names = bytes.readUInt16LE(at + 28), local = bytes.readUInt32LE(at + 42);
    const name = bytes.subarray(at + 46, at + 46 + names), begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const stored = bytes.subarray(begin, begin + packed), plain = method === 8 ? inflateRawSync(stored) : stored;
    const content = name.toString().endsWith('.xml') ? Buffer.from(plain.toString('utf8').replace(...typed)) : plain;
    const fields = Buffer.alloc(26); // From "version needed" on: what head and list have in common.
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(names, 22);
    const place = Buffer.alloc(4);
    place.writeUInt32LE(from);
    parts.push(Buffer.from('PK\x03\x04'), fields, name, content);
    list.push(Buffer.from('PK\x01\x02\x14\0'), fields, Buffer.alloc(10), place, name);
    from += 30 + names + content.length;
    at += 46 + names + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  const listed = Buffer.concat(list), end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(from, 16);
  fs.writeFileSync(file, Buffer.concat([...parts, listed, end]));
}

await loadExample(start, { untilStep: 5 });
const own = ['--as', personOf('applicant').email];
const [{ id: assessment }] = (await json(['assessment', 'list', company.organisation.corporate_number, '--data', start, ...own])).items;
const answersIn = async (data) => JSON.stringify((await json(['assessment', 'answers', assessment, '--data', data, ...own])).answers.map(({ criterion, note, state, version }) => [criterion, note, state, version]));
const old = await answersIn(start);
let isRight = true;

for (const format of ['xlsx', 'csv', 'oscal']) {
  const file = at(`answers.${format}`);
  const left = await runCommand(['assessment', 'export', assessment, '--format', format, '--out', file, '--data', start, '--json', ...own]);
  assert.equal(left.code, 0, left.stdout + left.stderr);
  rewrite(file);
  const words = ['assessment', 'import', assessment, file, '--format', format, '--data', work, ...own];
  fs.cpSync(start, work, { recursive: true });
  const usual = await runCommand(words, { environment: { LD_PRELOAD: library, NO_MEMORY_COUNT: at('count') } });
  assert.equal(usual.code, 0, usual.stdout + usual.stderr);
  const after = await answersIn(work), all = Number(fs.readFileSync(at('count'), 'utf8'));
  assert.ok(after !== old, 'the import changes something');
  for (const forGood of [false, true]) {
    const said = { refused: 0, stopped: 0, crashed: 0, done: 0, 'was done': 0 };
    for (let place = 1; place <= places; ++place) {
      const n = Math.ceil((all * place) / places);
      fs.rmSync(work, { recursive: true, force: true });
      fs.cpSync(start, work, { recursive: true });
      const ended = await runCommand(words, { environment: { LD_PRELOAD: library, NO_MEMORY_AT: String(n), ...(forGood ? { NO_MEMORY_FOR_GOOD: '1' } : {}) } });
      ++said[ended.signal === 'SIGABRT' ? 'stopped' : ended.signal ? 'crashed' : ended.code === 0 ? 'done' : 'refused'];
      if (ended.signal && ended.signal !== 'SIGABRT') console.log(`${format} n=${n}${forGood ? ' for good' : ''}: ${ended.signal}`);
      const found = await answersIn(work);
      const isWhole = found === old || found === after;
      if (ended.code === 0 && ended.signal === null && found !== after) { isRight = false; console.log(`${format} n=${n}: said done and was not`); }
      if (ended.code !== 0 && found === after) ++said['was done'];
      if (!isWhole) { isRight = false; console.log(`${format} n=${n}: half done`); }
      if (place % 50 === 0) assert.equal((await json(['ledger', 'verify', '--data', work])).is_right, true);
    }
    isRight &&= said.crashed === 0;
    console.log(`${format}, ${forGood ? 'from the n-th on' : 'the n-th alone'}: ${places} of ${all} allocations: ${JSON.stringify(said)}`);
  }
}
await removeFolder(folder);
console.log(isRight ? 'never half done' : 'NOT RIGHT');
process.exit(isRight ? 0 : 1);
