// Single keys for those who sit with many things. Never while one types, never with a modifier, and they can be switched off.
import { useEffect, useRef, useSyncExternalStore } from "react";

const kStorageKey = "hoshirube.shortcuts";
const listeners = new Set<() => void>();

let isOff = false; // Where the browser keeps nothing, for as long as the page is open.

export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(kStorageKey) !== "off";
  } catch {
    return !isOff;
  }
}

export function switchShortcuts(on: boolean): void {
  isOff = !on;
  try {
    localStorage.setItem(kStorageKey, on ? "on" : "off");
  } catch {
    // Remembered while the page is open.
  }
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

// Acts by key; "?" works even when the rest is switched off. A key held down acts once.
export function useShortcuts(acts: Record<string, () => void>): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      const key = event.key.toLowerCase();
      const act = latest.current[key];
      if (!act || (!areShortcutsOn() && key !== "?")) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
