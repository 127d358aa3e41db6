import { type FormEvent, useId, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { ActResult } from "../ui/notice";

// Uploads the workbook as IPA publishes it, or its CSV. What is wrong with a file is named by row and column, and the old text stays.
export function ImportText({ edition, hasText, kind = "text" }: { edition: string; hasText: boolean; kind?: "text" | "guide" }) {
  const { t } = useLanguage();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const act = useAct(
    (input: { file_name: string; size: number; changed: number }, key) =>
      unwrap(api.POST(kind === "guide" ? "/editions/{edition}/guide" : "/editions/{edition}/official-text", {
        params: { path: { edition }, query: { file_name: input.file_name }, header: keyed(key) },
        headers: { "Content-Type": "application/octet-stream" },
        body: file as unknown as string,
        bodySerializer: (body) => body,
      })),
    [["official-text", edition]],
  );
  function send(event: FormEvent) {
    event.preventDefault();
    if (file) void act.run({ file_name: file.name, size: file.size, changed: file.lastModified });
  }
  return (
    <form className="stack tight" onSubmit={send}>
      <div className="field">
        <label htmlFor={id}>{t(kind === "guide" ? "operator.guide.choose" : "operator.official.choose")}</label>
        <div className="hint" id={`${id}-hint`}>{t(kind === "guide" ? "operator.guide.choose_hint" : "operator.official.choose_hint")}</div>
        <input id={id} className="input" type="file" accept=".xlsx,.csv" aria-describedby={`${id}-hint`} onChange={(event) => { setFile(event.target.files?.[0] ?? null); act.clear(); }} />
      </div>
      {hasText && file && <p className="small">{t("operator.official.replaces")}</p>}
      <div><button className="button first" disabled={!file || act.isRunning}>{t("operator.official.import")}</button></div>
      <ActResult act={act} done={t("operator.official.done")} />
    </form>
  );
}
