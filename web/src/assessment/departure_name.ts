// Everything a departure can name, as docs/openapi.yaml has it; the rest are criterion numbers.
const departureParts = ["organisation", "edition", "star", "scope", "confirmer", "form", "assessment", "evidence"] as const;
type DeparturePart = (typeof departureParts)[number];

// "scope" or "evidence:<id>" by `say`, a criterion by its number and title.
export function departureName(departure: string, say: (part: DeparturePart) => string, titles: ReadonlyMap<string, string>): string {
  const part = departureParts.find((each) => each === departure.split(":")[0]);
  return part ? say(part) : `${departure} ${titles.get(departure) ?? ""}`.trim();
}
