// Signing in with an account that an outside provider keeps: a real one (oidc-provider), started here on loopback.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import http from 'node:http';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import Provider from 'oidc-provider';
import { assertFaultless, examine, launch, settled, visitor, words } from './support/browser.mjs';
import { openHouse, password, removeFolder, Server, temporaryFolder } from './support/server.mjs';

const listening = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
const signingKey = (kid, alg) => {
  const { privateKey } = alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
};

let house, folder, provider, web, port, trap, restart, trapped = [];

// The provider on the same port with these keys; accounts are whatever one types.
async function startProvider(keys, alg) {
  await new Promise((resolve) => (web ? web.close(resolve) : resolve()));
  web?.closeAllConnections();
  web = http.createServer((request, response) => provider.callback()(request, response));
  port ??= await listening(web);
  if (!web.listening) await new Promise((resolve) => web.listen(port, '127.0.0.1', resolve));
  provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [{ client_id: 'hoshirube', client_secret: 'a secret of the test', redirect_uris: [`${house.server.url}/sign-in/back`], id_token_signed_response_alg: alg }],
    jwks: { keys },
    pkce: { required: () => true },
    cookies: { keys: ['for the test'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
}

let walkers = 0;
// A browser as far as this needs one: cookies by host, redirects by hand.
class Walker {
  jars = new Map();
  address = `198.51.100.${++walkers % 250}`; // Whoever comes back with nothing sound is slowed down by address.
  async go(url, { method = 'GET', form } = {}) {
    const { host } = new URL(url);
    const jar = this.jars.get(host) ?? this.jars.set(host, new Map()).get(host);
    const answer = await fetch(url, {
      method, redirect: 'manual', body: form && new URLSearchParams(form),
      headers: { 'X-Forwarded-For': this.address, Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    const cookies = answer.headers.get('set-cookie')?.split(/,\s*(?=[^;,\s]+=)/) ?? []; // Debian's node has no getSetCookie() yet.
    for (const cookie of cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      if (value && !/max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) jar.set(name, value); else jar.delete(name);
    }
    const location = answer.headers.get('location');
    return { status: answer.status, location: location && new URL(location, url).href, text: location ? '' : await answer.text() };
  }
  // From `url` through the provider's two forms back to our address; answers the way back without going it.
  async through(url, account) {
    for (let step = 0; step < 12; ++step) {
      if (url.startsWith(`${house.server.url}/sign-in/back`)) return url;
      let answer = await this.go(url);
      if (!answer.location) {
        const action = /action="([^"]+)"/.exec(answer.text)?.[1];
        const prompt = /name="prompt" value="([^"]+)"/.exec(answer.text)?.[1];
        assert.ok(action, answer.text);
        answer = await this.go(new URL(action, url).href, { method: 'POST', form: { prompt, login: account, password: 'x' } });
      }
      url = answer.location;
    }
    throw new Error('the provider led nowhere');
  }
  carry(client) { this.jars.set(new URL(house.server.url).host, client.cookies); }
  // Whoever stands at our address in this browser.
  client() {
    const client = house.server.client();
    client.cookies = this.jars.get(new URL(house.server.url).host) ?? new Map();
    return client;
  }
}
// An invitation to the applicant's firm, as the link's words: {id, token, place}.
let invited = 0;
async function invite({ email = `invited.${++invited}@example.jp`, role = 'management' } = {}) {
  const { applicant, organisation } = house;
  const { json } = await applicant.post(`/organisations/${organisation}/invites`, { email, name: '招かれた人', role });
  const { invites } = (await applicant.get(`/organisations/${organisation}/people`)).json;
  const token = invites.find((one) => one.id === json.id).link.replace('/invite/', '');
  return { id: json.id, token, email, place: `/invites/${token}/provider` };
}
// Accepts with an outside account, as the page does; answers the browser and where it ended.
async function join({ place }, account, { walker = new Walker(), fields = { provider: 'office', name: '星 花子', language: 'en' } } = {}) {
  const client = walker.client();
  walker.carry(client);
  const start = await client.post(place, fields);
  assert.equal(start.status, 200, start.text);
  const back = await walker.through(start.json.location, account);
  return { walker, back, answer: await walker.go(back) };
}
const key = (url) => new URL(url).searchParams.get('outside');

before(async () => {
  folder = await temporaryFolder();
  house = await openHouse({ untilStep: 2, roles: ['applicant'] });
  const ours = house.server.port;
  await startProvider([signingKey('first', 'RS256')], 'RS256');
  trap = http.createServer((request, response) => { trapped.push(request.url); response.end('{}'); });
  trap.on('connection', () => trapped.push('a connection'));
  const trapPort = await listening(trap);
  const named = (name, issuer, more = {}) => ({ key: name, name: { ja: name, en: name }, issuer, client_id: 'hoshirube', client_secret: 'a secret of the test', ...more });
  const file = path.join(folder, 'providers.json');
  await writeFile(file, JSON.stringify({ providers: [
    named('office', `http://127.0.0.1:${port}`, { may_be_private: true }),
    named('shut', `https://127.0.0.1:${trapPort}`), // Not said to be private.
    named('shut-by-name', `https://localhost:${trapPort}`),
  ] }));
  restart = async () => {
    await house.server.stop();
    house.server = await Server.start(house.data, { listen: `127.0.0.1:${ours}`, words: ['--behind-proxy', '--providers', file] });
  };
  await restart();
});
after(async () => {
  web?.closeAllConnections(); web?.close(); trap?.close();
  await house?.close();
  await removeFolder(folder);
});

const begin = (name = 'office') => `${house.server.url}/sign-in/with/${name}`;

test('an outside account that nobody linked signs nobody in and grants nothing', async () => {
  const walker = new Walker();
  const back = await walker.through(begin(), 'stranger');
  const answer = await walker.go(back);
  assert.equal(key(answer.location), 'provider.not_linked');
  assert.ok(!walker.jars.get(new URL(back).host).has('hoshirube_session'));
});

test('linked by its owner with a fresh proof, it signs in; its word is no proof here', async () => {
  const { applicant } = house;
  const start = await applicant.post('/session/identities', { provider: 'office' });
  assert.equal(start.status, 200, start.text);
  const walker = new Walker();
  walker.carry(applicant);
  const before = new Map(applicant.cookies);
  const linked = await walker.go(await walker.through(start.json.location, 'hanako'));
  assert.equal(linked.location, `${house.server.url}/app`);
  const old = house.server.client();
  old.cookies = before;
  assert.equal((await old.get('/session')).status, 401, 'another way in is a change of rights: the session has a new token');
  assert.equal((await applicant.get('/session/factors')).json.identities.length, 1);

  const later = new Walker();
  const back = await later.through(begin(), 'hanako');
  assert.equal((await later.go(back)).location, `${house.server.url}/app`);
  const client = house.server.client();
  client.cookies = later.jars.get(new URL(house.server.url).host);
  const session = (await client.get('/session')).json;
  assert.equal(session.person_id, applicant.session.person_id);
  assert.equal((await client.get('/sessions')).json.items.find((one) => one.is_this).begun_by, 'provider');
  assert.equal((await client.post('/session/code-app')).json.key, 'session.step_up_needed', 'the provider proved nothing to us');
  assert.equal(key((await later.go(back)).location), 'provider.state_wrong', 'the way back leads back once');
});

test('a session that was put into a browser before is not the one that signs in', async () => {
  const planted = house.server.client();
  const walker = new Walker();
  walker.jars.set(new URL(house.server.url).host, planted.cookies = new Map([['hoshirube_session', 'f'.repeat(64)]]));
  await walker.go(await walker.through(begin(), 'hanako'));
  const given = walker.jars.get(new URL(house.server.url).host).get('hoshirube_session');
  assert.ok(given && given !== 'f'.repeat(64));
});

test('state, issuer and browser must be those it began with', async () => {
  const walker = new Walker();
  const back = new URL(await walker.through(begin(), 'hanako'));
  const without = new Walker(); // Another browser, to which the address was sent.
  assert.equal(key((await without.go(back.href)).location), 'provider.state_wrong');
  for (const [name, value] of [['state', randomUUID()], ['iss', 'https://evil.example'], ['code', '']]) {
    const changed = new URL(back);
    changed.searchParams.set(name, value);
    const again = new Walker();
    again.jars = new Map([...walker.jars].map(([host, jar]) => [host, new Map(jar)]));
    assert.equal(key((await again.go(changed.href)).location), 'provider.state_wrong', name);
  }
});

test('one person cannot be made to link the account of another', async () => {
  const attacker = await house.applicant.speaking('ja');
  const start = await attacker.post('/session/identities', { provider: 'office' });
  const walker = new Walker();
  const back = await walker.through(start.json.location, 'attacker');
  const victim = new Walker(); // Nobody, or someone else, opens the way back.
  assert.equal(key((await victim.go(back)).location), 'provider.state_wrong');
});

test('a rotated key, and another kind of key, need no restart', { timeout: 60_000 }, async () => {
  await new Promise((resolve) => setTimeout(resolve, 11_000)); // Keys are not asked for again within ten seconds.
  await startProvider([signingKey('second', 'ES256')], 'ES256');
  const walker = new Walker();
  assert.equal((await walker.go(await walker.through(begin(), 'hanako'))).location, `${house.server.url}/app`);
});

test('unlinked, it signs in no more; only its owner can unlink it', async () => {
  const later = new Walker();
  await later.go(await later.through(begin(), 'hanako'));
  const client = house.server.client();
  client.cookies = later.jars.get(new URL(house.server.url).host);
  const { identities } = (await client.get('/session/factors')).json;
  assert.equal(identities.length, 1);
  assert.equal((await client.delete(`/session/identities/${identities[0].id}`)).json.key, 'session.step_up_needed');
  assert.equal((await client.post('/session/proof', { password })).status, 200);
  assert.equal((await client.delete(`/session/identities/${'0'.repeat(26)}`)).json.key, 'provider.not_found');
  assert.equal((await client.delete(`/session/identities/${identities[0].id}`)).status, 200);
  const again = new Walker();
  assert.equal(key((await again.go(await again.through(begin(), 'hanako'))).location), 'provider.not_linked');
});

test('an invitation is accepted with an outside account, and no password is ever set', async () => {
  const one = await invite();
  const { walker, back, answer } = await join(one, 'newcomer');
  assert.equal(answer.location, `${house.server.url}/app`);
  const client = walker.client(), session = (await client.get('/session')).json;
  assert.deepEqual([session.email, session.name, session.language], [one.email, '星 花子', 'en']);
  assert.deepEqual(session.memberships.map(({ organisation_id, role }) => [organisation_id, role]), [[house.organisation, 'management']]);
  const factors = (await client.get('/session/factors')).json;
  assert.deepEqual([factors.has_password, factors.identities.map((identity) => identity.provider)], [false, ['office']]);
  assert.equal((await client.get('/sessions')).json.items.find((item) => item.is_this).begun_by, 'provider');
  assertRefused(await house.server.client().post('/session', { email: one.email, password: '' }), 'session.wrong');
  assertRefused(await house.server.client().post('/session', { email: one.email, password }), 'session.wrong');
  assertRefused(await house.server.client().get(`/invites/${one.token}`), 'invite.used');
  assert.equal(key((await walker.go(back)).location), 'provider.state_wrong', 'the way back leads back once');

  // The link and the provider together are a proof, for ten minutes: long enough to add one of ours.
  assert.equal((await client.post('/session/code-app')).status, 200);
  // The only way in stays.
  assertRefused(await client.delete(`/session/identities/${factors.identities[0].id}`), 'factors.last_way_in');
  // Signed in again, it is none; the provider asked anew is.
  const later = new Walker();
  await later.go(await later.through(begin(), 'newcomer'));
  const again = later.client();
  assertRefused(await again.post('/session/code-app'), 'session.step_up_needed');
  const start = await again.post('/session/proof/provider', { provider: 'office' });
  assert.equal(start.status, 200, start.text);
  assert.match(start.json.location, /max_age=0.*prompt=login/);
  const proved = await later.go(await later.through(start.json.location, 'newcomer'));
  assert.equal(proved.location, `${house.server.url}/app/account?outside=proved`);
  assert.equal((await later.client().post('/session/code-app')).status, 200);
});

const assertRefused = (answer, wanted) => assert.equal(answer.json?.key, wanted, answer.text);

test('a second firm’s invitation is accepted by the account that is linked, with its own address alone', async () => {
  const one = await invite({ role: 'applicant' });
  await join(one, 'twice');
  const second = await invite({ email: one.email });
  const { walker, answer } = await join(second, 'twice');
  assert.equal(answer.location, `${house.server.url}/app`);
  assert.deepEqual((await walker.client().get('/session')).json.memberships.map(({ role }) => role).sort(), ['applicant', 'management']);
  const third = await invite();
  assert.equal((await join(third, 'twice')).answer.location, `${house.server.url}/invite/${third.token}?outside=provider.linked_elsewhere`);
  assert.equal((await house.server.client().get(`/invites/${third.token}`)).status, 200, 'and is still open to its own person');
  // Whoever makes an invitation to that address holds its link, and gets into nothing by it.
  const stolen = await invite({ email: one.email });
  assert.equal(key((await join(stolen, 'attacker')).answer.location), 'provider.not_linked');
  assertRefused(await house.server.client().post(`/invites/${stolen.token}`, { name: 'x', password: 'the attacker’s password' }), 'invite.account_waits');
});

test('an address that has an account is not taken over by an outside account', async () => {
  const one = await invite({ email: house.logins.applicant.email });
  assert.equal((await join(one, 'attacker')).answer.location, `${house.server.url}/invite/${one.token}?outside=provider.not_linked`);
});

test('an invitation that was withdrawn, used or made up leads nowhere, before and after the way to the provider', async () => {
  const withdrawn = await invite(), used = await invite(), walker = new Walker();
  const begun = await Promise.all([withdrawn, used].map(async ({ place }) => {
    const other = new Walker(), client = other.client();
    other.carry(client);
    return [other, (await client.post(place, { provider: 'office', name: '星' })).json.location];
  }));
  assert.equal((await house.applicant.delete(`/organisations/${house.organisation}/invites/${withdrawn.id}`)).status, 200);
  await join(used, 'first-to-come');
  for (const [[other, location], one, wanted] of [[begun[0], withdrawn, 'invite.revoked'], [begun[1], used, 'invite.used']]) {
    const answer = await other.go(await other.through(location, 'late'));
    assert.equal(answer.location, `${house.server.url}/invite/${one.token}?outside=${wanted}`);
    assertRefused(await house.server.client().post(one.place, { provider: 'office', name: '星' }), wanted);
  }
  const { token } = await invite();
  const forged = token.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
  assertRefused(await house.server.client().post(`/invites/${forged}/provider`, { provider: 'office', name: '星' }), 'invite.not_found');
  assertRefused(await house.server.client().post(`/invites/${token}/provider`, { provider: 'none', name: '星' }), 'provider.not_found');
  assertRefused(await house.server.client().post(`/invites/${token}/provider`, { provider: 'office', name: ' ' }), 'text.missing');
  assertRefused(await house.server.client().post(`/invites/${token}/provider`, { provider: 'office', name: '<script>\r\nBcc: a@b' }), 'text.control_character');
  const elsewhere = await house.server.client().post(`/invites/${token}/provider`, { provider: 'office', name: '星' }, { headers: { Origin: 'https://evil.example' } });
  assertRefused(elsewhere, 'request.other_origin');
  assert.equal((await walker.go(`${house.server.url}/sign-in/with/office?invite=${token}`)).status, 303);
});

test('the way back of an invitation belongs to the browser and the account that began it', async () => {
  const one = await invite(), walker = new Walker(), client = walker.client();
  walker.carry(client);
  const back = await walker.through((await client.post(one.place, { provider: 'office', name: '星' })).json.location, 'mine');
  assert.equal(key((await new Walker().go(back)).location), 'provider.state_wrong', 'another browser');
  const refused = new URL(back); // The provider says no: an error in place of a code.
  refused.searchParams.delete('code');
  refused.searchParams.set('error', 'access_denied');
  const copy = new Walker();
  copy.jars = new Map([...walker.jars].map(([host, jar]) => [host, new Map(jar)]));
  assert.equal((await copy.go(refused.href)).location, `${house.server.url}/invite/${one.token}?outside=provider.state_wrong`);
  assert.equal((await house.server.client().get(`/invites/${one.token}`)).status, 200, 'nothing was used up');
});

test('a proof by a provider is for those alone who have none of ours, and for their own account', async () => {
  assertRefused(await house.applicant.post('/session/proof/provider', { provider: 'office' }), 'provider.proof_is_here');
  const one = await join(await invite(), 'prover');
  const client = one.walker.client();
  const start = await client.post('/session/proof/provider', { provider: 'office' });
  const other = new Walker(); // Signed in at the provider as somebody else.
  other.jars.set(new URL(house.server.url).host, client.cookies);
  assert.equal(key((await other.go(await other.through(start.json.location, 'newcomer'))).location), 'session.wrong_proof');
});

// Time passes: the statement says for whom. The server is stopped meanwhile: a live database is never opened beside it.
async function later(...statement) {
  await house.server.stop();
  execFileSync('python3', ['-c', 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2], sys.argv[3:]); c.commit()', path.join(house.data, 'hoshirube.db'), ...statement]);
  await restart();
}

test('an invitation that ends while its person is away at the provider is not accepted', async () => {
  const one = await invite(), walker = new Walker(), client = walker.client();
  walker.carry(client);
  const back = await walker.through((await client.post(one.place, { provider: 'office', name: '星' })).json.location, 'too-late');
  await later('UPDATE invite SET expires_at = 1 WHERE id = ?', one.id);
  assert.equal((await walker.go(back)).location, `${house.server.url}/invite/${one.token}?outside=invite.expired`);
  assertRefused(await house.server.client().post(one.place, { provider: 'office', name: '星' }), 'invite.expired');
  const again = new Walker();
  assert.equal(key((await again.go(await again.through(begin(), 'too-late'))).location), 'provider.not_linked', 'nobody was made');
});

test('in the browser: from the invitation’s page into the firm, and a proof in a window of its own', async () => {
  const t = words('ja'), browser = await launch();
  try {
    const one = await invite();
    const person = await visitor(browser, house.server);
    const { page, context } = person;
    const named = (where, name, values) => where.getByRole('button', { name: t(name, values), exact: true });
    const atProvider = async (where) => {
      await where.getByPlaceholder('Enter any login').fill('browser');
      await where.getByPlaceholder('and password').fill('x');
      await where.getByRole('button', { name: 'Sign-in' }).click();
    };
    await page.goto(`/invite/${one.token}?outside=provider.not_linked`);
    await page.getByText(t('outside.has_account')).waitFor();
    await examine(person, 'invite-with-provider');
    await named(page, 'outside.join', { name: 'office' }).click();
    await atProvider(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('**/app**');
    await page.goto('/app/account');
    await settled(page);
    assert.equal(await page.getByLabel(t('password.present')).count(), 0, 'there is no password to change');
    await examine(person, 'account-without-password');
    await later('UPDATE session SET proved_at = proved_at - 660000');
    await page.reload();
    await named(page, 'code_app.begin').click();
    const question = page.getByRole('dialog', { name: t('step_up.title') });
    await question.getByText(t('outside.proof_text')).waitFor();
    await examine(person, 'step-up-by-provider', { languages: ['ja'] });
    const [other] = await Promise.all([context.waitForEvent('page'), named(question, 'outside.sign_in', { name: 'office' }).click()]);
    await atProvider(other);
    const go = other.getByRole('button', { name: 'Continue' });
    await Promise.race([go.waitFor().then(() => go.click()), other.waitForURL('**/app/account?outside=proved')]);
    await other.getByText(t('outside.proved')).waitFor();
    await other.close();
    await named(question, 'outside.proof_done').click();
    await page.getByRole('img', { name: t('code_app.qr') }).waitFor();
    // The provider's own pages fetch what they like; and one 403 was answered by the question.
    person.faults = person.faults.filter((fault) => !fault.includes(`http://127.0.0.1:${port}/`) && !/fonts\.googleapis|403 \(Forbidden\)/.test(fault));
    assertFaultless(person);
  } finally {
    await browser.close();
  }
});

test('an address inside is never asked, by number or by name', async () => {
  for (const name of ['shut', 'shut-by-name']) {
    const answer = await new Walker().go(begin(name));
    assert.equal(key(answer.location), 'provider.host_refused', name);
  }
  assert.deepEqual(trapped, []);
});
