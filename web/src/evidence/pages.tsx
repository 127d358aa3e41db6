// The shelf: every file of the firm once, the stale ones in front.
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { useOrganisation } from "../account/acting";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { useSeal } from "../assessment/sealed";
import { dayOf, today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { folded } from "../ui/combobox";
import { ChoiceTool, ExportButton, ListTools, SearchTool } from "../ui/list_tools";
import { Loaded } from "../ui/loaded";
import { Empty, Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { BatchPeriod } from "./batch_period";
import { DropZone } from "./drop_zone";
import { FileCard } from "./file_card";
import { type Age, ageOf, type Evidence } from "./freshness";
import { GoneNotice, useGone } from "./gone";
import { PreviewDialog } from "./preview";
import { UploadList } from "./upload_list";
import { useUploads } from "./use_uploads";

const kOthersEvery_ms = 15_000; // How soon one sees what colleagues did.
const kPageSize = 60; // Cards drawn at once; more on request.

export default function EvidencePages() {
  const { t, language } = useLanguage();
  const organisation = useOrganisation();
  const shelf = useQuery({ ...queries.evidence(organisation.id), refetchInterval: kOthersEvery_ms });
  const assessments = useQuery(queries.assessments(organisation.id));
  const current = assessments.data?.items[0];
  const head = useQuery({ ...queries.assessment(current?.id ?? ""), enabled: current !== undefined });
  const criteria = useQuery({ ...queries.criteria(current?.edition ?? "", current?.star ?? 0, language), enabled: current !== undefined });
  const mayChange = organisation.roles.includes("applicant");
  const isOpen = (head.data?.permissions.includes("answer") ?? false) && head.data?.state !== "submitted" && head.data?.state !== "registered";
  const seal = useSeal(head.data, isOpen);
  return (
    <Page title={t("evidence.title")} lead={t("evidence.lead")}>
      <Loaded query={shelf}>
        {({ items }) => (
          <>
            {seal.notice}
            {mayChange && <HandIn organisation={organisation.id} shelf={items} />}
            <WithLooks items={items}>
              {(look, expect) => items.length === 0
                ? <Empty title={t("evidence.empty")}><p>{t("evidence.empty_text")}</p></Empty>
                : <Shelf items={items} assessment={current?.id} criteria={criteria.data?.items ?? []} mayChange={mayChange} isOpen={current === undefined || (isOpen && !seal.isClosed)} mayTie={isOpen && !seal.isClosed} look={look} expect={expect} />}
            </WithLooks>
          </>
        )}
      </Loaded>
    </Page>
  );
}

interface LooksProps {
  items: readonly Evidence[];
  children: (look: (file: Evidence) => void, expect: (evidence: string) => void) => ReactNode;
}

// The look into a file, and what others took away meanwhile: both outlive the card of the file, and the last card of all.
function WithLooks({ items, children }: LooksProps) {
  const [looked, setLooked] = useState<Evidence | null>(null);
  const { gone, expect, putAway } = useGone(items);
  return (
    <>
      <GoneNotice gone={gone} place="shelf" onPutAway={putAway} />
      {looked && <PreviewDialog file={looked} isGone={!items.some(({ id }) => id === looked.id)} onClose={() => setLooked(null)} />}
      {children(setLooked, expect)}
    </>
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

type Show = "" | "stale" | "loose";

interface ShelfRow {
  file: Evidence;
  age: Age | null;
}

const byName = new Intl.Collator("ja", { numeric: true });
const orders: Record<string, (one: ShelfRow, two: ShelfRow) => number> = {
  "": (one, two) => Math.max(two.age?.over ?? 0, 0) - Math.max(one.age?.over ?? 0, 0), // Stale ones in front, then as the server has them: newest first.
  newest: (one, two) => two.file.uploaded_at.localeCompare(one.file.uploaded_at),
  name: (one, two) => byName.compare(one.file.file_name, two.file.file_name),
};

interface ShelfProps {
  items: readonly Evidence[];
  assessment: string | undefined;
  criteria: readonly Schemas["Criterion"][];
  mayChange: boolean;
  isOpen: boolean; // What stands behind answers may change: neither sealed, with the expert nor registered.
  mayTie: boolean;
  look: (file: Evidence) => void;
  expect: (evidence: string) => void; // This page itself takes it away.
}

function Shelf({ items, assessment, criteria, mayChange, isOpen, mayTie, look, expect }: ShelfProps) {
  const { t } = useLanguage();
  const address = useAddress();
  const [limit, setLimit] = useState(kPageSize);
  const sought = address.get("q");
  const show = address.get("f") as Show;
  const order = orders[address.get("sort")] ? address.get("sort") : "";
  const day = today();
  const rows = useMemo(() => {
    const freshness = new Map(criteria.map((each) => [each.number, each.freshness_days]));
    return items.map((file): ShelfRow => ({ file, age: assessment ? ageOf(file, assessment, freshness, day) : null })).sort(orders[order]);
  }, [items, criteria, assessment, day, order]);
  const isStale = (row: ShelfRow) => (row.age?.over ?? 0) > 0;
  const isLoose = (row: ShelfRow) => row.file.stands_behind.length === 0;
  const needle = folded(sought.trim());
  const shown = rows.filter((row) =>
    (show === "" || (show === "stale" ? isStale(row) : isLoose(row))) && folded(`${row.file.file_name} ${row.file.note}`).includes(needle));
  const head = [t("evidence.csv.name"), t("evidence.csv.note"), t("evidence.csv.from"), t("evidence.csv.to"), t("evidence.csv.uploaded"), t("evidence.csv.by"), "SHA-256", t("evidence.csv.criteria")];
  const lines = () =>
    shown.map(({ file }) => [
      file.file_name, file.note, file.effective_from ?? "", file.effective_to ?? "", dayOf(file.uploaded_at), file.uploaded_by_name, file.sha256,
      file.stands_behind.filter((each) => each.assessment === assessment).map((each) => each.criterion).join(" "),
    ]);

  return (
    <section className="stack" aria-label={t("evidence.shelf")}>
      <ListTools>
        <SearchTool label={t("evidence.search")} value={sought} onChange={(q) => address.set({ q })} />
        <ChoiceTool label={t("list.filter")} value={show} onChange={(f) => address.set({ f })}
          choices={[
            { value: "", label: `${t("evidence.all")} (${rows.length})` }, { value: "stale", label: `${t("evidence.stale")} (${rows.filter(isStale).length})` },
            { value: "loose", label: `${t("evidence.loose")} (${rows.filter(isLoose).length})` },
          ]} />
        <ChoiceTool label={t("ui.sort")} value={order} onChange={(sort) => address.set({ sort })}
          choices={[{ value: "", label: t("evidence.sort.stale") }, { value: "newest", label: t("evidence.sort.newest") }, { value: "name", label: t("evidence.sort.name") }]} />
        <ExportButton name="evidence" head={head} count={shown.length} rows={lines} />
      </ListTools>
      {shown.length === 0 && <p className="soft">{t("list.none_found")}</p>}
      <ul className="plain stack">
        {shown.slice(0, limit).map(({ file, age }) => (
          <FileCard
            key={file.id} file={file} age={age} assessment={assessment} criteria={criteria} mayChange={mayChange && (isOpen || file.stands_behind.length === 0)} mayTie={mayTie} onLook={() => look(file)} onRemoved={() => expect(file.id)}
            sameAs={items.filter((each) => file.same_content_as.includes(each.id))}
          />
        ))}
      </ul>
      {shown.length > limit && <div><button type="button" className="button" onClick={() => setLimit(limit + kPageSize)}>{t("evidence.more", { n: shown.length - limit })}</button></div>}
    </section>
  );
}
