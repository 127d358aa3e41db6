#!/usr/bin/env node
// The server's clock stands ten years ahead, then a day behind what was recorded: what still holds, and what the keeper is told.
//
//   node bench/server/clock.mjs          needs faketime (Debian package)

import assert from 'node:assert/strict';
import fs from 'node:fs';

import { acceptLink, loadExample, password, removeFolder, runCommand, Server, temporaryFolder } from '../../tests/e2e/support/server.mjs';

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
if (!fs.existsSync(library)) throw new Error(`faketime is not installed: no ${library}`);
const clock = (offset) => (offset ? { LD_PRELOAD: library, FAKETIME: offset } : {});
const data = `${await temporaryFolder('hoshirube-clock-')}/data`;
process.once('exit', () => fs.rmSync(data.replace(/\/data$/, ''), { recursive: true, force: true }));
const logins = await loadExample(data, { untilStep: 8 });
const json = async (words, offset) => {
  const answer = await runCommand([...words, '--data', data, '--json', '--lang', 'en'], { environment: clock(offset) });
  return { code: answer.code, ...JSON.parse(answer.stdout.trim().split('\n')[0] || '{}') };
};
const say = (what, result) => console.log(`${what.padEnd(66)} ${result}`);

let server = await Server.start(data);
const applicant = await acceptLink(server, logins.applicant);
const organisation = applicant.session.memberships[0].organisation_id;
// What was recorded last, by its number; asked at the machine itself with the right clock.
const lastRecorded = async () => (await json(['event', 'list', '--limit', '1000'])).items.at(-1).sequence;
const number = (await applicant.get(`/organisations/${organisation}`)).json.corporate_number;
const star = async () => (await server.client().get(`/public/organisations/${number}`)).json;
const stateNow = (await star()).certificates[0];
await server.stop();

async function signedIn() {
  const client = server.client();
  const answer = await client.post('/session', { email: logins.applicant.email, password });
  assert.equal(answer.status, 200, answer.text);
  return client;
}

for (const [offset, name] of [['+3652d', 'ten years on'], ['-1d', 'a day back']]) {
  server = await Server.start(data, { environment: clock(offset) });
  const stale = server.client();
  stale.cookies = new Map(applicant.cookies);
  const old = await stale.get('/session');
  say(`${name}: a session of today`, old.status === 200 ? 'still opens' : `is over (${old.json.key})`);
  const client = await signedIn();
  const before = await lastRecorded();
  const saved = await client.put('/session/language', { language: 'ja' });
  say(`${name}: signing in and saving`, `${saved.status}`);
  const member = await client.get(`/organisations/${organisation}`);
  say(`${name}: who joined the firm today`, member.status === 200 ? 'belongs to it' : 'does not belong to it yet');
  const shown = (await star()).certificates[0];
  say(`${name}: the star registered today is shown as`, `${shown.state} (today: ${stateNow.state}), last valid day ${shown.last_valid_day ?? shown.valid_through ?? ''}`);
  const after = await lastRecorded();
  say(`${name}: order of what was recorded`, after > before ? 'by number, not by time: right' : 'WRONG');
  const found = await json(['doctor'], offset);
  say(`${name}: doctor says`, found.findings.filter(({ key }) => key.startsWith('clock')).map(({ level, key }) => `${level} ${key}`).join(', '));
  await server.stop();
  const ledger = await json(['ledger', 'verify']);
  say(`${name}: the ledger read with the right clock afterwards`, ledger.is_right ? 'right' : 'WRONG');
  if (!ledger.is_right || after <= before) process.exitCode = 1;
}
server = await Server.start(data);
say('back on the right clock: the star is', (await star()).certificates[0].state);
assert.equal((await signedIn()).cookies.size > 0, true);
await server.stop();
const found = await json(['doctor']);
say('back on the right clock after ten years on: doctor says', found.findings.filter(({ key }) => key.startsWith('clock')).map(({ level, key }) => `${level} ${key}`).join(', '));
await removeFolder(data);
