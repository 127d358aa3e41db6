// The verifier's page: files in, graded answer out. The same script on the public site and in the single file; it asks nobody.
import sentences from "../../../texts/verify.json";
import { officeDate } from "../i18n/dates";
import { fill } from "../i18n/format";
import { type Check, checkStar, type Files, type Finding, type Kind, kindOf } from "./check";

type Language = "ja" | "en";
type Key = keyof typeof sentences;
interface Read {
  name: string;
  kind: Kind | null;
}

const kMaxFileBytes = 16 << 20; // Far above any file of ours; what is larger is none.
const kMarks = { holds: "✓", fails: "✗", open: "?" } as const;
const kDays = ["from", "to", "today"];

const root = document.getElementById("verifier")!;
const isAlone = root.dataset["alone"] === "yes"; // The single file: it has its own heading and language switch.
let language: Language = (isAlone ? navigator.language : document.documentElement.lang).startsWith("ja") ? "ja" : "en";
let files: Files = {};
let read: Read[] = [];
let check: Check | null = null;

const has = (key: string): key is Key => key in sentences;
const say = (key: Key, params?: Record<string, string | number>): string => fill(sentences[key][language], params);
const sayOf = (key: string, params?: Record<string, string | number>): string => (has(key) ? say(key, params) : key);

function time(iso: string): string {
  const words = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "ja-JP", { timeZone: "Asia/Tokyo", dateStyle: "long", timeStyle: "short" });
  return say("verify.page.tokyo", { time: words.format(new Date(iso)) });
}

function shown(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, kDays.includes(name) ? officeDate(value, language) : name === "at" ? time(value) : value]));
}

type Child = Node | string;
function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Record<string, string>, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

function findingRow({ what, grade, reason, params }: Finding): HTMLElement {
  return element(
    "li",
    { class: `finding ${grade}` },
    element("strong", {}, element("span", { class: "mark", "aria-hidden": "true" }, kMarks[grade]), ` ${sayOf(`verify.what.${what}`)}`),
    element("span", { class: "grade" }, sayOf(`verify.grade.${grade}`)),
    element("p", {}, sayOf(`verify.${what}.${reason}`, shown(params))),
  );
}

function fact(name: string, value: string): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

function claims({ star }: Check): Child[] {
  if (!star) return [];
  const isEnglish = language === "en";
  const firm = isEnglish && star.legal_name_en ? star.legal_name_en : star.legal_name;
  const scope = isEnglish && star.scope.description_en ? star.scope.description_en : star.scope.description;
  const assurance = star.is_token ? "verify.token_looked_at" : `verify.looked_at.${star.assurance}`;
  const about = star.is_token ? [] : [fact(say("verify.scope"), scope || star.scope.kind)];
  return [
    element("h2", {}, say("verify.claims")),
    ...(star.is_invented ? [element("p", { class: "notice" }, say("verify.invented"))] : []),
    element("p", {}, element("strong", {}, say("verify.star", { star: star.star, firm, corporate_number: star.corporate_number, number: star.number }))),
    element("dl", {}, fact(say("verify.what.looked_at"), has(assurance) ? say(assurance) : say("verify.looked_at.other")), ...about, fact(say("verify.edition"), star.edition)),
    ...(star.is_token ? [element("p", {}, say("verify.token_says"))] : [
      element("h2", {}, say("verify.does_not_say")),
      element("ul", {}, ...star.does_not_say[language].map((sentence) => element("li", {}, sentence))),
    ]),
  ];
}

function result(): Child[] {
  if (!check) return [];
  return [
    element("h2", {}, say("verify.page.result")),
    element("p", { class: `verdict ${check.verdict}`, "data-verdict": check.verdict }, element("strong", {}, sayOf(`verify.verdict.${check.verdict}`))),
    element("ul", { class: "findings" }, ...check.findings.map(findingRow)),
    ...claims(check),
  ];
}

function fileRow({ name, kind }: Read): HTMLElement {
  return element("li", {}, kind ? `${sayOf(`verify.page.kind.${kind}`)}: ${name}` : say("verify.page.unknown_file", { name }));
}

function given(): Child[] {
  if (read.length === 0) return [];
  const again = element("button", { type: "button" }, say("verify.page.clear"));
  again.addEventListener("click", () => {
    files = {};
    read = [];
    check = null;
    update();
    document.getElementById("files")?.focus();
  });
  return [element("h2", {}, say("verify.page.given")), element("ul", {}, ...read.map(fileRow)), again];
}

function chooser(): HTMLElement {
  const input = element("input", { type: "file", id: "files", multiple: "", "aria-describedby": "files-help policy-help" });
  input.addEventListener("change", () => void take(input.files));
  return element(
    "div",
    { class: "drop" },
    element("label", { for: "files" }, say("verify.page.choose")),
    input,
    element("p", { id: "files-help", class: "help" }, say("verify.page.drop")),
    element("p", { id: "policy-help", class: "help" }, say("verify.page.policy_help")),
  );
}

// What a telephone read from a QR code is text, not a file.
function paster(): HTMLElement {
  const input = element("textarea", { id: "pasted", rows: "3", spellcheck: "false", autocapitalize: "off", "aria-describedby": "pasted-help" });
  const go = element("button", { type: "button" }, say("verify.page.paste_go"));
  go.addEventListener("click", () => {
    const text = input.value.trim();
    if (text !== "") void takeBytes(say("verify.page.pasted"), new TextEncoder().encode(text));
  });
  return element(
    "details",
    {},
    element("summary", {}, say("verify.page.paste")),
    element("label", { for: "pasted" }, say("verify.page.paste_label")),
    element("p", { id: "pasted-help", class: "help" }, say("verify.page.paste_help")),
    input,
    element("p", {}, go),
  );
}

function heading(): Child[] {
  if (!isAlone) return [];
  const other = element("button", { type: "button", lang: language === "en" ? "ja" : "en" }, say("verify.page.language"));
  other.addEventListener("click", () => {
    language = language === "en" ? "ja" : "en";
    draw();
    root.querySelector("button")?.focus();
  });
  document.documentElement.lang = language;
  document.title = say("verify.title");
  return [element("p", { class: "language" }, other), element("h1", {}, say("verify.title"))];
}

const list = element("div", {});
const answer = element("div", { role: "status" });

// What was read and found; the chooser stays as it is, and so does the reader's place.
function update(): void {
  list.replaceChildren(...given());
  answer.replaceChildren(...result());
}

// Everything, at the start and in another language.
function draw(): void {
  root.replaceChildren(...heading(), element("p", { class: "lead" }, say("verify.page.lead")), chooser(), paster(), list, answer);
  update();
}

// What came earlier stays unless one of the same kind replaces it.
function keep(name: string, bytes: Uint8Array | null): void {
  const kind = bytes && kindOf(bytes);
  if (bytes && kind) files[kind] = bytes;
  read = [...read.filter((one) => one.kind === null || one.kind !== kind), { name, kind }];
}

async function take(chosen: FileList | null | undefined): Promise<void> {
  for (const file of chosen ?? []) keep(file.name, file.size <= kMaxFileBytes ? new Uint8Array(await file.arrayBuffer()) : null);
  await judge();
}

async function takeBytes(name: string, bytes: Uint8Array): Promise<void> {
  keep(name, bytes);
  await judge();
}

async function judge(): Promise<void> {
  check = files.certificate ? await checkStar(files, new Date()) : null;
  update();
}

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  void take(event.dataTransfer?.files);
});
draw();
