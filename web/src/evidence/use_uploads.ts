import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type After, uploadQueue } from "./upload_queue";

// The uploads dropped at one place, and the way to add to them. `after` runs for each file that has arrived.
export function useUploads(group: string, organisation: string, after: After) {
  const client = useQueryClient();
  const all = useSyncExternalStore(uploadQueue.subscribe, uploadQueue.snapshot);
  return {
    uploads: all.filter((upload) => upload.group === group),
    add: (files: readonly File[]) =>
      uploadQueue.add(group, organisation, files, async (evidence, file) => {
        await after(evidence, file);
        await client.invalidateQueries({ queryKey: ["evidence", organisation] });
      }),
    retry: (key: string) => uploadQueue.retry(key),
    clear: () => uploadQueue.clear(group),
  };
}
