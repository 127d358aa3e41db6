// Which steps stand open, given the answers so far.
import type { Schemas } from "../api/client";

export type Step = Schemas["StartGuide"]["steps"][number];
export type Answers = Record<string, string>;

export const kUnknown = "unknown";

// Where nothing stands at the border, nobody can configure it from outside: the question is answered by the one before.
const answeredByAnother: Record<string, (answers: Answers) => string | undefined> = {
  firewall_over_internet: (answers) => (answers["network_box"] === "none" ? "no" : undefined),
};

export const openSteps = (steps: readonly Step[], answers: Answers): Step[] =>
  steps.filter((step) => answeredByAnother[step.key]?.(answers) === undefined);

export function withImplied(answers: Answers): Answers {
  const whole = { ...answers };
  for (const [key, implied] of Object.entries(answeredByAnother)) {
    const value = implied(answers);
    if (value !== undefined) whole[key] = value;
  }
  return whole;
}

// The first step without an answer; the number of steps when all have one.
export function firstOpen(steps: readonly Step[], answers: Answers): number {
  const index = steps.findIndex((step) => !(step.key in answers));
  return index < 0 ? steps.length : index;
}
