import { useQuery } from "@tanstack/react-query";
import { queries } from "../api/queries";
import { clock } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { ExportButton, ListTools } from "../ui/list_tools";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { DeskPage } from "./desk_page";
import { eventName } from "./event_names";

const kPage = 100;

function indented(record: string): string {
  try {
    return JSON.stringify(JSON.parse(record), null, 2);
  } catch {
    return record;
  }
}

// The append-only record, oldest first. Nothing here can be changed; each line carries the hash of its record.
export function Events() {
  const { t } = useLanguage();
  const address = useAddress();
  const after = Math.max(0, Number(address.get("after")) || 0);
  const events = useQuery(queries.events(after, kPage));
  const go = (to: number) => {
    address.set({ after: to > 0 ? String(to) : "" });
    window.scrollTo(0, 0);
  };
  return (
    <DeskPage title={t("operator.events.title")} lead={t("operator.events.lead")}>
      <Loaded query={events}>
        {({ items }) => {
          const last = items.at(-1)?.sequence ?? after;
          const pager = (
            <nav className="row" aria-label={t("operator.pages")}>
              <button type="button" className="button" disabled={after === 0} onClick={() => go(0)}>{t("operator.events.first")}</button>
              <button type="button" className="button" disabled={after === 0} onClick={() => go(after - kPage)}>{t("operator.previous", { n: kPage })}</button>
              <button type="button" className="button" disabled={items.length < kPage} onClick={() => go(last)}>{t("operator.next", { n: kPage })}</button>
            </nav>
          );
          if (items.length === 0 && after === 0) return <Empty title={t("operator.events.none")} />;
          return (
            <>
              <ListTools>
                <ExportButton name="events" count={items.length} rows={() => items.map((event) => [String(event.sequence), event.at, event.type, event.actor_id, event.organisation_id, event.subject, event.record ?? "", event.record_sha256])}
                  head={["sequence", "at", "type", "actor_id", "organisation_id", "subject", "record", "record_sha256"]} />
              </ListTools>
              <p role="status" className="soft number">{items.length > 0 && t("operator.events.range", { from: items[0]?.sequence ?? 0, to: last })}</p>
              {items.length === 0 && <p>{t("operator.events.end")}</p>}
              <ol className="plain sheet flat events">
                {items.map((event) => (
                  <li key={event.sequence}>
                    <details>
                      <summary>
                        <span className="event-line">
                          <span className="number soft">{event.sequence}</span>
                          <span className="nowrap number">{clock(event.at)}</span>
                          <strong>{eventName(t, event.type)}</strong>
                          <span className="code small soft">{event.type}</span>
                        </span>
                      </summary>
                      <dl className="facts small">
                        <dt>{t("operator.events.subject")}</dt><dd className="code">{event.subject || "—"}</dd>
                        <dt>{t("operator.events.actor")}</dt><dd className="code">{event.actor_id || t("operator.events.keeper")}</dd>
                        <dt>{t("operator.events.organisation")}</dt><dd className="code">{event.organisation_id || "—"}</dd>
                        <dt>{t("operator.events.record")}</dt><dd><pre className="event-record" tabIndex={0} aria-label={t("operator.events.record")}>{event.record === null ? t("operator.events.firms_own") : indented(event.record)}</pre></dd>
                        <dt>SHA-256</dt><dd className="code">{event.record_sha256}</dd>
                      </dl>
                    </details>
                  </li>
                ))}
              </ol>
              {pager}
            </>
          );
        }}
      </Loaded>
    </DeskPage>
  );
}
