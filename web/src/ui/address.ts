// What a page shows (filter, order, place) lives in the address bar: it survives a reload and can be handed to a colleague.
import { useCallback } from "react";
import { useSearchParams } from "wouter";

export interface Address {
  get: (name: string) => string; // "" when absent.
  set: (changes: Record<string, string>) => void; // "" takes the name away. Replaces the entry: "back" leaves the page.
}

export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === "") after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { get: (name) => params.get(name) ?? "", set };
}
