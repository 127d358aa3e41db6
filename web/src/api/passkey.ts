// Between the browser's passkeys and the API, which takes bytes as base 64 for addresses.
import { api, type Schemas, unwrap } from "./client";

type Answer = Schemas["PasskeyAnswer"];

const toText = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const toBytes = (text: string) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

// Only where the page came over https (or from this very machine) under a name: a passkey is bound to it, and an address is none.
const isAddress = (host: string) => /^[\d.]+$/.test(host) || host.includes(":");
export const canUsePasskeys = () => typeof PublicKeyCredential === "function" && window.isSecureContext && !isAddress(window.location.hostname);

// The person cancelled, or no device here holds a passkey for this site; the browser has said so itself.
export class NoPasskey extends Error {}

async function asked<T extends Credential>(question: Promise<Credential | null>): Promise<T> {
  const credential = await question.catch(() => null);
  if (!credential) throw new NoPasskey();
  return credential as T;
}

export async function makePasskey() {
  const options = await unwrap(api.POST("/session/passkey-options"));
  const made = await asked<PublicKeyCredential>(navigator.credentials.create({
    publicKey: {
      challenge: toBytes(options.challenge),
      rp: { id: options.rp_id, name: "Hoshirube" },
      user: { id: toBytes(options.user_id), name: options.user_name, displayName: options.display_name },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -257 }],
      excludeCredentials: options.exclude.map((id) => ({ type: "public-key" as const, id: toBytes(id) })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
    },
  }));
  const response = made.response as AuthenticatorAttestationResponse;
  return { challenge: options.challenge, attestation_object: toText(response.attestationObject), client_data: toText(response.clientDataJSON) };
}

export async function answerWithPasskey(): Promise<Answer> {
  const { challenge, rp_id } = await unwrap(api.POST("/passkey-challenges"));
  const used = await asked<PublicKeyCredential>(navigator.credentials.get({ publicKey: { challenge: toBytes(challenge), rpId: rp_id, userVerification: "required" } }));
  const response = used.response as AuthenticatorAssertionResponse;
  return {
    challenge, credential_id: toText(used.rawId), authenticator_data: toText(response.authenticatorData),
    client_data: toText(response.clientDataJSON), signature: toText(response.signature),
  };
}
