import { useQuery } from "@tanstack/react-query";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { clock } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { ActResult } from "../ui/notice";

type Sitting = Schemas["SessionInfo"];

// Where one is signed in, so that a forgotten or a foreign browser can be shut out from here.
export function Sessions() {
  const { t } = useLanguage();
  const sessions = useQuery(queries.sessions());
  const endOthers = useAct((_: null, key) => unwrap(api.DELETE("/sessions", { params: { header: keyed(key) } })), [["sessions"]]);
  return (
    <section className="stack" aria-labelledby="sessions">
      <h2 id="sessions">{t("sessions.title")}</h2>
      <p className="soft">{t("sessions.text")}</p>
      <Loaded query={sessions}>
        {({ items }) => (
          <>
            <ul className="plain stack">{items.map((one) => <OneSession key={one.id} one={one} />)}</ul>
            <div className="row">
              {items.length > 1 && <button type="button" className="button" disabled={endOthers.isRunning} onClick={() => void endOthers.run(null)}>{t("sessions.end_others", { n: items.length - 1 })}</button>}
              <ActResult act={endOthers} done={t("sessions.ended")} />
            </div>
          </>
        )}
      </Loaded>
    </section>
  );
}

function OneSession({ one }: { one: Sitting }) {
  const { t } = useLanguage();
  const act = useAct((session: string, key) => unwrap(api.DELETE("/sessions/{session}", { params: { path: { session }, header: keyed(key) } })), [["sessions"]]);
  const by = { password: t("sessions.by_password"), password_and_code: t("sessions.by_code"), passkey: t("sessions.by_passkey"), provider: t("sessions.by_provider") }[one.begun_by];
  const device = one.device || t("sessions.unknown_device");
  return (
    <li className="sheet row apart">
      <div>
        <p><strong>{device}</strong> {one.is_this && <span className="tag">{t("sessions.this")}</span>}</p>
        <p className="small soft">{t("sessions.used", { moment: clock(one.last_used_at) })} · {t("sessions.begun", { moment: clock(one.begun_at), by })}</p>
        {one.network && <p className="small soft">{t("sessions.network", { network: one.network })}</p>}
      </div>
      {!one.is_this && (
        <div className="row">
          <button type="button" className="button" aria-label={t("sessions.end_one", { device })} disabled={act.isRunning} onClick={() => void act.run(one.id)}>{t("sessions.end")}</button>
          <ActResult act={act} />
        </div>
      )}
    </li>
  );
}
