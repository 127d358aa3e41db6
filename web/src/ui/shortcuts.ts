// Single-letter keys for people who judge many things in a row. Never while typing, never inside a dialog, and they can be switched off.
import { useEffect, useRef, useState } from "react";

const kStorageKey = "hoshirube.shortcuts";
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName) ||
    (target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type)));

export type Shortcuts = Record<string, () => void>;

export function useShortcuts(shortcuts: Shortcuts): { isOn: boolean; setIsOn: (isOn: boolean) => void } {
  const [isOn, setIsOn] = useState(() => localStorage.getItem(kStorageKey) !== "off");
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    if (!isOn) return;
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [isOn]);
  return {
    isOn,
    setIsOn: (next) => {
      localStorage.setItem(kStorageKey, next ? "on" : "off");
      setIsOn(next);
    },
  };
}
