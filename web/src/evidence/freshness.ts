// How old a proof is against what the catalogue suggests. Our suggestion, never a rule of the scheme.
// The same reckoning as src/scheme/assessment/evidence.cpp.
import type { Schemas } from "../api/client";
import { dayOf, daysBetween } from "../i18n/dates";

export type Evidence = Schemas["Evidence"];

// The day a file speaks for: the end of its period, else its beginning, else the day it came in.
export const speaksFor = (file: Evidence): string => file.effective_to ?? file.effective_from ?? dayOf(file.uploaded_at);

// Days by which it is older than the strictest of the criteria it stands behind suggests; 0 or less is fresh, null if it stands behind none.
export function daysOver(file: Evidence, assessment: string, freshness: ReadonlyMap<string, number>, today: string): number | null {
  const limits = file.stands_behind.filter((link) => link.assessment === assessment).map((link) => freshness.get(link.criterion) ?? Infinity);
  if (limits.length === 0) return null;
  return daysBetween(speaksFor(file), today) - Math.min(...limits);
}
