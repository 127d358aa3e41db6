// Single keys for those who sit with many questions. Never while one types, never with a modifier, and they can be switched off.
import { useEffect, useRef, useSyncExternalStore } from "react";

interface Acts {
  next: () => void;
  previous: () => void;
  state: (key: number) => void;
  evidence: () => void;
  search: () => void;
  official: () => void;
  help: () => void;
}

const kStorageKey = "hoshirube.shortcuts";
const listeners = new Set<() => void>();

export const areShortcutsOn = (): boolean => localStorage.getItem(kStorageKey) !== "off";

export function switchShortcuts(on: boolean): void {
  localStorage.setItem(kStorageKey, on ? "on" : "off");
  listeners.forEach((listener) => listener());
}

export const useShortcutsOn = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, areShortcutsOn);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["radio", "checkbox", "button", "file"].includes(target.type);
}

export function useShortcuts(acts: Acts): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      const key = event.key.toLowerCase();
      const act = /^[1-5]$/.test(key) ? () => latest.current.state(Number(key)) : actFor(key, latest.current);
      if (!act || (!areShortcutsOn() && key !== "?")) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function actFor(key: string, acts: Acts): (() => void) | undefined {
  return { j: acts.next, k: acts.previous, e: acts.evidence, "/": acts.search, o: acts.official, "?": acts.help }[key];
}
