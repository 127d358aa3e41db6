// Whether the server answered last time; the shell shows a line while it does not.
import { useSyncExternalStore } from "react";

let isReachable = true;
const listeners = new Set<() => void>();

export function reportReachable(reachable: boolean): void {
  if (reachable === isReachable) return;
  isReachable = reachable;
  listeners.forEach((listener) => listener());
}

export function subscribeConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useReachable = () => useSyncExternalStore(subscribeConnection, () => isReachable);
