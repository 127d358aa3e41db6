// The one outbox of this page, joined to the browser's storage and the API.
import { useSyncExternalStore } from "react";
import { api, keyed, newKey, unwrap } from "./client";
import { OutboxCore } from "./outbox_core";

export { waitsForPerson } from "./outbox_core";
export type { Answer, Slot, Words } from "./outbox_core";

export const outbox = new OutboxCore({
  storage: window.localStorage,
  send: ({ assessment, criterion }, key, version, words) =>
    unwrap(api.PUT("/assessments/{assessment}/answers/{criterion}", {
      params: { path: { assessment, criterion }, header: keyed(key) },
      body: { ...words, version },
    })),
  newKey,
  later: (act, wait_ms) => void setTimeout(act, wait_ms),
});

window.addEventListener("online", outbox.flush);

// Draws again whenever a word is kept, sent or answered.
export const useOutbox = (): OutboxCore => {
  useSyncExternalStore(outbox.subscribe, outbox.snapshot);
  return outbox;
};
