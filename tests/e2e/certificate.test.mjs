// A star in the hands of strangers: the certificate and its lists as other people's programs read them, the verifier on the command
// line and in the browser, and what each says to a changed file.

import assert from 'node:assert/strict';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, inflateSync } from 'node:zlib';

import { compactVerify, createLocalJWKSet, decodeProtectedHeader, errors, importJWK, jwtVerify } from 'jose';

import { removeFolder, runCommand, Server, temporaryFolder } from './support/server.mjs';

let folder, data, number, server;

before(async () => {
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  const shown = await runCommand(['demo', '--data', data, '--json', '--lang', 'en', '--public-url', 'https://register.example.jp']);
  assert.equal(shown.code, 0, shown.stderr);
  const { files, check, record } = JSON.parse(shown.stdout);
  assert.deepEqual(files, ['star.jws', 'star.tlog-proof', 'star.policy', 'star.status', 'star.pdf']);
  assert.equal(check.verdict, 'partly'); // No witness is at hand; everything else holds.
  number = record.corporate_number;
  server = await Server.start(data, { words: ['--behind-proxy', '--public-url', 'https://register.example.jp'] });
});

after(async () => {
  await server?.stop();
  await removeFolder(folder);
});

const at = (name) => path.join(data, name);
const text = (name) => readFile(at(name), 'utf8');
const fetched = (url, headers) => fetch(new URL(url, server.url), { headers });
const verify = async (words) => {
  const done = await runCommand(['verify', ...words, '--json', '--lang', 'en']);
  return { code: done.code, ...JSON.parse(done.stdout.split('\n')[0]) };
};
const reasons = ({ findings }) => Object.fromEntries(findings.map((one) => [one.what, `${one.grade} ${one.reason}`]));
const withAll = ['--proof', 'star.tlog-proof', '--policy', 'star.policy', '--status', 'star.status'];
const given = (names = withAll) => names.map((word) => (word.startsWith('--') ? word : at(word)));

test('jose opens the certificate with the published key and reads what it says', async () => {
  const keys = createLocalJWKSet(await (await fetched('/.well-known/jwks.json')).json());
  const { payload, protectedHeader } = await jwtVerify(await text('star.jws'), keys, { algorithms: ['ES256'], typ: 'vc+jwt' });
  assert.equal(protectedHeader.typ, 'vc+jwt');
  assert.equal(payload.issuer, 'did:web:register.example.jp');
  assert.equal(payload.credentialSubject.corporateNumber, number);
  assert.equal(payload.credentialSubject.star, 3);
  assert.ok(payload.type.includes('VerifiableCredential'));
  assert.ok(payload['@context'][0] === 'https://www.w3.org/ns/credentials/v2');
  for (const language of ['ja', 'en']) assert.ok(payload.termsOfUse[0].doesNotSay[language].length >= 5);
  assert.deepEqual(payload.credentialStatus.map((one) => [one.type, one.statusPurpose, one.statusListIndex]),
    [['BitstringStatusListEntry', 'revocation', '1'], ['BitstringStatusListEntry', 'suspension', '1']]);
  assert.equal(payload.status.status_list.uri, 'https://register.example.jp/status/list');
});

test('the key of did.json is the same one', async () => {
  const did = await (await fetched('/.well-known/did.json')).json();
  assert.equal(did.id, 'did:web:register.example.jp');
  const [method] = did.verificationMethod;
  assert.equal(decodeProtectedHeader(await text('star.jws')).kid, method.id);
  assert.deepEqual(did.assertionMethod, [method.id]);
  await compactVerify(await text('star.jws'), await importJWK(method.publicKeyJwk, 'ES256'));
});

test('jose refuses a certificate of which one byte is another, and one without a signature', async () => {
  const keys = createLocalJWKSet(await (await fetched('/.well-known/jwks.json')).json());
  const jws = await text('star.jws');
  const [header, payload, signature] = jws.split('.');
  const other = JSON.parse(Buffer.from(payload, 'base64url'));
  other.credentialSubject.star = 4;
  const changed = [header, Buffer.from(JSON.stringify(other)).toString('base64url'), signature].join('.');
  await assert.rejects(jwtVerify(changed, keys), errors.JWSSignatureVerificationFailed);
  const unsigned = [Buffer.from('{"alg":"none"}').toString('base64url'), payload, ''].join('.');
  await assert.rejects(jwtVerify(unsigned, keys));
});

test('the status lists are signed, say the same, and may be kept', async () => {
  const keys = createLocalJWKSet(await (await fetched('/.well-known/jwks.json')).json());
  const answer = await fetched('/status/list');
  assert.equal(answer.headers.get('content-type'), 'application/statuslist+jwt');
  assert.match(answer.headers.get('cache-control'), /public/);
  assert.equal((await fetched('/status/list', { 'If-None-Match': answer.headers.get('etag') })).status, 304);
  const { payload } = await jwtVerify(await answer.text(), keys, { typ: 'statuslist+jwt' });
  assert.equal(payload.sub, 'https://register.example.jp/status/list');
  assert.equal(payload.status_list.bits, 2);
  assert.equal(inflateSync(Buffer.from(payload.status_list.lst, 'base64url')).length, 131072 / 4);
  for (const purpose of ['revocation', 'suspension']) {
    const list = await jwtVerify(await (await fetched(`/status/${purpose}`)).text(), keys, { typ: 'vc+jwt' });
    const subject = list.payload.credentialSubject;
    assert.equal(list.payload.id, `https://register.example.jp/status/${purpose}`);
    assert.equal(subject.statusPurpose, purpose);
    assert.equal(subject.encodedList[0], 'u');
    const bits = gunzipSync(Buffer.from(subject.encodedList.slice(1), 'base64url'));
    assert.equal(bits.length, 131072 / 8);
    assert.ok(bits.every((byte) => byte === 0));
  }
});

test('what the server hands out is what the command line makes', async () => {
  const star = await fetched(`/register/${number}/star.jws`);
  assert.equal(star.status, 200);
  assert.equal(star.headers.get('content-type'), 'application/vc+jwt');
  const jws = await star.text();
  assert.equal(jws.split('.')[1], (await text('star.jws')).split('.')[1]); // The same words; each signature is its own.
  assert.equal((await fetched(`/register/${number}/star.jws`, { 'If-None-Match': star.headers.get('etag') })).status, 304);
  assert.equal(await (await fetched('/ledger/policy')).text(), await text('star.policy'));
  await writeFile(at('served.jws'), jws);
  await writeFile(at('served.tlog-proof'), await (await fetched(`/register/${number}/star.tlog-proof`)).text());
  await writeFile(at('served.status'), await (await fetched('/status/list')).text());
  const check = await verify([at('served.jws'), ...given(['--proof', 'served.tlog-proof', '--policy', 'star.policy', '--status', 'served.status'])]);
  assert.equal(check.code, 0);
  assert.deepEqual(reasons(check), { signature: 'holds holds', ledger: 'holds holds', witnesses: 'open none_asked', validity: 'holds holds', status: 'holds holds' });
  for (const missing of ['/register/1234567890123/star.jws', '/register/7000012050002/star.jws', `/register/${number}/star.jws?number=99`]) assert.ok((await fetched(missing)).status >= 400);
  for (const words of [['jws', '1'], ['proof', number], ['status'], ['policy']])
    assert.equal((await runCommand(['certificate', ...words, '--data', data, '--out', at('made')])).code, 0);
  assert.equal((await runCommand(['certificate', 'jws', '99', '--data', data])).code, 4);
});

test('verify answers in grades, and its exit status says what to do', async () => {
  const sound = await verify([at('star.jws'), ...given()]);
  assert.deepEqual([sound.code, sound.verdict], [0, 'partly']);
  const alone = await verify([at('star.jws')]);
  assert.deepEqual([alone.code, alone.verdict], [2, 'open']);
  assert.deepEqual(reasons(alone), { signature: 'open no_key', ledger: 'open no_proof', witnesses: 'open no_proof', validity: 'holds holds', status: 'open no_list' });
  await writeFile(at('keys.json'), await (await fetched('/.well-known/jwks.json')).text());
  assert.equal((await verify([at('star.jws'), '--keys', at('keys.json')])).verdict, 'partly');
  const late = await verify([at('star.jws'), ...given(), '--on', '2039-01-01']);
  assert.equal(late.code, 5);
  assert.deepEqual([reasons(late).validity, reasons(late).status], ['fails expired', 'open too_old']);
  const jws = await text('star.jws');
  const middle = Math.floor(jws.length / 2);
  await writeFile(at('changed.jws'), jws.slice(0, middle) + (jws[middle] === 'A' ? 'B' : 'A') + jws.slice(middle + 1));
  assert.deepEqual([(await verify([at('changed.jws'), ...given()])).code], [5]);
  assert.equal((await runCommand(['verify', at('nowhere.jws')])).code, 2);
  for (const [lang, words] of [['ja', /署名：/], ['en', /Signature: Signed with a key of did:web:register\.example\.jp/]])
    assert.match((await runCommand(['verify', at('star.jws'), ...given(), '--lang', lang])).stdout, words);
});

test('another register with the same name is not believed', async () => {
  const other = path.join(folder, 'other');
  assert.equal((await runCommand(['demo', '--data', other, '--public-url', 'https://register.example.jp'])).code, 0);
  const check = await verify([path.join(other, 'star.jws'), '--proof', path.join(other, 'star.tlog-proof'), '--policy', at('star.policy')]);
  assert.equal(check.code, 5);
  assert.deepEqual([reasons(check).signature, reasons(check).ledger], ['fails other_key', 'fails not_signed']);
});

test('the key of certificates is readable by its owner alone, and stays the same', async () => {
  assert.equal((await stat(path.join(data, 'keys/certificate.key'))).mode & 0o777, 0o600);
  const first = await runCommand(['certificate', 'policy', '--data', data]);
  assert.equal((await runCommand(['certificate', 'policy', '--data', data])).stdout, first.stdout);
});

test('the signed list of all stars tells who has one, and that another has none', async () => {
  const made = await runCommand(['snapshot', 'make', '--data', data, '--out', at('stars.snapshot')]);
  assert.equal(made.code, 0, made.stderr);
  const ask = async (words) => {
    const done = await runCommand(['snapshot', 'verify', ...words, '--json', '--lang', 'en']);
    return { code: done.code, ...JSON.parse(done.stdout.split('\n')[0]) };
  };
  const policy = ['--policy', at('star.policy')];
  const there = await ask([at('stars.snapshot'), '--number', number, ...policy]);
  assert.deepEqual([there.code, there.has_star, there.stars[0].star, there.signature], [0, true, 3, 'holds']);
  const absent = await ask([at('stars.snapshot'), '--number', '7000012050002', ...policy]);
  assert.deepEqual([absent.code, absent.has_star], [0, false]);
  assert.equal((await ask([at('stars.snapshot'), '--number', number])).code, 2); // Nobody looked whose list it is.
  const list = await text('stars.snapshot');
  await writeFile(at('other.snapshot'), list.replace('"star":3', '"star":4'));
  assert.equal((await ask([at('other.snapshot'), '--number', number, ...policy])).key, 'snapshot.changed');
  const served = await fetched('/ledger/snapshot');
  assert.equal(await served.text(), list);
  assert.equal(served.headers.get('content-length'), String(Buffer.byteLength(list)));
  assert.equal((await fetched('/ledger/snapshot', { 'If-None-Match': served.headers.get('etag') })).status, 304);
  const day = /^on (.+)$/m.exec(list)[1];
  assert.match((await fetched(`/ledger/snapshot/${day}`)).headers.get('cache-control'), /immutable/);
  assert.equal((await fetched('/ledger/snapshot/2020-01-01')).status, 404);
  // The same root stands in the ledger.
  const root = list.split('\n')[2];
  const found = [];
  for (let index = 0; ; ++index) {
    const entry = await runCommand(['ledger', 'prove', String(index), '--data', data, '--json']);
    if (entry.code !== 0) break;
    found.push(JSON.parse(JSON.parse(entry.stdout).entry));
  }
  assert.deepEqual(found.filter((one) => one.type === 'register.snapshot').map((one) => [one.snapshot.on, one.snapshot.root]), [[day, root]]);
  assert.equal((await runCommand(['ledger', 'verify', '--data', data])).code, 0);
});

test('ten thousand numbers in, their status out', async () => {
  const post = (body, query = '') => fetch(new URL(`/api/v1/public/bulk${query}`, server.url), { method: 'POST', body, headers: { 'Content-Type': 'text/csv' } });
  const wide = number.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)); // As Japanese offices type.
  const answer = await post(`\ufeff法人番号,名前\r\n${number},x\r\n7000012050002,y\r\n1234567890123,z\r\n\r\n${wide},\r\n`);
  assert.equal(answer.status, 200);
  const rows = (await answer.text()).trim().split('\r\n').map((line) => line.split(','));
  assert.deepEqual(rows.map((row) => row.slice(0, 3)), [['corporate_number', 'state', 'star'], [number, 'valid', '3'], ['7000012050002', 'none', ''], ['1234567890123', 'not_a_number', ''], [number, 'valid', '3']]);
  assert.equal((await (await post(`${number}\r\n`, '?since=2039-01-01')).text()).trim().split('\r\n').length, 1);
  const many = Array.from({ length: 100_000 }, (_, i) => `${1_000_000_000_000 + i}`).join('\n');
  assert.equal((await (await post(many)).text()).trim().split('\r\n').length, 100_001);
  assert.equal((await post(`${many}\n1\n2\n`)).status, 400);
  assert.equal((await post(`${number}\n`, '?since=yesterday')).status, 400);
  await writeFile(at('numbers.csv'), `${number}\n`);
  assert.match((await runCommand(['register', 'bulk', at('numbers.csv'), '--data', data])).stdout, /,valid,3,/);
});

test('what an earlier key signed holds after the key was changed; what it would sign later does not', async () => {
  const before = (await (await fetched('/.well-known/jwks.json')).json()).keys;
  assert.equal(before.length, 1);
  await server.stop();
  await rename(path.join(data, 'keys/certificate.key'), at('old.key'));
  server = await Server.start(data, { words: ['--behind-proxy', '--public-url', 'https://register.example.jp'] });
  const did = await (await fetched('/.well-known/did.json')).json();
  const { keys } = await (await fetched('/.well-known/jwks.json')).json();
  assert.deepEqual(keys.map((key) => key.kid), did.verificationMethod.map((method) => method.id), 'the one that signs first');
  assert.equal(keys[1].kid, before[0].kid);
  assert.deepEqual([keys[0].exp, typeof keys[1].exp], [undefined, 'number']);
  assert.equal(Date.parse(did.verificationMethod[1].expires) / 1000, keys[1].exp);
  const set = createLocalJWKSet({ keys });
  for (const jws of [await text('star.jws'), await (await fetched(`/register/${number}/star.jws`)).text()]) await jwtVerify(jws, set, { typ: 'vc+jwt' });
  await writeFile(at('new.policy'), await (await fetched('/ledger/policy')).text());
  await writeFile(at('new.status'), await (await fetched('/status/list')).text());
  const old = await verify([at('star.jws'), '--proof', at('star.tlog-proof'), '--policy', at('new.policy'), '--status', at('new.status')]);
  assert.deepEqual([old.code, old.verdict], [0, 'partly'], JSON.stringify(old.findings));
  assert.equal((await verify([at('star.jws'), '--policy', at('star.policy')])).verdict, 'partly', 'also by the policy that was kept');
  const policy = (await text('new.policy')).replace(`"exp":${keys[1].exp}`, '"exp":1000000000');
  await writeFile(at('early.policy'), policy);
  assert.equal(reasons(await verify([at('star.jws'), '--policy', at('early.policy')])).signature, 'fails retired_key');
  await server.stop();
  server = await Server.start(data, { words: ['--behind-proxy', '--public-url', 'https://register.example.jp'] });
  assert.equal((await (await fetched('/.well-known/jwks.json')).json()).keys.length, 2, 'and after the next start');
});
