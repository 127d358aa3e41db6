// Decisions on their way to the server, in the order they were made. They are kept in this browser until acknowledged and sent
// exactly once: a try without an answer goes again under the same key, before anything decided later.
import { type Problem, Refusal, type Schemas } from "../api/client";

export interface Wanted {
  decision: Schemas["Decision"]["decision"];
  reason: string;
  agrees_not_applicable: boolean;
  answer_version: number;
}
export interface Step {
  criterion: string;
  wanted: Wanted | null; // null: take the decision back.
  key: string;
}
export interface Refused {
  wanted: Wanted | null;
  problem: Problem;
}
interface Needs {
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  send: (step: Step) => Promise<unknown>;
  newKey: () => string;
  later: (act: () => void, wait_ms: number) => void;
}

const kFirstRetry_ms = 2_000;
const kLastRetry_ms = 30_000;
const waitsForServer = (problem: Problem) => [401, 429, 503].includes(problem.status);

export class DecisionBox {
  private steps: Step[];
  private refusals = new Map<string, Refused>();
  private listeners = new Set<() => void>();
  private isSending = false;
  private retry_ms = kFirstRetry_ms;
  private ticks = 0;
  isAway = false; // The last try got no answer.
  onSent: (step: Step) => void = () => undefined;
  onRefused: (step: Step) => void = () => undefined;

  constructor(private readonly name: string, private readonly needs: Needs) {
    this.steps = JSON.parse(needs.storage.getItem(name) ?? "[]") as Step[];
  }

  waiting = (): readonly Step[] => this.steps;
  refused = (criterion: string) => this.refusals.get(criterion);
  allRefused = () => [...this.refusals.keys()];
  snapshot = () => this.ticks;
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  put(criterion: string, wanted: Wanted | null): void {
    this.refusals.delete(criterion);
    this.steps = [...this.steps, { criterion, wanted, key: this.needs.newKey() }];
    this.changed();
    void this.pump();
  }

  pump = async (): Promise<void> => {
    const step = this.steps[0];
    if (!step || this.isSending) return;
    this.isSending = true;
    const outcome = await this.attempt(step);
    this.isSending = false;
    this.isAway = outcome === "wait";
    if (outcome === "wait") {
      this.needs.later(() => void this.pump(), this.retry_ms);
      this.retry_ms = Math.min(this.retry_ms * 2, kLastRetry_ms);
      this.changed();
      return;
    }
    this.retry_ms = kFirstRetry_ms;
    this.steps = this.steps.slice(1);
    if (outcome === "sent") this.onSent(step);
    else this.refusals.set(step.criterion, { wanted: step.wanted, problem: outcome });
    this.changed();
    if (outcome !== "sent") this.onRefused(step);
    void this.pump();
  };

  private async attempt(step: Step): Promise<"sent" | "wait" | Problem> {
    try {
      await this.needs.send(step);
      return "sent";
    } catch (fault) {
      return fault instanceof Refusal && !waitsForServer(fault.problem) ? fault.problem : "wait";
    }
  }

  private changed(): void {
    this.ticks += 1;
    try {
      if (this.steps.length === 0) this.needs.storage.removeItem(this.name);
      else this.needs.storage.setItem(this.name, JSON.stringify(this.steps));
    } catch {
      // Storage full or forbidden: the decisions still live in this page and are sent from here.
    }
    this.listeners.forEach((listener) => listener());
  }
}
