// The rules of access are stated twice: in src/scheme/account/ and in policies.cedar. Random cases must be decided alike.
// 5,000 cases; HOSHIRUBE_CASES=100000 for the long run, HOSHIRUBE_SEED=n to replay.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import cedar from '@cedar-policy/cedar-wasm/nodejs';

import { randomFrom } from './support/random.mjs';

const cases = Number(process.env.HOSHIRUBE_CASES ?? 5000);
const seed = Number(process.env.HOSHIRUBE_SEED ?? 1);
const decide = process.env.HOSHIRUBE_DECIDE;

const kDayMs = 24 * 3600 * 1000;
const kNow = Date.parse('2026-11-23T03:00:00.000Z');
const kToday = '2026-11-23';
const plusDays = (iso, days) => new Date(Date.parse(`${iso}T00:00:00Z`) + days * kDayMs).toISOString().slice(0, 10);

const roles = ['applicant', 'management', 'expert', 'operator', 'buyer', 'administrator'];
const functions = ['confirmer', 'adviser', 'assessor', 'reviewer', 'decision_maker', 'technical_verifier'];
const states = ['draft', 'submitted', 'returned', 'confirmed', 'declared', 'registered'];
const organisations = ['firm', 'office', 'group', 'elsewhere'];
const groups = { firm: '222', office: '111', group: '222', elsewhere: '333' };

// --- Random cases, near the edges: days and moments that just hold, or just no longer -----------------------------

function generator(next) {
  const below = (n) => Math.floor(next() * n);
  const one = (list) => list[below(list.length)];
  const chance = (share) => next() < share;
  const many = (most, make) => Array.from({ length: below(most + 1) }, make);
  const start = () => plusDays(kToday, one([-2000, -731, -730, -100, -1, 0, 0, 1]));
  const period = () => {
    const from = start();
    const to = one([null, null, kToday, plusDays(kToday, -1), plusDays(kToday, 30), plusDays(kToday, -730), plusDays(kToday, -731)]);
    return { from, to: to !== null && to < from ? from : to };
  };
  const near = () => kNow + one([-3600_000, -600_001, -600_000, -1, 0, 1, 600_000]);
  // Somebody fit for everything that takes fitness, and then one or two things that are random after all: what forbids shows only
  // where nothing else already denies.
  const judging = { 'assessment.stand': null, 'assessment.review': 'confirmer', 'assessment.send_review': 'confirmer', 'conformity.assess': 'assessor',
    'report.review': 'reviewer', 'report.decide': 'decision_maker', 'conformity.verify': 'technical_verifier', 'registration.make': null,
    'suspension.ask': null, 'suspension.approve': null, 'glass.approve': null, 'declaration.make': null };
  const always = { from: '2020-01-01', to: null };
  const made_fit = (random) => {
    const permission = one(Object.keys(judging));
    const fit = structuredClone(random);
    fit.permission = permission;
    fit.actor = { id: 'somebody', credential: 'session', proved_at: kNow, scopes: [] };
    fit.object = { kind: 'assessment', id: 'thing', owner: 'firm', state: 'submitted' };
    const office = (role) => ({ organisation: 'office', group: '111', role, ...always });
    Object.assign(fit.facts, {
      memberships: permission === 'declaration.make' ? [{ organisation: 'firm', group: '222', role: 'management', ...always }] : [office('expert'), office('operator')],
      qualifications: [{ until: plusDays(kToday, 100), accepted: true }],
      designations: ['body', 'verifier'].map((kind) => ({ organisation: 'office', kind, ...always })),
      owner_group: '222', assignments: judging[permission] ? [{ function: judging[permission], state: 'submitted', ...always }] : [],
      work: [], asked_by: 'another', pace: { today: 0, minutes: 500, reason: false },
    });
    const also = { memberships: 'push', qualifications: 'take', designations: 'take', owner_group: 'take', assignments: 'push', work: 'take', asked_by: 'take', pace: 'take' };
    for (const name of [one(Object.keys(also)), one(Object.keys(also))]) {
      if (also[name] === 'push') fit.facts[name].push(...random.facts[name]);
      else fit.facts[name] = random.facts[name];
    }
    if (chance(0.2)) fit.actor.proved_at = random.actor.proved_at;
    return fit;
  };
  const anything = (permissions) => {
    const [permission, scope] = one(permissions);
    const owner = chance(0.9) ? 'firm' : '';
    const credential = one(['session', 'session', 'session', 'token', 'console']);
    const asker = one(['somebody', 'somebody', 'somebody', 'somebody', 'keeper', '']);
    const isPerson = asker === 'somebody';
    const member = () => {
      const organisation = one(organisations);
      return { organisation, group: chance(0.9) ? groups[organisation] : '', role: one(roles), ...period() };
    };
    return {
      now: kNow,
      permission,
      actor: {
        id: asker, credential, proved_at: chance(0.8) ? near() : null,
        scopes: credential === 'token' ? [one([scope, 'assessment:read', 'assessment:write', 'other:read'])] : [],
      },
      object: { kind: one(['assessment', 'assessment', 'evidence', 'organisation']), id: 'thing', owner, state: one([null, ...states]) },
      facts: {
        memberships: isPerson ? many(4, member) : [],
        qualifications: many(2, () => ({ until: plusDays(kToday, one([-1, 0, 100])), accepted: chance(0.7) })),
        designations: many(3, () => ({ organisation: one(organisations), kind: one(['body', 'verifier']), ...period() })),
        owner_group: chance(0.9) ? groups.firm : '',
        assignments: isPerson ? many(2, () => ({ function: one(functions), state: one(states), ...period() })) : [],
        mandates: many(1, () => ({ taker: one(organisations), purpose: one(['read', 'answer']), ...period(),
          ended_at: chance(0.3) ? near() : null })),
        work: chance(0.4) ? many(1, () => ({ by_actor: chance(0.6), in_object: chance(0.5), paid: chance(0.5),
          kind: one(['answered', 'uploaded', 'advised', 'consulted', 'supported']), ...period() })) : [],
        disclosures: many(2, () => ({ receiver: one(organisations), level: one(['basic', 'summary', 'detail', 'evidence']), ...period(),
          ended_at: chance(0.3) ? near() : null })),
        broken_glass: many(1, () => ({ asked_by: one(['somebody', 'another']), approved_by: one(['', 'somebody', 'second', 'second']),
          from: near(), until: near() })),
        asked_by: one(['', 'somebody', 'another', 'keeper']),
        pace: { today: one([0, 3, 9, 10, 11]), minutes: one([0, 29, 30, 500]), reason: chance(0.3) },
        separation: { in_house: chance(0.3), consulting_years: one([2, 2, 3, 0]), registrar_years: one([2, 2, 0]), verifier_assesses: chance(0.3),
          support_confirms: chance(0.3), a_day: one([10, 0]), minutes_before: one([0, 30]), suspension_takes_two: chance(0.7) },
        step_up: { needed: chance(0.8) },
      },
    };
  };
  return (permissions) => {
    const random = anything(permissions);
    return chance(0.5) ? random : made_fit(random);
  };
}

// --- The same facts as Cedar sees them, cut to the day of the act ------------------------------------------------

const holds = ({ from, to }) => from <= kToday && (to === null || kToday <= to);
const yearsAgo = (years) => `${Number(kToday.slice(0, 4)) - years}${kToday.slice(4)}`;
const touches = ({ from, to }, earliest) => from <= kToday && (to === null || earliest <= to);
const uid = (type, id) => ({ type, id });

function asked({ actor, permission, object, facts, now }, scope) {
  const current = facts.memberships.filter(holds);
  const isKeeper = actor.id === 'keeper';
  const holder = (organisation, wanted) => current.some((m) => m.organisation === organisation && wanted.includes(m.role));
  const parents = current.flatMap((m) => [
    uid('Holder', m.role), uid('Member', m.organisation), uid('Member', `${m.organisation}/${m.role}`)]);
  if (isKeeper) parents.push(uid('Holder', 'operator'));
  const member = (role) => ({ __entity: uid('Member', `${object.owner}/${role}`) });
  const owned = object.owner === '' ? {} : {
    owner: { __entity: uid('Member', object.owner) }, applicants: member('applicant'), management: member('management'), buyers: member('buyer'), operators: member('operator'),
  };
  const named = facts.assignments.filter(holds);
  const mandates = facts.mandates.filter((m) => holds(m) && (m.ended_at === null || now < m.ended_at) && holder(m.taker, ['applicant', 'expert']));
  const { separation, pace } = facts;
  const best = facts.qualifications.filter((q) => q.accepted).map((q) => q.until).sort().at(-1);
  const principal = uid('Person', actor.id);
  return {
    principal, action: uid('Action', permission), resource: uid('Thing', object.id),
    entities: [
      { uid: principal, attrs: {}, parents },
      { uid: uid('Thing', object.id), attrs: owned, parents: [] },
    ],
    context: {
      now, ...(actor.proved_at === null ? {} : { proved_at: actor.proved_at }),
      is_draft: object.state === 'draft', is_signed_in: actor.id !== '', is_program: actor.credential === 'token', is_console: actor.credential === 'console',
      is_in_scope: scope !== '-' && actor.scopes.includes(scope),
      named: named.map((a) => `${a.function} while ${a.state}`),
      functions: named.map((a) => a.function),
      handed_over: named.filter((a) => a.state !== 'draft').map((a) => a.function),
      ever_functions: facts.assignments.map((a) => a.function),
      mandate: mandates.flatMap((m) => (m.purpose === 'answer' ? ['answer', 'read'] : ['read'])),
      disclosed: facts.disclosures.filter((d) => holds(d) && (d.ended_at === null || now < d.ended_at) && holder(d.receiver, ['buyer'])).map((d) => d.level),
      has_broken_glass: facts.broken_glass.some((g) => g.asked_by === actor.id && g.approved_by !== '' && g.approved_by !== g.asked_by && g.from <= now && now < g.until),
      groups: current.map((m) => m.group), owner_group: facts.owner_group,
      did_here: facts.work.filter((w) => w.by_actor && w.in_object).map((w) => w.kind),
      worked_lately: facts.work.some((w) => touches(w, yearsAgo(separation.consulting_years))),
      is_paid_supporter: facts.work.some((w) => w.kind === 'supported' && w.paid && (w.in_object || holds(w))),
      is_qualified: best !== undefined && kToday <= best,
      designations: facts.designations.filter((d) => holds(d) && current.some((m) => m.organisation === d.organisation)).map((d) => d.kind),
      belonged_lately: facts.memberships.some((m) => m.organisation === object.owner && touches(m, yearsAgo(separation.registrar_years))),
      asked_by: { __entity: uid('Person', facts.asked_by) },
      pace, separation, step_up: { needed: facts.step_up.needed },
    },
  };
}

describe('access', { skip: decide ? false : 'HOSHIRUBE_DECIDE names the program that decides' }, () => {
  test('is decided by a second statement of the rules in the same way', () => {
    const listed = spawnSync(decide, ['--permissions'], { encoding: 'utf8' });
    assert.equal(listed.status, 0, listed.stderr);
    const permissions = listed.stdout.trim().split('\n').map((line) => line.split(' '));
    const policies = readFileSync(new URL('./policies.cedar', import.meta.url), 'utf8');
    for (const [name] of permissions) assert.ok(policies.includes(`Action::"${name}"`), `policies.cedar says nothing of ${name}`);
    const parsed = cedar.preparsePolicySet('access', { staticPolicies: policies });
    assert.equal(parsed.type, 'success', JSON.stringify(parsed));

    const { between } = randomFrom(seed);
    const make = generator(() => between(0, 2 ** 30 - 1) / 2 ** 30);
    const all = Array.from({ length: cases }, () => make(permissions));
    const answer = spawnSync(decide, [], { input: all.map((one) => JSON.stringify(one)).join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.equal(answer.status, 0, answer.stderr);
    const verdicts = answer.stdout.trim().split('\n');
    assert.equal(verdicts.length, cases);

    const scopes = new Map(permissions);
    const rules = new Map();
    let allowed = 0;
    const begun = process.hrtime.bigint();
    all.forEach((one, index) => {
      const [verdict, rule] = verdicts[index].split(' ');
      rules.set(rule, (rules.get(rule) ?? 0) + 1);
      const second = cedar.statefulIsAuthorized({ ...asked(one, scopes.get(one.permission)), preparsedPolicySetId: 'access' });
      assert.equal(second.type, 'success', JSON.stringify(second));
      assert.deepEqual(second.response.diagnostics.errors, []);
      assert.equal(second.response.decision, verdict, `case ${index} of HOSHIRUBE_SEED=${seed}: ours ${verdicts[index]}\n${JSON.stringify(one)}`);
      if (verdict === 'allow') allowed += 1;
    });
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    console.log(`${cases} cases, seed ${seed}: 0 differences; ${allowed} allowed; ${rules.size} rules met; ${Math.round(cases / seconds)} decisions a second`);
    if (cases >= 100000) console.log([...rules].sort().map(([rule, count]) => `  ${rule} ${count}`).join('\n'));
  });
});
