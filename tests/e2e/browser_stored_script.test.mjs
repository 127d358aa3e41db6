// Text that would be a script, a formula, a header or a line of its own elsewhere, in every field of docs/openapi.yaml that takes text, read back by
// every role: in Chromium on every page, and in every file that leaves (CSV, xlsx, PDF, SVG, iCalendar, Atom, mail). Nothing runs, nothing
// breaks out. A field that the contract gains must be filled here, or be named below among those that take no text.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inflateRawSync, inflateSync } from 'node:zlib';

import { Authenticator } from './support/authenticator.mjs';
import { assertFaultless, launch, settled, visitor } from './support/browser.mjs';
import { Contract } from './support/contract.mjs';
import { answerFields, company, confirmAll, corporateNumber, organisationFields, sendConfirmation } from './support/example.mjs';
import { read, startMailSink } from './support/mail_sink.mjs';
import { keepNetwork } from './support/network.mjs';
import { acceptLink, openHouse, password, runCommand } from './support/server.mjs';

const contract = new Contract();
const day = (days) => new Date(Date.now() + 9 * 3600_000 + days * 86_400_000).toISOString().slice(0, 10);

// Fields that take a number, a day, a key, a secret or one of a list, by name: anything else is refused there.
const noText = new Set(['email', 'password', 'present', 'code', 'challenge', 'credential_id', 'authenticator_data', 'client_data', 'signature', 'attestation_object', 'provider',
  'corporate_number', 'parent_corporate_number', 'taker_number', 'receiver_number', 'doer_number', 'corporate_numbers[]', 'prefecture', 'industry', 'last_day', 'successor_id', 'answers{}',
  'edition', 'branches[]', 'planned_on', 'criterion', 'visit', 'effective_from', 'effective_to', 'person_id', 'confirmer_id', 'scope_sha256', 'seal', 'until_on', 'to_on', 'object_id',
  'scopes[]', 'first_on', 'last_on', 'duty', 'on', 'settles', 'evidence[]', 'data_on', 'eps', 'firms', 'kind', 'valid_until', 'theirs', 'ours', 'format', 'since', 'form']);
// These need a provider or files of their own; their texts have tests in api_providers and api_bad_input.
const elsewhere = new Set(['importOfficialText file_name', 'acceptInviteByProvider name']);

function* textFields(schema, at = '') {
  if (schema.$ref) schema = schema.$ref.slice(2).split('/').reduce((place, name) => place[name], contract.document);
  for (const part of [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) yield* textFields(part, at);
  for (const [name, part] of Object.entries(schema.properties ?? {})) yield* textFields(part, at ? `${at}.${name}` : name);
  if (schema.items) yield* textFields(schema.items, `${at}[]`);
  if (typeof schema.additionalProperties === 'object') yield* textFields(schema.additionalProperties, `${at}{}`);
  if ([schema.type].flat().includes('string') && !schema.enum && !schema.const && !schema.format) yield at;
}

function expectedFields() {
  const found = new Set();
  for (const { id, method, operation, parameters } of contract.operations) {
    if (method === 'GET') continue;
    const schema = operation.requestBody?.content['application/json']?.schema;
    const names = [...(schema ? textFields(schema) : []), ...parameters.filter((one) => one.in === 'query' && !one.schema.enum && !one.schema.format).map((one) => one.name)];
    for (const name of names) if (!noText.has(name.split('.').at(-1))) found.add(`${id} ${name}`);
  }
  return found;
}

// The strings, from the most that a field might let in to the least. `§12§` tells afterwards in what field one was typed.
const kLeast = 5;
function hostile(level, n) {
  const start = n % 2 ? '=HYPERLINK("javascript:alert(1)")' : 'javascript:alert(1)//';
  const markup = '"><img src=x onerror=alert(1)></textarea></title><script>alert(1)</script><svg onload=alert(1)>{{7*7}}';
  return [`${start}${markup}\u202e\r\nBcc: evil@example.jp\r\nEND:VEVENT\r\n §${n}§`, `${start}${markup}§${n}§`, `=1+1"></textarea><script>alert(1)</script><svg onload=alert(1)>§${n}§`, `=1+1"><img src=x onerror=alert(1)><b>§${n}§`, `ホシ${n}`][level];
}

let browser, house, people, firm;
const marks = [], filled = new Map(); // "operation field" → how much of it was let in.

// Sends a body whose `texts` are hostile, each as much so as the server lets in; what it refuses must be refused in that field's name.
async function say(client, method, path, { fields = {}, texts, query = '', file } = {}) {
  const operation = contract.find(method, `/api/v1${path}`);
  const names = Object.keys(texts);
  const numbers = Object.fromEntries(names.map((name) => [name, marks.push(`${operation.id} ${name}`)]));
  const levels = Object.fromEntries(names.map((name) => [name, 0]));
  for (;;) {
    const body = structuredClone(fields);
    const words = new URLSearchParams(query);
    for (const name of names) {
      const value = levels[name] === kLeast - 1 ? texts[name] ?? hostile(kLeast - 1, numbers[name]) : hostile(levels[name], numbers[name]);
      if (file) words.set(name, value);
      else if (name.endsWith('{}')) body[name.slice(0, -2)] = Object.fromEntries(Object.keys(fields[name.slice(0, -2)]).map((key) => [key, value]));
      else name.split('.').reduce((place, part, i, parts) => (i === parts.length - 1 ? (place[part] = value) : (place[part] ??= {})), body);
    }
    const answer = file ? await client.send(method, `${path}?${words}`, { body: file, type: 'application/octet-stream' }) : await client.send(method, path, { body });
    if (answer.status < 300) {
      for (const name of names) filled.set(`${operation.id} ${name}`, Math.min(levels[name], filled.get(`${operation.id} ${name}`) ?? kLeast));
      return answer.json;
    }
    const refused = names.find((name) => answer.json.field === name || (name.endsWith('{}') && answer.json.field?.startsWith(name.slice(0, -2))) || (names.length === 1 && answer.json.field === undefined));
    assert.ok(answer.status === 400 && refused && ++levels[refused] < kLeast, `${operation.id}: ${answer.text}`);
  }
}

// A colleague of one of the house's people whose very name is hostile.
async function colleague(by, organisation, role) {
  const { id } = await say(by, 'POST', `/organisations/${organisation}/invites`, { fields: { email: `${role}-2@example.jp`, role }, texts: { name: '星' } });
  const { link } = (await by.get(`/organisations/${organisation}/people`)).json.invites.find((one) => one.id === id);
  const client = house.server.client();
  await say(client, 'POST', `/invites/${link.replace('/invite/', '')}`, { fields: { password, language: 'ja' }, texts: { name: '星' } });
  client.session = (await client.get('/session')).json;
  return client;
}

async function fill() {
  const { organisation, assessment, operator } = house;
  const ok = (answer) => { assert.ok(answer.status < 300, answer.text); return answer.json; };
  const home = `/organisations/${organisation}`, place = `/assessments/${assessment}`;
  const officeOf = (client) => client.session.memberships[0].organisation_id;
  const applicant = await colleague(house.applicant, organisation, 'applicant');
  const management = await colleague(house.applicant, organisation, 'management');
  const expert = await colleague(operator, officeOf(house.expert), 'expert');
  const second = await colleague(operator, officeOf(operator), 'operator');
  const buyer = await colleague(operator, officeOf(house.buyer), 'buyer');
  const added = await runCommand(['person', 'add', '--data', house.data, '--json', '--organisation', operator.session.memberships[0].corporate_number, '--email', 'admin@example.jp', '--name', hostile(2, 0), '--role', 'administrator']);
  assert.equal(added.code, 0, added.stderr);
  const administrator = await acceptLink(house.server, { link: JSON.parse(added.stdout).link, name: '守 番', role: 'administrator' });
  people = { applicant, management, expert, operator: second, buyer, administrator };

  const names = { legal_name: '星', legal_name_kana: 'ホシ', trade_name: '星', legal_name_en: 'Hoshi' };
  const entry = ok(await applicant.get(home));
  await say(applicant, 'PUT', home, { fields: { ...organisationFields(entry), version: entry.version }, texts: names });
  const other = corporateNumber('118030101877');
  await say(operator, 'POST', '/organisations', { fields: { ...organisationFields(company.organisation), corporate_number: other }, texts: names });
  await say(operator, 'PUT', '/qualification-kinds/test_kind', { fields: { is_accepted: true }, texts: { ja: '星', en: 'Star' } });
  await say(operator, 'POST', `/people/${expert.session.person_id}/qualifications`, { fields: { kind: 'test_kind', valid_until: day(300) }, texts: { number: '1' } });
  const key = new Authenticator(house.server.url);
  const { id: passkey } = await say(applicant, 'POST', '/session/passkeys', { fields: key.make(ok(await applicant.post('/session/passkey-options')).challenge), texts: { name: '鍵' } });
  await say(applicant, 'PUT', `/session/passkeys/${passkey}`, { texts: { name: '鍵' } });
  const spare = new Authenticator(house.server.url); // Keeps its first name.
  await say(applicant, 'POST', '/session/passkeys', { fields: spare.make(ok(await applicant.post('/session/passkey-options')).challenge), texts: { name: '鍵' } });
  await say(house.applicant, 'POST', `${home}/invites`, { fields: { email: 'waiting@example.jp', role: 'applicant' }, texts: { name: '星' } });
  ok(await management.post('/session/proof', { password }));
  await say(management, 'POST', `${home}/service-accounts`, { fields: { scopes: ['assessment:read'], last_day: day(1) }, texts: { name: '係' } });
  await say(management, 'POST', `${home}/mandates`, { fields: { taker_number: house.expert.session.memberships[0].corporate_number, purpose: 'read', to_on: day(1) }, texts: { reason: '相談' } });

  const scope = { 'scope.description': '全社', 'scope.description_en': 'All' };
  const { id: draft } = await say(applicant, 'POST', `${home}/assessments`, { fields: { edition: '2026-03-27', star: 3, scope: { kind: 'departments' } }, texts: scope });
  await say(applicant, 'PUT', `/assessments/${draft}/answers/1-2-1-1`, { fields: { state: 'planned', planned_on: day(90), version: 0 }, texts: { planned_owner: '係', note: '予定' } });
  ok(await applicant.post(`/assessments/${draft}/advisers`, { person_id: expert.session.person_id }));
  await say(expert, 'POST', `/assessments/${draft}/advice`, { texts: { text: '助言' } });
  await say(applicant, 'PUT', `${place}/scope`, { fields: { scope: { kind: 'company' }, version: ok(await applicant.get(place)).version }, texts: scope });
  const versionOf = async (criterion) => ok(await applicant.get(`${place}/answers`)).answers.find((one) => one.criterion === criterion).version;
  await say(applicant, 'PUT', `${place}/answers/1-2-1-1`, { fields: { state: 'met', version: await versionOf('1-2-1-1') }, texts: { note: '説明' } });
  await say(applicant, 'PUT', `${place}/answers/4-1-2-4`, { fields: { state: 'not_applicable', version: await versionOf('4-1-2-4') }, texts: { reason: '理由', note: '説明' } });
  const { id: evidence } = await say(applicant, 'POST', `${home}/evidence`, { file: Buffer.from('<script>alert(1)</script>'), texts: { file_name: 'x.txt', note: '覚え' } });
  await say(applicant, 'PUT', `/evidence/${evidence}`, { fields: { effective_from: null, effective_to: null, version: 1 }, texts: { file_name: 'x.txt', note: '覚え' } });
  ok(await applicant.put(`${place}/answers/1-2-1-1/evidence/${evidence}`));
  await say(applicant, 'POST', `${home}/evidence`, { file: Buffer.from('<svg onload=alert(1)>'), texts: { file_name: 'y.svg', note: '覚え' } });

  const submit = async () => ok(await applicant.post(`${place}/submission`, { confirmer_id: house.expert.session.person_id, version: ok(await applicant.get(place)).version }));
  await submit();
  await confirmAll(house.expert, assessment);
  await say(house.expert, 'PUT', `${place}/review/1-2-1-1`, { fields: { decision: 'returned', answer_version: await versionOf('1-2-1-1') }, texts: { reason: '理由' } });
  await say(house.expert, 'POST', `${place}/advice`, { fields: { criterion: '1-2-1-1' }, texts: { text: '助言' } });
  ok(await house.expert.post(`${place}/review`, { outcome: 'send_back' }));
  await say(applicant, 'PUT', `${place}/answers/1-2-1-1`, { fields: { state: 'met', version: await versionOf('1-2-1-1') }, texts: { note: '説明' } });
  await submit();
  await confirmAll(house.expert, assessment);
  const { scope_sha256 } = ok(await house.expert.get(`${place}/review`));
  await say(house.expert, 'POST', `${place}/review`, { fields: { outcome: 'confirm', scope_sha256 }, texts: { reason: '理由' } });
  const { seal } = ok(await management.get(`${place}/declaration`));
  const declare = async () => ok(await management.post(`${place}/declaration`, { seal: seal.form_sha256 }));
  await declare();
  await say(operator, 'POST', `${place}/refusal`, { texts: { reason: '理由' } });
  await declare();
  ok(await second.post('/session/proof', { password }));
  await say(second, 'POST', `${place}/registration`, { fields: { seal: seal.form_sha256 }, texts: { official_number: 'T-1' } });
  await say(operator, 'POST', `${place}/star/changes`, { fields: { act: 'suspend' }, texts: { reason: '理由' } });

  const buyers = `/organisations/${officeOf(buyer)}`;
  await say(buyer, 'POST', `${buyers}/follows`, { fields: { corporate_numbers: [entry.corporate_number, other], names: { [entry.corporate_number]: '', [other]: '' } }, texts: { note: '部品', 'names{}': '星' } });
  await say(applicant, 'POST', `${home}/disclosures`, { fields: { object_id: assessment, level: 'detail', receiver_number: house.buyer.session.memberships[0].corporate_number, to_on: day(1) }, texts: { purpose: '取引' } });
  await say(administrator, 'POST', `${place}/glass`, { texts: { reason: '復旧' } });
  await say(applicant, 'POST', `${home}/calendar/notes`, { fields: { duty: 'update/4-4-4-2', what: 'arose', on: day(-7) }, texts: { note: 'OS' } });
  ok(await applicant.put(`${home}/calendar/reminder`, { is_wanted: true }));
  ok(await applicant.post(`${home}/calendar/links`, { language: 'ja' }));
  await say(buyer, 'POST', `${buyers}/networks`, { fields: { data_on: day(-1) }, texts: { name: '部品', source: '購買' } });
  const { network, run, firm: node } = await keepNetwork(buyer, officeOf(buyer));
  await say(operator, 'POST', '/editions/2026-03-27/guide', { file: Buffer.from(`評価基準No.,解説\n1-2-1-1,"${hostile(1, 0).replaceAll('"', '""')}"\n`), texts: { file_name: 'guide.csv' } });
  firm = entry.corporate_number;
  return { organisation, assessment, evidence, edition: '2026-03-27', to: '2025-12-26', corporate_number: firm, network, run, firm: node, figure: 'sectors', person: applicant.session.person_id, token: 'nothing',
    buyers: officeOf(buyer), draft };
}

let ids;
before(async () => {
  browser = await launch();
  house = await openHouse({ untilStep: 5 });
  ids = await fill();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test('every field of the contract that takes text was filled', (report) => {
  const missing = [...expectedFields()].filter((name) => !filled.has(name) && !elsewhere.has(name));
  assert.deepEqual(missing, [], 'fill these in fill(), or name them in noText');
  const told = ['all', 'no control characters', 'short', 'no slash', 'nothing of it'];
  report.diagnostic(`${filled.size} fields; let in ${told.map((name, level) => `${name}: ${[...filled.values()].filter((one) => one === level).length}`).join(', ')}`);
});

// --- Files -------------------------------------------------------------------------------------------------------

function cellsOf(csv) {
  const rows = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

function* partsOfZip(bytes) {
  for (let at = bytes.length - 22, left; ; at -= 1) { // Its end, then the list of its parts.
    if (bytes.readUInt32LE(at) !== 0x06054b50) continue;
    for (left = bytes.readUInt16LE(at + 10), at = bytes.readUInt32LE(at + 16); left > 0; left -= 1) {
      const [method, packed, names, extra, comment, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const content = bytes.subarray(from, from + packed);
      yield [bytes.toString('utf8', at + 46, at + 46 + names), (method === 8 ? inflateRawSync(content) : content).toString('utf8')];
      at += 46 + names + extra + comment;
    }
    return;
  }
}

function textOfPdf(bytes) {
  return bytes.toString('latin1').replaceAll(/(<<[^]*?>>)\s*stream\r?\n([^]*?)\nendstream/g, (_, head, stream) => {
    if (!head.includes('/ObjStm')) return head; // Of the others, what is drawn and typefaces: no objects.
    return `${head} ${inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')}`;
  });
}

const kLive = /<(script|img|svg|textarea)\b/i; // Of what is typed above, as markup.
const lineOfCalendar = /^(BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|NAME|X-WR-CALNAME|X-WR-TIMEZONE|REFRESH-INTERVAL|X-PUBLISHED-TTL|UID|DTSTAMP|DTSTART|DTEND|SUMMARY|DESCRIPTION|URL|CATEGORIES|TRANSP|STATUS|SEQUENCE|LAST-MODIFIED|TRIGGER|ACTION|RRULE|SOURCE|COLOR)[:;]/;
const judges = {
  'text/csv': ({ text }) => { for (const cell of cellsOf(text.replace(/^\ufeff/, '')).flat()) assert.doesNotMatch(cell, /^\s*[=+@＝＋＠\t\r]|^-(?!\d)/, 'a formula'); },
  'application/pdf': ({ bytes }) => assert.equal(/\/(JavaScript|JS|Launch|OpenAction|AA|SubmitForm|EmbeddedFile)\b|\/URI\s*\((?!https?:)/.exec(textOfPdf(bytes))?.[0], undefined),
  'image/svg+xml': ({ text }) => assert.doesNotMatch(text, /<(script|img|iframe|foreignObject)\b|\son\w+=|javascript:(?!alert)/i),
  'text/calendar': ({ text }) => {
    const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n').filter(Boolean);
    for (const line of lines) assert.match(line, lineOfCalendar);
    assert.equal(lines.filter((line) => line === 'BEGIN:VEVENT').length, lines.filter((line) => line === 'END:VEVENT').length);
  },
  'application/atom+xml': ({ text }) => assert.doesNotMatch(text, kLive),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ({ bytes }) => {
    for (const [name, text] of partsOfZip(bytes)) {
      assert.doesNotMatch(text, /<f[ >]|<script|<img/, name);
      if (name.endsWith('.rels')) assert.doesNotMatch(text, /External|javascript/, name);
    }
  },
  'text/html': ({ text }) => assert.doesNotMatch(text.replaceAll(/<script src="[^"]*"[^>]*><\/script>/g, ''), /<script>|<img src=x|<svg onload/),
};

function judge(answer, where) {
  const type = (answer.headers['content-type'] ?? '').split(';')[0];
  assert.equal(answer.headers['x-content-type-options'], 'nosniff', where);
  assert.equal(answer.headers['bcc'], undefined, where);
  try { judges[type]?.(answer); } catch (error) { throw new Error(`${where}: ${error.message}`, { cause: error }); }
  return type;
}

const seen = new Set(); // Fields whose words were met again.
const meet = (text) => { for (const [, n] of text.matchAll(/§(\d+)§/g)) seen.add(Number(n)); };

test('no file that leaves carries it on as more than text', async (report) => {
  const types = new Map();
  const places = contract.operations.filter((one) => one.method === 'GET').flatMap(({ template, parameters }) => {
    const path = (each) => template.replaceAll(/\{(\w+)\}/g, (_, name) => each[name]);
    const forms = parameters.find((one) => one.in === 'query' && ['format', 'form'].includes(one.name));
    const words = ['lang=ja', 'star=3', 'q=1', ...(/\{run\}\/firms$|newest|events/.test(template) ? ['limit=200'] : [])].filter((word) => parameters.some((one) => one.in === 'query' && one.name === word.split('=')[0] && (one.required || one.name !== 'q')));
    return [ids, { ...ids, assessment: ids.draft, organisation: ids.buyers }].flatMap((each) =>
      (forms?.schema.enum ?? ['']).map((form) => `${path(each)}?${[...words, form && `${forms.name}=${form}`].filter(Boolean).join('&')}`));
  });
  const feeds = (await people.applicant.get(`/organisations/${ids.organisation}/calendar/links`)).json.items.map((one) => one.path.replace('/api/v1', ''));
  const site = ['//register', `//register/${firm}`, `//register/${firm}/certificate.pdf?lang=ja`, '//register/changes', '//register/changes.atom?lang=ja', '//register?q=x', '//register/bulk'];
  for (const [role, client] of Object.entries({ ...people, confirmer: house.expert, anyone: house.server.client() }))
    for (const place of [...new Set([...places, ...feeds, ...site])]) {
      const answer = await client.get(place);
      assert.ok(answer.status < 500, `${place}: ${answer.text}`);
      const type = judge(answer, `${role} ${place}`);
      types.set(type, (types.get(type) ?? 0) + (answer.status === 200 ? 1 : 0));
      if (/json|csv|html|calendar|xml/.test(type)) meet(answer.text);
    }
  report.diagnostic([...types].map(([type, count]) => `${type} ${count}`).join(', '));
  for (const type of Object.keys(judges)) assert.ok(types.get(type) > 0, `no ${type} was read`);
});

test('no mail gains a header or a receiver', async () => {
  const sink = await startMailSink();
  const sent = await runCommand(['calendar', 'send-reminders', '--data', house.data, '--json', '--smtp', sink.url, '--mail-from', 'hoshirube@example.jp']);
  await sink.close();
  assert.equal(sink.messages.length, 1, sent.stdout + sent.stderr);
  const { headers, body } = read(sink.messages[0]);
  assert.deepEqual(sink.messages[0].to, ['applicant-2@example.jp']);
  assert.equal(headers.bcc, undefined);
  assert.match(headers['content-type'], /^text\/plain/);
  assert.match(body, /^星 の星の予定/, 'of what people typed it holds the registered name alone, which lets no markup in');
  assert.doesNotMatch(body, /alert|^Bcc:/m);
});

// --- Pages -------------------------------------------------------------------------------------------------------

// Follows every link that the pages themselves offer, one page of each kind, as `role`.
async function walk(role, client, starts) {
  const person = await visitor(browser, house.server, { client });
  const { page, faults } = person;
  page.on('dialog', (dialog) => { faults.push(`${page.url()}: a script ran`); void dialog.dismiss(); });
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => console.error(`content policy: ${event.violatedDirective}`)));
  const kindOf = (link) => link.split('?')[0].replaceAll(/\b[0-9a-z]{26}\b|\d[\d-]+/g, '*');
  const left = [...starts], kinds = new Set(starts.map(kindOf));
  const places = client ? /^\/(app|registration-preview)\b/ : /^\/(register|about|verify|editions|marks)\b/; // The public ones are the same for all.
  for (let next = left.shift(); next; next = left.shift()) {
    const isInside = next.startsWith('/app') && page.url().includes('/app');
    if (isInside) await page.evaluate((to) => history.pushState(null, '', to), next);
    else await page.goto(next);
    await settled(page);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
      for (const one of document.querySelectorAll('main [aria-expanded=false]')) one.click();
    });
    const { made, texts, links } = await page.evaluate(() => ({
      made: [...document.querySelectorAll('[onerror], [onload], img[src="x"], script:not([src]), b:not([class])')].map((one) => one.outerHTML.slice(0, 80)),
      texts: `${document.body.innerText} ${[...document.querySelectorAll('input, textarea')].map((one) => one.value).join(' ')}`,
      links: [...document.querySelectorAll('[href], [src], [action]')].map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action')),
    }));
    assert.deepEqual(made, [], `${role} ${next}`);
    meet(texts);
    for (const link of links) {
      assert.doesNotMatch(link, /^\s*javascript:/i, `${role} ${next}`);
      if (!places.test(link) || /\.[\w-]+(\?|$)/.test(link) || /[?&]lang=/.test(link)) continue;
      const kind = kindOf(link);
      if (!kinds.has(kind)) { kinds.add(kind); left.push(link); }
    }
  }
  await person.context.close();
  return { person, count: kinds.size };
}

test('no page that any role can reach runs it', { timeout: 120_000 }, async (report) => {
  const { assessment, organisation, draft, run } = ids;
  const starts = {
    applicant: ['/app/today', `/app/assessments/${assessment}?c=1-2-1-1`, `/app/assessments/${draft}?c=1-2-1-1`, `/app/assessments/${assessment}/scope`, '/app/evidence', '/app/calendar', '/app/account', '/app/organisation'],
    management: ['/app/declarations', '/app/organisation'],
    expert: ['/app/reviews', `/app/reviews/${draft}`, '/app/organisation'],
    confirmer: [`/app/reviews/${assessment}`, `/app/reviews/${assessment}/summary`],
    operator: ['/app/registrations', `/app/registrations/${assessment}`, '/app/operator', `/app/operator/organisations/${organisation}`, '/app/operator/experts', '/app/operator/events', '/app/operator/editions'],
    buyer: ['/app/follows', '/app/cascade', `/app/cascade/runs/${run}`],
    administrator: ['/app'],
    anyone: [`/register/${firm}`, '/register', '/register/changes', `/register?q=${encodeURIComponent(hostile(1, 0))}`],
  };
  const clients = { ...people, confirmer: house.expert };
  let count = 0;
  const visitors = [];
  for (const [role, addresses] of Object.entries(starts)) {
    const walked = await walk(role, clients[role], addresses);
    count += walked.count;
    visitors.push(walked.person);
  }
  assertFaultless(...visitors);
  report.diagnostic(`${count} pages`);
  const met = new Set(marks.filter((_, i) => seen.has(i + 1)));
  assert.deepEqual([...filled].filter(([name, level]) => level < kLeast - 1 && !met.has(name)), [], 'what was let in is met again on some page or in some file');
});
