// Signing in with an account that an outside provider keeps: a real one (oidc-provider), started here on loopback.
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import http from 'node:http';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import Provider from 'oidc-provider';
import { openHouse, password, removeFolder, Server, temporaryFolder } from './support/server.mjs';

const listening = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
const signingKey = (kid, alg) => {
  const { privateKey } = alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
};

let house, folder, provider, web, port, trap, trapped = [];

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

// A browser as far as this needs one: cookies by host, redirects by hand.
class Walker {
  jars = new Map();
  async go(url, { method = 'GET', form } = {}) {
    const { host } = new URL(url);
    const jar = this.jars.get(host) ?? this.jars.set(host, new Map()).get(host);
    const answer = await fetch(url, {
      method, redirect: 'manual', body: form && new URLSearchParams(form),
      headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of answer.headers.getSetCookie()) {
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
  await house.server.stop();
  house.server = await Server.start(house.data, { listen: `127.0.0.1:${ours}`, words: ['--behind-proxy', '--providers', file] });
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

test('an address inside is never asked, by number or by name', async () => {
  for (const name of ['shut', 'shut-by-name']) {
    const answer = await new Walker().go(begin(name));
    assert.equal(key(answer.location), 'provider.host_refused', name);
  }
  assert.deepEqual(trapped, []);
});
