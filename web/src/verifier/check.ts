// Is this star certificate what it says it is? Answered in grades, from files alone: nobody is asked. The same check as
// src/formats/star/check.cpp; tests/conformance holds both to one set of cases.
import { fromUtf8 } from "./bytes";
import { type Credential, difference, parseCredential, parseToken, type Star } from "./credential";
import { isSigned, issuerOf, type Jws, type Key, parseJwk, parseJws, parseJwks } from "./jose";
import { parseJson } from "./json";
import { checkProof, type Opened, parsePolicy, parseProof } from "./ledger";
import { parseStatusList, type StatusList, statusAt } from "./status";

export type Grade = "holds" | "fails" | "open";
export type What = "signature" | "ledger" | "witnesses" | "validity" | "status";
export interface Finding {
  what: What;
  grade: Grade;
  reason: string;
  params: Record<string, string>;
}
export interface Check {
  verdict: "holds" | "partly" | "open" | "fails";
  findings: Finding[];
  star: Star | null;
}

export type Kind = "certificate" | "proof" | "policy" | "keys" | "status";
export type Files = Partial<Record<Kind, Uint8Array>>;

const kKeyLine = "#: certificate-key ";
const kClocksDifferSeconds = 300;
const kYear9999 = 253_402_300_799n;
const instant = (seconds: number | bigint): string => new Date(Number(seconds) * 1000).toISOString();

// Null where a line that names a key cannot be read.
function policyKeys(policy: string): Key[] | null {
  const keys: Key[] = [];
  for (const line of policy.split("\n")) {
    if (!line.startsWith(kKeyLine)) continue;
    const key = parseJwk(parseJson(line.slice(kKeyLine.length)));
    if (!key || keys.length === 128) return null;
    keys.push(key);
  }
  return keys;
}

// A policy's comments may be in any encoding.
const loose = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const strict = (bytes: Uint8Array | undefined): string => (bytes && fromUtf8(bytes)) ?? "";

// What a QR code says: the token after the # of a link, or the text itself.
function afterLink(text: string): string {
  const at = /^(?:https|HTTPS):\/\//.test(text) ? text.indexOf("#") : -1;
  return at < 0 ? text : text.slice(at + 1);
}

// Whether a key signed no more at a time: what was granted or listed later, it cannot have signed.
const isRetired = (key: Key, at_seconds: number): boolean => key.retiredAt !== null && key.retiredAt < at_seconds;

class Checker {
  private readonly findings: Finding[] = [];
  private keys: Key[] = [];
  private hasBadKeys = false;
  private certificate: Credential | null = null;

  constructor(
    private readonly files: Files,
    private readonly now: Date,
  ) {}

  async run(): Promise<Check> {
    this.readKeys();
    this.readCertificate();
    this.checkLedger();
    this.checkValidity();
    await this.checkStatus();
    return { verdict: this.verdict(), findings: this.findings, star: this.certificate?.star ?? null };
  }

  private find(what: What, grade: Grade, reason: string, params: Record<string, string> = {}): void {
    this.findings.push({ what, grade, reason, params });
  }

  private readKeys(): void {
    const named = this.files.policy ? policyKeys(loose(this.files.policy)) : [];
    const given = this.files.keys ? parseJwks(loose(this.files.keys)) : [];
    this.hasBadKeys = !named || !given;
    this.keys = [...(named ?? []), ...(given ?? [])];
  }

  private keyOf(jws: Jws): Key | undefined {
    return this.keys.find((key) => key.id === jws.keyId);
  }

  private readCertificate(): void {
    const say = (grade: Grade, reason: string, params?: Record<string, string>): void => this.find("signature", grade, reason, params);
    const jws = parseJws(afterLink(strict(this.files.certificate)));
    const payload = jws && fromUtf8(jws.payload);
    if (payload !== null && jws?.type === "vc+jwt") this.certificate = parseCredential(payload);
    if (payload !== null && jws?.type === "star+jwt") this.certificate = parseToken(payload);
    if (!jws || !this.certificate) return say("fails", "unreadable");
    const { issuer } = this.certificate;
    if (this.hasBadKeys) return say("fails", "keys_unreadable");
    if (this.keys.length === 0) return say("open", "no_key");
    const key = this.keyOf(jws);
    if (!key) return say("fails", "other_key", { key: jws.keyId });
    if (!isSigned(jws, key)) return say("fails", "changed");
    if (issuerOf(key) !== issuer) return say("fails", "other_issuer", { issuer });
    if (isRetired(key, Date.parse(`${this.certificate.star.registered_on}T00:00:00+09:00`) / 1000)) return say("fails", "retired_key", { at: instant(key.retiredAt ?? 0) });
    say("holds", "holds", { issuer });
  }

  // Ledger and witnesses come of one proof.
  private checkLedger(): void {
    const say = (grade: Grade, reason: string, params?: Record<string, string>): void => this.find("witnesses", grade, reason, params);
    const opened = this.findInLedger();
    if (!opened) return say("open", "no_proof");
    const count = String(opened.seenAt.length);
    if (!opened.hasQuorum) return say("fails", "too_few", { count });
    if (opened.seenAt.length === 0) return say("open", "none_asked");
    const oldest = opened.seenAt.reduce((a, b) => (a < b ? a : b));
    say("holds", "holds", { count, at: instant(oldest < kYear9999 ? oldest : kYear9999) });
  }

  private findInLedger(): Opened | null {
    const say = (grade: Grade, reason: string, params?: Record<string, string>): null => {
      this.find("ledger", grade, reason, params);
      return null;
    };
    if (!this.certificate) return say("open", "no_certificate");
    if (this.certificate.star.is_token) return say("open", "token");
    const { entry } = this.certificate;
    if (!entry) return say("open", "no_entry");
    const part = difference(this.certificate, entry.text);
    if (part !== null) return say("fails", "other_facts", { part });
    if (!this.files.proof) return say("open", "no_proof");
    if (!this.files.policy) return say("open", "no_policy");
    const policy = parsePolicy(loose(this.files.policy));
    if (!policy) return say("fails", "policy_unreadable");
    const proof = parseProof(strict(this.files.proof));
    if (!proof) return say("fails", "proof_unreadable");
    const opened = checkProof(proof, entry.text, policy);
    if (typeof opened === "string") return say("fails", opened);
    if (proof.index !== BigInt(entry.index) || opened.checkpoint.origin !== entry.origin) return say("fails", "other_place", { index: String(proof.index) });
    this.find("ledger", "holds", "holds", { origin: entry.origin, index: String(entry.index) });
    return opened;
  }

  private checkValidity(): void {
    if (!this.certificate) return this.find("validity", "open", "no_certificate");
    const { registered_on: from, last_valid_day: to } = this.certificate.star;
    const today = new Date(this.now.getTime() + 9 * 3_600_000).toISOString().slice(0, 10); // In Tokyo.
    const params = { from, to, today };
    if (today < from) return this.find("validity", "fails", "not_yet", params);
    if (to < today) return this.find("validity", "fails", "expired", params);
    this.find("validity", "holds", "holds", params);
  }

  private async checkStatus(): Promise<void> {
    const say = (grade: Grade, reason: string): void => this.find("status", grade, reason);
    if (!this.certificate) return say("open", "no_certificate");
    if (!this.files.status) return say("open", "no_list");
    const jws = parseJws(strict(this.files.status));
    if (jws?.type !== "statuslist+jwt") return say("fails", "unreadable");
    if (this.keys.length === 0) return say("open", "no_key");
    const key = this.keyOf(jws);
    if (!key || issuerOf(key) !== this.certificate.issuer || !isSigned(jws, key)) return say("fails", "not_signed");
    if (typeof DecompressionStream === "undefined") return say("open", "old_browser");
    const list = await parseStatusList(fromUtf8(jws.payload) ?? ""); // Unpacked only now that its maker is known.
    if (!list) return say("fails", "unreadable");
    if (isRetired(key, list.issuedAt)) return say("fails", "not_signed");
    if (list.address !== this.certificate.statusList) return say("fails", "other_list");
    this.judgeStatus(list, this.certificate.star.number);
  }

  private judgeStatus(list: StatusList, number: number): void {
    const state = statusAt(list, number);
    const now = Math.floor(this.now.getTime() / 1000);
    const say = (grade: Grade, reason: string): void => this.find("status", grade, reason, { at: instant(list.issuedAt) });
    if (state === null) return say("fails", "not_listed");
    if (state === 1) return say("fails", "withdrawn");
    if (state !== 0) return say("fails", "suspended");
    if (now + kClocksDifferSeconds < list.issuedAt) return say("open", "from_tomorrow");
    if (now > list.expiresAt) return say("open", "too_old");
    say("holds", "holds");
  }

  private verdict(): Check["verdict"] {
    const has = (grade: Grade): boolean => this.findings.some((one) => one.grade === grade);
    if (has("fails")) return "fails";
    if (this.findings[0]?.grade !== "holds") return "open";
    return has("open") ? "partly" : "holds";
  }
}

export const checkStar = (files: Files, now: Date): Promise<Check> => new Checker(files, now).run();

// Which of the files this is, by its content; null for none of them.
export function kindOf(bytes: Uint8Array): Kind | null {
  const text = fromUtf8(bytes);
  if (text === null) return null;
  if (text.startsWith("c2sp.org/tlog-proof@")) return "proof";
  const jws = parseJws(afterLink(text));
  if (jws) return jws.type === "statuslist+jwt" ? "status" : "certificate";
  if (parseJwks(text)) return "keys";
  if (/^(?:log|quorum|witness) /m.test(text)) return "policy";
  return /^[\w-]+\.[\w-]+\.[\w-]+\s*$/.test(text) ? "certificate" : null;
}
