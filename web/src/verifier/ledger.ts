// Proofs from a ledger, as strangers read them: signed notes, checkpoints, proof files, policies (C2SP); beside src/ledger.
import { ed25519 } from "@noble/curves/ed25519.js";
import { bigEndian, type Bytes, concat, equal, fromBase64, sha256, toBase64, toHex, utf8 } from "./bytes";

const kMaxNote = 65_536;
const kMaxSignatures = 100;
const kMaxHashes = 64;
const kEd25519 = 1;
const kCosignature = 4;
const kMlDsa44 = 6;
const kKeySizes: Record<number, number> = { [kEd25519]: 32, [kCosignature]: 32, [kMlDsa44]: 1312 };
const kMaxCount = (1n << 64n) - 1n;

interface VerifierKey {
  name: string;
  type: number;
  bytes: Bytes;
  id: string; // Eight hex digits.
}

interface Signature {
  name: string;
  id: string;
  bytes: Bytes;
}

interface Checkpoint {
  origin: string;
  size: bigint;
  root: Bytes;
}

export interface Proof {
  index: bigint;
  hashes: Bytes[];
  checkpoint: string;
}

export interface Policy {
  logs: VerifierKey[];
  witnesses: { name: string; key: VerifierKey }[];
  groups: { name: string; threshold: bigint; members: string[] }[];
  quorum: string;
}

export interface Opened {
  checkpoint: Checkpoint;
  seenAt: bigint[]; // By witnesses of the policy, in seconds since 1970.
  hasQuorum: boolean;
}

const bytesOf = (text: string): number => utf8(text).length;
const hasControls = (text: string): boolean => /[\u0000-\u0009\u000b-\u001f]/.test(text);
// Without blanks (Unicode's too), plus signs and control characters.
const isKeyName = (name: string): boolean =>
  name !== "" && !/[\u0000- \u007f+\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(name);

function decimal(text: string): bigint | null {
  if (!/^(?:0|[1-9]\d{0,19})$/.test(text)) return null;
  const number = BigInt(text);
  return number <= kMaxCount ? number : null;
}

function hashOf(text: string): Bytes | null {
  const bytes = fromBase64(text);
  return bytes?.length === 32 ? bytes : null;
}

function parseKey(text: string): VerifierKey | null {
  const first = text.indexOf("+");
  const second = text.indexOf("+", first + 1);
  if (first < 0 || second < 0) return null;
  const name = text.slice(0, first);
  const bytes = fromBase64(text.slice(second + 1));
  const type = bytes?.[0];
  if (!isKeyName(name) || !bytes || type === undefined || kKeySizes[type] !== bytes.length - 1) return null;
  const id = toHex(sha256(utf8(`${name}\n`), bytes).slice(0, 4));
  return text === `${name}+${id}+${toBase64(bytes)}` ? { name, type, bytes: bytes.slice(1), id } : null;
}

function parseSignature(line: string): Signature | null {
  if (!line.startsWith("— ")) return null;
  const blank = line.indexOf(" ", 2);
  const name = line.slice(2, blank);
  const bytes = blank < 0 ? null : fromBase64(line.slice(blank + 1), "ignored");
  if (!isKeyName(name) || !bytes || bytes.length <= 4) return null;
  return { name, id: toHex(bytes.slice(0, 4)), bytes: bytes.slice(4) };
}

function parseNote(text: string): { text: string; signatures: Signature[] } | null {
  const end = text.lastIndexOf("\n\n");
  if (bytesOf(text) > kMaxNote || hasControls(text) || end < 0 || !text.endsWith("\n")) return null;
  const lines = text.slice(end + 2).split("\n").slice(0, -1);
  const signatures = lines.map(parseSignature);
  if (lines.length === 0 || lines.length > kMaxSignatures || signatures.includes(null)) return null;
  return { text: text.slice(0, end + 1), signatures: signatures as Signature[] };
}

function parseCheckpoint(text: string): Checkpoint | null {
  const lines = text.split("\n").slice(0, -1);
  const [origin, sizeLine, rootLine] = lines;
  if (!origin || sizeLine === undefined || rootLine === undefined || lines.includes("")) return null;
  const size = decimal(sizeLine);
  const root = hashOf(rootLine);
  return size === null || !root ? null : { origin, size, root };
}

export function parseProof(text: string): Proof | null {
  if (bytesOf(text) > 2 * kMaxNote) return null;
  let rest = text;
  const line = (): string | null => {
    const end = rest.indexOf("\n");
    if (end < 0) return null;
    const cut = rest.slice(0, end);
    rest = rest.slice(end + 1);
    return cut;
  };
  if (line() !== "c2sp.org/tlog-proof@v1") return null;
  let next = line();
  if (next?.startsWith("extra ")) {
    if (!fromBase64(next.slice(6))) return null;
    next = line();
  }
  const index = next?.startsWith("index ") ? decimal(next.slice(6)) : null;
  if (index === null) return null;
  const hashes: Bytes[] = [];
  for (next = line(); next !== ""; next = line()) {
    const hash = next === null ? null : hashOf(next);
    if (!hash || hashes.length === kMaxHashes) return null;
    hashes.push(hash);
  }
  const note = parseNote(rest);
  return note && parseCheckpoint(note.text) ? { index, hashes, checkpoint: rest } : null;
}

class PolicyReader {
  readonly policy: Policy = { logs: [], witnesses: [], groups: [], quorum: "" };
  private readonly names = new Set<string>();
  private readonly members = new Set<string>();
  private readonly logKeys = new Set<string>();
  private readonly witnessKeys = new Set<string>();

  add(words: string[]): boolean {
    const [kind] = words;
    if (kind === undefined || kind.startsWith("#")) return true;
    if (kind === "log") return this.log(words);
    if (kind === "witness") return this.witness(words);
    if (kind === "group") return this.group(words);
    return kind === "quorum" && this.quorum(words);
  }

  private static isNew(set: Set<string>, value: string): boolean {
    return !set.has(value) && Boolean(set.add(value));
  }

  private name(name: string): boolean {
    return name !== "none" && PolicyReader.isNew(this.names, name);
  }

  private log(words: string[]): boolean {
    const key = words.length === 2 || words.length === 3 ? parseKey(words[1]!) : null;
    if (!key || this.policy.logs.length === 128 || key.type === kCosignature || !PolicyReader.isNew(this.logKeys, toHex(key.bytes))) return false;
    this.policy.logs.push(key);
    return true;
  }

  private witness(words: string[]): boolean {
    if ((words.length !== 3 && words.length !== 4) || this.policy.witnesses.length === 128 || !this.name(words[1]!)) return false;
    const key = parseKey(words[2]!);
    if (!key || key.type === kEd25519 || !PolicyReader.isNew(this.witnessKeys, toHex(key.bytes))) return false;
    this.policy.witnesses.push({ name: words[1]!, key });
    return true;
  }

  private group(words: string[]): boolean {
    if (words.length < 4 || this.policy.groups.length === 128) return false;
    const [, name, wanted] = words as [string, string, string];
    const members = words.slice(3);
    for (const member of members) if (!this.names.has(member) || !PolicyReader.isNew(this.members, member)) return false;
    const threshold = wanted === "all" ? BigInt(members.length) : wanted === "any" ? 1n : decimal(wanted);
    if (threshold === null || threshold < 1n || threshold > BigInt(members.length) || !this.name(name)) return false;
    this.policy.groups.push({ name, threshold, members });
    return true;
  }

  private quorum(words: string[]): boolean {
    if (words.length !== 2 || this.policy.quorum !== "" || (words[1] !== "none" && !this.names.has(words[1]!))) return false;
    this.policy.quorum = words[1]!;
    return true;
  }
}

export function parsePolicy(text: string): Policy | null {
  if (bytesOf(text) > kMaxNote || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text) || !text.endsWith("\n")) return null;
  const reader = new PolicyReader();
  for (const line of text.split("\n").slice(0, -1)) if (!reader.add(line.split(/[ \t]+/).filter(Boolean))) return null;
  return reader.policy.quorum === "" ? null : reader.policy;
}

function isQuorum(policy: Policy, witnesses: string[]): boolean {
  const seen = new Set(witnesses);
  for (const { name, threshold, members } of policy.groups) {
    if (BigInt(members.filter((member) => seen.has(member)).length) >= threshold) seen.add(name);
    else seen.delete(name);
  }
  return policy.quorum === "none" || seen.has(policy.quorum);
}

function isSignedBy(key: VerifierKey, message: Bytes, signature: Bytes): boolean {
  try {
    return signature.length === 64 && ed25519.verify(signature, message, key.bytes, { zip215: false });
  } catch {
    return false;
  }
}

// When the key saw it (0 for a log's); null where the signature is not its own.
function timeOf(text: string, signature: Signature, key: VerifierKey): bigint | null {
  if (key.type === kEd25519) return isSignedBy(key, utf8(text), signature.bytes) ? 0n : null;
  if (signature.bytes.length < 8) return null;
  const at = bigEndian(signature.bytes.slice(0, 8));
  return isSignedBy(key, utf8(`cosignature/v1\ntime ${at}\n${text}`), signature.bytes.slice(8)) ? at : null;
}

// Null where no log of the policy signed it, or a key of the policy is named with a signature that is not its own.
function open(bytes: string, policy: Policy): Opened | null {
  const note = parseNote(bytes);
  const checkpoint = note && parseCheckpoint(note.text);
  if (!note || !checkpoint) return null;
  const keys = [
    ...policy.logs.filter((key) => key.name === checkpoint.origin).map((key) => ({ key, witness: "" })),
    ...policy.witnesses.map(({ key, name }) => ({ key, witness: name })),
  ];
  const seen = new Set<number>();
  const opened: Opened = { checkpoint, seenAt: [], hasQuorum: false };
  const names: string[] = [];
  let isLogged = false;
  for (const signature of note.signatures) {
    const found = keys.flatMap(({ key }, i) => (key.id === signature.id && key.name === signature.name && key.type !== kMlDsa44 ? [i] : []));
    if (found.length > 1) return null;
    const [i] = found;
    if (i === undefined || seen.has(i)) continue;
    seen.add(i);
    const { key, witness } = keys[i]!;
    const at = timeOf(note.text, signature, key);
    if (at === null) return null;
    if (witness === "") isLogged = true;
    else {
      names.push(witness);
      opened.seenAt.push(at);
    }
  }
  opened.hasQuorum = isQuorum(policy, names);
  return isLogged ? opened : null;
}

const nodeHash = (left: Bytes, right: Bytes): Bytes => sha256(Uint8Array.of(1), left, right);

// RFC 9162, 2.1.3.2.
function isIncluded(leaf: Bytes, { index, hashes }: Proof, { size, root }: Checkpoint): boolean {
  if (index >= size) return false;
  let fn = index;
  let sn = size - 1n;
  let hash = leaf;
  for (const step of hashes) {
    if (sn === 0n) return false;
    if ((fn & 1n) !== 0n || fn === sn) {
      hash = nodeHash(step, hash);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else hash = nodeHash(hash, step);
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && equal(hash, root);
}

export function checkProof(proof: Proof, entry: string, policy: Policy): Opened | "not_signed" | "not_included" {
  const opened = open(proof.checkpoint, policy);
  if (!opened) return "not_signed";
  const leaf = sha256(concat(Uint8Array.of(0), utf8(entry)));
  return isIncluded(leaf, proof, opened.checkpoint) ? opened : "not_included";
}
