// A plain HTTP client for the API: sends what it is told, byte for byte, and keeps the session cookie.

import http from 'node:http';
import { randomUUID } from 'node:crypto';

let people = 0;

export class Client {
  // `language` goes into Accept-Language; `address` is what the server behind a proxy takes for the caller's.
  constructor(url, { language = 'ja', address, agent } = {}) {
    this.url = url;
    this.language = language;
    this.address = address ?? `192.0.2.${++people % 250}`;
    this.cookies = new Map();
    this.agent = agent ?? new http.Agent({ keepAlive: true });
  }

  // The same person, another language.
  speaking(language) {
    const other = new Client(this.url, { language, address: this.address, agent: this.agent });
    other.cookies = this.cookies;
    other.session = this.session;
    other.observer = this.observer;
    return other;
  }

  // One request below /api/v1 (or, with `path` starting at "//", of the site itself).
  //
  // Answers  {status, headers, bytes, text, json}: json where the body is JSON.
  // Options  key: the Idempotency-Key, a new one by default, null for none. headers: more of them; null leaves one out.
  async send(method, path, { body, key, headers = {}, type } = {}) {
    const isWrite = !['GET', 'HEAD'].includes(method);
    const bytes = body === undefined ? undefined : Buffer.isBuffer(body) || typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
    const all = {
      'Accept-Language': this.language,
      'X-Forwarded-For': this.address,
      ...(isWrite ? { Origin: this.url } : {}),
      ...(isWrite && key !== null ? { 'Idempotency-Key': key ?? randomUUID() } : {}),
      ...(bytes ? { 'Content-Type': type ?? 'application/json', 'Content-Length': bytes.length } : isWrite ? { 'Content-Length': 0 } : {}),
      ...(this.cookies.size ? { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
      ...headers,
    };
    for (const [name, value] of Object.entries(all)) if (value === null) delete all[name];
    const target = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`;
    const answer = await exchange(this.url, { method, path: target, headers: all, agent: this.agent }, bytes);
    this.#keepCookies(answer.headers['set-cookie']);
    this.observer?.(method, target, answer);
    return answer;
  }

  get(path, options) { return this.send('GET', path, options); }
  post(path, body, options) { return this.send('POST', path, { body, ...options }); }
  put(path, body, options) { return this.send('PUT', path, { body, ...options }); }
  delete(path, options) { return this.send('DELETE', path, options); }

  // Hands in a file as evidence.
  upload(organisation, fileName, bytes, { query = '', ...options } = {}) {
    const path = `/organisations/${organisation}/evidence?file_name=${encodeURIComponent(fileName)}${query}`;
    return this.post(path, bytes, { type: 'application/octet-stream', ...options });
  }

  close() { this.agent.destroy(); }

  #keepCookies(lines = []) {
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

function exchange(url, options, bytes) {
  return new Promise((resolve, reject) => {
    let isAnswered = false; // A refusal may come before the whole body is out; what then breaks is the sending only.
    const request = http.request(url, options, (response) => {
      isAnswered = true;
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const content = Buffer.concat(pieces);
        const isJson = /^application\/(problem\+)?json\b/.test(response.headers['content-type'] ?? '');
        resolve({
          status: response.statusCode,
          headers: response.headers,
          bytes: content,
          get text() { return content.toString('utf8'); },
          json: isJson && content.length > 0 ? JSON.parse(content.toString('utf8')) : undefined,
        });
      });
    });
    request.on('error', (error) => { if (!isAnswered) reject(error); });
    request.end(bytes);
  });
}
