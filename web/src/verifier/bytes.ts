// Bytes and their texts. Each value has one text: what decodes must encode back to the same.
import { sha256 as hash } from "@noble/hashes/sha2.js";

export type Bytes = Uint8Array;

const kStandard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const kForAddresses = `${kStandard.slice(0, 62)}-_`;

function decode(text: string, digits: string): Bytes | null {
  const out: number[] = [];
  let pending = 0;
  let bits = 0;
  for (const digit of text) {
    const value = digits.indexOf(digit);
    if (value < 0) return null;
    pending = ((pending << 6) | value) & 0x3fff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push((pending >> bits) & 0xff);
    }
  }
  return text.length % 4 === 1 ? null : Uint8Array.from(out);
}

function encode(bytes: Bytes, digits: string): string {
  let out = "";
  let pending = 0;
  let bits = 0;
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0x3fff;
    for (bits += 8; bits >= 6; bits -= 6) out += digits[(pending >> (bits - 6)) & 63];
  }
  return bits > 0 ? out + digits[(pending << (6 - bits)) & 63] : out;
}

export const toBase64url = (bytes: Bytes): string => encode(bytes, kForAddresses);

export function fromBase64url(text: string): Bytes | null {
  const bytes = decode(text, kForAddresses);
  return bytes && toBase64url(bytes) === text ? bytes : null;
}

const padded = (text: string): string => text.padEnd(Math.ceil(text.length / 4) * 4, "=");
export const toBase64 = (bytes: Bytes): string => padded(encode(bytes, kStandard));

// With its padding. `stray`: programs of others may leave bits that carry nothing after the last digit.
export function fromBase64(text: string, stray: "refused" | "ignored" = "refused"): Bytes | null {
  const digits = text.replace(/={1,2}$/, "");
  const bytes = padded(digits) === text ? decode(digits, kStandard) : null;
  return bytes && (stray === "ignored" || toBase64(bytes) === text) ? bytes : null;
}

export const toHex = (bytes: Bytes): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

// Null for what is no UTF-8.
export function fromUtf8(bytes: Bytes): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function concat(...parts: Bytes[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const equal = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
export const sha256 = (...parts: Bytes[]): Bytes => hash(concat(...parts));

// Most significant byte first.
export const bigEndian = (bytes: Bytes): bigint => bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
