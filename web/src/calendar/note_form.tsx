import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { TextArea, TextField } from "../ui/field";
import { ActResult } from "../ui/notice";
import type { Duty } from "./words";

interface NoteProps {
  organisation: string;
  duty: Duty;
  what: "done" | "arose";
  today: string;
  onClose: () => void;
}

// Under the duty it is about: when it was done or arose, in a few words, with a file if there is one.
export function NoteForm({ organisation, duty, what, today, onClose }: NoteProps) {
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  const [on, setOn] = useState(today);
  const [note, setNote] = useState("");
  const [files, setFiles] = useState<readonly string[]>([]);
  const shelf = useQuery({ ...queries.evidence(organisation), enabled: what === "done" });
  useEffect(() => heading.current?.focus(), []);
  const act = useAct(
    (body: Schemas["DutyNoteFields"], key) => unwrap(api.POST("/organisations/{organisation}/calendar/notes", { params: { path: { organisation }, header: keyed(key) }, body })),
    [["calendar", organisation]],
  );

  async function send(event: FormEvent) {
    event.preventDefault();
    const settles = what === "done" && duty.arose ? { settles: duty.arose } : {};
    if (await act.run({ duty: duty.key, what, on, note: note.trim(), ...settles, ...(files.length > 0 && { evidence: [...files] }) })) onClose();
  }

  return (
    <form className="stack due-form" onSubmit={(event) => void send(event)} noValidate>
      <h3 ref={heading} tabIndex={-1}>{t(what === "done" ? "calendar.form_done" : "calendar.form_arose", { title: duty.title })}</h3>
      <TextField name="on" type="date" size="middle" label={t(what === "done" ? "calendar.done_on" : "calendar.arose_on")} hint={what === "arose" ? t(duty.kind === "update" ? "calendar.arose_hint_update" : "calendar.arose_hint") : undefined} value={on} max={what === "done" ? today : undefined} onChange={setOn} problem={act.problem} />
      <TextArea name="note" label={t("calendar.note")} hint={t("calendar.note_hint")} isOptional rows={2} value={note} onChange={setNote} problem={act.problem} />
      {what === "done" && (shelf.data?.items.length ?? 0) > 0 && (
        <details>
          <summary>{t("calendar.files")}{files.length > 0 && <span className="tag">{files.length}</span>}</summary>
          <fieldset className="field">
            <legend className="small soft">{t("calendar.files_hint")}</legend>
            <div className="due-files">
              {shelf.data?.items.map((file) => (
                <label key={file.id} className="choice">
                  <input type="checkbox" checked={files.includes(file.id)} onChange={(event) => setFiles(event.target.checked ? [...files, file.id] : files.filter((id) => id !== file.id))} />
                  <span className="code">{file.file_name}</span>
                </label>
              ))}
            </div>
          </fieldset>
        </details>
      )}
      <div className="row">
        <button className="button first" disabled={act.isRunning}>{t("calendar.keep")}</button>
        <button type="button" className="button quiet" onClick={onClose}>{t("ui.cancel")}</button>
        <ActResult act={act} fields={["on", "note"]} />
      </div>
    </form>
  );
}
