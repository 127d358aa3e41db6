// Handing in one table, with progress, which fetch cannot tell.
import { isProblem, newKey, Refusal, ServerGone } from "../api/client";
import { currentLanguage } from "../i18n/language";

export type Table = "nodes" | "links" | "essentiality";

export function uploadTable(network: string, table: Table, file: File, onShare: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/api/v1/networks/${encodeURIComponent(network)}/files/${table}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Accept-Language", currentLanguage());
    request.setRequestHeader("Idempotency-Key", newKey());
    request.upload.onprogress = (event) => onShare(event.loaded / Math.max(event.total, 1));
    request.onerror = () => reject(new ServerGone("upload"));
    request.onload = () => {
      if (request.status < 300) return resolve();
      let answer: unknown = null;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // Not ours: a proxy's page.
      }
      reject(isProblem(answer) ? new Refusal(answer) : new ServerGone(`HTTP ${request.status}`));
    };
    request.send(file);
  });
}
