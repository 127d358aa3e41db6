// What a star goes on asking for: read, noted, taken back, and read by a calendar program that knows only an address.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import ICAL from 'ical.js';

import { Contract } from './support/contract.mjs';
import { assertProblem } from './support/problem.mjs';
import { openHouse, runCommand } from './support/server.mjs';

const contract = new Contract();
let house, home;

before(async () => {
  house = await openHouse({ untilStep: 8 });
  contract.watch(house.applicant, house.management, house.expert, house.operator);
  home = `/organisations/${house.organisation}/calendar`;
});
after(() => house?.close());

const calendar = async (client = house.applicant) => {
  const answer = await client.get(home);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const itemOf = (found, key) => found.items.filter((item) => item.key === key);
const note = (body, client = house.applicant) => client.post(`${home}/notes`, body);
const plus = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

// Lines as RFC 5545 has them, and the entries as an independent reader sees them.
function entriesOf(bytes) {
  const lines = Buffer.from(bytes).toString('binary').split('\r\n');
  assert.equal(lines.pop(), '', 'the last line ends too');
  for (const line of lines) {
    assert.ok(line.length <= 75, `${line.length} octets: ${line}`);
    assert.ok(!/[\r\n]/.test(line), 'no bare line end');
  }
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const root = new ICAL.Component(ICAL.parse(text));
  assert.equal(root.name, 'vcalendar');
  assert.equal(root.getFirstPropertyValue('version'), '2.0');
  assert.match(root.getFirstPropertyValue('prodid'), /Hoshirube/);
  const entries = root.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
  assert.equal(new Set(entries.map((each) => each.uid)).size, entries.length, 'each has a UID of its own');
  for (const each of entries) {
    assert.ok(each.startDate.isDate && each.endDate.isDate, 'whole days');
    assert.equal(each.endDate.subtractDate(each.startDate).toSeconds(), 86_400, 'one day');
    assert.ok(each.component.getFirstPropertyValue('dtstamp'));
  }
  return entries;
}

test('a registered star brings its duties, each with its last day', async () => {
  const found = await calendar();
  assert.equal(found.has_star, true);
  assert.equal(found.may_keep, true);
  const { certificate } = (await house.applicant.get(`/assessments/${house.assessment}`)).json;
  const [renewal] = found.items.filter((item) => item.kind === 'renewal');
  assert.equal(renewal.due_on, certificate.last_valid_day);
  assert.equal(renewal.when, 'later');
  const [yearly] = itemOf(found, 'yearly/3-1-1-4');
  assert.equal(yearly.due_on, certificate.last_valid_day, 'a year from registration, as the star');
  assert.ok(yearly.title);
  assert.equal(itemOf(found, 'update/4-4-4-2')[0].when, 'on_occasion');
  const days = found.items.map((item) => item.due_on ?? '9');
  assert.deepEqual(days, [...days].sort(), 'sooner first');
  assert.equal((await calendar(house.management)).items.length, found.items.length);
  assert.deepEqual((await calendar(house.applicant.speaking('en'))).items.map((item) => item.key), found.items.map((item) => item.key));
});

test('what was done is noted with a file, moves the day, and can be taken back', async () => {
  const { today } = await calendar();
  const [file] = (await house.applicant.get(`/organisations/${house.organisation}/evidence`)).json.items;
  const before = itemOf(await calendar(), 'yearly/3-1-1-4')[0].due_on;
  const kept = await note({ duty: 'yearly/3-1-1-4', what: 'done', on: today, note: '全台を点検した', evidence: [file.id] });
  assert.equal(kept.status, 201, kept.text);
  const after = await calendar();
  assert.equal(itemOf(after, 'yearly/3-1-1-4')[0].last_done_on, today);
  assert.deepEqual(after.notes.map(({ duty, what, on, note: words, evidence, noted_by_name }) => [duty, what, on, words, evidence[0].file_name, noted_by_name]),
    [['yearly/3-1-1-4', 'done', today, '全台を点検した', file.file_name, house.applicant.session.name]]);
  const events = (await house.applicant.get(`/organisations/${house.organisation}/audit?limit=50`)).json.items;
  assert.ok(events.some((event) => event.act === 'duty.done' && event.record.includes(file.id)));
  assert.equal((await house.applicant.delete(`${home}/notes/${kept.json.id}`)).status, 200);
  assert.equal(itemOf(await calendar(), 'yearly/3-1-1-4')[0].due_on, before);
  assert.deepEqual((await calendar()).notes, []);
});

test('an urgent update is due 14 days after its release, until it was done', async () => {
  const { today } = await calendar();
  const released = plus(today, -3);
  const arose = await note({ duty: 'update/4-4-4-2', what: 'arose', on: released, note: 'ブラウザー' });
  assert.equal(arose.status, 201, arose.text);
  const [open] = itemOf(await calendar(), 'update/4-4-4-2');
  assert.equal(open.due_on, plus(released, 14));
  assert.equal(open.arose, arose.json.id);
  assert.equal((await note({ duty: 'update/4-4-4-2', what: 'done', on: today, settles: arose.json.id })).status, 201);
  assert.deepEqual(itemOf(await calendar(), 'update/4-4-4-2').map((item) => item.due_on), [null]);
  const again = await note({ duty: 'update/4-4-4-2', what: 'done', on: today, settles: arose.json.id });
  assertProblem(again, { status: 404, key: 'duty.note_not_found', field: undefined }, 'ja');
});

test('what cannot be noted is refused in both languages, with the field', async () => {
  const { today, items } = await calendar();
  const cases = [
    [{ duty: 'yearly/9-9-9-9', what: 'done', on: today }, { status: 404, key: 'duty.unknown', field: undefined }],
    [{ duty: 'yearly/3-1-1-4', what: 'done', on: plus(today, 1) }, { status: 400, key: 'duty.in_future', field: 'on' }],
    [{ duty: 'yearly/3-1-1-4', what: 'done', on: '2026-02-30' }, { status: 400, key: 'day.not_a_day', field: 'on' }],
    [{ duty: 'yearly/3-1-1-4', what: 'perhaps', on: today }, { status: 400, key: 'duty.note_unknown', field: 'what' }],
    [{ duty: 'yearly/3-1-1-4', what: 'arose', on: today }, { status: 400, key: 'duty.no_occasion', field: 'what' }],
    [{ duty: items.find((item) => item.kind === 'renewal').key, what: 'done', on: today }, { status: 400, key: 'duty.done_elsewhere', field: 'duty' }],
    [{ duty: 'yearly/3-1-1-4', what: 'done', on: today, evidence: ['none'] }, { status: 404, key: 'evidence.not_found', field: undefined }],
  ];
  for (const [body, expected] of cases)
    for (const language of ['ja', 'en']) assertProblem(await note(body, house.applicant.speaking(language)), expected, language);
});

test('the calendar leaves as a file that an independent reader understands, in both languages', async () => {
  for (const [language, says] of [['ja', /星の期限/], ['en', /The star ends/]]) {
    const file = await house.applicant.get(`${home}/file?lang=${language}`);
    assert.equal(file.status, 200);
    assert.match(file.headers['content-type'], /^text\/calendar; charset=utf-8/);
    const entries = entriesOf(file.bytes);
    const { items } = await calendar();
    const dated = items.filter((item) => item.due_on && item.kind !== 'evidence').length;
    const proofDays = new Set(items.filter((item) => item.kind === 'evidence').map((item) => item.due_on)).size;
    assert.equal(entries.length, dated + proofDays);
    const renewal = entries.find((each) => says.test(each.summary));
    assert.equal(renewal.startDate.toString(), items.find((item) => item.kind === 'renewal').due_on);
  }
});

test('a private address opens for a calendar program, with the same UIDs, until it is revoked', async () => {
  assert.deepEqual((await house.applicant.get(`${home}/links`)).json.items, []);
  assert.equal((await house.applicant.post(`${home}/links`, { language: 'ja' })).status, 201);
  const [link] = (await house.applicant.get(`${home}/links`)).json.items;
  assert.deepEqual((await house.management.get(`${home}/links`)).json.items, [], 'a colleague does not see it');
  const program = house.server.client();
  const read = () => program.get(`/${link.path.replace(/^\/api\/v1\//, '')}`);
  const first = await read();
  assert.equal(first.status, 200, first.text);
  const uids = (bytes) => entriesOf(bytes).map((each) => each.uid).sort();
  assert.deepEqual(uids((await read()).bytes), uids(first.bytes));
  const file = await house.applicant.get(`${home}/file?lang=ja`);
  assert.deepEqual(uids(file.bytes), uids(first.bytes));
  const forged = link.path.replace(/[0-9a-f](?=\.ics$)/, (last) => (last === '0' ? '1' : '0')).replace(/^\/api\/v1/, '');
  assertProblem(await program.get(forged), { status: 404, key: 'calendar.link_not_found', field: undefined }, 'ja');
  assertProblem(await house.management.delete(`${home}/links/${link.id}`), { status: 404, key: 'calendar.link_not_found', field: undefined }, 'ja');
  assert.equal((await house.applicant.delete(`${home}/links/${link.id}`)).status, 200);
  assertProblem(await read(), { status: 404, key: 'calendar.link_not_found', field: undefined }, 'ja');
});

test('the command line says and does the same', async () => {
  const { today } = await calendar();
  const run = async (...words) => {
    const { code, stdout, stderr } = await runCommand([...words, '--data', house.data, '--json', '--lang', 'ja', '--as', house.logins.applicant.email]);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  const listed = await run('calendar', 'list', house.organisation);
  assert.deepEqual(listed.items, (await calendar()).items);
  const kept = await run('calendar', 'done', house.organisation, 'yearly/3-1-1-4', '--on', today, '--note', '点検した');
  assert.equal((await calendar()).notes[0].id, kept.id);
  await run('calendar', 'take-back', house.organisation, kept.id);
  const out = path.join(house.data, 'due.ics');
  await run('calendar', 'export', house.organisation, '--out', out);
  entriesOf(await readFile(out));
  const link = await run('calendar', 'link', 'add', house.organisation);
  assert.equal((await run('calendar', 'link', 'list', house.organisation)).items.length, 1);
  await run('calendar', 'link', 'revoke', house.organisation, link.id);
  const keeper = await runCommand(['calendar', 'link', 'add', house.organisation, '--data', house.data, '--json']);
  assert.equal(keeper.code, 2);
  assert.equal(JSON.parse(keeper.stdout).key, 'calendar.person_needed');
});
