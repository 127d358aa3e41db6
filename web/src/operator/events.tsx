// The append-only record as a person reads it: when, who, what, about what; the record itself and its hash one press away.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Fragment, useDeferredValue, useState } from "react";
import { Link } from "wouter";
import { queries } from "../api/queries";
import { clock } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { ChoiceTool, DayTools, daysOf, ExportButton, JsonButton, ListTools, SearchTool } from "../ui/list_tools";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { DeskPage } from "./desk_page";
import { grouped } from "./event_groups";
import { type EventKind, eventKinds, eventName, isEventKind, kindNames } from "./event_names";
import { EventRecord } from "./event_record";
import { type About, aboutOf, actorOf, type Event, factsOf, type Names } from "./event_words";

const kPage = 100;
const kExportPage = 200; // The most the server answers at once.

export function Events() {
  const { t, language } = useLanguage();
  const address = useAddress();
  const client = useQueryClient();
  const q = useDeferredValue(address.get("q"));
  const kind = address.get("f");
  const wish = { types: isEventKind(kind) ? eventKinds[kind].join(",") : "", q: q.trim(), ...daysOf(address) };
  const before = Math.max(0, Number(address.get("before")) || 0);
  const events = useQuery(queries.newestEvents({ ...wish, before, limit: kPage }));
  const isAnything = wish.types + wish.q + wish.from + wish.until !== "";
  const set = (changes: Record<string, string>) => address.set({ before: "", ...changes });
  const go = (to: number) => {
    address.set({ before: to > 0 ? String(to) : "" });
    window.scrollTo(0, 0);
  };

  async function everything(): Promise<{ items: Event[]; names: Names }> {
    const items: Event[] = [];
    let names: Names = {};
    for (let at = 0; ;) {
      const page = await client.fetchQuery(queries.newestEvents({ ...wish, before: at, limit: kExportPage }));
      items.push(...page.items);
      names = { ...names, ...page.names };
      at = page.items.at(-1)?.sequence ?? 0;
      if (!page.has_more) return { items, names };
    }
  }
  async function lines() {
    const { items, names } = await everything();
    const reader = { t, language, names };
    return items.map((event) => [
      String(event.sequence), event.at, actorOf(event, reader), eventName(t, event.type), factsOf(event, reader).join("、"), aboutOf(event, reader).map(({ words }) => words).join("、"),
      event.type, event.subject, event.record ?? "", event.record_sha256,
    ]);
  }
  const head = [
    t("operator.events.number"), t("operator.events.when"), t("operator.events.actor"), t("operator.events.act"), t("operator.events.more"), t("operator.events.about"),
    "type", "subject", "record", "record_sha256",
  ];
  return (
    <DeskPage title={t("operator.events.title")} lead={t("operator.events.lead")}>
      <ListTools>
        <SearchTool label={t("operator.events.search")} value={address.get("q")} onChange={(next) => set({ q: next })} />
        <ChoiceTool label={t("operator.events.kind")} value={kind} onChange={(next) => set({ f: next })}
          choices={[{ value: "", label: t("operator.events.every_kind") }, ...(Object.keys(eventKinds) as EventKind[]).map((each) => ({ value: each, label: t(kindNames[each]) }))]} />
        <DayTools address={address} onChange={set} />
        <ExportButton name="events" head={head} count={events.data?.items.length ?? 0} isMore={before > 0 || events.data?.has_more === true} rows={lines} />
        <JsonButton name="events" label={t("operator.events.export_json")} data={everything} />
      </ListTools>
      <Loaded query={events}>
        {({ items, has_more, names }) => {
          if (items.length === 0 && !isAnything && before === 0) return <Empty title={t("operator.events.none")} />;
          return (
            <>
              {items.length === 0 && <p role="status">{t("operator.events.nothing")} <button type="button" className="link-button" onClick={() => set({ q: "", f: "", from: "", until: "" })}>{t("operator.events.show_all")}</button></p>}
              {items.length > 0 && <Table items={items} names={names} />}
              {(before > 0 || has_more) && (
                <nav className="row" aria-label={t("operator.pages")}>
                  <button type="button" className="button" disabled={before === 0} onClick={() => go(0)}>{t("operator.events.newest")}</button>
                  <button type="button" className="button" disabled={!has_more} onClick={() => go(items.at(-1)?.sequence ?? 0)}>{t("operator.events.older")}</button>
                </nav>
              )}
            </>
          );
        }}
      </Loaded>
    </DeskPage>
  );
}

function Table({ items, names }: { items: readonly Event[]; names: Names }) {
  const { t, language } = useLanguage();
  const [open, setOpen] = useState<number | null>(null);
  const reader = { t, language, names };
  return (
    <div className="sheet flat table-frame">
      <table className="table cards events">
        <thead>
          <tr>
            <th scope="col">{t("operator.events.when")}</th><th scope="col">{t("operator.events.actor")}</th><th scope="col">{t("operator.events.act")}</th>
            <th scope="col">{t("operator.events.about")}</th><th scope="col"><span className="visually-hidden">{t("operator.events.more")}</span></th>
          </tr>
        </thead>
        <tbody>
          {grouped(items).map((group) => {
            const [event] = group as [Event];
            const facts = factsOf(event, reader);
            const isOpen = open === event.sequence;
            return (
              <Fragment key={event.sequence}>
                <tr>
                  <td data-label={t("operator.events.when")} className="nowrap number">{clock(event.at)}</td>
                  <td data-label={t("operator.events.actor")}>{actorOf(event, reader)}</td>
                  <th scope="row">
                    <strong>{eventName(t, event.type)}</strong>
                    {group.length > 1 && <span className="number"> {t("operator.events.times", { n: group.length })}</span>}
                    {facts.length > 0 && <><br /><span className="small soft">{facts.join("・")}</span></>}
                  </th>
                  <td data-label={t("operator.events.about")}>{aboutOf(event, reader).map((each) => <AboutLine key={each.href + each.words} about={each} />)}</td>
                  <td><button type="button" className="link-button" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : event.sequence)}>{t("operator.events.more")}<span className="visually-hidden"> {event.sequence}</span></button></td>
                </tr>
                {isOpen && <tr><td colSpan={5}>{group.length === 1 ? <EventRecord event={event} /> : <Group events={group} />}</td></tr>}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function AboutLine({ about: { words, href, isPublic } }: { about: About }) {
  if (href === "") return <span className="event-about">{words}</span>;
  return <span className="event-about">{isPublic ? <a href={href}>{words}</a> : <Link href={href}>{words}</Link>}</span>;
}

// The single acts behind one line: when each was done, and the hash of its record.
function Group({ events }: { events: readonly Event[] }) {
  const { t } = useLanguage();
  return (
    <div className="stack tight small">
      <p>{t("operator.events.firms_own")}</p>
      <ol className="plain grant-preview" tabIndex={0} aria-label={t("operator.events.single")}>
        {events.map(({ sequence, at, record_sha256 }) => <li key={sequence}><span className="number">{sequence} · {clock(at)}</span> <span className="soft">SHA-256 <code>{record_sha256}</code></span></li>)}
      </ol>
    </div>
  );
}
