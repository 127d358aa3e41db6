// The commands and their documentation are one table; exit codes mean what the documentation says.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { corporateNumber } from './support/example.mjs';
import { assertSentence } from './support/problem.mjs';
import { loadExample, removeFolder, repository, runCommand, temporaryFolder } from './support/server.mjs';

let folder, data, markdown, logins;

before(async () => {
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  logins = await loadExample(data, { untilStep: 5 });
  markdown = (await runCommand(['help', '--markdown'])).stdout;
});

after(() => removeFolder(folder));

test('docs/cli.md is what `hoshirube help --markdown` prints', async () => {
  assert.equal(await readFile(path.join(repository, 'docs/cli.md'), 'utf8'), markdown, 'renew it: hoshirube help --markdown > docs/cli.md');
});

test('help names every command, and explains each', async () => {
  const help = (await runCommand(['help'])).stdout;
  const commands = [...markdown.matchAll(/^## hoshirube (.+)$/gm)].map((found) => found[1]);
  assert.ok(commands.length > 40);
  for (const command of commands) {
    assert.ok(help.includes(`hoshirube ${command}`), command);
    const one = await runCommand(['help', ...command.split(' ')]);
    assert.equal(one.code, 0);
    assert.ok(one.stdout.includes(`hoshirube ${command}`), command);
  }
});

test('the version says what this software is not', async () => {
  for (const lang of ['ja', 'en']) {
    const { code, stdout } = await runCommand(['version', '--json', '--lang', lang]);
    assert.equal(code, 0);
    assert.match(JSON.parse(stdout).notice, lang === 'ja' ? /独立したソフトウェア/ : /Independent software/);
  }
});

// [what, code, key, words, order]; DATA stands for the folder. The common flags come last unless said otherwise.
const refusals = [
  ['an unknown command', 2, 'cli.command_unknown', ['dance']],
  ['an unknown flag', 2, 'cli.flag_unknown', ['organisation', 'list', '--data', 'DATA', '--loud']],
  ['a flag without its value', 2, 'cli.flag_without_value', ['organisation', 'list', '--data', 'DATA', '--search'], 'flags first'],
  ['a flag that is missing', 2, 'cli.flag_missing', ['follow', 'list', '--data', 'DATA']],
  ['an operand that is missing', 2, 'cli.operand_missing', ['organisation', 'show', '--data', 'DATA']],
  ['one operand too many', 2, 'cli.operand_too_many', ['organisation', 'show', 'a', 'b', '--data', 'DATA']],
  ['a word where a number belongs', 2, 'cli.number_expected', ['event', 'list', '--data', 'DATA', '--limit', 'many']],
  ['a place to listen that is none', 2, 'serve.listen_malformed', ['serve', '--data', 'DATA', '--listen', 'here']],
  ['a corporate number with a wrong check digit', 2, 'corporate_number.check_digit',
    ['organisation', 'add', '--data', 'DATA', '--number', '1118030101877', '--name', '星', '--kana', 'ホシ', '--prefecture', '13', '--industry', 'E26', '--staff', '3']],
  ['a number of staff that would wrap around', 2, 'organisation.staff_range',
    ['organisation', 'add', '--data', 'DATA', '--number', corporateNumber('118030101877'), '--name', '星', '--kana', 'ホシ', '--prefecture', '13', '--industry', 'E26', '--staff', String(2 ** 32 + 5)]],
  ['an act that the role does not allow', 3, 'access.denied', ['event', 'list', '--data', 'DATA', '--as', 'APPLICANT']],
  ['a person that is not there', 4, 'person.not_found', ['event', 'list', '--data', 'DATA', '--as', 'nobody@example.jp']],
  ['an assessment that is not there', 4, 'assessment.not_found', ['assessment', 'show', 'none', '--data', 'DATA']],
  ['a data folder that is not there', 4, 'data.missing', ['event', 'list', '--data', 'DATA/none']],
  ['an organisation that is there already', 5, 'organisation.exists',
    ['organisation', 'add', '--data', 'DATA', '--number', '7990001000001', '--name', '星', '--kana', 'ホシ', '--prefecture', '13', '--industry', 'E26', '--staff', '3']],
  ['a data folder that cannot be made', 6, 'data.folder', ['demo', '--data', '/dev/null/data']],
];

for (const [what, code, key, words, order] of refusals) {
  test(`${what} ends with ${code}, ${key}`, async () => {
    const given = words.map((word) => word.replace('DATA', data).replace('APPLICANT', logins.applicant.email));
    for (const lang of ['ja', 'en']) {
      const common = ['--json', '--lang', lang];
      const answer = await runCommand(order === 'flags first' ? [...given.slice(0, 2), ...common, ...given.slice(2)] : [...given, ...common]);
      assert.equal(answer.code, code, answer.stderr || answer.stdout);
      const problem = JSON.parse(answer.stdout);
      assert.equal(problem.key, key);
      assertSentence(problem.title, lang, { typed: given });
      assert.ok(answer.stderr.includes(problem.title));
    }
  });
}
