// The keys of the assessment, by what they do.
import { useShortcuts as useKeys } from "../ui/shortcuts";

interface Acts {
  next: () => void;
  previous: () => void;
  state: (key: number) => void;
  evidence: () => void;
  search: () => void;
  official: () => void;
  help: () => void;
}

export function useShortcuts(acts: Acts): void {
  const states = Object.fromEntries([1, 2, 3, 4, 5].map((key) => [String(key), () => acts.state(key)]));
  useKeys({ ...states, j: acts.next, k: acts.previous, e: acts.evidence, "/": acts.search, o: acts.official, "?": acts.help });
}
