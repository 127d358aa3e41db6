// The whole chain by commands alone: what the web pages and the API do, a terminal does as well.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { company, organisationOf, personOf } from './support/example.mjs';
import { removeFolder, repository, runCommand, Server, temporaryFolder } from './support/server.mjs';

const firm = company.organisation.corporate_number;
let folder, data, assessment, seal;
const files = new Map(); // Evidence ids by the file's name in the example.

before(async () => {
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  // Commands open a folder that is there; serving makes it.
  const server = await Server.start(data);
  assert.equal((await server.stop()).code, 0);
});

after(() => removeFolder(folder));

const as = (role) => ['--as', personOf(role).email];

async function json(...words) {
  const { code, stdout, stderr } = await runCommand([...words, '--data', data, '--json', '--lang', 'en']);
  assert.equal(code, 0, `${words.join(' ')}: ${stderr}`);
  return JSON.parse(stdout);
}

async function refused(code, key, ...words) {
  const answer = await runCommand([...words, '--data', data, '--json', '--lang', 'en']);
  assert.equal(`${answer.code} ${JSON.parse(answer.stdout).key}`, `${code} ${key}`, answer.stderr);
}

test('1 organisations and people are entered by the keeper', async () => {
  for (const one of [company.organisation, ...company.organisations])
    await json('organisation', 'add', '--number', one.corporate_number, '--name', one.legal_name, '--kana', one.legal_name_kana,
      '--trade-name', one.trade_name, '--name-en', one.legal_name_en, '--prefecture', one.prefecture, '--industry', one.industry,
      '--staff', String(one.staff), '--invented');
  for (const person of company.people) {
    const { link } = await json('person', 'add', '--organisation', person.organisation, '--email', person.email, '--name', person.name, '--role', person.roles[0]);
    assert.match(link, /^\/invite\//);
  }
  assert.equal((await json('organisation', 'list')).items.length, 4);
  const { kind, number, valid_until } = personOf('expert').qualification;
  await refused(2, 'qualification.kind_unknown', 'qualification', 'add', '--person', personOf('expert').email, '--kind', 'none', '--number', number, '--valid-until', valid_until);
  await json('qualification', 'add', '--person', personOf('expert').email, '--kind', kind, '--number', number, '--valid-until', valid_until);
  assert.ok((await json('qualification', 'kinds')).items.some((one) => one.key === kind));
  assert.equal((await json('expert', 'list')).items[0].may_confirm, true);
});

test('2 and 3 the start is saved and an assessment opened', async () => {
  await json('start', 'save', ...as('applicant'), '--organisation', firm, ...Object.entries(company.profile).flatMap(([step, answer]) => ['--set', `${step}=${answer}`]));
  assert.deepEqual((await json('organisation', 'show', firm, ...as('applicant'))).start, company.profile);
  assessment = (await json('assessment', 'open', ...as('applicant'), '--organisation', firm, '--scope', company.scope.text_ja, '--scope-en', company.scope.text_en)).id;
  const twin = await runCommand(['assessment', 'open', ...as('applicant'), '--organisation', firm, '--scope', '全社', '--data', data, '--json', '--lang', 'en']);
  assert.equal(`${twin.code} ${JSON.parse(twin.stdout).key} ${JSON.parse(twin.stdout).assessment}`, `5 assessment.open_already ${assessment}`, twin.stderr);
  const head = await json('assessment', 'show', assessment, ...as('applicant'));
  assert.equal(head.progress.distance, 81);
  await json('assessment', 'scope', assessment, ...as('applicant'), '--version', String(head.version), '--scope', company.scope.text_ja, '--scope-en', company.scope.text_en);
  assert.ok((await json('assessment', 'next', assessment, ...as('applicant'))).items.length <= 5);
  assert.equal((await json('assessment', 'list', firm, ...as('applicant'))).items.length, 1);
});

test('4 all criteria are answered', async () => {
  for (const answer of company.answers)
    await json('assessment', 'answer', assessment, answer.criterion, ...as('applicant'), '--state', answer.state,
      ...(answer.branches ?? []).flatMap((key) => ['--branch', key]), ...(answer.note ? ['--note', answer.note] : []), ...(answer.reason ? ['--reason', answer.reason] : []));
  const { answers } = await json('assessment', 'answers', assessment, ...as('applicant'));
  assert.equal(answers.length, 81);
  await refused(5, 'answer.changed_meanwhile', 'assessment', 'answer', assessment, '1-2-1-1', ...as('applicant'), '--state', 'met', '--version', '0');
});

test('5 evidence is handed in, tied to answers, and comes back as it went in', async () => {
  for (const one of company.evidence) {
    const period = [...(one.effective_from ? ['--from', one.effective_from] : []), ...(one.effective_to ? ['--to', one.effective_to] : [])];
    files.set(one.file, (await json('evidence', 'add', path.join(repository, 'example', one.file), ...as('applicant'), '--organisation', firm, ...period)).id);
  }
  for (const answer of company.answers)
    for (const file of answer.evidence) await json('evidence', 'link', assessment, answer.criterion, files.get(file), ...as('applicant'));
  const { items } = await json('evidence', 'list', firm, ...as('applicant'));
  assert.equal(items.length, company.evidence.length);
  const out = path.join(folder, 'back');
  await json('evidence', 'get', items[0].id, '--out', out, ...as('applicant'));
  assert.equal(createHash('sha256').update(await readFile(out)).digest('hex'), items[0].sha256);
  await refused(5, 'evidence.in_use', 'evidence', 'remove', items.find((one) => one.stands_behind.length > 0).id, ...as('applicant'));
  await refused(4, 'evidence.not_found', 'evidence', 'get', items[0].id, '--out', out, ...as('operator'));
});

test('6 the named expert confirms; others cannot', async () => {
  const expert = ['--expert', personOf('expert').email];
  await refused(5, 'expert.not_expert', 'assessment', 'submit', assessment, ...as('applicant'), '--expert', personOf('buyer').email);
  await json('assessment', 'submit', assessment, ...as('applicant'), ...expert);
  await json('assessment', 'take-back', assessment, ...as('applicant'));
  await json('assessment', 'submit', assessment, ...as('applicant'), ...expert);
  assert.equal((await json('review', 'list', ...as('expert'))).items.length, 1);
  await refused(3, 'access.denied', 'review', 'decide', assessment, '1-2-1-1', '--decision', 'confirmed', ...as('applicant'));
  for (const { criterion, state } of company.answers)
    await json('review', 'decide', assessment, criterion, '--decision', 'confirmed', ...(state === 'not_applicable' ? ['--agree-not-applicable'] : []), ...as('expert'));
  await json('review', 'undo', assessment, '1-2-1-1', ...as('expert'));
  assert.equal((await json('review', 'show', assessment, ...as('expert'))).left, 1);
  await refused(5, 'review.not_finished', 'review', 'send', assessment, '--outcome', 'confirm', ...as('expert'));
  await json('review', 'decide', assessment, '1-2-1-1', '--decision', 'confirmed', ...as('expert'));
  await json('review', 'advise', assessment, '--text', '年に一度は戻してみましょう。', '--criterion', '4-3-4-3', ...as('expert'));
  await refused(5, 'review.scope_other', 'review', 'send', assessment, '--outcome', 'confirm', ...as('expert'));
  const { scope_sha256 } = await json('review', 'show', assessment, ...as('expert'));
  await json('review', 'send', assessment, '--outcome', 'confirm', '--scope', scope_sha256, ...as('expert'));
});

test('7 management declares what was confirmed', async () => {
  const page = await json('declaration', 'show', assessment, ...as('management'));
  seal = page.seal.form_sha256;
  await refused(5, 'assessment.out_of_order', 'register', 'add', assessment, '--seal', seal, ...as('operator'));
  await refused(3, 'access.denied', 'declaration', 'make', assessment, '--seal', seal, ...as('applicant'));
  await json('declaration', 'make', assessment, '--seal', seal, ...as('management'));
});

test('8 the operator refuses once, then registers', async () => {
  assert.equal((await json('register', 'waiting', ...as('operator'))).items.length, 1);
  await json('register', 'refuse', assessment, '--reason', 'Please check the scope.', ...as('operator'));
  await json('declaration', 'make', assessment, '--seal', seal, ...as('management'));
  assert.equal((await json('register', 'show', assessment, ...as('operator'))).obstacle, '');
  await refused(5, 'seal.other', 'register', 'add', assessment, '--seal', '0'.repeat(64), ...as('operator'));
  await json('register', 'add', assessment, '--seal', seal, ...as('operator'));
});

test('9 anyone looks it up, and the buyer follows it', async () => {
  for (const typed of [firm, 'ミホシ', 'ﾐﾎｼｾｲｷ']) assert.equal((await json('register', 'look-up', typed)).items.length, 1, typed);
  const record = await json('register', 'record', firm);
  assert.equal(record.certificates[0].state, 'valid');
  const buyer = organisationOf('buyer').corporate_number;
  await json('follow', 'add', firm, '1180301018771', '--organisation', buyer, ...as('buyer'));
  await json('follow', 'remove', '1180301018771', '--organisation', buyer, ...as('buyer'));
  const { items } = await json('follow', 'list', '--organisation', buyer, ...as('buyer'));
  assert.deepEqual(items.map((one) => one.record), [record]);
});

test('10 each act is an event', async () => {
  const events = [];
  for (;;) {
    const { items } = await json('event', 'list', '--after', String(events.at(-1)?.sequence ?? 0), '--limit', '200');
    if (items.length === 0) break;
    events.push(...items);
  }
  const count = (type) => events.filter((one) => one.type === type).length;
  assert.equal(count('answer.saved'), 81);
  assert.equal(count('evidence.added'), company.evidence.length);
  assert.equal(count('review.decided'), 82);
  assert.equal(count('conformity.declared'), 2);
  assert.equal(count('star.registered'), 1);
});
