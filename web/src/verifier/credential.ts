// The star certificate for machines and its ledger entry; beside src/formats/star/credential.cpp.
import { sha256, toHex, utf8 } from "./bytes";
import { isObject, type Json, JsonNumber, parseJson } from "./json";

export interface Sentences {
  ja: string[];
  en: string[];
}

// As the command line prints it.
export interface Star {
  number: number;
  corporate_number: string;
  legal_name: string;
  legal_name_en: string;
  star: number;
  edition: string;
  assurance: string;
  scope: { kind: string; description: string; description_en: string };
  is_invented: boolean;
  registered_on: string;
  last_valid_day: string;
  says: Sentences;
  does_not_say: Sentences;
  is_token?: true; // Read from a token, which carries less: the rest is empty.
}

export interface Credential {
  star: Star;
  issuer: string;
  seal: string;
  statusList: string;
  entry: { origin: string; index: number; text: string } | null;
}

const kMorning = "T00:00:00+09:00";
const kNight = "T23:59:59+09:00";
const kMaxNumber = 999_999_999_999;

class Malformed extends Error {}

function isDay(text: string): boolean {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1]!;
}

// Each part is there and of its kind, or the whole is refused.
class Reader {
  constructor(private readonly json: Json | undefined) {}

  private find(name: string): Json | undefined {
    return isObject(this.json) ? this.json[name] : undefined;
  }
  has(name: string): boolean {
    return this.find(name) !== undefined;
  }
  text(name: string): string {
    const found = this.find(name);
    if (typeof found !== "string") throw new Malformed(name);
    return found;
  }
  number(name: string): number {
    const found = this.find(name);
    if (!(found instanceof JsonNumber) || !found.isCount || found.value > kMaxNumber) throw new Malformed(name);
    return found.value;
  }
  day(name: string, time: string): string {
    const whole = this.text(name);
    const day = whole.slice(0, -time.length);
    if (!whole.endsWith(time) || !isDay(day)) throw new Malformed(name);
    return day;
  }
  object(name: string): Reader {
    const found = this.find(name);
    if (!isObject(found)) throw new Malformed(name);
    return new Reader(found);
  }
  list(name: string): Json[] {
    const found = this.find(name);
    if (!Array.isArray(found)) throw new Malformed(name);
    return found;
  }
  first(name: string): Reader {
    const [found] = this.list(name);
    if (!isObject(found)) throw new Malformed(name);
    return new Reader(found);
  }
  texts(name: string): string[] {
    return this.list(name).map((one) => {
      if (typeof one !== "string") throw new Malformed(name);
      return one;
    });
  }
  sentences(name: string): Sentences {
    const both = this.object(name);
    return { ja: both.texts("ja"), en: both.texts("en") };
  }
  isTrue(name: string): boolean {
    return this.find(name) === true;
  }
}

function entryIn(whole: Reader): Credential["entry"] {
  if (!whole.has("ledger")) return null;
  const ledger = whole.object("ledger");
  return { origin: ledger.text("origin"), index: ledger.number("index"), text: ledger.text("entry") };
}

function checkStatusLists(whole: Reader): void {
  for (const purpose of ["revocation", "suspension"]) {
    const entry = whole.list("credentialStatus").find((one) => isObject(one) && one["statusPurpose"] === purpose);
    new Reader(entry).text("statusListCredential");
  }
}

function read(whole: Reader): Credential {
  if (!whole.list("type").includes("StarCertificate")) throw new Malformed("type");
  const subject = whole.object("credentialSubject");
  const scope = subject.object("scope");
  const terms = whole.first("termsOfUse");
  const list = whole.object("status").object("status_list");
  checkStatusLists(whole);
  whole.text("id");
  const star: Star = {
    number: subject.number("number"),
    corporate_number: subject.text("corporateNumber"),
    legal_name: subject.text("legalName"),
    legal_name_en: subject.text("legalNameEn"),
    star: subject.number("star"),
    edition: subject.text("edition"),
    assurance: subject.text("assurance"),
    scope: { kind: scope.text("kind"), description: scope.text("description"), description_en: scope.text("description_en") },
    is_invented: subject.isTrue("isInvented"),
    registered_on: whole.day("validFrom", kMorning),
    last_valid_day: whole.day("validUntil", kNight),
    says: terms.sentences("says"),
    does_not_say: terms.sentences("doesNotSay"),
  };
  // The same number again: that the lists are asked about this star and no other.
  if (list.number("idx") !== star.number) throw new Malformed("status");
  return { star, issuer: whole.text("issuer"), seal: subject.text("seal"), statusList: list.text("uri"), entry: entryIn(whole) };
}

export function parseCredential(payload: string): Credential | null {
  try {
    return read(new Reader(parseJson(payload)));
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

const kDay_seconds = 86_400;
const kTokyo_seconds = 9 * 3600;
const kYear10000 = 253_402_300_800;

// The day in Tokyo that begins at a moment.
function dayAt(seconds: number, name: string): string {
  if (seconds >= kYear10000 || (seconds + kTokyo_seconds) % kDay_seconds !== 0) throw new Malformed(name);
  return new Date((seconds + kTokyo_seconds) * 1000).toISOString().slice(0, 10);
}

const didWeb = (address: string): string => `did:web:${address.slice(address.indexOf("://") + 3).replaceAll(":", "%3A").replaceAll("[", "%5B").replaceAll("]", "%5D")}`;

function readToken(whole: Reader): Credential {
  const address = whole.text("iss");
  const jti = whole.text("jti");
  if (!/^[1-9][0-9]{0,11}$/.test(jti)) throw new Malformed("jti");
  if (!/^https?:\/\//.test(address)) throw new Malformed("iss");
  const from = dayAt(whole.number("nbf"), "nbf");
  const after = whole.number("exp");
  dayAt(after, "exp");
  const nothing = { ja: [], en: [] };
  const star: Star = {
    number: Number(jti), corporate_number: whole.text("sub"), legal_name: whole.text("name"), legal_name_en: "", star: whole.number("star"),
    edition: whole.text("ed"), assurance: "", scope: { kind: "", description: "", description_en: "" }, is_invented: whole.isTrue("invented"),
    registered_on: from, last_valid_day: dayAt(after - kDay_seconds, "exp"), says: nothing, does_not_say: nothing, is_token: true,
  };
  return { star, issuer: didWeb(address), seal: "", statusList: `${address}/status/list`, entry: null };
}

// The star's token, as src/formats/star/token.h says what stands in it.
export function parseToken(payload: string): Credential | null {
  try {
    const json = parseJson(payload);
    return isObject(json) ? readToken(new Reader(json)) : null;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function at(json: Json | undefined, path: string): Json | undefined {
  return path.split("/").reduce<Json | undefined>((found, name) => (isObject(found) ? found[name] : undefined), json);
}

function isSame(given: Json | undefined, wanted: string | number): boolean {
  return typeof wanted === "number" ? given instanceof JsonNumber && given.value === wanted : given === wanted;
}

// The first part of which the ledger's entry says otherwise; null where they agree.
export function difference({ star, seal }: Credential, entry: string): string | null {
  const json = parseJson(entry);
  const { kind, description, description_en } = star.scope;
  const scope = JSON.stringify({ description, description_en, kind }); // Canonical: names in order, strings alone.
  const wanted: [string, string | number][] = [
    ["type", "star.registered"],
    ["certificate", star.number],
    ["subject/corporateNumber", star.corporate_number],
    ["subject/scopeId", toHex(sha256(utf8(scope))).slice(0, 32)],
    ["star", star.star],
    ["edition", star.edition],
    ["validFrom", star.registered_on],
    ["validUntil", star.last_valid_day],
    ["commit/seal", seal],
  ];
  return wanted.find(([path, value]) => !isSame(at(json, path), value))?.[0] ?? null;
}

