// Words typed but not sent yet, kept in this browser under a name, for this person, until they are sent.
import { useContext, useState } from "react";
import { ActingContext } from "../account/acting";

const kWords = "hoshirube.draft.";

export function useDraft(name: string): [string, (text: string) => void] {
  const key = `${kWords}${useContext(ActingContext)?.session.person_id ?? ""}.${name}`;
  const [held, setHeld] = useState({ key, text: localStorage.getItem(key) ?? "" });
  const text = held.key === key ? held.text : (localStorage.getItem(key) ?? "");
  function set(next: string) {
    setHeld({ key, text: next });
    try {
      if (next === "") localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    } catch {
      // Storage full or forbidden: the words still stand in the page.
    }
  }
  return [text, set];
}

const kForm = "hoshirube.form.";

export interface FormDraft<T> {
  value: T;
  set: (next: (now: T) => T) => void;
  isRestored: boolean; // What the form shows was typed before and is not saved.
  hasBaseMoved: boolean; // And what is saved has changed since it was typed.
  forget: () => void; // It is saved now.
  discard: () => void; // Back to what is saved.
}

// What a form holds until it is saved, kept for this window and this person: a reload, or a look elsewhere, loses nothing.
export function useFormDraft<T>(name: string, saved: T): FormDraft<T> {
  const key = `${kForm}${useContext(ActingContext)?.session.person_id ?? ""}.${name}`;
  const [base] = useState(() => JSON.stringify(saved));
  const [held, setHeld] = useState(() => {
    const kept = read<T>(key);
    return { value: kept ? kept.value : saved, isRestored: kept !== undefined, hasBaseMoved: kept !== undefined && kept.base !== base };
  });
  function forget() {
    sessionStorage.removeItem(key);
    setHeld(({ value }) => ({ value, isRestored: false, hasBaseMoved: false }));
  }
  function discard() {
    sessionStorage.removeItem(key);
    setHeld({ value: saved, isRestored: false, hasBaseMoved: false });
  }
  function set(next: (now: T) => T) {
    setHeld((before) => {
      const value = next(before.value);
      keep(key, base, value);
      return { ...before, value };
    });
  }
  return { ...held, set, forget, discard };
}

// Signing out leaves nothing typed behind for whoever sits down next.
export function forgetDrafts() {
  for (const [storage, prefix] of [[sessionStorage, kForm], [localStorage, kWords]] as const)
    for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
}

function read<T>(key: string): { base: string; value: T } | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "") as { base: string; value: T };
  } catch {
    return undefined;
  }
}

function keep<T>(key: string, base: string, value: T) {
  try {
    if (JSON.stringify(value) === base) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ base, value }));
  } catch {
    // Storage full or forbidden: the words still stand in the page.
  }
}
