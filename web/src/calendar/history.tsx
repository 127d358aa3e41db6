import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { dayOf, officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { ActResult } from "../ui/notice";

interface HistoryProps {
  organisation: string;
  calendar: Schemas["Calendar"];
}

// What was noted, newest first; each can be taken back.
export function History({ organisation, calendar }: HistoryProps) {
  const { t } = useLanguage();
  const act = useAct(
    (note: string, key) => unwrap(api.DELETE("/organisations/{organisation}/calendar/notes/{note}", { params: { path: { organisation, note }, header: keyed(key) } })),
    [["calendar", organisation]],
  );
  return (
    <section className="stack tight">
      <h2>{t("calendar.history")}</h2>
      <ActResult act={act} done={t("calendar.taken_back")} />
      {calendar.notes.length === 0 ? <p className="soft">{t("calendar.history_none")}</p> : (
        <ul className="plain due-list">
          {calendar.notes.map((note) => <Note key={note.id} note={note} takeBack={calendar.may_keep ? () => void act.run(note.id) : undefined} isBusy={act.isRunning} />)}
        </ul>
      )}
    </section>
  );
}

function Note({ note, takeBack, isBusy }: { note: Schemas["DutyNote"]; takeBack: (() => void) | undefined; isBusy: boolean }) {
  const { t, language } = useLanguage();
  return (
    <li className="due">
      <div className="due-line">
        <div className="due-words">
          <p><span className="nowrap">{officeDate(note.on, language)}</span> <strong>{note.title}</strong> <span className="tag">{t(note.what === "done" ? "calendar.history_done" : "calendar.history_arose")}</span></p>
          {note.note && <p className="keep-lines">{note.note}</p>}
          {note.evidence.map((file) => <p key={file.id} className="small">{file.file_name ? <a className="code" href={`/api/v1/evidence/${file.id}/content`}>{file.file_name}</a> : t("calendar.file_gone")}</p>)}
          <p className="small soft">{t("calendar.by", { name: note.noted_by_name, day: officeDate(dayOf(note.noted_at), language) })}</p>
        </div>
        {takeBack && <button type="button" className="link-button" disabled={isBusy} onClick={takeBack}>{t("calendar.take_back")}<span className="visually-hidden"> {note.title}</span></button>}
      </div>
    </li>
  );
}
