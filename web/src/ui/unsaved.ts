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

const holdsWords = (form: HTMLFormElement) =>
  [...form.elements].some((field) => (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value !== "" && field.type !== "radio" && field.type !== "checkbox");

function hasUnsent(): boolean {
  for (const form of typed) {
    if (!form.isConnected) typed.delete(form); // Sent and closed, or left within the page.
    else if (holdsWords(form)) return true;
  }
  return false;
}

function onLeave(event: BeforeUnloadEvent) {
  if (hasUnsent()) event.preventDefault();
}

// A link within the application changes the page without the browser's asking: so we ask. Another window, a file or a place on this page keep the form.
function onLink(question: string, event: MouseEvent) {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target === "_blank" || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  if (link.pathname === window.location.pathname || !hasUnsent()) return;
  if (window.confirm(question)) return typed.clear();
  event.preventDefault();
  event.stopPropagation();
}

export function useUnsavedWarning(question: string) {
  useEffect(() => {
    const onClick = (event: MouseEvent) => onLink(question, event);
    document.addEventListener("click", onClick, true);
    document.addEventListener("input", onInput);
    document.addEventListener("submit", onSubmit);
    window.addEventListener("beforeunload", onLeave);
    return () => {
      document.removeEventListener("click", onClick, true);
      document.removeEventListener("input", onInput);
      document.removeEventListener("submit", onSubmit);
      window.removeEventListener("beforeunload", onLeave);
    };
  }, [question]);
}
