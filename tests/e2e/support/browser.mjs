// Chromium as the visitors of these tests use it: one context a person, watched for everything that must never happen.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { repository } from './server.mjs';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const shots = process.env.SHOTS; // A folder for pictures of every page looked at.
if (shots) mkdirSync(shots, { recursive: true });

export const launch = () =>
  chromium.launch({
    executablePath,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });

const sentences = Object.fromEntries(
  readdirSync(join(repository, 'texts')).flatMap((file) => Object.entries(JSON.parse(readFileSync(join(repository, 'texts', file), 'utf8')))),
);
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const holes = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;

// The product's own words by key, so that a test follows a better wording but not a missing one.
// What a sentence leaves open and `values` does not give matches anything; then it is a pattern, else the text itself.
export function words(language) {
  return (key, values = {}) => {
    const sentence = sentences[key]?.[language];
    assert.ok(sentence, `texts/ has no '${key}' in ${language}`);
    let pattern = '', text = '', at = 0, isOpen = false;
    for (const hole of sentence.matchAll(holes)) {
      const [whole, name, one, many] = hole;
      const fixed = sentence.slice(at, hole.index);
      const value = values[name] === undefined ? undefined : one === undefined ? String(values[name]) : Number(values[name]) === 1 ? one : many;
      isOpen ||= value === undefined;
      text += fixed + (value ?? '');
      pattern += escaped(fixed) + (value === undefined ? '.+?' : escaped(value));
      at = hole.index + whole.length;
    }
    return isOpen ? new RegExp(pattern + escaped(sentence.slice(at))) : text + sentence.slice(at);
  };
}

const locales = { ja: 'ja-JP', en: 'en-US' };
export const desktop = { width: 1280, height: 900 };
export const phone = { width: 360, height: 740 };

// A person at a browser; signed in already where `client` (of support/client.mjs) holds a session.
export async function visitor(browser, server, { client, language = client?.session.language ?? 'ja', viewport = desktop, javaScriptEnabled = true, colorScheme = 'light', offlineIsExpected = false } = {}) {
  const context = await browser.newContext({ baseURL: server.url, locale: locales[language], timezoneId: 'Asia/Tokyo', viewport, javaScriptEnabled, colorScheme, reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  await context.addCookies([...(client?.cookies ?? [])].map(([name, value]) => ({ name, value, url: server.url })));
  const faults = watch(context, server, offlineIsExpected);
  const page = await context.newPage();
  return { context, page, faults, t: words(language), findings: [] };
}

// Requests to elsewhere, violations of the content policy, errors of scripts and of the console.
function watch(context, server, offlineIsExpected) {
  const faults = [];
  const isOurs = (url) => url.startsWith(`${server.url}/`) || url.startsWith('data:') || url.startsWith(`blob:${server.url}/`);
  context.on('request', (request) => { if (!isOurs(request.url())) faults.push(`request to ${request.url()}`); });
  context.on('weberror', (error) => faults.push(`script error: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (offlineIsExpected && /ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE/.test(message.text())) return;
    faults.push(`console: ${message.text()} (${message.location().url ?? ''})`);
  });
  return faults;
}

// Until the page stands still: its heading is there, nothing is being read, nothing waits to be drawn.
export async function settled(page) {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('progress:not([value])') && ![...document.querySelectorAll('[role=status]')].some((each) => /読み込んでいます|^Loading/.test(each.textContent)));
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}

export async function languageOf(page) {
  return page.evaluate(() => document.documentElement.lang);
}

// By the switch a reader would press: a button in the app, a link on the public pages.
export async function switchTo(page, language) {
  if ((await languageOf(page)) === language) return;
  const name = language === 'ja' ? '日本語' : 'English';
  await page.getByRole('button', { name, exact: true }).or(page.getByRole('link', { name, exact: true })).click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
  await settled(page);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function axeFindings(page, where) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, help, nodes }) => `${where}: ${id} (${help}) at ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')} — ${failureSummary?.split('\n')[1]?.trim()}`).join('; ')}`);
}

// No page may be wider than the window: nobody should have to scroll sideways to read.
async function overflow(page, where) {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return excess > 0 ? [`${where}: ${excess} px wider than the window`] : [];
}

// Examines the page as it stands, in both languages and at both widths; notes what is wrong in `findings`. axe, which takes most of the
// time, sees one language at each width; with HOSHIRUBE_EXAMINE=all both languages at each.
export async function examine(visitor, name, { languages, viewports = [desktop, phone], scheme = 'light' } = {}) {
  const { page, findings } = visitor;
  await settled(page);
  const first = await languageOf(page);
  const before = page.viewportSize();
  const all = languages ?? [first, first === 'ja' ? 'en' : 'ja'];
  for (const [row, language] of all.entries()) {
    await page.setViewportSize(desktop);
    await switchTo(page, language);
    for (const [column, viewport] of viewports.entries()) {
      await page.setViewportSize(viewport);
      await settled(page);
      const where = `${name} ${language} ${viewport.width} px ${scheme}`;
      const isForAxe = all.length === 1 || viewports.length === 1 || row % 2 === column % 2 || process.env.HOSHIRUBE_EXAMINE === 'all';
      findings.push(...isForAxe ? await axeFindings(page, where) : [], ...await overflow(page, where));
      if (shots) await page.screenshot({ path: join(shots, `${name}-${language}-${viewport.width}${scheme === 'dark' ? '-dark' : ''}.png`), fullPage: true });
    }
  }
  await page.setViewportSize(desktop);
  await switchTo(page, first);
  await page.setViewportSize(before);
}

// What everyone has before them when a walk fails; and what was found until then.
export async function pictures(visitors) {
  for (const [index, { page, findings, faults }] of visitors.entries()) {
    if (shots) await page.screenshot({ path: join(shots, `failed-${index}.png`), fullPage: true });
    for (const line of [...faults, ...findings]) console.error(line);
  }
}

// At the end of every walk.
export function assertFaultless(...visitors) {
  assert.deepEqual(visitors.flatMap(({ faults }) => [...new Set(faults)]), [], 'nothing leaves the origin, breaks the content policy or reports an error');
  assert.deepEqual(visitors.flatMap(({ findings }) => [...new Set(findings)]), [], 'every page is accessible and fits its window');
}
