import { type FormEvent, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { TextArea, TextField } from "../ui/field";
import { ActResult } from "../ui/notice";
import type { Evidence } from "./freshness";
import { PeriodFields } from "./period_fields";
import { kindOf, type Period } from "./period_words";

// Name, period and note of one file; the bytes themselves never change.
export function EditFile({ file, onClose }: { file: Evidence; onClose: () => void }) {
  const { t } = useLanguage();
  const [name, setName] = useState(file.file_name);
  const [note, setNote] = useState(file.note);
  const [period, setPeriod] = useState<Period>({ effective_from: file.effective_from, effective_to: file.effective_to });
  const [kind, setKind] = useState(kindOf(file.effective_from, file.effective_to));
  const act = useAct(
    (body: Period & { file_name: string; note: string; version: number }, key) =>
      unwrap(api.PUT("/evidence/{evidence}", { params: { path: { evidence: file.id }, header: keyed(key) }, body })),
    [["evidence"]],
  );

  async function send(event: FormEvent) {
    event.preventDefault();
    if (await act.run({ ...period, file_name: name, note, version: file.version })) onClose();
  }

  return (
    <Dialog title={t("file.edit_title")} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void send(event)} noValidate>
        <PeriodFields id={file.id} kind={kind} period={period} problem={act.problem} onChange={(nextKind, next) => { setKind(nextKind); setPeriod(next); }} />
        <TextField name="file_name" label={t("file.name")} value={name} onChange={setName} problem={act.problem} />
        <TextArea name="note" label={t("file.note")} hint={t("file.note_hint")} isOptional value={note} onChange={setNote} problem={act.problem} rows={2} />
        <div className="row">
          <button className="button first" disabled={act.isRunning}>{t("ui.save")}</button>
          <button type="button" className="button" onClick={onClose}>{t("ui.cancel")}</button>
          <ActResult act={act} fields={["file_name", "note", "effective_from", "effective_to"]} />
        </div>
      </form>
    </Dialog>
  );
}
