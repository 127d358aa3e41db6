// Files on their way, for the whole page: they go on while one moves to another question, and are found again on return.
import { sendWithRetry } from "../api/act";
import { newKey, Refusal } from "../api/client";
import { kMaxBytes, uploadFile } from "./upload";

export interface Upload {
  key: string;
  group: string; // Where the files were dropped: the shelf, or one question.
  drop: string; // The same for all files dropped together, or while others were on their way: they are counted together.
  file: File;
  is: "waiting" | "sending" | "done" | "refused" | "gone" | "too_large";
  share: number; // 0 to 1 of its bytes.
  said: string; // The server's sentence when refused.
  evidence?: string; // What the server holds it as, once done: two files of the same content are one.
  isName?: boolean; // It is about the name of the file.
}

export type After = (evidence: string, file: File) => Promise<void> | void;

const kAtOnce = 2;

class UploadQueue {
  private uploads: readonly Upload[] = [];
  private afters = new Map<string, { organisation: string; after: After }>();
  private listeners = new Set<() => void>();

  snapshot = () => this.uploads;
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  add(group: string, organisation: string, files: readonly File[], after: After): void {
    const fresh = files.map((file): Upload => ({ key: newKey(), group, file, is: file.size > kMaxBytes ? "too_large" : "waiting", share: 0, said: "", drop: "" }));
    fresh.forEach(({ key }) => this.afters.set(key, { organisation, after }));
    // What is done and said goes when more is dropped, so that the count speaks of this drop; a fault stays until put away.
    const isQuiet = !this.uploads.some((upload) => upload.group === group && (upload.is === "waiting" || upload.is === "sending"));
    const last = this.uploads.filter((upload) => upload.group === group).at(-1);
    const drop = isQuiet ? newKey() : (last?.drop ?? newKey());
    this.set([...this.uploads.filter((upload) => !isQuiet || upload.group !== group || upload.is !== "done"), ...fresh.map((upload) => ({ ...upload, drop }))]);
    this.sendNext();
  }

  // The same key: should the lost try have arrived after all, the file still stands on the shelf once.
  retry(key: string): void {
    this.change(key, { is: "waiting" });
    this.sendNext();
  }

  clear(group: string): void {
    this.set(this.uploads.filter((upload) => upload.group !== group || upload.is === "waiting" || upload.is === "sending"));
  }

  isBusy = () => this.uploads.some(({ is }) => is === "waiting" || is === "sending");

  private sendNext(): void {
    const free = kAtOnce - this.uploads.filter(({ is }) => is === "sending").length;
    this.uploads.filter(({ is }) => is === "waiting").slice(0, Math.max(free, 0)).forEach((upload) => void this.send(upload));
  }

  private async send({ key, file }: Upload): Promise<void> {
    const task = this.afters.get(key);
    if (!task) return;
    this.change(key, { is: "sending", share: 0 });
    try {
      const receipt = await sendWithRetry(() => uploadFile(task.organisation, file, key, (share) => this.change(key, { share })));
      await task.after(receipt.id, file);
      this.change(key, { is: "done", evidence: receipt.id });
    } catch (fault) {
      this.change(key, fault instanceof Refusal ? { is: "refused", said: fault.problem.title, isName: fault.problem.field === "file_name" } : { is: "gone" });
    }
    this.sendNext();
  }

  private change(key: string, part: Partial<Upload>): void {
    this.set(this.uploads.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));
  }

  private set(uploads: readonly Upload[]): void {
    this.uploads = uploads;
    this.listeners.forEach((listener) => listener());
  }
}

export const uploadQueue = new UploadQueue();

window.addEventListener("beforeunload", (event) => {
  if (uploadQueue.isBusy()) event.preventDefault(); // The browser asks before a file on its way is lost.
});
