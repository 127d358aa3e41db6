import { useState } from "react";
import { type Translate, useLanguage } from "../i18n/language";

export type Say = (t: Translate) => string;

// What is said of an act that was done: in the language the page has when it is read, not in that of when it was done.
export function useSaid(): [said: string, say: (words: Say | null) => void] {
  const { t } = useLanguage();
  const [kept, setKept] = useState<{ words: Say } | null>(null);
  return [kept ? kept.words(t) : "", (words) => setKept(words && { words })];
}
