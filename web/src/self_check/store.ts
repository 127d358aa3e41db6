// What was filled in: in memory, and at every change in the browser's own storage, one entry for each answer. So two tabs write beside
// each other and not over each other, and nothing is lost by a reload or a crash. What leaves this PC leaves as a file.
import { useSyncExternalStore } from "react";
import type { Filled, SelfCheckFile } from "./core";

export interface Work {
  star: number;
  firm: string;
  profile: Readonly<Record<string, string>>;
  answers: Readonly<Record<string, Filled>>;
  savedToFile: string; // The instant of the last save to a file; "" before any.
  isChanged: boolean; // Since then.
}

export const emptyAnswer = (criterion: string): Filled => ({ criterion, state: "unknown", branches: [], note: "", reason: "", planned_on: null, planned_owner: "", evidence: [], stamp: "" });
const isEmpty = ({ state, branches, note, reason, planned_on, planned_owner, evidence, stamp }: Filled) =>
  state === "unknown" && branches.length + evidence.length === 0 && `${note}${reason}${planned_on ?? ""}${planned_owner}${stamp}` === "";

// No text is longer than the file format takes (64 KiB of UTF-8); the rules themselves allow less and say so.
const kLongest = 20_000;
const cut = (text: unknown): string => (typeof text === "string" ? text.slice(0, kLongest) : "");
const texts = (list: unknown): string[] => (Array.isArray(list) ? list.slice(0, 100).map(cut) : []);

// An answer as the page may hold it, whatever stood in the browser's storage.
function sound(criterion: string, kept: Partial<Record<keyof Filled, unknown>>): Filled {
  const states: readonly unknown[] = ["met", "not_met", "planned", "not_applicable"];
  const day = typeof kept.planned_on === "string" && /^\d{4}-\d\d-\d\d$/.test(kept.planned_on) && !Number.isNaN(Date.parse(kept.planned_on)) ? kept.planned_on : null;
  return {
    criterion, state: states.includes(kept.state) ? (kept.state as Filled["state"]) : "unknown", branches: texts(kept.branches), note: cut(kept.note), reason: cut(kept.reason),
    planned_on: day, planned_owner: cut(kept.planned_owner), evidence: texts(kept.evidence), stamp: cut(kept.stamp),
  };
}

const kNothing: Work = { star: 3, firm: "", profile: {}, answers: {}, savedToFile: "", isChanged: false };

// The part of Storage that is needed; tests bring a Map.
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export class Store {
  private work: Work = kNothing;
  private readonly listeners = new Set<() => void>();
  keeps = false; // Whether the browser keeps what is typed.

  // `prefix` names the edition: pages of two editions do not meet.
  constructor(private readonly shelf: Shelf | null, private readonly prefix: string, private readonly isKnown: (criterion: string) => boolean = () => true) {
    try {
      this.work = this.readAll();
      this.shelf?.setItem(`${prefix}probe`, "1");
      this.shelf?.removeItem(`${prefix}probe`);
      this.keeps = this.shelf !== null;
    } catch {
      this.keeps = false;
    }
  }

  now = (): Work => this.work;
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  change(criterion: string, patch: Partial<Filled>): void {
    const answer = sound(criterion, { ...this.work.answers[criterion], ...patch });
    this.keepAnswer(answer);
    this.set({ ...this.work, answers: withAnswer(this.work.answers, answer), isChanged: true });
  }
  setHead(patch: Partial<Pick<Work, "star" | "firm" | "profile">>): void {
    this.set({ ...soundHead({ ...this.work, ...patch }), answers: this.work.answers, isChanged: true });
  }
  markSaved(instant: string): void {
    this.set({ ...this.work, savedToFile: instant, isChanged: false });
  }
  // Puts another work in the place of this one; null begins anew. Answers what stood there, to take it back.
  replace(next: Work | null): Work {
    const before = this.work;
    for (const criterion of Object.keys(before.answers)) this.write(`a.${criterion}`, null);
    const work = next ?? kNothing;
    for (const answer of Object.values(work.answers)) this.keepAnswer(answer);
    this.set(work);
    return before;
  }

  // Another tab wrote `key`; null: it wiped all.
  hear(key: string | null): void {
    if (key !== null && !key.startsWith(this.prefix)) return;
    try {
      this.work = this.readAll();
    } catch {
      return;
    }
    this.listeners.forEach((listener) => listener());
  }

  private set(work: Work): void {
    const { answers: _, ...head } = work;
    this.work = work;
    this.write("head", JSON.stringify(head));
    this.listeners.forEach((listener) => listener());
  }
  private keepAnswer(answer: Filled): void {
    this.write(`a.${answer.criterion}`, isEmpty(answer) ? null : JSON.stringify(answer));
  }
  private write(name: string, value: string | null): void {
    try {
      if (value === null) this.shelf?.removeItem(this.prefix + name);
      else this.shelf?.setItem(this.prefix + name, value);
    } catch {
      this.keeps = false; // Full or forbidden: the page says so, and the file remains.
    }
  }
  private readAll(): Work {
    const head = (parsed(this.shelf?.getItem(`${this.prefix}head`)) ?? {}) as Partial<Work>;
    const answers: Record<string, Filled> = {};
    for (let i = 0; i < (this.shelf?.length ?? 0); ++i) {
      const key = this.shelf?.key(i) ?? "";
      if (!key.startsWith(`${this.prefix}a.`)) continue;
      const criterion = key.slice(this.prefix.length + 2);
      const kept = parsed(this.shelf?.getItem(key));
      if (kept && this.isKnown(criterion)) answers[criterion] = sound(criterion, kept);
    }
    return { ...soundHead(head), answers };
  }
}

function parsed(text: string | null | undefined): object | null {
  try {
    const json: unknown = JSON.parse(text ?? "null");
    return typeof json === "object" ? json : null;
  } catch {
    return null;
  }
}

function soundHead({ star, firm, profile, savedToFile, isChanged }: Partial<Work>): Omit<Work, "answers"> {
  const steps = Object.entries(profile ?? {}).filter(([, value]) => typeof value === "string").map(([step, value]) => [step, value.slice(0, 200)] as const);
  return { star: star === 4 ? 4 : 3, firm: cut(firm).slice(0, 200), profile: Object.fromEntries(steps), savedToFile: cut(savedToFile), isChanged: isChanged === true };
}

function withAnswer(answers: Work["answers"], answer: Filled): Work["answers"] {
  const { [answer.criterion]: _, ...others } = answers;
  return isEmpty(answer) ? others : { ...others, [answer.criterion]: answer };
}

export function fileOf(work: Work, edition: string, sha256: string, savedAt: string): SelfCheckFile {
  const named = (answer: Filled) => ({ ...answer, evidence: answer.evidence.map((name) => name.trim()).filter(Boolean) });
  const answers = Object.values(work.answers).map(named).sort((a, b) => (a.criterion < b.criterion ? -1 : 1));
  return { format: "hoshirube.self-check", version: 1, edition, catalogue_sha256: sha256, star: work.star, firm: work.firm, saved_at: savedAt, profile: { ...work.profile }, answers };
}

export const workOf = (file: SelfCheckFile): Work => ({
  star: file.star, firm: file.firm, profile: file.profile, savedToFile: file.saved_at, isChanged: false,
  answers: Object.fromEntries(file.answers.map((answer) => [answer.criterion, answer])),
});

export const useWork = (store: Store): Work => useSyncExternalStore(store.subscribe, store.now);
