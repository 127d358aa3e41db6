import { useQuery } from "@tanstack/react-query";
import { Fragment, useDeferredValue, useMemo, useState } from "react";
import { useOrganisation } from "../account/acting";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { moment } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { type EventKind, eventKinds, eventName, kindNames } from "../operator/event_names";
import { EventRecord } from "../operator/event_record";
import { useAddress } from "../ui/address";
import { ChoiceTool, DayTools, daysOf, ListTools, SearchTool } from "../ui/list_tools";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { factWords, rightWords, subjectWords, type Things } from "./audit_words";
import { OrganisationFrame } from "./frame";

const kPage = 50;
// What a firm's own record holds; signing in, the scheme and the ledger are not its own.
const kinds = ["register", "review", "assessment", "calendar", "people", "grants", "follow", "scheme"] as const;
const kRefused = "refused"; // As the API calls what was refused.

function typesOf(kind: string): string {
  if (kind === kRefused) return kRefused;
  return kinds.some((each) => each === kind) ? eventKinds[kind as EventKind].join(",") : "";
}

// Who did what to what is this organisation's, newest first; and what was refused. Person, criterion, kind and days are looked for in the
// address, and a file holds what is looked for.
export function Audit({ organisation }: { organisation: string }) {
  const { t } = useLanguage();
  const address = useAddress();
  const q = useDeferredValue(address.get("q")).trim();
  const kind = address.get("f");
  const { from, until } = daysOf(address);
  const wish = { types: typesOf(kind), q, from, until };
  const isAnything = wish.types + q + from + until !== "";
  const before = Math.max(0, Number(address.get("before")) || 0);
  const audit = useQuery(queries.audit(organisation, { ...wish, before, limit: kPage }));
  const things = useThings(organisation);
  const set = (changes: Record<string, string>) => address.set({ before: "", ...changes });
  const file = (format: string) => `/api/v1/organisations/${organisation}/audit/file?${new URLSearchParams({ format, ...wish }).toString()}`;
  const go = (to: number) => {
    address.set({ before: to > 0 ? String(to) : "" });
    window.scrollTo(0, 0);
  };
  return (
    <OrganisationFrame
      title={t("audit.title")}
      lead={t("audit.lead")}
      actions={<><a className="button" href={file("csv")} download>{t("audit.csv")}</a><a className="button" href={file("jsonl")} download>{t("audit.jsonl")}</a></>}
    >
      <ListTools>
        <SearchTool label={t("audit.search")} value={address.get("q")} onChange={(next) => set({ q: next })} />
        <ChoiceTool label={t("operator.events.kind")} value={kind} onChange={(next) => set({ f: next })}
          choices={[{ value: "", label: t("operator.events.every_kind") }, ...kinds.map((each) => ({ value: each, label: t(kindNames[each]) })), { value: kRefused, label: t("audit.refused") }]} />
        <DayTools address={address} onChange={set} />
      </ListTools>
      <Loaded query={audit}>
        {({ items, has_more, refused, has_more_refused }) => {
          const pager = (place: string) => (before > 0 || has_more) && (
            <nav className="row no-print" aria-label={place}>
              <button type="button" className="button" disabled={before === 0} onClick={() => go(0)}>{t("audit.newest")}</button>
              <button type="button" className="button" disabled={!has_more} onClick={() => go(items.at(-1)?.sequence ?? 0)}>{t("audit.older")}</button>
            </nav>
          );
          return (
            <>
              {isAnything && items.length + refused.length === 0 && <p role="status">{t("operator.events.nothing")} <button type="button" className="link-button" onClick={() => set({ q: "", f: "", from: "", until: "" })}>{t("operator.events.show_all")}</button></p>}
              {kind !== kRefused && (items.length > 0 || !isAnything) && (
                <section className="stack" aria-labelledby="acts">
                  <h2 id="acts">{t("audit.acts")}</h2>
                  {pager(t("audit.pages"))}
                  {items.length === 0 ? <Empty title={t("audit.none")} /> : <Acts items={items} things={things} />}
                  {items.length > 0 && pager(t("audit.pages_below"))}
                </section>
              )}
              {(wish.types === "" || kind === kRefused) && (refused.length > 0 || !isAnything) && (
                <section className="stack" aria-labelledby="refused">
                  <h2 id="refused">{t("audit.refused")}</h2>
                  <p className="soft">{t("audit.refused_lead")}</p>
                  {refused.length === 0 ? <p>{t("audit.none_refused")}</p> : <Refused items={refused} things={things} />}
                  {has_more_refused && <p>{t("audit.more_refused", { n: refused.length })}</p>}
                </section>
              )}
            </>
          );
        }}
      </Loaded>
    </OrganisationFrame>
  );
}

type AuditOf = Schemas["Audit"];

// What this firm's ids are called, as far as its own lists know them.
function useThings(organisation: string): Things {
  const { t } = useLanguage();
  const acting = useOrganisation();
  const assessments = useQuery(queries.assessments(organisation));
  const shelf = useQuery(queries.evidence(organisation));
  const people = useQuery(queries.people(organisation));
  const mandates = useQuery(queries.mandates(organisation));
  const disclosures = useQuery(queries.disclosures(organisation));
  return useMemo(() => new Map([
    [acting.id, acting.name] as const,
    ...(assessments.data?.items ?? []).map(({ id, star, edition }) => [id, t("audit.assessment", { star, edition })] as const),
    ...(shelf.data?.items ?? []).map(({ id, file_name }) => [id, file_name] as const),
    ...(people.data?.members ?? []).map(({ person_id, name }) => [person_id, name] as const),
    ...(mandates.data?.items ?? []).map(({ id, taker_name }) => [id, taker_name] as const),
    ...(disclosures.data?.items ?? []).map(({ id, receiver_name }) => [id, receiver_name] as const),
  ]), [t, acting, assessments.data, shelf.data, people.data, mandates.data, disclosures.data]);
}

function Acts({ items, things }: { items: AuditOf["items"]; things: Things }) {
  const { t, language } = useLanguage();
  const [open, setOpen] = useState<number | null>(null);
  const reader = { t, language, things };
  return (
    <table className="table cards sheet-table events">
      <thead>
        <tr>
          <th scope="col">{t("audit.when")}</th><th scope="col">{t("audit.who")}</th><th scope="col">{t("audit.what")}</th><th scope="col">{t("audit.about")}</th>
          <th scope="col"><span className="visually-hidden">{t("audit.more")}</span></th>
        </tr>
      </thead>
      <tbody>
        {items.map((act) => {
          const facts = factWords(act, reader);
          const isOpen = open === act.sequence;
          return (
            <Fragment key={act.sequence}>
              <tr>
                <td data-label={t("audit.when")} className="nowrap number">{moment(act.at)}</td>
                <td data-label={t("audit.who")}>{act.actor_name || t("audit.keeper")}</td>
                <th scope="row">{eventName(t, act.act)}{facts.length > 0 && <><br /><span className="small soft">{facts.join("・")}</span></>}</th>
                <td data-label={t("audit.about")}>{subjectWords(act.subject, act.act, reader)}</td>
                <td><button type="button" className="link-button" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : act.sequence)}>{t("audit.more")}<span className="visually-hidden"> {act.sequence}</span></button></td>
              </tr>
              {isOpen && <tr><td colSpan={5}><EventRecord event={{ ...act, type: act.act }} /></td></tr>}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function Refused({ items, things }: { items: AuditOf["refused"]; things: Things }) {
  const { t, language } = useLanguage();
  const reader = { t, language, things };
  return (
    <table className="table cards sheet-table events">
      <thead><tr><th scope="col">{t("audit.when")}</th><th scope="col">{t("audit.who")}</th><th scope="col">{t("audit.what")}</th><th scope="col">{t("audit.about")}</th><th scope="col">{t("audit.times")}</th></tr></thead>
      <tbody>
        {items.map((one) => (
          <tr key={`${one.last_at}.${one.actor_id}.${one.act}.${one.subject}.${one.rule}`}>
            <td data-label={t("audit.when")} className="nowrap number">{moment(one.last_at)}</td>
            <td data-label={t("audit.who")}>{one.actor_name}</td>
            <th scope="row">
              {rightWords(t, one.act)}
              <details className="small"><summary>{t("audit.code")}</summary><code>{one.act}</code> · {t("audit.rule")} <code>{one.rule}</code></details>
            </th>
            <td data-label={t("audit.about")}>{subjectWords(one.subject, one.act, reader)}</td>
            <td data-label={t("audit.times")} className="number">{one.times}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
