import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { type Schemas } from "../api/client";
import { queries } from "../api/queries";
import { clock } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { eventName } from "../operator/event_names";
import { useAddress } from "../ui/address";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { Page } from "../ui/page";

// Who did what to what is this organisation's, newest first; and what was refused.
export function Audit({ organisation }: { organisation: string }) {
  const { t } = useLanguage();
  const address = useAddress();
  const before = Math.max(0, Number(address.get("before")) || 0);
  const audit = useQuery(queries.audit(organisation, before));
  const file = (format: string) => `/api/v1/organisations/${organisation}/audit/file?format=${format}`;
  const go = (to: number) => {
    address.set({ before: to > 0 ? String(to) : "" });
    window.scrollTo(0, 0);
  };
  return (
    <Page
      title={t("audit.title")}
      lead={t("audit.lead")}
      actions={<><a className="button" href={file("csv")} download>{t("audit.csv")}</a><a className="button" href={file("jsonl")} download>{t("audit.jsonl")}</a></>}
    >
      <Loaded query={audit}>
        {({ items, has_more, refused }) => (
          <>
            <section className="stack" aria-labelledby="acts">
              <h2 id="acts">{t("audit.acts")}</h2>
              {items.length === 0 ? <Empty title={t("audit.none")} /> : <Acts items={items} />}
              <nav className="row" aria-label={t("audit.acts")}>
                <button type="button" className="button" disabled={before === 0} onClick={() => go(0)}>{t("audit.newest")}</button>
                <button type="button" className="button" disabled={!has_more} onClick={() => go(items.at(-1)?.sequence ?? 0)}>{t("audit.older")}</button>
              </nav>
            </section>
            <section className="stack" aria-labelledby="refused">
              <h2 id="refused">{t("audit.refused")}</h2>
              <p className="soft">{t("audit.refused_lead")}</p>
              {refused.length === 0 ? <p>{t("audit.none_refused")}</p> : <Refused items={refused} />}
            </section>
          </>
        )}
      </Loaded>
      <p><Link href="/app/organisation">{t("organisation.to_entry")}</Link></p>
    </Page>
  );
}

type AuditOf = Schemas["Audit"];

function Acts({ items }: { items: AuditOf["items"] }) {
  const { t } = useLanguage();
  return (
    <table className="table cards sheet-table">
      <thead><tr><th scope="col">{t("audit.when")}</th><th scope="col">{t("audit.who")}</th><th scope="col">{t("audit.what")}</th><th scope="col">{t("audit.about")}</th></tr></thead>
      <tbody>
        {items.map((act) => (
          <tr key={act.sequence}>
            <th scope="row" className="nowrap number">{clock(act.at)}</th>
            <td data-label={t("audit.who")}>{act.actor_name || t("audit.keeper")}</td>
            <td data-label={t("audit.what")}>{eventName(t, act.act)}</td>
            <td data-label={t("audit.about")} className="code small">{act.subject}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Refused({ items }: { items: AuditOf["refused"] }) {
  const { t } = useLanguage();
  return (
    <table className="table cards sheet-table">
      <thead><tr><th scope="col">{t("audit.when")}</th><th scope="col">{t("audit.who")}</th><th scope="col">{t("audit.what")}</th><th scope="col">{t("audit.times")}</th><th scope="col">{t("audit.rule")}</th></tr></thead>
      <tbody>
        {items.map((one) => (
          <tr key={`${one.last_at}.${one.actor_id}.${one.act}.${one.subject}.${one.rule}`}>
            <th scope="row" className="nowrap number">{clock(one.last_at)}</th>
            <td data-label={t("audit.who")}>{one.actor_name}</td>
            <td data-label={t("audit.what")} className="code small">{one.act}</td>
            <td data-label={t("audit.times")} className="number">{one.times}</td>
            <td data-label={t("audit.rule")} className="code small">{one.rule}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
