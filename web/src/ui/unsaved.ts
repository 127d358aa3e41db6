// The browser asks before a page goes away in which something was typed and not sent.
import { useEffect } from "react";

// Forms that keep their own words (saved as one types, or as drafts) say so with this attribute.
export const keepsItself = { "data-keeps-itself": "" };

const typed = new Set<HTMLFormElement>();

// Files and free text cannot be told from a form that React holds; so what counts is that somebody typed and did not send.
function onInput(event: Event) {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || !field.form) return;
  if (field.type === "search" || field.type === "password" || "keepsItself" in field.form.dataset) return;
  typed.add(field.form);
}

const onSubmit = (event: Event) => void typed.delete(event.target as HTMLFormElement);

function onLeave(event: BeforeUnloadEvent) {
  for (const form of typed) {
    if (!form.isConnected) typed.delete(form); // Sent and closed, or left within the page.
    else if ([...form.elements].some((field) => (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value !== "" && field.type !== "radio" && field.type !== "checkbox")) return event.preventDefault();
  }
}

export function useUnsavedWarning() {
  useEffect(() => {
    document.addEventListener("input", onInput);
    document.addEventListener("submit", onSubmit);
    window.addEventListener("beforeunload", onLeave);
    return () => {
      document.removeEventListener("input", onInput);
      document.removeEventListener("submit", onSubmit);
      window.removeEventListener("beforeunload", onLeave);
    };
  }, []);
}
