// What stands over every list: search, order and filter (kept in the address bar), and the export of what is seen.
import type { ReactNode } from "react";
import { useAct } from "../api/act";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { csv } from "./csv";
import { Icon } from "./icons";
import { ActResult } from "./notice";
import { saveFile } from "./save_file";

export function ListTools({ children }: { children: ReactNode }) {
  return <div className="row list-tools no-print">{children}</div>;
}

export function Tool({ label, isNarrow, children }: { label: string; isNarrow?: boolean; children: ReactNode }) {
  return <label className={isNarrow ? "tool narrow-only" : "tool"}><span className="small soft">{label}</span>{children}</label>;
}

export function SearchTool({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return <Tool label={label}><input className="input" type="search" value={value} onChange={(event) => onChange(event.target.value)} /></Tool>;
}

const kDay = /^\d{4}-\d\d-\d\d$/;

// The days of the address between which a list looks; anything else there counts as none.
export function daysOf(address: { get: (name: string) => string }): { from: string; until: string } {
  const [from = "", until = ""] = ["from", "until"].map((name) => (kDay.test(address.get(name)) ? address.get(name) : ""));
  return { from, until };
}

export function DayTools({ address, onChange }: { address: { get: (name: string) => string }; onChange: (changes: Record<string, string>) => void }) {
  const { t } = useLanguage();
  return (
    <>
      <Tool label={t("operator.events.from")}><input className="input" type="date" value={address.get("from")} onChange={(event) => onChange({ from: event.target.value })} /></Tool>
      <Tool label={t("operator.events.until")}><input className="input" type="date" value={address.get("until")} onChange={(event) => onChange({ until: event.target.value })} /></Tool>
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

export function ChoiceTool({ label, value, choices, onChange }: ChoiceProps) {
  return (
    <Tool label={label}>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </select>
    </Tool>
  );
}

interface ExportProps {
  name: string; // What the file is of, in ASCII: part of its name.
  head: readonly string[];
  count: number;
  isMore?: boolean; // There is more than `count` says; the export fetches it all.
  rows: () => readonly (readonly string[])[] | Promise<readonly (readonly string[])[]>;
}

// Saves what the list shows, all pages of it, as a CSV that opens in Excel.
export function ExportButton({ name, head, count, isMore, rows }: ExportProps) {
  const { t } = useLanguage();
  const act = useAct(async (_input: null) => saveFile(new Blob([csv([head, ...(await rows())])], { type: "text/csv;charset=utf-8" }), `hoshirube-${name}-${today()}.csv`));
  return (
    <div className="push export">
      <button type="button" className="button" disabled={count === 0 || act.isRunning} onClick={() => void act.run(null)}><Icon name="download" />{isMore ? t("ui.export_all") : t("ui.export", { n: count.toLocaleString() })}</button>
      <ActResult act={act} />
    </div>
  );
}

// The same as JSON, for programs: what `data` answers, in a file.
export function JsonButton({ name, label, data }: { name: string; label: string; data: () => unknown }) {
  const act = useAct(async (_input: null) => saveFile(new Blob([`${JSON.stringify(await data(), null, 2)}\n`], { type: "application/json" }), `hoshirube-${name}-${today()}.json`));
  return (
    <div className="export">
      <button type="button" className="button" disabled={act.isRunning} onClick={() => void act.run(null)}><Icon name="download" />{label}</button>
      <ActResult act={act} />
    </div>
  );
}
