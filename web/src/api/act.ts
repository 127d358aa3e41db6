// One write from a page: sends, retries with the same key, and keeps the result where the act was.
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { newKey, type Problem, Refusal, ServerGone } from "./client";
import { ProofDeclined, withProof } from "./proof";

const kRetryAfterMs = [400, 1500];

export interface Act<I, O> {
  run: (input: I) => Promise<O | undefined>;
  isRunning: boolean;
  isDone: boolean;
  isGone: boolean; // No answer: running the same input again sends the same key, so it happens once.
  problem: Problem | undefined;
  clear: () => void;
}

export async function sendWithRetry<O>(send: () => Promise<O>): Promise<O> {
  for (const wait_ms of kRetryAfterMs) {
    try {
      return await send();
    } catch (fault) {
      if (!(fault instanceof ServerGone)) throw fault;
      await new Promise((resolve) => setTimeout(resolve, wait_ms));
    }
  }
  return send();
}

// `refreshes` are query keys read anew after success. `run` answers undefined when refused.
export function useAct<I, O>(send: (input: I, key: string) => Promise<O>, refreshes: readonly (readonly unknown[])[] = []): Act<I, O> {
  const client = useQueryClient();
  const unanswered = useRef<{ input: string; key: string } | null>(null);
  const [state, setState] = useState<{ is: "idle" | "running" | "done" | "gone" | "refused"; problem?: Problem }>({ is: "idle" });

  async function run(input: I): Promise<O | undefined> {
    const printed = JSON.stringify(input) ?? "";
    const key = unanswered.current?.input === printed ? unanswered.current.key : newKey();
    unanswered.current = { input: printed, key };
    setState({ is: "running" });
    try {
      const answer = await withProof(() => sendWithRetry(() => send(input, key)));
      unanswered.current = null;
      await Promise.all(refreshes.map((queryKey) => client.invalidateQueries({ queryKey })));
      setState({ is: "done" });
      return answer;
    } catch (fault) {
      if (fault instanceof ProofDeclined) {
        unanswered.current = null;
        setState({ is: "idle" });
      } else if (fault instanceof Refusal) {
        unanswered.current = null;
        setState({ is: "refused", problem: fault.problem });
      } else {
        setState({ is: "gone" });
      }
      return undefined;
    }
  }

  return {
    run,
    isRunning: state.is === "running",
    isDone: state.is === "done",
    isGone: state.is === "gone",
    problem: state.problem,
    clear: () => setState({ is: "idle" }),
  };
}
