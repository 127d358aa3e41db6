// The shelf: every file of the firm once, the stale ones in front.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { useOrganisation } from "../account/acting";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { folded } from "../ui/combobox";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Empty, Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { BatchPeriod } from "./batch_period";
import { DropZone } from "./drop_zone";
import { FileCard } from "./file_card";
import { daysOver, type Evidence } from "./freshness";
import { UploadList } from "./upload_list";
import { useUploads } from "./use_uploads";

const kPageSize = 60; // Cards drawn at once; more on request.

export default function EvidencePages() {
  const { t, language } = useLanguage();
  const organisation = useOrganisation();
  const shelf = useQuery(queries.evidence(organisation.id));
  const assessments = useQuery(queries.assessments(organisation.id));
  const current = assessments.data?.items[0];
  const head = useQuery({ ...queries.assessment(current?.id ?? ""), enabled: current !== undefined });
  const criteria = useQuery({ ...queries.criteria(current?.edition ?? "", current?.star ?? 0, language), enabled: current !== undefined });
  const mayChange = organisation.roles.includes("applicant");
  const mayTie = mayChange && (head.data?.permissions.includes("answer") ?? false) && head.data?.state !== "submitted" && head.data?.state !== "registered";
  return (
    <Page title={t("evidence.title")} lead={t("evidence.lead")}>
      <Loaded query={shelf}>
        {({ items }) => (
          <>
            {mayChange && <HandIn organisation={organisation.id} shelf={items} />}
            {items.length === 0
              ? <Empty title={t("evidence.empty")}><p>{t("evidence.empty_text")}</p></Empty>
              : <Shelf items={items} assessment={current?.id} criteria={criteria.data?.items ?? []} mayChange={current ? mayTie : mayChange} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function HandIn({ organisation, shelf }: { organisation: string; shelf: readonly Evidence[] }) {
  const { t } = useLanguage();
  const [known, setKnown] = useState<readonly string[]>([]); // Names handed in again with the same content.
  const [fresh, setFresh] = useState<readonly string[]>([]); // Just handed in; their period is not said yet.
  const uploads = useUploads("shelf", organisation, (evidence, file) => {
    const same = shelf.find(({ id }) => id === evidence);
    if (same) setKnown((now) => [...now, `${file.name} = ${same.file_name}`]);
    else setFresh((now) => [...now, evidence]);
  });
  const isQuiet = uploads.uploads.every(({ is }) => is !== "waiting" && is !== "sending");
  const unsaid = shelf.filter(({ id }) => fresh.includes(id));
  return (
    <section className="stack" aria-label={t("evidence.hand_in")}>
      <DropZone onFiles={uploads.add} />
      <UploadList uploads={uploads.uploads} onRetry={uploads.retry} onClear={() => { uploads.clear(); setKnown([]); }} />
      {known.length > 0 && <Notice kind="info"><p>{t("evidence.known")}</p><ul>{known.map((line) => <li key={line}>{line}</li>)}</ul></Notice>}
      {isQuiet && unsaid.length > 0 && <BatchPeriod files={unsaid} onDone={() => setFresh([])} />}
      {isQuiet && uploads.uploads.some(({ is }) => is === "done") && <p className="soft">{t("evidence.then")}</p>}
    </section>
  );
}

type Show = "all" | "stale" | "loose";

interface ShelfProps {
  items: readonly Evidence[];
  assessment: string | undefined;
  criteria: readonly Schemas["Criterion"][];
  mayChange: boolean;
}

function Shelf({ items, assessment, criteria, mayChange }: ShelfProps) {
  const { t } = useLanguage();
  const search = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const [limit, setLimit] = useState(kPageSize);
  const sought = search.get("q") ?? "";
  const show = (search.get("f") ?? "all") as Show;
  const day = today();
  const rows = useMemo(() => {
    const freshness = new Map(criteria.map((each) => [each.number, each.freshness_days]));
    return items
      .map((file) => ({ file, over: assessment ? daysOver(file, assessment, freshness, day) : null }))
      .sort((one, two) => Math.max(two.over ?? 0, 0) - Math.max(one.over ?? 0, 0));
  }, [items, criteria, assessment, day]);
  const isStale = (row: (typeof rows)[number]) => (row.over ?? 0) > 0;
  const isLoose = (row: (typeof rows)[number]) => row.file.stands_behind.length === 0;
  const needle = folded(sought.trim());
  const shown = rows.filter((row) =>
    (show === "all" || (show === "stale" ? isStale(row) : isLoose(row))) && folded(`${row.file.file_name} ${row.file.note}`).includes(needle));

  function goTo(q: string, f: Show) {
    const next = new URLSearchParams({ ...(q ? { q } : {}), ...(f === "all" ? {} : { f }) });
    navigate(`/app/evidence?${next}`, { replace: true });
  }

  return (
    <section className="stack" aria-label={t("evidence.shelf")}>
      <div className="row">
        <label className="search-field">
          <Icon name="search" /><span className="visually-hidden">{t("evidence.search")}</span>
          <input className="input" type="search" placeholder={t("evidence.search")} value={sought} onChange={(event) => goTo(event.target.value, show)} />
        </label>
        <label>
          <span className="visually-hidden">{t("list.filter")}</span>
          <select className="input" value={show} onChange={(event) => goTo(sought, event.target.value as Show)}>
            <option value="all">{t("evidence.all")} ({rows.length})</option>
            <option value="stale">{t("evidence.stale")} ({rows.filter(isStale).length})</option>
            <option value="loose">{t("evidence.loose")} ({rows.filter(isLoose).length})</option>
          </select>
        </label>
      </div>
      {shown.length === 0 && <p className="soft">{t("list.none_found")}</p>}
      <ul className="plain stack">
        {shown.slice(0, limit).map(({ file, over }) => (
          <FileCard
            key={file.id} file={file} over={over} assessment={assessment} criteria={criteria} mayChange={mayChange}
            sameAs={items.filter((each) => file.same_content_as.includes(each.id))}
          />
        ))}
      </ul>
      {shown.length > limit && <div><button type="button" className="button" onClick={() => setLimit(limit + kPageSize)}>{t("evidence.more", { n: shown.length - limit })}</button></div>}
    </section>
  );
}
