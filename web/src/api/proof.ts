// Acts that bind ask for a fresh proof of who sits there. The page stays as it is, with all that was typed: the question comes in
// front of it, and the same request goes out again, under the same key, once it is answered.
import { Refusal } from "./client";

// The person chose not to go on; nothing was done.
export class ProofDeclined extends Error {}

let ask: (() => Promise<boolean>) | undefined;

// The one place that asks; see account/step_up.tsx. Answers how to take it away again.
export function askForProofBy(question: () => Promise<boolean>): () => void {
  ask = question;
  return () => {
    if (ask === question) ask = undefined;
  };
}

const isProofNeeded = (fault: unknown) => fault instanceof Refusal && fault.problem.key === "session.step_up_needed";

export async function withProof<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (fault) {
    if (!isProofNeeded(fault) || !ask) throw fault;
    if (!(await ask())) throw new ProofDeclined();
    return send();
  }
}
