// Answers on their way to the server. What was typed is kept in this browser until the server has acknowledged it,
// and is sent exactly once: a try that got no answer is sent again unchanged, under the same Idempotency-Key,
// before anything typed later.
import { type Problem, Refusal } from "./client";
import type { Schemas } from "./client";

export type Answer = Schemas["Answer"];
export type Words = Pick<Answer, "state" | "branches" | "note" | "reason" | "planned_on" | "planned_owner">;
export interface Receipt {
  id: string;
  version: number;
}

export interface Slot {
  assessment: string;
  criterion: string;
  base: number; // Version of the answer that `words` were written on.
  words: Words | null; // Newest words, not tried yet.
  tried: { key: string; version: number; words: Words } | null; // Sent, fate unknown: never changes until answered.
  isHeld: boolean; // Not fit to send yet: a plan without a date, say.
  theirs: Answer | null; // Someone else saved meanwhile: the person must choose.
  problem: Problem | null; // Why the server refused `words`.
}

// Time alone does not send it: something is missing, refused, or to be chosen.
export const waitsForPerson = ({ isHeld, problem, theirs }: Slot): boolean => isHeld || problem !== null || theirs !== null;

export interface OutboxNeeds {
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
  send: (slot: Slot, key: string, version: number, words: Words) => Promise<Receipt>;
  newKey: () => string;
  later: (act: () => void, wait_ms: number) => void;
}

export type Saved = (slot: Slot, words: Words, receipt: Receipt) => void;

const kPause_ms = 700; // After the last keystroke.
const kFirstRetry_ms = 2_000;
const kLastRetry_ms = 30_000;
const kPrefix = "hoshirube.outbox";
const waitsForServer = (problem: Problem) => [401, 429, 503].includes(problem.status);

export class OutboxCore {
  private slots = new Map<string, Slot>();
  private sending = new Set<string>();
  private touched = new Map<string, number>();
  private listeners = new Set<() => void>();
  private retry_ms = kFirstRetry_ms;
  private person = "";
  private ticks = 0;
  onSaved: Saved = () => undefined;

  constructor(private readonly needs: OutboxNeeds) {}

  // Takes up what this person left unsent here, in this or an earlier visit.
  open(person: string): void {
    this.person = person;
    this.slots.clear();
    const names = Array.from({ length: this.needs.storage.length }, (_, index) => this.needs.storage.key(index));
    for (const name of names) {
      if (!name?.startsWith(`${kPrefix}.${person}.`)) continue;
      const slot = JSON.parse(this.needs.storage.getItem(name) ?? "null") as Slot | null;
      if (slot) this.slots.set(this.nameOf(slot.assessment, slot.criterion), slot);
    }
    this.changed();
    this.flush();
  }

  slot(assessment: string, criterion: string): Slot | undefined {
    return this.slots.get(this.nameOf(assessment, criterion));
  }
  slotsOf(assessment: string): Slot[] {
    return [...this.slots.values()].filter((slot) => slot.assessment === assessment);
  }
  isSending = (assessment: string, criterion: string) => this.sending.has(this.nameOf(assessment, criterion));
  all = (): Slot[] => [...this.slots.values()];
  size = () => this.slots.size;
  snapshot = () => this.ticks;
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  // New words for an answer. Kept at once; sent after a short pause, or at once for a choice that is made in one press.
  put(assessment: string, criterion: string, base: number, words: Words, how: { isHeld: boolean; isTyping: boolean }): void {
    const name = this.nameOf(assessment, criterion);
    const before = this.slots.get(name);
    this.keep({
      assessment, criterion, words,
      base: before && !before.theirs ? before.base : base,
      tried: before?.tried ?? null,
      isHeld: how.isHeld,
      theirs: before?.theirs ?? null,
      problem: null,
    });
    const touch = (this.touched.get(name) ?? 0) + 1;
    this.touched.set(name, touch);
    this.needs.later(() => {
      if (this.touched.get(name) === touch) void this.sendSlot(name);
    }, how.isTyping ? kPause_ms : 0);
  }

  // The person has seen the other's words and chose: their own words (perhaps edited) go on top of them, or are let go.
  resolve(assessment: string, criterion: string, choice: "mine" | "theirs"): void {
    const slot = this.slot(assessment, criterion);
    if (!slot?.theirs) return;
    if (choice === "theirs") return this.drop(slot);
    this.keep({ ...slot, base: slot.theirs.version, theirs: null });
    void this.sendSlot(this.nameOf(assessment, criterion));
  }

  discard(assessment: string, criterion: string): void {
    const slot = this.slot(assessment, criterion);
    if (slot && !slot.tried) this.drop(slot);
  }

  flush = (): void => {
    for (const name of this.slots.keys()) void this.sendSlot(name);
  };

  private async sendSlot(name: string): Promise<void> {
    const slot = this.slots.get(name);
    if (!slot || this.sending.has(name) || slot.theirs || slot.problem) return;
    if (!slot.tried) {
      if (!slot.words || slot.isHeld) return;
      const tried = { key: this.needs.newKey(), version: slot.base, words: slot.words };
      this.keep({ ...slot, words: null, tried });
    }
    this.sending.add(name);
    this.changed();
    const outcome = await this.attempt(name);
    this.sending.delete(name);
    this.changed();
    if (outcome === "next") void this.sendSlot(name);
    if (outcome === "wait") this.waitAndFlush();
  }

  private async attempt(name: string): Promise<"next" | "wait" | "stop"> {
    const slot = this.slots.get(name);
    if (!slot?.tried) return "stop";
    const { key, version, words } = slot.tried;
    try {
      const receipt = await this.needs.send(slot, key, version, words);
      this.retry_ms = kFirstRetry_ms;
      return this.acknowledged(name, words, receipt);
    } catch (fault) {
      if (!(fault instanceof Refusal) || waitsForServer(fault.problem)) return "wait";
      return this.refused(name, words, fault.problem);
    }
  }

  private acknowledged(name: string, words: Words, receipt: Receipt): "next" | "stop" {
    const slot = this.slots.get(name);
    if (!slot) return "stop";
    this.onSaved(slot, words, receipt);
    if (!slot.words) {
      this.drop(slot);
      return "stop";
    }
    this.keep({ ...slot, base: receipt.version, tried: null });
    return slot.isHeld ? "stop" : "next";
  }

  private refused(name: string, words: Words, problem: Problem): "stop" {
    const slot = this.slots.get(name);
    if (!slot) return "stop";
    const theirs = problem.key === "answer.changed_meanwhile" ? (problem.current ?? null) : null;
    this.keep({ ...slot, words: slot.words ?? words, tried: null, theirs, problem: theirs ? null : problem });
    return "stop";
  }

  private waitAndFlush(): void {
    this.needs.later(this.flush, this.retry_ms);
    this.retry_ms = Math.min(this.retry_ms * 2, kLastRetry_ms);
  }

  private nameOf = (assessment: string, criterion: string) => `${kPrefix}.${this.person}.${assessment}.${criterion}`;

  private keep(slot: Slot): void {
    const name = this.nameOf(slot.assessment, slot.criterion);
    this.slots.set(name, slot);
    try {
      this.needs.storage.setItem(name, JSON.stringify(slot));
    } catch {
      // Storage full or forbidden: the words still live in this page and are sent from here.
    }
    this.changed();
  }

  private drop(slot: Slot): void {
    const name = this.nameOf(slot.assessment, slot.criterion);
    this.slots.delete(name);
    this.needs.storage.removeItem(name);
    this.changed();
  }

  private changed(): void {
    this.ticks += 1;
    this.listeners.forEach((listener) => listener());
  }
}
