// How long and how much, kept quietly for the expert alone and only while this tab is open.
const kPause_ms = 5 * 60_000; // A longer silence is a break, not work.

export interface Sitting {
  decided: number;
  active_ms: number;
  last_ms: number;
}

const nameOf = (assessment: string) => `hoshirube.sitting.${assessment}`;

export function sittingOf(assessment: string): Sitting {
  const kept = sessionStorage.getItem(nameOf(assessment));
  return kept ? (JSON.parse(kept) as Sitting) : { decided: 0, active_ms: 0, last_ms: Date.now() };
}

export function noteDecision(assessment: string): void {
  const before = sittingOf(assessment);
  const now = Date.now();
  const after = { decided: before.decided + 1, active_ms: before.active_ms + Math.min(now - before.last_ms, kPause_ms), last_ms: now };
  sessionStorage.setItem(nameOf(assessment), JSON.stringify(after));
}

export function beginSitting(assessment: string): void {
  if (!sessionStorage.getItem(nameOf(assessment))) sessionStorage.setItem(nameOf(assessment), JSON.stringify(sittingOf(assessment)));
}
