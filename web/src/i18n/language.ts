// The language of the page: the person's own setting, else what this browser last chose, else the browser's.
// Texts are loaded for one language at a time; switching loads the other and draws again in place.
import { useSyncExternalStore } from "react";
import { fill } from "./format";
import type { Texts } from "./keys";

export type Language = "ja" | "en";
export type TextKey = keyof Texts;
// Keys of sentences that take no values.
export type PlainKey = { [K in TextKey]: Texts[K] extends undefined ? K : never }[TextKey];
type Arguments<K extends TextKey> = Texts[K] extends undefined ? [] : [params: Texts[K]];
export type Translate = <K extends TextKey>(key: K, ...params: Arguments<K>) => string;

interface State {
  language: Language;
  t: Translate;
}

const kStorageKey = "hoshirube.language";
const listeners = new Set<() => void>();
type Loader = Record<Language, () => Promise<{ default: Record<string, string> }>>;
const later: Loader[] = []; // Texts of slices that were opened since.
const load: Loader = { ja: () => import("texts:ja"), en: () => import("texts:en") };
let state: State = { language: "ja", t: (key, ..._params) => key };

function remembered(): Language {
  try {
    const stored = localStorage.getItem(kStorageKey);
    if (stored === "ja" || stored === "en") return stored;
  } catch {
    // Storage may be forbidden; the browser's language is a fine answer then.
  }
  return navigator.language.toLowerCase().startsWith("ja") ? "ja" : "en";
}

export async function setLanguage(language: Language): Promise<void> {
  const parts = await Promise.all([load, ...later].map((loader) => loader[language]()));
  const texts: Record<string, string> = Object.assign({}, ...parts.map((part) => part.default));
  state = { language, t: (key, ...params) => fill(texts[key] ?? key, params[0] as Record<string, string | number> | undefined) };
  document.documentElement.lang = language;
  try {
    localStorage.setItem(kStorageKey, language);
  } catch {
    // Not remembering is no harm.
  }
  listeners.forEach((listener) => listener());
}

// The texts of a slice whose pages are about to be shown for the first time; perhaps before the page itself stands.
export async function addTexts(loader: Loader): Promise<void> {
  if (later.includes(loader)) return;
  later.push(loader);
  void loader[remembered()]().catch(() => undefined); // On its way, while the others are.
  await started;
  await setLanguage(state.language);
}

let started: Promise<void> = Promise.resolve();
export const startLanguage = () => (started = setLanguage(remembered()));
export const currentLanguage = () => state.language;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// { language, t } for a component; it is drawn again when the language changes.
export const useLanguage = (): State => useSyncExternalStore(subscribe, () => state);
