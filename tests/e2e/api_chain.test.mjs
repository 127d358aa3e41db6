// The whole chain over HTTP, from an empty data folder, each person with the role they have; every answer is held
// against docs/openapi.yaml.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';

import { Authenticator, codeOf } from './support/authenticator.mjs';
import { Contract } from './support/contract.mjs';
import { answerFields, company, confirmAll, fileBytes, organisationFields, organisationOf, personOf, sendConfirmation } from './support/example.mjs';
import { keepNetwork, planOf } from './support/network.mjs';
import { assertProblem } from './support/problem.mjs';
import { acceptLink, password, removeFolder, runCommand, Server, temporaryFolder } from './support/server.mjs';

const contract = new Contract();
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const firm = company.organisation.corporate_number;
let data, server, operator, applicant, management, expert, buyer, visitor;
let organisation, expertFirm, buyerFirm, assessment, seal;
const shelf = new Map(); // Evidence ids by the file's name in the example.

// The answer must have the expected status; its JSON.
async function ok(promise, status = 200) {
  const answer = await promise;
  assert.equal(answer.status, status, answer.text);
  return answer.json;
}

async function inviteAndAccept(by, organisationId, role) {
  const person = personOf(role);
  const invite = await ok(by.post(`/organisations/${organisationId}/invites`, { email: person.email, name: person.name, role }), 201);
  const people = await ok(by.get(`/organisations/${organisationId}/people`));
  const { link } = people.invites.find((one) => one.id === invite.id);
  const offered = await ok(visitor.get(`/invites/${link.replace('/invite/', '')}`));
  assert.equal(offered.role, role);
  assert.equal(offered.has_account, undefined);
  return acceptLink(server, { link, name: person.name, role }, { observer: contract.observer });
}

before(async () => {
  data = await temporaryFolder();
  server = await Server.start(data);
  visitor = server.client();
  contract.watch(visitor);
  // The first operator is entered by the server's keeper, on the command line.
  const office = organisationOf('operator'), person = personOf('operator');
  const add = await runCommand(['organisation', 'add', '--data', data, '--number', office.corporate_number, '--name', office.legal_name,
    '--kana', office.legal_name_kana, '--prefecture', office.prefecture, '--industry', office.industry, '--staff', String(office.staff), '--invented']);
  assert.equal(add.code, 0, add.stderr);
  const enrolled = await runCommand(['person', 'add', '--data', data, '--json', '--organisation', office.corporate_number,
    '--email', person.email, '--name', person.name, '--role', 'operator']);
  assert.equal(enrolled.code, 0, enrolled.stderr);
  operator = await acceptLink(server, { link: JSON.parse(enrolled.stdout).link, name: person.name, role: 'operator' }, { observer: contract.observer });
});

after(async () => {
  await server?.stop();
  await removeFolder(data);
});

test('a visitor learns what the server is and holds', async () => {
  assert.equal((await ok(visitor.get('/health'))).status, 'healthy');
  assert.equal((await ok(visitor.get('/ready'))).status, 'ready');
  const editions = await ok(visitor.get('/editions'));
  assert.equal(editions.current, '2026-03-27');
  const guide = await ok(visitor.get('/start-guide'));
  assert.ok(guide.steps.length >= 8);
  for (const lang of ['ja', 'en']) {
    const criteria = await ok(visitor.get(`/editions/${editions.current}/criteria?star=3&lang=${lang}`));
    assert.equal(criteria.items.length, 81);
    assert.equal(new Set(criteria.items.map((one) => one.requirement)).size, 26);
  }
});

test('catalogue text is cacheable and answers 304 to its tag', async () => {
  const first = await visitor.get('/editions/2026-03-27/criteria?star=3&lang=ja');
  visitor.observer = undefined; // A 304 has no body to judge.
  const again = await visitor.get('/editions/2026-03-27/criteria?star=3&lang=ja', { headers: { 'If-None-Match': first.headers.etag } });
  contract.watch(visitor);
  assert.equal(again.status, 304);
  assert.equal(again.bytes.length, 0);
});

test('1 the operator enters the firms and invites; the firm invites its management', async () => {
  organisation = (await ok(operator.post('/organisations', organisationFields(company.organisation)), 201)).id;
  expertFirm = (await ok(operator.post('/organisations', organisationFields(organisationOf('expert'))), 201)).id;
  buyerFirm = (await ok(operator.post('/organisations', organisationFields(organisationOf('buyer'))), 201)).id;
  applicant = await inviteAndAccept(operator, organisation, 'applicant');
  management = await inviteAndAccept(applicant, organisation, 'management');
  expert = await inviteAndAccept(operator, expertFirm, 'expert');
  buyer = await inviteAndAccept(operator, buyerFirm, 'buyer');
  const found = await ok(operator.get('/organisations?q=' + encodeURIComponent('ﾐﾎｼｾｲｷ'))); // Half-width kana are folded.
  assert.deepEqual(found.items.map((one) => one.corporate_number), [firm]);
});

test('1 an entry is corrected on the version it was read at', async () => {
  const entry = await ok(applicant.get(`/organisations/${organisation}`));
  const fields = { ...organisationFields(entry), staff: 32, version: entry.version };
  assert.equal((await ok(applicant.put(`/organisations/${organisation}`, fields))).version, entry.version + 1);
  const stale = await applicant.put(`/organisations/${organisation}`, { ...fields, staff: 33 });
  assert.equal(stale.status, 409);
  assert.equal(stale.json.key, 'changed_meanwhile');
  assert.match(stale.json.title, /あなたの別の画面で/, 'by the very same person');
  const others = await operator.put(`/organisations/${organisation}`, { ...fields, staff: 33 });
  assert.match(others.json.title, /ほかの人によって/);
  assert.equal((await ok(applicant.get(`/organisations/${organisation}`))).staff, 32);
});

test('1 a person signs out, in again, and chooses a language', async () => {
  assert.equal((await applicant.delete('/session', { key: null })).status, 204);
  assert.equal((await applicant.get('/session')).status, 401);
  const session = await ok(applicant.post('/session', { email: personOf('applicant').email, password }, { key: null }));
  assert.equal(session.memberships[0].organisation_id, organisation);
  await ok(applicant.put('/session/language', { language: 'en' }));
  assert.equal((await ok(applicant.get('/session'))).language, 'en');
});

test('1 a person keeps the ways to sign in, and who else belongs to the firm', async () => {
  const { email } = personOf('applicant');
  const other = server.client();
  await ok(other.post('/session', { email, password }));
  const sessions = (await ok(applicant.get('/sessions'))).items;
  assert.deepEqual(sessions.map((one) => one.is_this).sort(), [false, true]);
  await ok(applicant.delete(`/sessions/${sessions.find((one) => !one.is_this).id}`));
  assert.equal((await other.get('/session')).status, 401);
  await ok(applicant.delete('/sessions'));
  await ok(applicant.post('/session/proof', { password }));
  await ok(applicant.put('/session/password', { present: password, password: `${password}2` }));
  await ok(applicant.put('/session/password', { present: `${password}2`, password }));

  const { secret } = await ok(applicant.post('/session/code-app'));
  const { recovery_codes } = await ok(applicant.put('/session/code-app', { code: codeOf(secret) }));
  await ok(applicant.post('/session/proof', { code: recovery_codes[0] }));
  assert.equal((await ok(applicant.get('/session/factors'))).recovery_codes_left, 9);
  await ok(applicant.post('/session/recovery-codes'));
  await ok(applicant.delete('/session/code-app'));

  const device = new Authenticator(server.url);
  const { challenge } = await ok(applicant.post('/session/passkey-options'));
  const { id } = await ok(applicant.post('/session/passkeys', { name: '電話', ...device.make(challenge) }), 201);
  await ok(applicant.put(`/session/passkeys/${id}`, { name: '会社の電話' }));
  const asked = async () => device.answer((await ok(visitor.post('/passkey-challenges'))).challenge);
  await ok(applicant.post('/session/proof', { passkey: await asked() }));
  await ok(applicant.post('/session/passkey', await asked()));
  const forger = new Authenticator(server.url);
  forger.id = device.id; // The same name, another key.
  const forged = forger.answer((await ok(visitor.post('/passkey-challenges'))).challenge);
  assert.equal((await visitor.post('/session/passkey', forged)).json.key, 'session.wrong_proof');
  await ok(applicant.delete(`/session/passkeys/${id}`));

  const people = `/organisations/${organisation}`;
  const invite = (name) => ok(applicant.post(`${people}/invites`, { email: `${name}@example.jp`, name, role: 'applicant' }), 201);
  const second = await ok(applicant.post(`${people}/invites/${(await invite('leaver')).id}/renewal`), 201);
  await ok(applicant.delete(`${people}/invites/${(await invite('nobody')).id}`));
  const { link } = (await ok(applicant.get(`${people}/people`))).invites.find((one) => one.id === second.id);
  const leaver = await acceptLink(server, { link, name: 'leaver', role: 'applicant' });
  const person = `${people}/people/${leaver.session.person_id}`;
  await ok(applicant.put(`${person}/roles/applicant`, { last_day: '2099-12-31' }));
  assert.deepEqual((await ok(applicant.get(`${person}/open-work`))).criteria, []);
  await ok(applicant.post(`${person}/departure`, {}));
  assert.equal((await leaver.get('/session')).status, 401);
});

test('1 the expert’s qualification is put on file, of a kind the operator keeps', async () => {
  const { qualification } = personOf('expert');
  await ok(operator.put('/qualification-kinds/test_kind', { ja: '試しの資格', en: 'Trial qualification', is_accepted: false }));
  const kinds = await ok(operator.get('/qualification-kinds'));
  assert.ok(kinds.items.some((one) => one.key === 'test_kind' && !one.is_accepted));
  const before = await ok(applicant.get('/experts'));
  assert.equal(before.items[0].may_confirm, false);
  assert.notEqual(before.items[0].obstacle, '');
  await ok(operator.post(`/people/${expert.session.person_id}/qualifications`, {
    kind: qualification.kind, number: qualification.number, valid_until: qualification.valid_until }), 201);
  const now = await ok(applicant.get('/experts?q=' + encodeURIComponent('荻野')));
  assert.equal(now.items[0].may_confirm, true);
});

test('2 the ten-minute start is saved', async () => {
  await ok(applicant.put(`/organisations/${organisation}/profile`, { answers: company.profile }));
  assert.deepEqual((await ok(applicant.get(`/organisations/${organisation}/profile`))).answers, company.profile);
});

test('3 an assessment is opened and its scope corrected', async () => {
  const scope = { kind: 'company', description: '本社のみ', description_en: 'Head office only' };
  assessment = (await ok(applicant.post(`/organisations/${organisation}/assessments`, { edition: '2026-03-27', star: 3, scope }), 201)).id;
  const head = await ok(applicant.get(`/assessments/${assessment}`));
  assert.equal(head.state, 'draft');
  assert.equal(head.progress.distance, 81);
  const { kind, text_ja, text_en } = company.scope;
  await ok(applicant.put(`/assessments/${assessment}/scope`, { scope: { kind, description: text_ja, description_en: text_en }, version: head.version }));
  assert.deepEqual((await ok(applicant.get(`/assessments/${assessment}`))).scope, { kind, description: text_ja, description_en: text_en });
  const next = await ok(applicant.get(`/assessments/${assessment}/next`));
  assert.ok(next.items.length > 0 && next.items.length <= 5);
  assert.equal((await ok(applicant.get(`/organisations/${organisation}/assessments`))).items.length, 1);
});

test('4 the 81 criteria are answered, and the distance is counted in whole criteria', async () => {
  let left = 81;
  for (const answer of company.answers) {
    await ok(applicant.put(`/assessments/${assessment}/answers/${answer.criterion}`, answerFields(answer)));
    left -= 1;
    if (left % 27 === 0) assert.equal((await ok(applicant.get(`/assessments/${assessment}`))).progress.distance, left);
  }
  const { answers } = await ok(applicant.get(`/assessments/${assessment}/answers`));
  assert.equal(answers.length, 81);
  for (const answer of answers) assert.equal(answer.version, 1);
});

test('4 the answers leave as a file, come back unchanged, and move to another edition', async () => {
  const { bytes } = await applicant.get(`/assessments/${assessment}/export?format=csv`);
  const preview = await ok(applicant.send('POST', `/assessments/${assessment}/import-preview?format=csv`, { body: bytes, type: 'application/octet-stream', key: null }));
  assert.deepEqual([preview.rows, preview.same, preview.changes], [81, 81, []]);
  await ok(applicant.post(`/assessments/${assessment}/import?format=csv`, bytes, { type: 'application/octet-stream' }));
  assert.equal((await ok(applicant.get(`/assessments/${assessment}/answers`))).answers.find((one) => one.criterion === '1-2-1-1').version, 1);

  const changes = await ok(visitor.get('/editions/2025-12-26/changes/2026-03-27?lang=ja'));
  assert.ok(changes.items.length > 150);
  const guide = Buffer.from('評価基準No.,解説\n1-2-1-1,試しの解説\n', 'utf8');
  await ok(operator.post('/editions/2025-12-26/guide?file_name=guide.csv', guide, { type: 'application/octet-stream' }), 201);
  assert.equal((await ok(applicant.get('/editions/2025-12-26/official-text'))).guide.items[0].text, '試しの解説');
  const draft = await ok(applicant.post(`/organisations/${organisation}/assessments`, {
    edition: '2025-12-26', star: 3, scope: { kind: 'departments', description: '製造部' } }), 201);
  await ok(applicant.put(`/assessments/${draft.id}/answers/6-1-1-4`, { state: 'met', note: '書いたこと', version: 0 }));
  const plan = await ok(applicant.get(`/assessments/${draft.id}/move?edition=2026-03-27`));
  assert.equal(plan.carried.length, 1);
  const moved = await ok(applicant.post(`/assessments/${draft.id}/move`, { edition: '2026-03-27' }), 201);
  const { answers } = await ok(applicant.get(`/assessments/${moved.id}/answers`));
  assert.deepEqual(answers.filter((one) => one.state !== 'unknown').map((one) => one.criterion), plan.carried.map((one) => one.criterion));
});

test('5 evidence is handed in, tied to answers, corrected, and comes back as it went in', async () => {
  for (const one of company.evidence) {
    const name = one.file.split('/').pop();
    const query = (one.effective_from ? `&effective_from=${one.effective_from}` : '') + (one.effective_to ? `&effective_to=${one.effective_to}` : '');
    shelf.set(one.file, (await ok(applicant.upload(organisation, name, fileBytes(one.file), { query }), 201)).id);
  }
  for (const answer of company.answers)
    for (const file of answer.evidence)
      await ok(applicant.put(`/assessments/${assessment}/answers/${answer.criterion}/evidence/${shelf.get(file)}`));
  const { items } = await ok(applicant.get(`/organisations/${organisation}/evidence`));
  assert.equal(items.length, company.evidence.length);
  for (const one of company.evidence) {
    const item = items.find((entry) => entry.id === shelf.get(one.file));
    assert.equal(item.sha256, sha256(fileBytes(one.file)));
    assert.equal(item.media_type, one.media_type, one.file);
    assert.equal(item.effective_to, one.effective_to ?? null);
    const content = await applicant.get(`/evidence/${item.id}/content`);
    assert.deepEqual(content.bytes, fileBytes(one.file));
    assert.match(content.headers['content-disposition'], /^attachment;/);
    assert.equal(content.headers['x-content-type-options'], 'nosniff');
  }
});

test('5 a workbook shows its cells without being opened, other files say why not', async () => {
  const { items } = await ok(applicant.get(`/organisations/${organisation}/evidence`));
  const idOf = (ending) => items.find(({ file_name }) => file_name.endsWith(ending)).id;
  const { sheets, sheets_in_all } = await ok(applicant.get(`/evidence/${idOf('20-pc-ledger.xlsx')}/preview`));
  assert.equal(sheets.length, sheets_in_all);
  assert.ok(sheets[0].rows.flat().some((cell) => cell.includes('PC')), JSON.stringify(sheets[0].rows.slice(0, 3)));
  const refused = await applicant.get(`/evidence/${idOf('17-pledge-scan.pdf')}/preview`);
  assertProblem(refused, { status: 400, key: 'xlsx.not_xlsx', field: undefined }, 'ja');
});

test('5 who else has the assessment open is told, and nobody from outside learns it', async () => {
  assert.deepEqual(await ok(applicant.put(`/assessments/${assessment}/presence`, { criterion: '1-2-1-1' })), { others: [] });
  const seen = await ok(management.put(`/assessments/${assessment}/presence`, { criterion: '' }));
  assert.deepEqual(seen, { others: [{ name: applicant.session.name, criterion: '1-2-1-1' }] });
  assertProblem(await applicant.put(`/assessments/${assessment}/presence`, { criterion: '9-9-9-9' }), { status: 404, key: 'criterion.unknown', field: undefined }, 'ja');
  assert.equal((await buyer.put(`/assessments/${assessment}/presence`, { criterion: '' })).status, 404);
});

test('5 whoever leaves is seen no more, and nobody sees oneself', async () => {
  const place = `/assessments/${assessment}/presence`;
  await ok(applicant.put(place, { criterion: '1-2-1-1', visit: 'one' }));
  assert.deepEqual((await ok(applicant.put(place, { criterion: '', visit: 'two' }))).others.filter(({ name }) => name === applicant.session.name), []);
  assert.equal((await applicant.delete(`${place}?visit=two`, { key: null })).status, 204);
  assert.deepEqual((await ok(management.put(place, { criterion: '' }))).others, [{ name: applicant.session.name, criterion: '1-2-1-1' }]);
  assert.equal((await applicant.delete(`${place}?visit=one`, { key: null })).status, 204);
  await applicant.delete(place, { key: null }); // Of the test before, which named no window.
  assert.deepEqual((await ok(management.put(place, { criterion: '' }))).others, []);
});

test('5 a file can be renamed, taken away from an answer, and removed once nothing stands on it', async () => {
  const spare = await ok(applicant.upload(organisation, 'spare.txt', Buffer.from('spare\n')), 201);
  const named = await ok(applicant.put(`/evidence/${spare.id}`, { file_name: '予備.txt', effective_from: '2026-10-01', effective_to: null, note: '', version: spare.version }));
  assert.equal(named.version, spare.version + 1);
  const link = `/assessments/${assessment}/answers/1-2-1-1/evidence/${spare.id}`;
  await ok(applicant.put(link));
  const inUse = await applicant.delete(`/evidence/${spare.id}`);
  assert.equal(inUse.json.key, 'evidence.in_use');
  await ok(applicant.delete(link));
  await ok(applicant.delete(`/evidence/${spare.id}`));
  assert.equal((await applicant.get(`/evidence/${spare.id}/content`)).status, 404);
});

test('6 an adviser may read and advise, and cannot confirm afterwards', async () => {
  const other = await ok(applicant.post(`/organisations/${organisation}/assessments`, {
    edition: '2026-03-27', star: 3, scope: { kind: 'departments', description: '営業部' } }), 201);
  await ok(applicant.post(`/assessments/${other.id}/advisers`, { person_id: expert.session.person_id }), 201);
  await ok(expert.post(`/assessments/${other.id}/advice`, { text: 'まず台帳から始めましょう。' }), 201);
  const judged = await ok(applicant.get(`/experts?assessment=${other.id}`));
  assert.equal(judged.items[0].may_confirm, false);
});

test('6 a submission can be taken back, and what is returned is corrected and confirmed in the next round', async () => {
  const submission = `/assessments/${assessment}/submission`, review = `/assessments/${assessment}/review`;
  const version = async () => (await ok(applicant.get(`/assessments/${assessment}`))).version;
  const confirmer_id = expert.session.person_id;
  await ok(applicant.post(submission, { confirmer_id, version: await version() }));
  await ok(applicant.delete(submission));
  await ok(applicant.post(submission, { confirmer_id, version: await version() }));
  assert.equal((await ok(expert.get('/reviews'))).items.filter((one) => one.id === assessment)[0].capacity, 'confirmer');
  let decided = await confirmAll(expert, assessment);
  assert.equal(decided.outcome, 'confirm');
  await ok(expert.delete(`${review}/4-3-4-3`));
  assert.equal((await ok(expert.get(review))).left, 1);
  const answers = (await ok(expert.get(`/assessments/${assessment}/answers`))).answers;
  const answer = answers.find((one) => one.criterion === '4-3-4-3');
  await ok(expert.put(`${review}/4-3-4-3`, { decision: 'returned', reason: '戻した記録がありません。', answer_version: answer.version }));
  await ok(expert.post(`/assessments/${assessment}/advice`, { criterion: '4-3-4-3', text: '年に一度は戻してみましょう。' }), 201);
  assert.equal((await ok(applicant.get(review))).decisions.length, 0, 'decisions are seen only once sent');
  await ok(expert.post(review, { outcome: 'send_back' }));
  assert.equal((await ok(applicant.get(`/assessments/${assessment}`))).state, 'returned');
  assert.equal((await ok(applicant.get(review))).decisions.find((one) => one.decision === 'returned').reason, '戻した記録がありません。');
  const note = '10月に3台で戻す訓練をした。';
  await ok(applicant.put(`/assessments/${assessment}/answers/4-3-4-3`, { ...answerFields(answer, answer.version), note }));
  await ok(applicant.post(submission, { confirmer_id, version: await version() }));
  assert.equal((await ok(expert.get(review))).left, 1, 'what was confirmed on the same answer is carried over');
  decided = await confirmAll(expert, assessment);
  for (const language of ['ja', 'en'])
    for (const scope_sha256 of ['', '0'.repeat(64)])
      assertProblem(await expert.speaking(language).post(review, { outcome: 'confirm', scope_sha256 }), { status: 409, key: 'review.scope_other', field: undefined }, language);
  await ok(sendConfirmation(expert, assessment));
  const head = await ok(applicant.get(`/assessments/${assessment}`));
  assert.equal(head.state, 'confirmed');
  assert.equal(head.round, 3);
});

test('7 management declares exactly what was confirmed, again after a refusal', async () => {
  const page = await ok(management.get(`/assessments/${assessment}/declaration`));
  assert.equal(page.obstacle, '');
  assert.equal(page.seal.is_intact, true);
  seal = page.seal.form_sha256;
  await ok(management.post(`/assessments/${assessment}/declaration`, { seal }), 201);
  assert.ok((await ok(operator.get('/registrations'))).items.some((one) => one.id === assessment));
  await ok(operator.post(`/assessments/${assessment}/refusal`, { reason: '範囲の書き方を確かめてください。' }));
  assert.equal((await ok(management.get(`/assessments/${assessment}`))).remark, '範囲の書き方を確かめてください。');
  await ok(management.post(`/assessments/${assessment}/declaration`, { seal }), 201);
});

test('8 the operator registers; the star lives one year, last day inclusive', async () => {
  const shown = await ok(operator.get(`/assessments/${assessment}/registration`));
  assert.equal(shown.obstacle, '');
  assert.equal(shown.declaration.declared_seal, seal);
  await ok(operator.post(`/assessments/${assessment}/registration`, { seal, official_number: 'T-1' }), 201);
  const { certificates: [star] } = await ok(visitor.get(`/public/organisations/${firm}`));
  assert.equal(star.state, 'valid');
  assert.equal(star.official_number, 'T-1');
  const [year, month, day] = star.registered_on.split('-').map(Number);
  const anniversary = new Date(Date.UTC(year + 1, month - 1, day)).toISOString().slice(0, 10);
  const lastDay = new Date(Date.parse(anniversary) - 86_400_000).toISOString().slice(0, 10);
  assert.equal(star.last_valid_day, lastDay);
  assert.equal(star.renewal_due_on, anniversary);
});

test('9 anyone finds it by number, name, reading, half-width or full-width', async () => {
  const fullWidth = firm.replace(/[0-9]/g, (digit) => String.fromCodePoint(digit.codePointAt(0) + 0xfee0));
  for (const typed of [firm, fullWidth, '見星精機', 'ミホシセイキ', 'ﾐﾎｼｾｲｷ', 'みほしせいき']) {
    const found = await ok(visitor.get(`/public/organisations?q=${encodeURIComponent(typed)}`));
    assert.deepEqual(found.items.map((one) => one.corporate_number), [firm], typed);
  }
  const unknown = await ok(visitor.get('/public/organisations/1180301018771'));
  assert.equal(unknown.is_known, false);
  const many = await visitor.post('/public/bulk', Buffer.from(`${firm}\n7000012050002\n`), { type: 'text/csv' });
  assert.equal(many.status, 200, many.text);
  assert.deepEqual(many.text.trim().split('\r\n').slice(1).map((row) => row.split(',').slice(0, 3)), [[firm, 'valid', '3'], ['7000012050002', 'none', '']]);
});

test('9 the public page says the same without JavaScript, in both languages', async () => {
  for (const [lang, says] of [['ja', '見星精機'], ['en', 'Mihoshi Seiki']]) {
    const page = await visitor.get(`//register/${firm}?lang=${lang}`);
    assert.equal(page.status, 200);
    assert.match(page.text, new RegExp(`<html[^>]*lang="${lang}"`));
    assert.ok(page.text.includes(says));
    assert.ok(!/<script(?![^>]*src=)/.test(page.text), 'no inline script');
  }
});

test('9 the buyer sees the same with the renewal date, and may stop following', async () => {
  await ok(buyer.post(`/organisations/${buyerFirm}/follows`, { corporate_numbers: [firm, '1180301018771'], note: '部品' }), 201);
  const { items } = await ok(buyer.get(`/organisations/${buyerFirm}/follows`));
  assert.equal(items.length, 2);
  const record = items.find((one) => one.corporate_number === firm).record;
  assert.deepEqual(record, await ok(visitor.get(`/public/organisations/${firm}`)));
  await ok(buyer.delete(`/organisations/${buyerFirm}/follows/1180301018771`));
  assert.equal((await ok(buyer.get(`/organisations/${buyerFirm}/follows`))).items.length, 1);
});

test('9 two operators suspend and resume it; the register says so at once', async () => {
  const { organisation_id: office } = operator.session.memberships[0];
  const invited = await ok(operator.post(`/organisations/${office}/invites`, { email: 'second@example.jp', name: '次郎', role: 'operator' }), 201);
  const { link } = (await ok(operator.get(`/organisations/${office}/people`))).invites.find((one) => one.id === invited.id);
  const second = await acceptLink(server, { link, name: '次郎', role: 'operator' }, { observer: contract.observer });
  const star = `/assessments/${assessment}/star`;
  for (const [act, state] of [['suspend', 'suspended'], ['resume', 'valid']]) {
    const asked = await ok(operator.post(`${star}/changes`, { act, reason: '確かめるため' }), 201);
    assert.equal((await ok(second.get('/stars'))).waiting[0].change.id, asked.id);
    await ok(second.post(`${star}/changes/${asked.id}/approval`));
    assert.equal((await ok(visitor.get(`/public/organisations/${firm}`))).certificates[0].state, state);
  }
  const dropped = await ok(operator.post(`${star}/changes`, { act: 'withdraw', reason: '誤り' }), 201);
  await ok(operator.delete(`${star}/changes/${dropped.id}`));
  assert.equal((await ok(operator.get(star))).changes.length, 3);
  assert.deepEqual((await ok(visitor.get('/public/changes'))).items.map((one) => one.type), ['star.resumed', 'star.suspended', 'star.registered']);
});

test('10 every act is an event whose record hashes to what stands beside it', async () => {
  const { items } = await ok(operator.get('/events?limit=1000'));
  const types = new Set(items.map((one) => one.type));
  for (const type of ['organisation.registered', 'person.invited', 'person.joined', 'qualification.recorded', 'profile.saved', 'answer.saved',
    'evidence.added', 'evidence.linked', 'assessment.submitted', 'assessment.taken_back', 'assessment.returned', 'review.decided',
    'assessment.confirmed', 'conformity.declared', 'star.refused', 'star.registered', 'firms.followed'])
    assert.ok(types.has(type), `no event of type ${type}`);
  let last = 0;
  for (const event of items) {
    assert.ok(event.sequence > last);
    last = event.sequence;
    assert.equal(event.record === null, /^(answer|evidence|review|advice|profile|scope|duty)\.|^assessment\.opened$/.test(event.type), `${event.type}: what a firm wrote is the firm's`);
    if (event.record === null) continue;
    assert.equal(sha256(event.record), event.record_sha256);
    assert.ok(!event.record.includes('@'), `personal data in ${event.type}`);
  }
  const newest = await ok(operator.get('/events/newest?types=star.registered&limit=1'));
  assert.equal(newest.items[0].type, 'star.registered');
  assert.equal(newest.names[newest.items[0].organisation_id], company.organisation.legal_name, 'with the names behind the ids');
  const own = await ok(applicant.get(`/organisations/${organisation}/audit?limit=1000`));
  assert.ok(own.items.some((one) => one.act === 'answer.saved'));
  for (const act of own.items) {
    assert.equal(sha256(act.record), act.record_sha256);
    assert.ok(!act.record.includes('@'), `personal data in ${act.act}`);
  }
});

test('11 the firm lets others work and see, until a day, and reads who did what', async () => {
  const until = new Date(Date.now() + 24 * 3600 * 1000).toISOString().slice(0, 10);
  const buyerNumber = company.people.find((one) => one.roles[0] === 'buyer').organisation;
  const expertNumber = company.people.find((one) => one.roles[0] === 'expert').organisation;
  const home = `/organisations/${organisation}`;

  const shown = await ok(applicant.post(`${home}/disclosures`, { object_id: assessment, level: 'summary', receiver_number: buyerNumber, purpose: '取引の前に', to_on: until }), 201);
  const disclosed = await ok(buyer.get(`/assessments/${assessment}/disclosed`));
  assert.equal(disclosed.level, 'summary');
  assert.ok(disclosed.progress.met > 0 && disclosed.criteria === undefined, 'a summary shows no single answer');
  assert.deepEqual((await ok(buyer.get('/assessments'))).items.map((one) => [one.id, one.capacity, one.state]), [[assessment, 'disclosed', undefined]]);
  assert.equal((await buyer.get(`/assessments/${assessment}/answers`)).status, 403, 'seen, and no more');
  assert.equal((await ok(buyer.get(`/organisations/${buyerFirm}/disclosures`))).items[0].direction, 'received');
  await ok(applicant.delete(`${home}/disclosures/${shown.id}`));
  assert.equal((await buyer.get(`/assessments/${assessment}/disclosed`)).status, 404, 'ended at once');
  assert.deepEqual((await ok(buyer.get('/assessments'))).items, []);

  await ok(management.post('/session/proof', { password }));
  const made = await ok(management.post(`${home}/service-accounts`, { name: '資産台帳', scopes: ['assessment:read'], last_day: until }), 201);
  assert.match((await ok(management.post(`${home}/service-accounts/${made.id}/renewal`))).token, /^hoshirube_[0-9a-f]{64}$/);
  await ok(management.delete(`${home}/service-accounts/${made.id}`));
  assert.deepEqual((await ok(management.get(`${home}/service-accounts`))).items.map((one) => one.is_live), [false]);
  assert.deepEqual((await ok(visitor.get('/providers'))).items, []);
  assert.equal((await management.post('/session/identities', { provider: 'none' })).json.key, 'provider.not_found');
  assert.equal((await management.delete(`/session/identities/${'0'.repeat(26)}`)).json.key, 'provider.not_found');
  assert.equal((await management.post('/session/proof/provider', { provider: 'none' })).json.key, 'provider.proof_is_here');
  assert.equal((await visitor.post('/invites/none.none/provider', { provider: 'none', name: '星' })).json.key, 'invite.not_found');

  const mandate = await ok(management.post(`${home}/mandates`, { taker_number: expertNumber, purpose: 'read', reason: '相談', to_on: until }), 201);
  assert.equal((await ok(management.get(`${home}/mandates`))).items[0].is_in_force, true);
  await ok(management.delete(`${home}/mandates/${mandate.id}`));
  assert.equal((await ok(management.get(`${home}/mandates`))).items[0].is_in_force, false);
  await ok(management.post(`${home}/work`, { doer_number: buyerNumber, kind: 'consulted', first_on: '2026-01-01', last_on: '2026-02-01' }), 201);
  const declared = (await ok(management.get(`${home}/work`))).items.filter((one) => one.kind === 'consulted');
  assert.deepEqual(declared.map((one) => [one.doer_number, one.last_on]), [[buyerNumber, '2026-02-01']]);

  const operatorHome = operator.session.memberships[0];
  const reserved = await operator.post(`/organisations/${operatorHome.organisation_id}/invites`, { email: 'admin@example.jp', name: '守 番', role: 'administrator' });
  assertProblem(reserved, { status: 403, key: 'invite.administrator_reserved', field: undefined }, 'ja');
  const added = await runCommand(['person', 'add', '--data', data, '--json', '--organisation', operatorHome.corporate_number, '--email', 'admin@example.jp', '--name', '守 番', '--role', 'administrator']);
  assert.equal(added.code, 0, added.stderr);
  const { link } = JSON.parse(added.stdout);
  const administrator = await acceptLink(server, { link, name: '守 番', role: 'administrator' }, { observer: contract.observer });
  assert.equal((await administrator.get(`/assessments/${assessment}`)).status, 404, 'no right to what a firm wrote');
  const glass = await ok(administrator.post(`/assessments/${assessment}/glass`, { reason: '復旧の確認' }), 201);
  assert.equal((await administrator.get(`/assessments/${assessment}`)).status, 404, 'asking opens nothing');
  assert.equal((await administrator.post(`/glass/${glass.id}/approval`)).status, 404, 'nor does approving oneself');
  await ok(operator.post(`/glass/${glass.id}/approval`));
  assert.equal((await ok(operator.get('/glass'))).items[0].approved_by_name, operator.session.name);
  await ok(administrator.get(`/assessments/${assessment}`));
  assert.equal((await administrator.put(`/assessments/${assessment}/answers/1-2-1-1`, { state: 'met', version: 1 })).status, 403, 'reading only');

  const acts = (await ok(applicant.get(`${home}/audit`))).items.map((one) => one.act);
  for (const act of ['disclosure.granted', 'disclosure.ended', 'mandate.granted', 'mandate.ended', 'work.declared', 'glass.asked', 'glass.broken'])
    assert.ok(acts.includes(act), act);
  let refused = [];
  for (let tries = 0; tries < 60 && refused.length === 0; ++tries) { // Refusals are written every two seconds.
    await new Promise((wake) => setTimeout(wake, 200));
    refused = (await ok(applicant.get(`${home}/audit`))).refused.filter((one) => one.actor_name === '守 番' && one.act === 'assessment.answer');
  }
  assert.equal(refused[0].rule, 'default.deny');
  const looked = async (query) => ok(applicant.get(`${home}/audit?${new URLSearchParams(query)}`));
  const none = await looked({ types: 'refused' });
  assert.ok(none.items.length === 0 && none.refused.length > 0, 'what was refused, alone');
  const granted = await looked({ types: 'mandate.granted,mandate.ended' });
  assert.ok(granted.items.length >= 2 && granted.refused.length === 0 && granted.items.every((one) => one.act.startsWith('mandate.')));
  const about = await looked({ q: '１-２-１-１' });
  assert.ok(about.items.length > 0 && about.items.every((one) => one.record.includes('"1-2-1-1"')), 'a criterion, typed full-width');
  const byExpert = await looked({ q: expert.session.name });
  assert.ok(byExpert.items.length > 0 && byExpert.items.every((one) => one.actor_name === expert.session.name || one.record.length > 0));
  assert.deepEqual((await looked({ q: 'だれでもない人' })).items, []);
  assert.deepEqual((await looked({ until: '2020-01-01' })).items, []);
  assertProblem(await applicant.get(`${home}/audit?from=yesterday`), { status: 400, key: 'day.not_a_day', field: 'from' }, 'ja');
  const some = await applicant.get(`${home}/audit/file?format=jsonl&types=mandate.granted`);
  assert.ok(some.text.trim().split('\n').every((line) => JSON.parse(line).act === 'mandate.granted'), 'the file holds what is looked for');
  const csv = await applicant.get(`${home}/audit/file?format=csv`);
  assert.match(csv.text, /^kind,sequence,at/);
  const lines = (await applicant.get(`${home}/audit/file?format=jsonl`)).text.trim().split('\n').map((line) => JSON.parse(line));
  assert.ok(lines.some((one) => one.kind === 'refused' && one.act === 'assessment.answer'));
});

test('the operator finds acts by kind, day, person and firm, newest first, with the names behind the ids', async () => {
  const find = async (query) => ok(operator.get(`/events/newest?${new URLSearchParams(query)}`));
  const { items, names, has_more } = await find({ types: 'conformity.declared,star.registered', limit: 1 });
  assert.deepEqual([items.map(({ type }) => type), has_more], [['star.registered'], true]);
  assert.equal(names[items[0].actor_id], operator.session.name);
  assert.equal(names[items[0].organisation_id], company.organisation.legal_name);
  const older = await find({ types: 'conformity.declared,star.registered', before: items[0].sequence });
  assert.equal(older.items[0].type, 'conformity.declared');
  assert.ok((await find({ q: 'ﾐﾎｼｾｲｷ', types: 'star.registered' })).items.length === 1, 'by the firm’s reading');
  const byPerson = await find({ q: expert.session.name, limit: 200 });
  assert.ok(byPerson.items.some(({ actor_id }) => actor_id === expert.session.person_id));
  assert.equal((await find({ until: '2000-01-01' })).items.length, 0);
  assertProblem(await operator.get('/events/newest?from=2026-13-01'), { status: 400, key: 'day.not_a_day', field: 'from' }, 'ja');
});

test('the official text is absent until the operator imports it', async () => {
  const absent = await ok(applicant.get('/editions/2026-03-27/official-text'));
  assert.equal(absent.source, null);
});

test('the assessment and the empty form are printed', async () => {
  for (const place of [`/assessments/${assessment}/report.pdf?lang=ja`, '/editions/2026-03-27/form.pdf?star=3&lang=ja']) {
    const printed = await applicant.get(place);
    assert.equal(printed.status, 200, place);
    assert.match(printed.text, /^%PDF-/, place);
  }
});

test('12 the firm keeps its star: it notes what was done, reads its calendar elsewhere, and begins the renewal', async () => {
  const home = `/organisations/${organisation}/calendar`;
  const { today, items } = await ok(applicant.get(home));
  assert.ok(items.some((item) => item.kind === 'renewal'));
  const noted = await ok(applicant.post(`${home}/notes`, { duty: 'yearly/3-1-1-4', what: 'done', on: today, note: '点検した' }), 201);
  await ok(applicant.delete(`${home}/notes/${noted.id}`));
  assert.match((await applicant.get(`${home}/file?lang=en`)).text, /^BEGIN:VCALENDAR/);
  await ok(applicant.post(`${home}/links`, { language: 'en' }), 201);
  const [link] = (await ok(applicant.get(`${home}/links`))).items;
  assert.match((await visitor.get(link.path.replace('/api/v1', ''))).text, /^BEGIN:VCALENDAR/);
  await ok(applicant.delete(`${home}/links/${link.id}`));
  await ok(applicant.put(`${home}/reminder`, { is_wanted: true }));
  assert.equal((await ok(applicant.get(`${home}/reminder`))).is_wanted, true);
  assert.equal((await ok(applicant.get(`/assessments/${assessment}/renewal`))).carried, 81);
  const renewed = await ok(applicant.post(`/assessments/${assessment}/renewal`), 201);
  assert.equal((await ok(applicant.get(`/assessments/${renewed.id}`))).progress.distance, 81);
});

test('the buyer keeps a network, sees what its firms’ stops would do, and removes it', async () => {
  const { network, run, firm: first } = await keepNetwork(buyer, buyerFirm);
  assert.equal((await ok(buyer.get(`/organisations/${buyerFirm}/networks`))).items.length, 1);
  const { row, cascade } = await ok(buyer.get(`/network-runs/${run}/firms/${first}`));
  assert.equal(row.rank, 1);
  assert.equal((await ok(buyer.post(`/network-runs/${run}/scenario`, { psi: { [first]: 1 } }, { key: null }))).esri, cascade.esri);
  assert.equal((await ok(buyer.post(`/network-runs/${run}/cascade`, { psi: { [first]: 1 } }, { key: null }))).esri, row.esri);
  assert.equal((await ok(buyer.post(`/network-runs/${run}/plan`, planOf(first), { key: null }))).curve.length, 1);
  const { items: [buyingFirm] } = await ok(buyer.get(`/network-runs/${run}/firms?sort=sales&limit=1`));
  const exposure = await ok(buyer.get(`/network-runs/${run}/exposure?buyer=${buyingFirm.id}&max_tier=2`));
  assert.equal(exposure.buyer.id, buyingFirm.id);
  assert.equal(exposure.items.length, exposure.measured);
  const [worst] = exposure.items;
  if (worst) {
    const told = (await ok(buyer.post(`/network-runs/${run}/cascade`, { psi: { [worst.id]: 1 } }, { key: null }))).most_affected.find(({ id }) => id === buyingFirm.id);
    assert.ok(!told || Math.abs(told.lost_down - worst.lost) < 1e-12, 'what the buyer loses is what the cascade of that supplier takes from it');
  }
  assert.match((await buyer.get(`/network-runs/${run}/exposure?buyer=${buyingFirm.id}&form=csv`)).text, /\nid,name,sector/);
  assert.equal((await buyer.get(`/network-runs/${run}/exposure?buyer=nobody`)).json.type, 'urn:hoshirube:problem:impact.firm_not_found');
  assert.equal((await buyer.get(`/network-runs/${run}/exposure?buyer=${buyingFirm.id}&min_exposure=2`)).status, 400);
  const noise = await ok(buyer.post(`/network-runs/${run}/noise`, { runs: 5, age_months: 12, firms: 10 }, { key: null }));
  assert.equal(noise.items[0].id, first);
  assert.ok(noise.items.every(({ rank_interval: { low, median, high } }) => low <= median && median <= high));
  assert.equal((await buyer.post(`/network-runs/${run}/noise`, { runs: 1000, firms: 500 }, { key: null })).json.field, 'firms');
  const course = await ok(buyer.post(`/network-runs/${run}/outage`, { outages: { [first]: { full_days: 2 } }, days: 5, stock_days: { otherwise: 1 } }, { key: null }));
  assert.equal(course.days.length, 5);
  assert.ok(course.days.every((day) => day.total <= day.static_upper_bound + 1e-9), 'with stocks no day loses more');
  assert.deepEqual([course.about.mode, course.about.parameters.eps], ['custom', 1e-6], 'a day settles, however the run stops');
  for (const figure of ['profile', 'size', 'sectors', 'prefectures'])
    for (const [form, type] of [['json', 'application/json'], ['csv', 'text/csv'], ['svg', 'image/svg+xml'], ['png', 'image/png']])
      assert.equal((await buyer.get(`/network-runs/${run}/figures/${figure}?form=${form}`)).headers['content-type'].split(';')[0], type);

  const own = (await ok(buyer.post(`/organisations/${buyerFirm}/networks`, { name: '部品', source: '購買', data_on: '2026-09-30' }), 201)).id;
  const put = (file, text) => ok(buyer.put(`/networks/${own}/files/${file}`, Buffer.from(text), { type: 'application/octet-stream' }));
  await put('nodes', 'id,sector,revenue\na,29,\nb,29,\nc,30,200\n');
  await put('links', 'supplier,buyer,weight\na,b,10\nb,c,100\n');
  await ok(buyer.post(`/networks/${own}/preparation`), 201);
  while ((await ok(buyer.get(`/networks/${own}`))).state === 'preparing');
  // One job at a time: the second waits behind the first and can still be taken back.
  const big = (await ok(buyer.post(`/organisations/${buyerFirm}/networks`, { name: '大', example: { kind: 'A', firms: 30_000, seed: 1 } }), 201)).id;
  const waiting = (await ok(buyer.post(`/networks/${own}/runs`, { mode: 'converged', grade: 'f64', firms: 'all' }), 201)).id;
  await ok(buyer.post(`/network-runs/${waiting}/cancellation`), 201);
  assert.equal((await ok(buyer.get(`/network-runs/${waiting}`))).state, 'cancelled');
  for (const one of [network, own, big]) await ok(buyer.delete(`/networks/${one}`));
  assert.deepEqual((await ok(buyer.get(`/organisations/${buyerFirm}/networks`))).items, []);
});

test('the chain has called every operation of the contract', () => {
  // These have tests of their own: the import reads a file that may not be here, an outside account needs a provider.
  const elsewhere = ['importOfficialText', 'linkProvider', 'unlinkProvider', 'proveByProvider', 'acceptInviteByProvider'];
  assert.deepEqual(contract.neverDone().filter((id) => !elsewhere.includes(id)), []);
});
