import { useQuery } from "@tanstack/react-query";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { dayOf, officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { CopyLink } from "../ui/copy_link";
import { Loaded } from "../ui/loaded";
import { ActResult } from "../ui/notice";

// Off until one asks for it; where the server sends no mail, it says so.
function Reminder({ organisation }: { organisation: string }) {
  const { t } = useLanguage();
  const reminder = useQuery(queries.reminder(organisation));
  const act = useAct(
    (body: { is_wanted: boolean }, key) => unwrap(api.PUT("/organisations/{organisation}/calendar/reminder", { params: { path: { organisation }, header: keyed(key) }, body })),
    [["reminder", organisation]],
  );
  if (!reminder.data) return null;
  const { is_wanted, can_be_sent } = reminder.data;
  return (
    <div className="stack tight">
      <label className="choice">
        <input type="checkbox" checked={is_wanted} disabled={act.isRunning || (!can_be_sent && !is_wanted)} onChange={(event) => void act.run({ is_wanted: event.target.checked })} />
        <span><strong>{t("calendar.remind")}</strong><br /><span className="small soft">{t("calendar.remind_text")}</span></span>
      </label>
      {!can_be_sent && <p className="small soft">{t("calendar.remind_impossible")}</p>}
      <ActResult act={act} done={t(is_wanted ? "calendar.remind_on" : "calendar.remind_off")} />
    </div>
  );
}

// The same calendar elsewhere: as a file, and under a private address that a calendar program reads again and again.
export function Subscriptions({ organisation }: { organisation: string }) {
  const { t, language } = useLanguage();
  const links = useQuery(queries.calendarLinks(organisation));
  const make = useAct(
    (body: { language: "ja" | "en" }, key) => unwrap(api.POST("/organisations/{organisation}/calendar/links", { params: { path: { organisation }, header: keyed(key) }, body })),
    [["calendar-links", organisation]],
  );
  const revoke = useAct(
    (link: string, key) => unwrap(api.DELETE("/organisations/{organisation}/calendar/links/{link}", { params: { path: { organisation, link }, header: keyed(key) } })),
    [["calendar-links", organisation]],
  );
  return (
    <section className="sheet stack no-print">
      <h2>{t("calendar.subscribe")}</h2>
      <Reminder organisation={organisation} />
      <p><a className="button" href={`/api/v1/organisations/${organisation}/calendar/file?lang=${language}`} download>{t("calendar.download")}</a></p>
      <p>{t("calendar.subscribe_text")}</p>
      <Loaded query={links}>
        {({ items }) => (
          <ul className="plain stack tight">
            {items.map((link) => (
              <li key={link.id} className="stack tight">
                <CopyLink path={link.path} label={t("calendar.link_made", { day: officeDate(dayOf(link.made_at), language) })} />
                <div className="row small soft">
                  <span>{t("calendar.link_made", { day: officeDate(dayOf(link.made_at), language) })}</span>
                  <button type="button" className="link-button" disabled={revoke.isRunning} onClick={() => void revoke.run(link.id)}>{t("calendar.link_revoke")}</button>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <ActResult act={revoke} done={t("calendar.link_revoked")} />
      <div className="row">
        <button type="button" className="button" disabled={make.isRunning} onClick={() => void make.run({ language })}>{t("calendar.link_make")}</button>
        <ActResult act={make} />
      </div>
    </section>
  );
}
