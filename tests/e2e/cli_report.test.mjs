// What is printed, read back by programs we did not write: pdftotext, pdffonts, pdfinfo, pdfsig, mutool, zbarimg.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { removeFolder, runCommand, temporaryFolder } from './support/server.mjs';

const run = promisify(execFile);
const kNoGuarantee = {
  ja: '事故が起きないことを約束するものではありません',
  en: 'It is no guarantee that incidents will not happen',
};
const kBase = 'https://register.example.jp';
const kApplicant = 'm.takagi@mihoshi-seiki.example'; // The keeper, like an operator, reads no answers.
let folder, data, assessment;

before(async () => {
  folder = await temporaryFolder();
  data = path.join(folder, 'data');
  const demo = await runCommand(['demo', '--data', data, '--json']);
  assert.equal(demo.code, 0, demo.stderr);
  const { record } = JSON.parse(demo.stdout);
  const list = await runCommand(['assessment', 'list', record.corporate_number, '--data', data, '--as', kApplicant, '--json']);
  assessment = JSON.parse(list.stdout).items[0].id;
});

after(() => removeFolder(folder));

async function print(words, name, more = {}) {
  const file = path.join(folder, name);
  const shown = await runCommand([...words, '--out', file], more);
  assert.equal(shown.code, 0, shown.stderr);
  return file;
}

const text = async (file, ...flags) => (await run('pdftotext', [...flags, file, '-'], { maxBuffer: 1 << 26 })).stdout;
// Words without the blanks and line ends that typesetting puts between them.
const flat = (words) => words.replace(/[\s\u3000]+/g, '');

async function assertEmbedded(file) {
  const lines = (await run('pdffonts', [file])).stdout.trim().split('\n').slice(2);
  assert.ok(lines.length >= 1);
  for (const line of lines) assert.match(line, /^[A-Z]{6}\+NotoSansCJKjp\S* +CID Type 0C +Identity-H +yes yes yes/, line);
}

async function criteria(star) {
  return JSON.parse((await runCommand(['catalogue', 'list', '--star', String(star), '--json', '--lang', 'ja'])).stdout).map((one) => one.number);
}

for (const lang of ['ja', 'en']) {
  test(`the report names every criterion, embeds its fonts and is tagged (${lang})`, async () => {
    const file = await print(['report', assessment, '--as', kApplicant, '--data', data, '--lang', lang], `report-${lang}.pdf`);
    const words = await text(file);
    for (const number of await criteria(3)) assert.ok(words.includes(number), number);
    assert.ok(flat(words).includes(flat(kNoGuarantee[lang])));
    await assertEmbedded(file);
    const info = (await run('pdfinfo', [file])).stdout;
    assert.match(info, /Tagged: +yes/);
    assert.match(info, /Page size: +595\.28 x 841\.89 pts \(A4\)/);
    const pages = Number(/Pages: +(\d+)/.exec(info)[1]);
    const second = flat(await text(file, '-f', '2', '-l', '2'));
    assert.ok(second.includes(lang === 'ja' ? 'もくじ' : 'Contents') && second.length > 400, 'the contents follow the table: no page is left nearly empty');
    assert.ok(flat(words).includes(lang === 'ja' ? `${pages}/${pages}ページ` : `Page${pages}of${pages}`));
  });

  test(`the form of all 153 criteria stays small and repeats byte by byte (${lang})`, async () => {
    const file = await print(['catalogue', 'print', '--star', '4', '--lang', lang], `form-${lang}.pdf`);
    const words = await text(file);
    const numbers = await criteria(4);
    assert.equal(numbers.length, 153);
    for (const number of numbers) assert.ok(words.includes(number), number);
    assert.ok((await readFile(file)).length <= 1.5e6);
    await assertEmbedded(file);
  });

  test(`the certificate says what a star is not, carries a readable QR code, and says that it is unsigned (${lang})`, async () => {
    const file = await print(['certificate', 'pdf', '1', '--data', data, '--lang', lang, '--public-url', kBase], `certificate-${lang}.pdf`);
    const words = flat(await text(file));
    for (const part of [kNoGuarantee[lang], lang === 'ja' ? '電子署名はありません' : 'carries no electronic signature', lang === 'ja' ? '有効かどうかを決めるのは登録簿だけです' : 'The register alone is valid', `${kBase}/C/1`])
      assert.ok(words.includes(flat(part)), part);
    assert.match((await run('pdfinfo', [file])).stdout, /Pages: +1\n/, 'one sheet, the notice that it is an invented example included');
    const picture = path.join(folder, `certificate-${lang}`);
    await run('pdftoppm', ['-r', '150', '-png', '-singlefile', file, picture]);
    const read = await run('zbarimg', ['--quiet', '--raw', `${picture}.png`]);
    const [link, token] = read.stdout.trim().split('#');
    assert.equal(link, 'HTTPS://REGISTER.EXAMPLE.JP/C/1');
    // What stands behind the # is checked without a network, by whoever kept the policy.
    const [policy, scanned] = [path.join(folder, `star-${lang}.policy`), path.join(folder, `scanned-${lang}.txt`)];
    await writeFile(scanned, read.stdout);
    assert.equal((await runCommand(['certificate', 'policy', '--data', data, '--public-url', kBase, '--out', policy])).code, 0);
    const checked = await runCommand(['verify', scanned, '--policy', policy, '--json']);
    assert.equal(checked.code, 0, checked.stdout);
    const { findings, star } = JSON.parse(checked.stdout);
    assert.deepEqual(findings.map((one) => `${one.what} ${one.grade} ${one.reason}`),
      ['signature holds holds', 'ledger open token', 'witnesses open no_proof', 'validity holds holds', 'status open no_list']);
    assert.deepEqual([star.is_token, star.number, star.is_invented], [true, 1, true]);
    const forged = `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`;
    await writeFile(scanned, forged);
    assert.equal((await runCommand(['verify', scanned, '--policy', policy])).code, 5);
    const again = await print(['certificate', 'pdf', '1', '--data', data, '--lang', lang, '--public-url', kBase], `again-${lang}.pdf`);
    assert.equal(await text(again), await text(file), 'the same words; the signature in its QR code is its own');
  });

  test(`the marks carry the generated words (${lang})`, async () => {
    for (const kind of ['svg', 'png']) {
      const file = await print(['certificate', 'mark', '1', '--data', data, '--lang', lang], `mark-${lang}.${kind}`);
      assert.ok((await readFile(file)).includes(kNoGuarantee[lang]), kind);
    }
  });
}

test('Japanese comes out of the report as it went in, line by line in reading order', async () => {
  const file = await print(['report', assessment, '--as', kApplicant, '--data', data, '--lang', 'ja'], 'order.pdf');
  const words = flat(await text(file));
  let at = words.indexOf(flat('この報告書は星の証明書ではなく'));
  assert.ok(at > 0);
  for (const number of (await criteria(3)).slice(0, 20)) {
    const next = words.indexOf(number, words.indexOf('答え', at));
    assert.ok(next > 0, number);
  }
});

test('a signed certificate is valid and wholly signed for pdfsig and mutool; one changed byte is found', async () => {
  const key = path.join(folder, 'key.pem'), certificate = path.join(folder, 'certificate.pem'), p12 = path.join(folder, 'seal.p12');
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '30', '-subj', '/CN=Hoshirube test seal', '-addext', 'keyUsage=critical,digitalSignature,nonRepudiation']);
  await run('openssl', ['pkcs12', '-export', '-inkey', key, '-in', certificate, '-out', p12, '-passout', 'pass:secret']);
  const environment = { HOSHIRUBE_SEAL_PASSPHRASE: 'secret' };
  const file = await print(['certificate', 'pdf', '1', '--data', data, '--lang', 'en', '--seal-p12', p12], 'signed.pdf', { environment });
  const shown = (await run('pdfsig', [file]).catch((failed) => failed)).stdout;
  assert.match(shown, /Signature is Valid/);
  assert.match(shown, /Total document signed/);
  assert.match(shown, /ETSI\.CAdES\.detached/);
  assert.match((await run('mutool', ['sign', '-v', file]).catch((failed) => failed)).stdout, /unchanged|not changed|valid/i);
  assert.ok(!flat(await text(file)).includes('carriesnoelectronicsignature'));

  const bytes = await readFile(file);
  bytes[bytes.indexOf('/MediaBox') > 0 ? bytes.indexOf('/MediaBox') + 2 : 600] ^= 1;
  const changed = path.join(folder, 'changed.pdf');
  await writeFile(changed, bytes);
  assert.doesNotMatch((await run('pdfsig', [changed]).catch((failed) => failed)).stdout ?? '', /Signature is Valid/);

  const wrong = await runCommand(['certificate', 'pdf', '1', '--data', data, '--seal-p12', p12, '--out', path.join(folder, 'no.pdf'), '--json'], { environment: { HOSHIRUBE_SEAL_PASSPHRASE: 'wrong' } });
  assert.equal(JSON.parse(wrong.stdout).key, 'seal.file_unusable');
});

test('without the typeface the command says which package to install', async () => {
  const shown = await runCommand(['catalogue', 'print', '--fonts', folder, '--out', path.join(folder, 'no.pdf'), '--lang', 'en', '--json']);
  assert.notEqual(shown.code, 0);
  assert.equal(JSON.parse(shown.stdout).key, 'pdf.font_missing');
  assert.match(JSON.parse(shown.stdout).title, /fonts-noto-cjk/);
});
