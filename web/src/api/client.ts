// The one door to the server: typed by the contract, in the reader's language, with refusals as values to show.
import createClient, { type Middleware } from "openapi-fetch";
import { currentLanguage } from "../i18n/language";
import { reportReachable } from "./connection";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

// The server understood and refused; `problem.title` is the sentence to show, beside `problem.field` if it names one.
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

// No answer came, or one that is not ours (a proxy's): it is unknown whether the act happened. Send again with the same key.
export class ServerGone extends Error {}

const words: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", currentLanguage());
    return request;
  },
};

// When this browser last got a new session cookie. A read that left before carries the old one: it is sent once more.
let renewedAt_ms = 0;
export function noteRenewal(): void {
  renewedAt_ms = performance.now();
}
const leftAt_ms = new WeakMap<Request, number>();
const renewal: Middleware = {
  onRequest({ request }) {
    leftAt_ms.set(request, performance.now());
    return request;
  },
  async onResponse({ request, response }) {
    if (response.ok && isRenewal(request)) noteRenewal();
    const isOutrun = response.status === 401 && request.method === "GET" && (leftAt_ms.get(request) ?? Infinity) < renewedAt_ms;
    return isOutrun ? fetch(new Request(request)) : response;
  },
};
const isRenewal = (request: Request) => request.method !== "GET" && /\/api\/v1\/(session\/(proof|password)|organisations)$/.test(new URL(request.url).pathname);

// A page that was left open goes on asking by itself; the server is told, so that this keeps nobody signed in.
const kIdleAfter_ms = 5 * 60 * 1000;
let lastInput_ms = performance.now();
if (typeof window !== "undefined")
  for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, () => { lastInput_ms = performance.now(); }, { capture: true, passive: true });
const idleness: Middleware = {
  onRequest({ request }) {
    if (performance.now() - lastInput_ms > kIdleAfter_ms) request.headers.set("Hoshirube-Idle", "1");
    return request;
  },
};

export const api = createClient<paths>({ baseUrl: "/api/v1" });
api.use(words, renewal, idleness);

let onSignedOut: () => void = () => undefined;
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

export const isProblem = (value: unknown): value is Problem =>
  typeof value === "object" && value !== null && "title" in value && "key" in value && "status" in value;

// The answer's body, or throws Refusal or ServerGone.
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (fault) {
    reportReachable(false);
    throw new ServerGone(String(fault));
  }
  if (answer.response.ok) {
    reportReachable(true);
    return answer.data as T;
  }
  if (!isProblem(answer.error)) {
    reportReachable(answer.response.status < 500);
    throw new ServerGone(`HTTP ${answer.response.status}`);
  }
  reportReachable(true);
  if (answer.response.status === 401) onSignedOut();
  throw new Refusal(answer.error);
}

// A fresh Idempotency-Key. randomUUID is missing on plain http inside an office network, so the bytes are drawn by hand there.
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const keyed = (key: string) => ({ "Idempotency-Key": key });
