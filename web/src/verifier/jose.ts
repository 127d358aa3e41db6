// JSON Web Signatures with ES256 and nothing else; beside src/formats/star/jose.cpp.
import { p256 } from "@noble/curves/nist.js";
import { type Bytes, concat, fromBase64url, fromUtf8, utf8 } from "./bytes";
import { isObject, type Json, JsonNumber, parseJson, textIn } from "./json";

export interface Key {
  id: string;
  point: Bytes; // 0x04, x, y.
  retiredAt: number | null; // Seconds since 1970: it signs nothing later. In a JWK "exp".
}

export const issuerOf = (key: Key): string => key.id.split("#", 1)[0] ?? "";

const kMaxBytes = 4 << 20;
const kMaxKeys = 100;

export function parseJwk(json: Json | undefined): Key | null {
  if (textIn(json, "kty") !== "EC" || textIn(json, "crv") !== "P-256") return null;
  const x = fromBase64url(textIn(json, "x"));
  const y = fromBase64url(textIn(json, "y"));
  if (!x || !y || x.length !== 32 || y.length !== 32) return null;
  const point = concat(Uint8Array.of(4), x, y);
  return p256.utils.isValidPublicKey(point) ? { id: textIn(json, "kid"), point, retiredAt: retiredAt(json) } : null;
}

const kYear10000 = 253_402_300_800;

// Some write fractions, or a day beyond any clock: such a key is taken as one that still signs.
function retiredAt(json: Json | undefined): number | null {
  const exp = isObject(json) ? json["exp"] : undefined;
  return exp instanceof JsonNumber && exp.isCount && exp.value < kYear10000 ? exp.value : null;
}

// Null for what is no set of keys; keys of other kinds are read over.
export function parseJwks(text: string): Key[] | null {
  const json = parseJson(text);
  const keys = isObject(json) ? json["keys"] : undefined;
  if (!Array.isArray(keys) || keys.length > kMaxKeys) return null;
  return keys.map(parseJwk).filter((key) => key !== null);
}

export interface Jws {
  type: string;
  keyId: string;
  payload: Bytes;
  signedPart: string;
  signature: Bytes;
}

export function parseJws(given: string): Jws | null {
  const text = given.endsWith("\n") ? given.slice(0, -1) : given;
  const first = text.indexOf(".");
  const second = text.indexOf(".", first + 1);
  if (text.length > kMaxBytes || first < 0 || second < 0) return null;
  const header = fromBase64url(text.slice(0, first));
  const payload = fromBase64url(text.slice(first + 1, second));
  const signature = fromBase64url(text.slice(second + 1));
  const headerText = header && fromUtf8(header);
  if (headerText === null || !payload || !signature) return null;
  const json = parseJson(headerText);
  if (!isObject(json) || textIn(json, "alg") !== "ES256" || "crit" in json) return null;
  return { type: textIn(json, "typ"), keyId: textIn(json, "kid"), payload, signedPart: text.slice(0, second), signature };
}

export function isSigned(jws: Jws, key: Key): boolean {
  if (jws.signature.length !== 64) return false;
  try {
    return p256.verify(jws.signature, utf8(jws.signedPart), key.point, { lowS: false, prehash: true, format: "compact" });
  } catch {
    return false;
  }
}
