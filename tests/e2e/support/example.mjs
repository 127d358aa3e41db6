// The invented parts maker of example/company.json, for tests that enter it themselves.

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { repository } from './server.mjs';

export const company = JSON.parse(readFileSync(path.join(repository, 'example/company.json'), 'utf8'));

export function fileBytes(name) { return readFileSync(path.join(repository, 'example', name)); }

// The fields of an organisation as the API takes them.
export function organisationFields(entry) {
  const { corporate_number, legal_name, legal_name_kana, trade_name, legal_name_en, prefecture, industry, staff } = entry;
  return { corporate_number, legal_name, legal_name_kana, trade_name, legal_name_en, prefecture, industry, staff };
}

export function organisationOf(role) {
  const person = company.people.find((one) => one.roles[0] === role);
  return [company.organisation, ...company.organisations].find((one) => one.corporate_number === person.organisation);
}

export function personOf(role) { return company.people.find((one) => one.roles[0] === role); }

// A corporate number with the right check digit, made from twelve digits.
export function corporateNumber(twelve) {
  const sum = [...String(twelve)].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 2), 0);
  return `${9 - (sum % 9)}${twelve}`;
}

// An answer as the API takes it.
export function answerFields(answer, version = 0) {
  return { state: answer.state, branches: answer.branches ?? [], note: answer.note ?? '', reason: answer.reason ?? '', version };
}

// The number of events, read by the operator. That the server anchors its ledger by the hour is no act of anyone's.
export async function countEvents(operator) {
  let count = 0, after = 0;
  for (;;) {
    const { json } = await operator.get(`/events?after=${after}&limit=1000`);
    if (json.items.length === 0) return count;
    count += json.items.filter((one) => one.type !== 'audit.anchored').length;
    after = json.items.at(-1).sequence;
  }
}

// Sends the confirmation as the expert's page does: naming the scope that was read.
export async function sendConfirmation(expert, assessment) {
  const { scope_sha256 } = (await expert.get(`/assessments/${assessment}/review`)).json;
  return expert.post(`/assessments/${assessment}/review`, { outcome: 'confirm', scope_sha256 });
}

// Confirms every criterion that has no decision yet and answers the review.
export async function confirmAll(expert, assessment) {
  const { json } = await expert.get(`/assessments/${assessment}/answers`);
  for (const answer of json.answers) {
    if (answer.review === 'confirmed') continue;
    const decided = await expert.put(`/assessments/${assessment}/review/${answer.criterion}`, {
      decision: 'confirmed', agrees_not_applicable: answer.state === 'not_applicable', answer_version: answer.version,
    });
    if (decided.status !== 200) throw new Error(`${answer.criterion}: ${decided.text}`);
  }
  return (await expert.get(`/assessments/${assessment}/review`)).json;
}
