// A passkey device and an authenticator app made from the specifications alone, to stand against the product's own reading of them.
import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const text = (bytes) => Buffer.from(bytes).toString('base64url');
const byteString = (bytes) => Buffer.concat([Buffer.from([0x59, bytes.length >> 8, bytes.length & 0xff]), bytes]);

// The code of an authenticator app (RFC 6238) from the secret as the app takes it.
export function codeOf(base32, at = Date.now()) {
  const bits = [...base32.replaceAll(' ', '')].map((digit) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(digit).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', secret).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// A passkey (WebAuthn, ES256) on the host of `origin`.
export class Authenticator {
  counter = 0;
  id = randomBytes(16);
  keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  constructor(origin) { this.origin = origin; }

  #client(type, challenge) { return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false })); }

  #data(flags) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.counter);
    return Buffer.concat([sha256(new URL(this.origin).hostname), Buffer.from([flags]), counter]);
  }

  // What addPasskey takes, but the name.
  make(challenge) {
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' });
    const key = Buffer.concat([Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]), byteString(Buffer.from(x, 'base64url')), Buffer.from([0x22]), byteString(Buffer.from(y, 'base64url'))]);
    const data = Buffer.concat([this.#data(0x45), Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
    const attestation = Buffer.concat([Buffer.from([0xa3, 0x63]), Buffer.from('fmt'), Buffer.from([0x64]), Buffer.from('none'), Buffer.from([0x67]), Buffer.from('attStmt'), Buffer.from([0xa0, 0x68]), Buffer.from('authData'), byteString(data)]);
    return { challenge, attestation_object: text(attestation), client_data: text(this.#client('webauthn.create', challenge)) };
  }

  // What signInWithPasskey and proveYourself take.
  answer(challenge) {
    const data = this.#data(0x05), client = this.#client('webauthn.get', challenge);
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.keys.privateKey);
    return { challenge, credential_id: text(this.id), authenticator_data: text(data), client_data: text(client), signature: text(signature) };
  }
}
