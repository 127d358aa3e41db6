// Who may do what: every operation of docs/openapi.yaml, asked by everyone who may not. What a person may not see answers
// 404 as if it were not there; what they see but may not do answers 403; without a session it is 401. Nothing is done.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Contract } from './support/contract.mjs';
import { company, corporateNumber, countEvents, organisationFields } from './support/example.mjs';
import { keepNetwork, planOf } from './support/network.mjs';
import { assertProblem } from './support/problem.mjs';
import { acceptLink, openHouse, runCommand } from './support/server.mjs';

const contract = new Contract();
let house, ids;
const tomorrow = () => new Date(Date.now() + 24 * 3600 * 1000).toISOString().slice(0, 10);

// Everyone with a session. `stranger` is applicant and `strangerHead` management of another firm; `otherExpert` is named
// nowhere.
const people = ['applicant', 'management', 'expert', 'operator', 'buyer', 'stranger', 'strangerHead', 'otherExpert'];
const outside = ['buyer', 'stranger', 'strangerHead', 'otherExpert'];

// For each group of operations: who may, who is told that they may not; everyone else is told it is not there.
const rules = {
  public: { may: people },
  signedIn: { may: people },
  operatorOnly: { may: ['operator'], forbidden: people.filter((one) => one !== 'operator') },
  enterFirm: { may: ['applicant', 'management', 'operator', 'stranger', 'strangerHead'], forbidden: ['expert', 'buyer', 'otherExpert'] },
  readFirm: { may: ['applicant', 'management', 'operator'] },
  editFirm: { may: ['applicant', 'management', 'operator'] },
  workOfFirm: { may: ['applicant', 'management'], forbidden: ['operator'] },
  applicantOfFirm: { may: ['applicant'], forbidden: ['management', 'operator'] },
  readAssessment: { may: ['applicant', 'management', 'expert'], forbidden: ['operator'] },
  answer: { may: ['applicant'], forbidden: ['management', 'expert', 'operator'] },
  submit: { may: ['applicant', 'management'], forbidden: ['expert', 'operator'] },
  review: { may: ['expert'], forbidden: ['applicant', 'management', 'operator'] },
  readDeclaration: { may: ['applicant', 'management', 'expert', 'operator'] },
  declare: { may: ['management'], forbidden: ['applicant', 'expert', 'operator'] },
  register: { may: ['operator'], forbidden: ['applicant', 'management', 'expert'] },
  readEvidence: { may: ['applicant', 'management', 'expert'] }, // The operator never reads evidence.
  changeEvidence: { may: ['applicant'], forbidden: ['management', 'expert'] },
  follow: { may: ['buyer'], forbidden: ['operator'] },
  readDisclosed: { may: ['applicant', 'management'], forbidden: ['expert', 'operator'] },
  nobodyHere: { may: [], forbidden: ['applicant', 'management', 'expert', 'operator'] }, // Only a system administrator.
  hidden: { may: ['operator'] },
};

// The rule of each operation, with a request that is right in all but the person. Functions: ids are known only later.
const operations = {
  getSession: ['signedIn'],
  signIn: ['public', () => ({ email: 'nobody@example.jp', password: 'not the password' })],
  signOut: ['signedIn'],
  proveYourself: ['signedIn', () => ({ password: 'not the password' })],
  changePassword: ['signedIn', () => ({ present: 'not the password', password: 'another long password' })],
  listSessions: ['signedIn'],
  challengePasskey: ['public'],
  signInWithPasskey: ['public', () => ({ challenge: 'a', credential_id: 'a', authenticator_data: 'a', client_data: 'a', signature: 'a' })],
  listProviders: ['public'],
  proveByProvider: ['signedIn', () => ({ provider: 'none' })],
  linkProvider: ['signedIn', () => ({ provider: 'none' })],
  unlinkProvider: ['signedIn'],
  getFactors: ['signedIn'],
  beginCodeApp: ['signedIn'],
  confirmCodeApp: ['signedIn', () => ({ code: '000000' })],
  removeCodeApp: ['signedIn'],
  renewRecoveryCodes: ['signedIn'],
  getPasskeyOptions: ['signedIn'],
  addPasskey: ['signedIn', () => ({ name: 'x', challenge: 'YQ', attestation_object: 'YQ', client_data: 'YQ' })],
  renamePasskey: ['signedIn', () => ({ name: 'x' })],
  removePasskey: ['signedIn'],
  endOtherSessions: ['signedIn'],
  endSession: ['signedIn'],
  setLanguage: ['signedIn', () => ({ language: 'ja' })],
  getInvite: ['public'],
  acceptInviteByProvider: ['public', () => ({ provider: 'none', name: '星' })],
  acceptInvite: ['public', () => ({ name: '星', password: 'a long enough password' })],
  listOrganisations: ['operatorOnly'],
  registerOrganisation: ['enterFirm', () => ({ ...organisationFields(company.organisation), corporate_number: corporateNumber('118030101879') })],
  getOrganisation: ['readFirm'],
  saveOrganisation: ['editFirm', () => ({ ...organisationFields(company.organisation), version: 1 })],
  listPeople: ['readFirm'],
  invitePerson: ['editFirm', () => ({ email: 'a@example.jp', name: '星', role: 'applicant' })],
  revokeInvite: ['editFirm'],
  renewInvite: ['editFirm'],
  setRoleEnd: ['editFirm', () => ({ last_day: '2099-12-31' })],
  getOpenWork: ['editFirm'],
  letGo: ['editFirm', () => ({})],
  getStartGuide: ['public'],
  getProfile: ['readFirm'],
  saveProfile: ['editFirm', () => ({ answers: { pcs: '5' } })],
  listEditions: ['public'],
  listCriteria: ['public'],
  listEditionChanges: ['public'],
  getOfficialText: ['signedIn'],
  importOfficialText: ['operatorOnly', () => Buffer.from('a,b\n')],
  importGuide: ['operatorOnly', () => Buffer.from('a,b\n')],
  listAssessments: ['workOfFirm'],
  openAssessment: ['workOfFirm', () => ({ edition: '2026-03-27', star: 3, scope: { kind: 'company', description: '全社' } })],
  getAssessment: ['readAssessment'],
  saveScope: ['submit', () => ({ scope: { kind: 'company', description: '全社' }, version: 1 })],
  listNextThings: ['readAssessment'],
  listAnswers: ['readAssessment'],
  saveAnswer: ['answer', () => ({ state: 'not_met', version: 1 })],
  linkEvidence: ['answer'],
  unlinkEvidence: ['answer'],
  previewMove: ['readAssessment'],
  moveAssessment: ['answer', () => ({ edition: '2026-03-27' })],
  previewRenewal: ['readAssessment'],
  renewAssessment: ['answer'],
  exportAssessment: ['readAssessment'],
  previewImport: ['answer', () => Buffer.from('a,b\n')],
  importAssessment: ['answer', () => Buffer.from('a,b\n')],
  listEvidence: ['workOfFirm'],
  addEvidence: ['applicantOfFirm', () => Buffer.from('from outside')],
  saveEvidence: ['changeEvidence', () => ({ file_name: 'x.pdf', version: 1 })],
  removeEvidence: ['changeEvidence'],
  getEvidenceContent: ['readEvidence'],
  previewEvidence: ['readEvidence'],
  notePresence: ['readAssessment', () => ({ criterion: '' })],
  leavePresence: ['signedIn'],
  listExperts: ['signedIn'],
  nameAdviser: ['submit', () => ({ person_id: ids.otherExpert })],
  submitAssessment: ['submit', () => ({ confirmer_id: ids.otherExpert, version: 1 })],
  takeBackSubmission: ['submit'],
  listReviews: ['signedIn'],
  getReview: ['readAssessment'],
  sendReview: ['review', () => ({ outcome: 'confirm' })],
  decide: ['review', () => ({ decision: 'confirmed', answer_version: 1 })],
  undecide: ['review'],
  advise: ['review', () => ({ text: '助言' })],
  getReport: ['readAssessment'],
  getBlankForm: ['signedIn'],
  getDeclaration: ['readDeclaration'],
  declareConformity: ['declare', () => ({ seal: ids.seal })],
  listRegistrations: ['operatorOnly'],
  getRegistration: ['register'],
  registerStar: ['register', () => ({ seal: ids.seal })],
  refuseRegistration: ['register', () => ({ reason: '外から' })],
  listStars: ['operatorOnly'],
  getStar: ['register'],
  askStarChange: ['register', () => ({ act: 'suspend', reason: '外から' })],
  dropStarChange: ['register'],
  doStarChange: ['register'],
  listRegisterChanges: ['public'],
  lookUp: ['public'],
  getPublicRecord: ['public'],
  bulkLookUp: ['public', () => Buffer.from('7000012050002\n')],
  listFollows: ['follow'],
  follow: ['follow', () => ({ corporate_numbers: ['7990001000001'] })],
  unfollow: ['follow'],
  listQualificationKinds: ['signedIn'],
  saveQualificationKind: ['operatorOnly', () => ({ ja: '資格', en: 'Qualification', is_accepted: true })],
  recordQualification: ['operatorOnly', () => ({ kind: 'riss', number: '1', valid_until: '2030-01-01' })],
  listEvents: ['operatorOnly'],
  listVisibleAssessments: ['signedIn'],
  listMandates: ['workOfFirm'],
  grantMandate: ['workOfFirm', () => ({ taker_number: '7990001000001', purpose: 'read', to_on: tomorrow() })],
  endMandate: ['workOfFirm'],
  listDisclosures: ['workOfFirm'],
  disclose: ['workOfFirm', () => ({ object_id: 'none', level: 'basic', receiver_number: '7990001000001', purpose: '取引', to_on: tomorrow() })],
  endDisclosure: ['workOfFirm'],
  getDisclosed: ['readDisclosed'],
  listWork: ['workOfFirm'],
  listServices: ['workOfFirm'],
  addService: ['workOfFirm', () => ({ name: '台帳', scopes: ['assessment:read'], last_day: tomorrow() })],
  renewService: ['workOfFirm'],
  revokeService: ['workOfFirm'],
  declareWork: ['workOfFirm', () => ({ doer_number: '7990001000001', kind: 'consulted', first_on: '2020-01-01' })],
  listBrokenGlass: ['operatorOnly'],
  askToBreakGlass: ['nobodyHere', () => ({ reason: '障害' })],
  approveBrokenGlass: ['hidden'],
  getCalendar: ['workOfFirm'],
  getCalendarFile: ['workOfFirm'],
  noteDuty: ['workOfFirm', () => ({ duty: 'yearly/3-1-1-4', what: 'done', on: '2026-01-01' })],
  takeBackDutyNote: ['workOfFirm'],
  listCalendarLinks: ['workOfFirm'],
  makeCalendarLink: ['workOfFirm', () => ({ language: 'ja' })],
  revokeCalendarLink: ['workOfFirm'],
  getReminder: ['workOfFirm'],
  setReminder: ['workOfFirm', () => ({ is_wanted: false })],
  readCalendarFeed: ['public'],
  getAudit: ['workOfFirm'],
  getAuditFile: ['workOfFirm'],
  listNewestEvents: ['operatorOnly'],
  listNetworks: ['follow'],
  keepNetwork: ['follow', () => ({ name: '部品' })],
  getNetwork: ['follow'],
  removeNetwork: ['follow'],
  putNetworkFile: ['follow', () => Buffer.from('a,b\n')],
  prepareNetwork: ['follow'],
  beginNetworkRun: ['follow', () => ({ mode: 'published', grade: 'f64', firms: 'all' })],
  getNetworkRun: ['follow'],
  cancelNetworkRun: ['follow'],
  listRankedFirms: ['follow'],
  getRankedFirm: ['follow'],
  getExposure: ['follow'],
  getNetworkFigure: ['follow'],
  askScenario: ['follow', () => ({ psi: { [ids.firm]: 1 } })],
  askCascade: ['follow', () => ({ psi: { [ids.firm]: 1 } })],
  askPlan: ['follow', () => planOf(ids.firm)],
  getHealth: ['public'],
  getReadiness: ['public'],
};

async function invite(organisation, role, email) {
  const name = `外 ${role}`;
  const { json } = await house.operator.post(`/organisations/${organisation}/invites`, { email, name, role });
  const { invites } = (await house.operator.get(`/organisations/${organisation}/people`)).json;
  return acceptLink(house.server, { ...invites.find((one) => one.id === json.id), role });
}

before(async () => {
  house = await openHouse({ untilStep: 7 });
  const { operator, applicant } = house;
  const other = { ...organisationFields(company.organisation), corporate_number: corporateNumber('118030101877'), legal_name: '株式会社よその星' };
  const strangers = (await operator.post('/organisations', other)).json.id;
  house.stranger = await invite(strangers, 'applicant', 'stranger@example.jp');
  house.strangerHead = await invite(strangers, 'management', 'head@example.jp');
  house.otherExpert = await invite(house.expert.session.memberships[0].organisation_id, 'expert', 'expert2@example.jp');
  const evidence = (await applicant.get(`/organisations/${house.organisation}/evidence`)).json.items.find((one) => one.stands_behind.length > 0);
  ids = {
    organisation: house.organisation, assessment: house.assessment, evidence: evidence.id, criterion: evidence.stands_behind[0].criterion,
    edition: '2025-12-26', to: '2026-03-27', kind: 'riss', person: house.otherExpert.session.person_id, token: 'none.none', session: '0'.repeat(26), passkey: '0'.repeat(26), identity: '0'.repeat(26), service: '0'.repeat(26), invite: '0'.repeat(26), role: 'buyer', corporate_number: '7990001000001', mandate: 'none', disclosure: 'none', glass: 'none', note: 'none', link: 'none', change: 'none',
    otherExpert: house.otherExpert.session.person_id, buyerFirm: house.buyer.session.memberships[0].organisation_id,
    seal: (await house.management.get(`/assessments/${house.assessment}/declaration`)).json.seal.form_sha256,
  };
  Object.assign(ids, await keepNetwork(house.buyer, ids.buyerFirm), { file: 'nodes', figure: 'profile' });
  contract.watch(...people.map((name) => house[name]));
});

after(() => house?.close());

const queries = { listCriteria: '?star=3&lang=ja', getReport: '?lang=ja', getBlankForm: '?star=3&lang=ja', lookUp: '?q=x', importOfficialText: '?file_name=a.csv', importGuide: '?file_name=a.csv', listEditionChanges: '?lang=ja', previewMove: '?edition=2025-12-26', exportAssessment: '?format=csv', previewImport: '?format=csv', importAssessment: '?format=csv', addEvidence: '?file_name=a.txt' };

function targetOf(operation, known = ids) {
  const isFollow = /\/(follows|networks)$|\/follows\//.test(operation.template), isMember = operation.template.includes('/people/');
  const idOf = (name) => (isFollow && name === 'organisation' ? known.buyerFirm : isMember && name === 'person' ? house.applicant.session.person_id : known[name]);
  return operation.template.replace(/\{([a-z_]+)\}/g, (_, name) => idOf(name)) + (queries[operation.id] ?? '');
}

async function ask(client, operation, known) {
  const body = operations[operation.id][1]?.();
  const type = operation.takesFile ? 'application/octet-stream' : operation.takesCsv ? 'text/csv' : undefined;
  return client.send(operation.method, targetOf(operation, known), { body, type });
}

test('every operation of the contract has a rule here', () => {
  assert.deepEqual(Object.keys(operations).sort(), contract.operations.map((one) => one.id).sort());
});

test('without a session every operation that is not public answers 401', async () => {
  const nobody = house.server.client();
  const forger = house.server.client();
  forger.cookies.set('hoshirube_session', 'f'.repeat(64));
  contract.watch(nobody, forger);
  const wrong = [];
  for (const operation of contract.operations) {
    for (const client of [nobody, forger]) {
      try {
        const answer = await ask(client, operation);
        if (operation.isPublic) assert.notEqual(answer.status, 401);
        else assertProblem(answer, { status: 401, key: 'session.missing', field: undefined }, 'ja');
      } catch (error) {
        wrong.push(`${operation.id}: ${error.message.split('\n')[0]}`);
      }
    }
  }
  assert.deepEqual([...new Set(wrong)], []);
});

describe('asked by those who may not', () => {
  for (const operation of contract.operations) {
    const rule = rules[operations[operation.id]?.[0]];
    if (!rule) continue; // The first test says so.
    const refused = people.filter((name) => !rule.may.includes(name));
    if (refused.length === 0) continue;
    test(`${operation.id} is refused to ${refused.join(', ')}`, async () => {
      const events = await countEvents(house.operator);
      for (const name of refused) {
        const answer = await ask(house[name], operation);
        const expected = rule.forbidden?.includes(name) ? 403 : 404;
        assert.equal(answer.status, expected, `${name}: ${answer.text}`);
        assertProblem(answer, { status: expected, key: answer.json.key, field: undefined }, 'ja');
        if (expected === 403) assert.equal(answer.json.key, 'access.denied');
      }
      assert.equal(await countEvents(house.operator), events, 'something was done');
    });
  }
});

test('what is hidden answers word for word as what does not exist', async () => {
  const unknown = { ...ids, organisation: '0'.repeat(26), assessment: '0'.repeat(26), evidence: '0'.repeat(26), buyerFirm: '0'.repeat(26) };
  for (const operation of contract.operations) {
    const rule = rules[operations[operation.id][0]];
    if (!/\{(organisation|assessment|evidence)\}/.test(operation.template)) continue;
    for (const name of outside.filter((one) => !rule.may.includes(one) && !rule.forbidden?.includes(one))) {
      const [hidden, missing] = [await ask(house[name], operation), await ask(house[name], operation, unknown)];
      assert.deepEqual({ ...hidden.json, request: undefined }, { ...missing.json, request: undefined }, `${operation.id} tells ${name} that it exists`);
    }
  }
});

test('whoever may read is answered', async () => {
  for (const operation of contract.operations.filter((one) => one.method === 'GET' && one.id !== 'getInvite')) {
    for (const name of rules[operations[operation.id][0]].may) {
      const answer = await ask(house[name], operation);
      const told = { previewEvidence: 'xlsx.not_xlsx', previewMove: 'edition.map_unknown', previewRenewal: 'renewal.no_star', readCalendarFeed: 'calendar.link_not_found', getStar: 'certificate.not_found' }[operation.id]; // Let in, and told why there is nothing to show.
      if (told) assert.equal(answer.json.key, told, `${operation.id} by ${name}`);
      else assert.equal(answer.status, 200, `${operation.id} by ${name}: ${answer.text.slice(0, 200)}`);
    }
  }
});

test('an expert list judged for an assessment is for those who may read it', async () => {
  assert.equal((await house.applicant.get(`/experts?assessment=${ids.assessment}`)).status, 200);
  for (const name of outside) assert.equal((await house[name].get(`/experts?assessment=${ids.assessment}`)).status, 404, name);
});

test('evidence of one firm cannot be tied to the answers of another', async () => {
  const { stranger } = house;
  const theirs = stranger.session.memberships[0].organisation_id;
  const opened = await stranger.post(`/organisations/${theirs}/assessments`, { edition: '2026-03-27', star: 3, scope: { kind: 'company', description: '全社' } });
  assert.equal(opened.status, 201);
  const answer = await stranger.put(`/assessments/${opened.json.id}/answers/${ids.criterion}/evidence/${ids.evidence}`);
  assertProblem(answer, { status: 404, key: 'evidence.not_found', field: undefined }, 'ja');
  assert.equal((await stranger.get(`/evidence/${ids.evidence}/content`)).status, 404);
});

test('links of invitations are shown only to those who may invite', async () => {
  const pending = await house.operator.post(`/organisations/${ids.buyerFirm}/invites`, { email: 'b2@example.jp', name: '星', role: 'buyer' });
  const shown = (await house.buyer.get(`/organisations/${ids.buyerFirm}/people`)).json;
  assert.deepEqual(shown.invites, []);
  const listed = (await house.operator.get(`/organisations/${ids.buyerFirm}/people`)).json.invites;
  assert.ok(listed.some((one) => one.id === pending.json.id));
});

test('an invitation to somebody’s address is no way into the account that waits for its first link', async () => {
  const email = 'new.operator@example.jp', open = '/invites/';
  const inviteAs = async (role) => {
    const { json } = await house.applicant.post(`/organisations/${house.organisation}/invites`, { email, name: '星', role });
    const { invites } = (await house.applicant.get(`/organisations/${house.organisation}/people`)).json;
    return invites.find((one) => one.id === json.id).link.replace('/invite/', open);
  };
  const [first, second] = [await inviteAs('applicant'), await inviteAs('applicant')];
  const attacker = house.server.client();
  assert.equal((await attacker.post(first, { name: '星', password: 'the attacker’s password' })).status, 200);
  const operatorFirm = house.operator.session.memberships[0].corporate_number;
  const { code, stdout, stderr } = await runCommand(['person', 'add', '--data', house.data, '--json', '--organisation', operatorFirm, '--email', email, '--name', '新しい事務局', '--role', 'operator']);
  assert.equal(code, 0, stderr);
  assert.equal((await attacker.get('/session')).status, 401, 'entered anew, nothing of before goes on');
  assert.equal((await attacker.post('/session', { email, password: 'the attacker’s password' })).json.key, 'session.wrong');
  for (const link of [second, await inviteAs('management')])
    assert.equal((await attacker.post(link, { name: '星', password: 'the attacker’s password' })).json.key, 'invite.account_waits');
  const owner = house.server.client();
  const { link } = JSON.parse(stdout);
  const session = await owner.post(link.replace(/^.*\/invite\//, open), { name: '新しい事務局', password: 'the owner’s own password' });
  assert.equal(session.status, 200, session.text);
  assert.ok(session.json.memberships.some((one) => one.role === 'operator'));
});

test('a session ends for good when its owner signs out', async () => {
  const cookies = new Map(house.otherExpert.cookies);
  assert.equal((await house.otherExpert.delete('/session', { key: null })).status, 204);
  const replay = house.server.client();
  replay.cookies = cookies;
  assert.equal((await replay.get('/session')).status, 401);
});
