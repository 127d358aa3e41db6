// Every data file of the catalogue against the schema that stands beside it.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import Ajv from 'ajv/dist/2020.js';

import { repository } from './support/server.mjs';

const catalogue = path.join(repository, 'catalogue');
const read = async (...parts) => JSON.parse(await readFile(path.join(catalogue, ...parts), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
const schema = async (name) => ajv.compile(await read('schema', `${name}.schema.json`));

function assertValid(validate, value, name) {
  assert.ok(validate(value), `${name}: ${JSON.stringify((validate.errors ?? []).slice(0, 3))}`);
}

test('each edition, its criteria and the maps between editions fit their schemas', async () => {
  const [edition, criteria, map] = [await schema('edition'), await schema('criteria'), await schema('migration')];
  let files = 0;
  for (const folder of (await readdir(catalogue)).filter((name) => /^\d{4}-\d\d-\d\d$/.test(name))) {
    assertValid(edition, await read(folder, 'edition.json'), folder);
    for (const file of await readdir(path.join(catalogue, folder, 'criteria'))) {
      assertValid(criteria, await read(folder, 'criteria', file), `${folder}/${file}`);
      files += 1;
    }
  }
  for (const file of await readdir(path.join(catalogue, 'migrations'))) assertValid(map, await read('migrations', file), file);
  assert.ok(files >= 32, 'both editions were read');
});

test('the schemas refuse what they should', async () => {
  const criteria = await schema('criteria');
  const whole = await read('2026-03-27', 'criteria', '1-1.json');
  for (const spoil of [(c) => { delete c.en; }, (c) => { c.number = '1-1-1'; }, (c) => { c.ja.why = ''; }, (c) => { c.official_text = 'x'; }, (c) => { c.references.other = ['1']; }, (c) => { c.references.iso_iec_27001_2022 = ['A 8.10']; }, (c) => { c.references.auto_guideline_2_3 = ['(LV2)']; }, (c) => { c.references.cyber_essentials_v16 = ['A7.14 - A7.17']; }]) {
    const spoilt = structuredClone(whole);
    spoil(spoilt[0]);
    assert.equal(criteria(spoilt), false);
  }
});
