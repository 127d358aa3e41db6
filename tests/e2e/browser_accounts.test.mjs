// A person's own account in Chromium: the proof asked for in front of an act that binds, the sessions, the password.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { codeOf } from './support/authenticator.mjs';
import { assertFaultless, examine, launch, settled, visitor, words } from './support/browser.mjs';
import { openHouse, password, Server } from './support/server.mjs';

const t = words('ja');
const button = (page, key, values) => page.getByRole('button', { name: t(key, values), exact: true });

let house, browser;
before(async () => {
  house = await openHouse({ untilStep: 6, roles: ['management'] }); // Confirmed, not declared.
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

// Eleven minutes pass for every proof. The server is stopped meanwhile: a live database is never opened beside it.
async function letProofsGrowOld() {
  await house.server.stop();
  const statement = 'UPDATE session SET proved_at = proved_at - 660000';
  execFileSync('python3', ['-c', 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()', path.join(house.data, 'hoshirube.db'), statement]);
  house.server = await Server.start(house.data);
  house.management.url = house.server.url;
}

test('a declaration asks for a proof in place, and what was typed stays', async () => {
  await letProofsGrowOld();
  const { json: session } = await house.management.get('/session');
  const assessments = await house.management.get(`/organisations/${session.memberships[0].organisation_id}/assessments`);
  const assessment = assessments.json.items[0].id;
  const manager = await visitor(browser, house.server, { client: house.management });
  const { page } = manager;
  await page.goto(`/app/declarations/${assessment}`);
  await settled(page);
  await page.getByRole('checkbox').check();
  await page.getByLabel(t('declaration.sign.name')).fill(session.name);
  await page.getByRole('button', { name: t('declaration.sign.go', { star: 3 }) }).click();

  const question = page.getByRole('dialog', { name: t('step_up.title') });
  await question.waitFor();
  await examine(manager, 'step-up', { languages: ['ja'] }); // The question holds the page: its language cannot be changed meanwhile.
  await question.getByRole('button', { name: t('step_up.not_now') }).click();
  assert.equal(await page.getByLabel(t('declaration.sign.name')).inputValue(), session.name, 'the name is still there');
  assert.ok(await page.getByRole('checkbox').isChecked());
  const before = (await page.context().cookies()).find(({ name }) => name === 'hoshirube_session').value;

  await page.getByRole('button', { name: t('declaration.sign.go', { star: 3 }) }).click();
  manager.faults.length = 0; // The refusals so far stand in the console, as they should.
  await question.getByLabel(t('step_up.password')).fill('not the password');
  await question.getByRole('button', { name: t('step_up.go') }).click();
  await question.getByText(t('session.wrong_proof')).first().waitFor();
  await question.getByLabel(t('step_up.password')).fill(password);
  await question.getByRole('button', { name: t('step_up.go') }).click();
  await page.getByText(t('declaration.done_next')).waitFor();
  const after = (await page.context().cookies()).find(({ name }) => name === 'hoshirube_session').value;
  assert.notEqual(after, before, 'the proof gives the session a new id');
  manager.faults = manager.faults.filter((fault) => !/403/.test(fault));
  assertFaultless(manager);
  await page.context().close();
});

test('sessions are seen and ended, and a new password ends the others within a second', async () => {
  const here = await visitor(browser, house.server);
  const { page } = here;
  await page.goto('/login');
  await page.getByLabel(t('sign_in.email')).fill(house.logins.management.email);
  await page.getByLabel(t('sign_in.password')).fill(password);
  await button(page, 'sign_in.go').click();
  await page.waitForURL('**/app/**');
  const elsewhere = house.server.client();
  const signIn = { email: house.logins.management.email, password };
  assert.equal((await elsewhere.post('/session', signIn)).status, 200);
  await page.goto('/app/account');
  await page.getByText('Chrome, Linux').first().waitFor();
  await examine(here, 'account');

  const list = page.getByRole('region', { name: t('sessions.title') });
  await list.getByRole('button', { name: t('sessions.end_others') }).click();
  await list.getByText(t('sessions.ended')).waitFor();
  assert.equal((await elsewhere.get('/session')).status, 401);

  assert.equal((await elsewhere.post('/session', signIn)).status, 200);
  await page.getByLabel(t('password.present')).fill(password);
  await page.getByLabel(t('password.new')).fill('another long password 星');
  await button(page, 'password.change').click();
  await page.getByText(t('password.changed')).waitFor();
  const changedAt = Date.now();
  assert.equal((await elsewhere.get('/session')).status, 401);
  assert.ok(Date.now() - changedAt < 1000);
  await page.reload();
  await page.getByRole('heading', { name: t('account.title') }).waitFor();
  assertFaultless(here);
});

test('an authenticator app is set up, asked for, and replaced by a code on paper once', async () => {
  const applicant = house.logins.applicant;
  const person = await visitor(browser, house.server);
  const { page } = person;
  await page.goto(applicant.link);
  await page.getByLabel(t('invite.password')).fill(password);
  await button(page, 'invite.accept').click();
  await page.waitForURL('**/app/**');
  await page.goto('/app/account');
  await button(page, 'code_app.begin').click();
  await page.getByRole('img', { name: t('code_app.qr') }).waitFor();
  await examine(person, 'code-app');
  const secret = (await page.locator('form .code').textContent()).trim();
  await page.getByLabel(t('code_app.code')).fill('000000' === codeOf(secret) ? '111111' : '000000');
  await button(page, 'code_app.confirm').click();
  await page.getByText(t('session.wrong_proof')).first().waitFor();
  await page.getByLabel(t('code_app.code')).fill(codeOf(secret, Date.now() - 30_000)); // The step before: the present one is needed below.
  await button(page, 'code_app.confirm').click();
  await page.getByText(t('recovery.text')).waitFor();
  await examine(person, 'recovery-codes');
  const codes = await page.locator('.recovery-codes li').allTextContents();
  assert.equal(new Set(codes).size, 10);
  await button(page, 'recovery.kept').click();
  await button(page, 'shell.sign_out').click();

  await page.waitForURL('**/login*');
  const signIn = async (code) => {
    await page.getByLabel(t('sign_in.email')).fill(applicant.email);
    await page.getByLabel(t('sign_in.password')).fill(password);
    await button(page, 'sign_in.go').click();
    await page.getByLabel(t('sign_in.code')).fill(code);
    await button(page, 'sign_in.go').click();
  };
  const used = codeOf(secret);
  await signIn(used);
  await page.waitForURL('**/app/**');

  // The same code is worth nothing a second time; a code from paper is, once, however it is typed.
  const api = house.server.client();
  const body = { email: applicant.email, password };
  assert.equal((await api.post('/session', body)).json.key, 'session.code_needed');
  assert.equal((await api.post('/session', { ...body, code: used })).json.key, 'session.wrong_code');
  assert.equal((await api.post('/session', { ...body, code: codes[0].toLowerCase().replace('-', ' ') })).status, 200);
  assert.equal((await api.post('/session', { ...body, code: codes[0] })).json.key, 'session.wrong_code');
  assert.equal((await api.post('/session', { ...body, password: 'not the password', code: codes[1] })).json.key, 'session.wrong');
  assert.equal((await api.get('/session/factors')).json.recovery_codes_left, 9);
  person.faults = person.faults.filter((fault) => !/403/.test(fault));
  assertFaultless(person);

  // An invitation is no way around the code, whoever sent it.
  const manager = house.server.client();
  const { json: managing } = await manager.post('/session', { email: house.logins.management.email, password: 'another long password 星' });
  const people = `/organisations/${managing.memberships[0].organisation_id}`;
  const invited = await manager.post(`${people}/invites`, { email: applicant.email, name: 'x', role: 'management' });
  const { invites } = (await manager.get(`${people}/people`)).json;
  const link = invites.find(({ id }) => id === invited.json.id).link.replace('/invite/', '');
  const acceptance = { name: 'x', password };
  assert.equal((await api.post(`/invites/${link}`, acceptance)).json.key, 'session.code_needed');
  assert.equal((await api.post(`/invites/${link}`, { ...acceptance, code: codes[0] })).json.key, 'session.wrong_code');
  assert.equal((await api.post(`/invites/${link}`, { ...acceptance, code: codes[2] })).status, 200);

  // At rest the secret cannot be read, and no event tells it.
  await house.server.stop();
  const dump = execFileSync('python3', ['-c', 'import sqlite3, sys; print("\\n".join(sqlite3.connect(sys.argv[1]).iterdump()))', path.join(house.data, 'hoshirube.db')], { encoding: 'utf8', maxBuffer: 1 << 28 });
  house.server = await Server.start(house.data);
  for (const hidden of [secret.replaceAll(' ', ''), ...codes]) assert.ok(!dump.includes(hidden), 'a secret lies open in the database');
  await page.context().close();
});

test('a passkey is made, proves who one is, signs in, and is removed', async () => {
  const server = house.server;
  const origin = `http://localhost:${server.port}`; // Passkeys need a name; an address is none.
  const operator = house.logins.operator;
  const context = await browser.newContext({ baseURL: origin, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await page.goto(new URL(operator.link, origin).pathname);
  await page.getByLabel(t('invite.password')).fill(password);
  await button(page, 'invite.accept').click();
  await page.waitForURL('**/app/**');
  await page.goto('/app/account');
  await page.getByLabel(t('passkeys.name')).fill('会社のノートパソコン');
  await button(page, 'passkeys.add').click();
  await page.getByText(t('passkeys.added')).waitFor();
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
  assert.equal(credentials.length, 1);

  await button(page, 'shell.sign_out').click();
  await page.waitForURL('**/login*');
  await button(page, 'sign_in.with_passkey').click();
  await page.waitForURL('**/app/**');
  const sessions = await page.evaluate(async () => (await fetch('/api/v1/sessions')).json());
  assert.equal(sessions.items.find((one) => one.is_this).begun_by, 'passkey');

  // An answer that was used is worth nothing a second time.
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.url().endsWith('/session/passkey')),
    (async () => { await button(page, 'shell.sign_out').click(); await page.waitForURL('**/login*'); await button(page, 'sign_in.with_passkey').click(); await page.waitForURL('**/app/**'); })(),
  ]);
  const answer = request.postDataJSON();
  const replayer = server.client();
  const replayed = await replayer.post('/session/passkey', answer, { headers: { Host: `localhost:${server.port}`, Origin: origin } });
  assert.equal(replayed.json.key, 'session.wrong_proof');

  // A device whose counter goes back is a copy.
  const [{ credentialId }] = credentials;
  const stored = (await cdp.send('WebAuthn.getCredential', { authenticatorId, credentialId })).credential;
  await cdp.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
  await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: { ...stored, signCount: 0 } });
  await button(page, 'shell.sign_out').click();
  await page.waitForURL('**/login*');
  await button(page, 'sign_in.with_passkey').click();
  await page.getByText(t('session.wrong_proof')).first().waitFor();

  // Without a finger on it the device alone proves nothing.
  await cdp.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
  await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: { ...stored, signCount: stored.signCount + 10 } });
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await button(page, 'sign_in.with_passkey').click();
  await page.getByText(t('passkey.gone_wrong')).waitFor();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await button(page, 'sign_in.with_passkey').click();
  await page.waitForURL('**/app/**');

  await page.goto('/app/account');
  await page.getByRole('button', { name: t('passkeys.remove_one', { name: '会社のノートパソコン' }) }).click();
  await page.getByText(t('passkeys.none')).waitFor();
  await context.close();
});

test('an invitation opened while somebody else is signed in asks first, naming both', async () => {
  const inviting = await openHouse({ untilStep: 3, roles: ['applicant', 'management'] });
  try {
    await inviting.applicant.post(`/organisations/${inviting.organisation}/invites`, { email: 'second@mihoshi-seiki.example', name: '二宮 次郎', role: 'applicant' });
    const { invites } = (await inviting.applicant.get(`/organisations/${inviting.organisation}/people`)).json;
    const { link } = invites.find(({ email }) => email === 'second@mihoshi-seiki.example');
    const manager = await visitor(browser, inviting.server, { client: inviting.management });
    const { page } = manager;
    const { name, email } = inviting.management.session;
    await page.goto(link);
    await page.getByText(t('invite.other_title')).waitFor();
    for (const words of [name, email, '二宮 次郎', 'second@mihoshi-seiki.example']) await page.getByText(words).first().waitFor();
    await examine(manager, 'invite-somebody-else');
    assert.equal(await page.getByLabel(t('invite.email')).count(), 0, 'nothing can be accepted yet');
    await page.getByRole('button', { name: t('invite.other_stay', { name }) }).click();
    await page.waitForURL('**/app/**');
    assert.equal((await inviting.management.get('/session')).status, 200, 'staying changes nothing');

    await page.goto(link);
    await page.getByRole('button', { name: t('invite.other_go', { name }) }).click();
    await page.getByLabel(t('invite.email')).waitFor();
    assert.equal((await inviting.management.get('/session')).status, 401, 'signed out');
    await page.getByLabel(t('invite.password')).fill(password);
    await page.getByRole('button', { name: t('invite.accept') }).click();
    await page.waitForURL('**/app/**');
    await page.getByText('二宮 次郎').first().waitFor();
    assertFaultless(manager);
    await manager.context.close();
  } finally {
    await inviting.close();
  }
});

test('an invitation is taken back after asking, says so once, and is not made for who is here already', async () => {
  const inviting = await openHouse({ untilStep: 3, roles: ['applicant', 'management'] });
  try {
    const inviter = await visitor(browser, inviting.server, { client: inviting.applicant });
    const { page } = inviter;
    await page.goto('/app/organisation');
    const { name, email } = inviting.management.session;
    await page.getByRole('textbox', { name: t('people.email') }).fill(email.toUpperCase());
    await page.getByRole('radio', { name: t('role.management') }).check();
    await page.getByText(t('people.already', { name, role: t('role.management') })).waitFor();
    await page.getByRole('radio', { name: t('role.applicant') }).check();
    await page.getByRole('textbox', { name: t('people.name') }).fill('二宮 次郎');
    await page.getByRole('textbox', { name: t('people.email') }).fill('second@mihoshi-seiki.example');
    await page.getByRole('button', { name: t('people.make_link') }).click();
    const link = await page.getByLabel(t('people.link_for', { name: '二宮 次郎' })).inputValue();
    await page.getByRole('button', { name: t('people.revoke_for', { name: '二宮 次郎' }) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(t('people.revoke_text', { name: '二宮 次郎', role: t('role.applicant') })).waitFor();
    await examine(inviter, 'invite-revoke', { languages: ['ja'] });
    await dialog.getByRole('button', { name: t('people.revoke'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const guest = await visitor(browser, inviting.server);
    await guest.page.goto(link);
    await guest.page.getByText(t('invite.revoked')).waitFor();
    assert.equal(await guest.page.getByText(t('invite.ask_again')).count(), 0, 'the next step is said once');

    await page.goto(`/invite/${inviting.logins.applicant.link.replace(/^.*\/invite\//, '')}`);
    await page.getByText(t('invite.used_signed_in', { name: inviting.applicant.session.name, email: inviting.applicant.session.email })).waitFor();
    await page.getByRole('link', { name: t('invite.go_on_as', { name: inviting.applicant.session.name }) }).click();
    await page.waitForURL('**/app/**');
    assertFaultless({ ...inviter, faults: [] }, { ...guest, faults: [] }); // The browser itself reports the refusals.
    await inviter.context.close();
    await guest.context.close();
  } finally {
    await inviting.close();
  }
});
