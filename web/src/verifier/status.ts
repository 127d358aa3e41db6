// A Token Status List; beside src/formats/star/status_list.cpp.
import { fromBase64url } from "./bytes";
import { isObject, type Json, JsonNumber, parseJson, textIn } from "./json";

export interface StatusList {
  address: string;
  issuedAt: number; // Seconds since 1970; 0 where it does not say.
  expiresAt: number;
  bits: number;
  bytes: Uint8Array;
}

const kMaxBytes = 8 << 20;

// Null for what is no such stream, or more than 8 MiB.
async function inflate(bytes: Uint8Array): Promise<Uint8Array | null> {
  const reader = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const part = next.value as Uint8Array;
      size += part.length;
      if (size > kMaxBytes) {
        await reader.cancel();
        return null;
      }
      parts.push(part);
    }
  } catch {
    return null;
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function secondsIn(json: Json | undefined, name: string): number {
  const found = isObject(json) ? json[name] : undefined;
  return found instanceof JsonNumber && found.isCount && found.value < 253_402_300_800 ? found.value : 0; // The year 10000.
}

export async function parseStatusList(payload: string): Promise<StatusList | null> {
  const json = parseJson(payload);
  const list = isObject(json) ? json["status_list"] : undefined;
  const bits = isObject(list) ? list["bits"] : undefined;
  if (!(bits instanceof JsonNumber) || !["1", "2", "4", "8"].includes(bits.text)) return null;
  const zipped = fromBase64url(textIn(list, "lst"));
  const bytes = zipped && (await inflate(zipped));
  if (!bytes) return null;
  return { address: textIn(json, "sub"), issuedAt: secondsIn(json, "iat"), expiresAt: secondsIn(json, "exp"), bits: bits.value, bytes };
}

// Null beyond the end.
export function statusAt({ bits, bytes }: StatusList, index: number): number | null {
  const inAByte = 8 / bits;
  const byte = bytes[Math.floor(index / inAByte)];
  return byte === undefined ? null : (byte >> ((index % inAByte) * bits)) & ((1 << bits) - 1);
}
