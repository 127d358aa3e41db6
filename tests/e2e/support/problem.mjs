// What every refusal of the API owes its reader: RFC 9457, a stable key, and a whole sentence in their language.

import assert from 'node:assert/strict';

const kana = /[\u3041-\u3096\u30a1-\u30fa]/;

// `typed`: what the reader typed may be quoted, in whatever script it came.
export function assertSentence(sentence, language, { typed = [] } = {}) {
  let own = sentence;
  for (const text of typed) own = own.replaceAll(text, '');
  assert.doesNotMatch(own, /\{[a-z_|]+\}/, `a parameter was left open: ${sentence}`);
  if (language === 'ja') assert.match(own, kana, `not Japanese: ${sentence}`);
  else assert.doesNotMatch(own, kana, `not English: ${sentence}`);
  assert.match(sentence, language === 'ja' ? /。$/ : /[.”"]$/, `not a sentence: ${sentence}`);
}

// Holds a refusal against what is expected of it: {status, key, field?}; `field: undefined` asks for none.
export function assertProblem(answer, expected, language, options) {
  assert.equal(`${answer.status} ${answer.json?.key}`, `${expected.status} ${expected.key}`, answer.text.slice(0, 500));
  assert.match(answer.headers['content-type'], /^application\/problem\+json/);
  assert.equal(answer.headers['content-language'], language);
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.equal(answer.json.status, expected.status);
  assert.equal(answer.json.type, `urn:hoshirube:problem:${expected.key}`);
  assert.equal(answer.json.field, expected.field, answer.text);
  assertSentence(answer.json.title, language, options);
}
