// The period of a file, asked in words. A rule in force is open at its end; a picture of one day begins and ends on it.
export const periodKinds = ["day", "period", "since", "unknown"] as const;
export type PeriodKind = (typeof periodKinds)[number];

export interface Period {
  effective_from: string | null;
  effective_to: string | null;
}

export function kindOf(from: string | null, to: string | null): PeriodKind {
  if (!from && !to) return "unknown";
  if (!to) return "since";
  return from === to ? "day" : "period";
}

export function periodOf(kind: PeriodKind, from: string, to: string): Period {
  switch (kind) {
    case "day": return { effective_from: from || null, effective_to: from || null };
    case "period": return { effective_from: from || null, effective_to: to || null };
    case "since": return { effective_from: from || null, effective_to: null };
    case "unknown": return { effective_from: null, effective_to: null };
  }
}
