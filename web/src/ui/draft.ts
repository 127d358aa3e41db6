// Words typed but not sent yet, kept in this browser under a name until they are sent.
import { useState } from "react";

export function useDraft(name: string): [string, (text: string) => void] {
  const key = `hoshirube.draft.${name}`;
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
