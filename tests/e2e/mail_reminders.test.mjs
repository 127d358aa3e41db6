// Reminders by mail, read from a mail server that this test starts: only to whoever asked, once a day, and tried again after a failure.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { read, startMailSink } from './support/mail_sink.mjs';
import { openHouse, runCommand } from './support/server.mjs';

const secret = 'a password that nobody may read';
let house, home, sink;

before(async () => {
  house = await openHouse({ untilStep: 8, roles: ['applicant', 'management'] });
  home = `/organisations/${house.organisation}/calendar`;
  sink = await startMailSink();
});
after(async () => {
  await sink?.close();
  await house?.close();
});

async function round(url = sink.url, more = []) {
  const words = ['calendar', 'send-reminders', '--data', house.data, '--json', '--smtp', url, '--mail-from', 'hoshirube@example.jp', ...more];
  const ended = await runCommand(words, { environment: { HOSHIRUBE_SMTP_PASSWORD: secret } });
  return { ...ended, json: ended.stdout ? JSON.parse(ended.stdout) : undefined };
}
const wish = (client, is_wanted) => client.put(`${home}/reminder`, { is_wanted });
const tokyo = (days) => new Date(Date.now() + 9 * 3600_000 + days * 86_400_000).toISOString().slice(0, 10);

test('nobody is reminded who did not ask', async () => {
  assert.deepEqual((await house.applicant.get(`${home}/reminder`)).json, { is_wanted: false, can_be_sent: false });
  // Released eight days less than 14 ago: due in a week from today.
  const arose = await house.applicant.post(`${home}/notes`, { duty: 'update/4-4-4-2', what: 'arose', on: tokyo(-7), note: 'OS' });
  assert.equal(arose.status, 201, arose.text);
  assert.deepEqual((await round()).json, { sent: 0, failed: 0 });
  assert.equal(sink.messages.length, 0);
});

test('a mail that the server refuses is tried again, and nothing secret is said', async () => {
  assert.equal((await wish(house.applicant, true)).status, 200);
  assert.equal((await house.applicant.get(`${home}/reminder`)).json.is_wanted, true);
  const bad = await startMailSink({ refuses: true });
  const refused = await round(bad.url);
  assert.deepEqual(refused.json, { sent: 0, failed: 1 });
  assert.ok(!`${refused.stdout}${refused.stderr}`.includes(secret));
  await bad.close();
  const gone = await round(bad.url);
  assert.deepEqual(gone.json, { sent: 0, failed: 1 }, 'nor where nobody answers');
});

test('whoever asked gets one mail a day that says what is due, until when, and how to end it', async () => {
  assert.deepEqual((await round()).json, { sent: 1, failed: 0 });
  assert.deepEqual((await round()).json, { sent: 0, failed: 0 }, 'once a day');
  assert.equal(sink.messages.length, 1);
  const [message] = sink.messages;
  assert.equal(message.from, 'hoshirube@example.jp');
  assert.deepEqual(message.to, [house.logins.applicant.email]);
  const { headers, subject, body } = read(message);
  assert.match(subject, /期限のお知らせ（/);
  assert.match(body, /4-4-4-2/);
  assert.match(body, /「予定」のページで、いつでも止められます/);
  assert.match(body, /独立したソフトウェア/);
  assert.equal(headers['auto-submitted'], 'auto-generated');
  assert.equal(headers.to, `<${house.logins.applicant.email}>`);
  assert.ok(message.text.split('\r\n').every((line) => line.length <= 78));
});

test('who calls it off, or leaves, is not reminded any more', async () => {
  assert.equal((await wish(house.applicant, false)).status, 200);
  assert.deepEqual((await round()).json, { sent: 0, failed: 0 });
  assert.equal((await wish(house.management, true)).status, 200);
  const left = await runCommand(['calendar', 'remind', house.organisation, '--data', house.data, '--json', '--as', house.logins.management.email]);
  assert.equal(JSON.parse(left.stdout).is_wanted, true);
});

test('settings that cannot be right are refused at once', async () => {
  for (const [words, key] of [[['--smtp', 'http://example.jp', '--mail-from', 'a@example.jp'], 'serve.smtp_malformed'], [['--smtp', 'smtp://example.jp/x?y', '--mail-from', 'a@example.jp'], 'serve.smtp_malformed'], [['--smtp', 'smtp://example.jp'], 'serve.mail_from_missing']]) {
    const { code, stdout } = await runCommand(['calendar', 'send-reminders', '--data', house.data, '--json', ...words]);
    assert.equal(code, 2);
    assert.equal(JSON.parse(stdout).key, key);
  }
});

test('a running server says that it sends mail', async () => {
  const other = await openHouse({ untilStep: 8, roles: ['applicant'], words: ['--behind-proxy', '--smtp', sink.url, '--mail-from', 'hoshirube@example.jp'] });
  try {
    const reminder = await other.applicant.get(`/organisations/${other.organisation}/calendar/reminder`);
    assert.equal(reminder.json.can_be_sent, true);
  } finally {
    await other.close();
  }
});
