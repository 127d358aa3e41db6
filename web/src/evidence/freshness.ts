// How old a proof is against what the catalogue suggests. Our suggestion, never a rule of the scheme.
// The same reckoning as src/scheme/assessment/evidence.cpp.
import type { Schemas } from "../api/client";
import { dayOf, daysBetween } from "../i18n/dates";

export type Evidence = Schemas["Evidence"];

// The day a file speaks for: the end of its period, else its beginning, else the day it came in.
export const speaksFor = (file: Evidence): string => file.effective_to ?? file.effective_from ?? dayOf(file.uploaded_at);

// How a file fares against the strictest of the criteria it stands behind.
export interface Age {
  over: number; // Days past what that criterion suggests; 0 or less is fresh.
  criterion: string;
  limit: number; // Days the criterion suggests.
}

// Null if it stands behind none.
export function ageOf(file: Evidence, assessment: string, freshness: ReadonlyMap<string, number>, today: string): Age | null {
  const links = file.stands_behind.flatMap(({ assessment: of, criterion }) => {
    const limit = freshness.get(criterion);
    return of === assessment && limit !== undefined ? [{ criterion, limit }] : [];
  });
  const strictest = links.sort((one, two) => one.limit - two.limit)[0];
  return strictest ? { ...strictest, over: daysBetween(speaksFor(file), today) - strictest.limit } : null;
}
