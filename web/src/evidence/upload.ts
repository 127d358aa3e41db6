// Handing in one file, with progress: fetch cannot tell how much of a body has gone, so this is an XMLHttpRequest.
import { isProblem, Refusal, ServerGone } from "../api/client";
import { reportReachable } from "../api/connection";
import { currentLanguage } from "../i18n/language";

export const kMaxBytes = 50 * 1024 * 1024; // The server's limit, said before anything is sent.

export function uploadFile(organisation: string, file: File, key: string, onShare: (share: number) => void): Promise<{ id: string; version: number }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ file_name: file.name });
    request.open("POST", `/api/v1/organisations/${encodeURIComponent(organisation)}/evidence?${query}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Accept-Language", currentLanguage());
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = (event) => onShare(event.loaded / Math.max(event.total, 1));
    request.onerror = () => { reportReachable(false); reject(new ServerGone("upload")); };
    request.onload = () => {
      const answer: unknown = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) { reportReachable(true); resolve(answer as { id: string; version: number }); }
      else reject(isProblem(answer) ? new Refusal(answer) : new ServerGone(`HTTP ${request.status}`));
    };
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
