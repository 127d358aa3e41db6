// Where one is in the page, behind the # of its address: back, reload and bookmarks work from a disk, too.
import { useMemo, useSyncExternalStore } from "react";

const subscribe = (listener: () => void) => {
  window.addEventListener("hashchange", listener);
  window.addEventListener("popstate", listener);
  return () => {
    window.removeEventListener("hashchange", listener);
    window.removeEventListener("popstate", listener);
  };
};

export const hrefOf = (place: Record<string, string>): string => `#${new URLSearchParams(Object.entries(place).filter(([, value]) => value !== ""))}`;

export function goTo(place: Record<string, string>, replace = false): void {
  if (!replace) {
    location.hash = hrefOf(place);
    return;
  }
  history.replaceState(null, "", hrefOf(place));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

export function usePlace(): URLSearchParams {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => new URLSearchParams(hash.slice(1)), [hash]);
}
