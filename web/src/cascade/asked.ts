// A question that is a POST, asked again in another form for a download.
import { isProblem, Refusal, ServerGone } from "../api/client";
import { currentLanguage } from "../i18n/language";
import { saveFile } from "../ui/save_file";
import type { Form } from "./data";

export type Question = "cascade" | "noise" | "outage" | "plan";

export async function saveAnswer(run: string, question: Question, body: unknown, form: Form): Promise<void> {
  const answer = await fetch(`/api/v1/network-runs/${encodeURIComponent(run)}/${question}?form=${form}`, {
    method: "POST", headers: { "Content-Type": "application/json", "Accept-Language": currentLanguage() }, body: JSON.stringify(body),
  });
  if (!answer.ok) {
    const said: unknown = await answer.json().catch(() => null);
    throw isProblem(said) ? new Refusal(said) : new ServerGone(`HTTP ${answer.status}`);
  }
  saveFile(await answer.blob(), `${question}.${form}`);
}
