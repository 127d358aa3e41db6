// Out as a file, filled in elsewhere, and back: every difference is seen before anything is stored.
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { clock, today } from "../i18n/dates";
import { type PlainKey, useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { ActResult, Notice, ProblemLine } from "../ui/notice";
import { Page } from "../ui/page";
import { saveFile } from "../ui/save_file";
import { sizeWords } from "../ui/size";
import { useSeal } from "./sealed";
import { StateTag } from "./state_mark";

type Preview = Schemas["ImportPreview"];
type Difference = Preview["changes"][number];
type Side = Difference["theirs"];
type Format = "xlsx" | "csv" | "oscal" | "self-check";
const endings: Record<Format, string> = { xlsx: "xlsx", csv: "csv", oscal: "json", "self-check": "self-check.json" };

export function FilesPage({ id }: { id: string }) {
  const { t } = useLanguage();
  const head = useQuery(queries.assessment(id));
  return (
    <Page title={t("files.title")} lead={t("files.lead")}>
      <Loaded query={head}>
        {(assessment) => (
          <>
            <Out assessment={assessment} />
            {assessment.permissions.includes("answer") && <BackWhereOpen assessment={assessment} />}
          </>
        )}
      </Loaded>
      <p><Link href={`/app/assessments/${id}`}>{t("scope.back")}</Link></p>
    </Page>
  );
}

function BackWhereOpen({ assessment }: { assessment: Schemas["Assessment"] }) {
  const seal = useSeal(assessment, true);
  return seal.isClosed ? seal.notice : <Back assessment={assessment} />;
}

function Out({ assessment }: { assessment: Schemas["Assessment"] }) {
  const { t } = useLanguage();
  const act = useAct(async ({ format, charset = "utf-8", part = "ssp" }: { format: Format; charset?: "utf-8" | "cp932"; part?: "ssp" | "results" | "poam" }) => {
    const bytes = (await unwrap(api.GET("/assessments/{assessment}/export", { params: { path: { assessment: assessment.id }, query: { format, charset, part } }, parseAs: "blob" }))) as Blob;
    const mark = charset === "cp932" ? "_Shift_JIS" : part === "ssp" ? "" : `_${part}`;
    saveFile(bytes, t("files.name", { organisation: assessment.organisation_name, star: assessment.star, day: today(), ending: `${mark}.${endings[format]}` }));
  });
  return (
    <section className="sheet stack">
      <h2>{t("files.out")}</h2>
      <p>{t("files.out_text")}</p>
      <div className="row">
        <button type="button" className="button first" disabled={act.isRunning} onClick={() => void act.run({ format: "xlsx" })}><Icon name="download" />{t("files.xlsx")}</button>
        <button type="button" className="button" disabled={act.isRunning} onClick={() => void act.run({ format: "csv" })}>{t("files.csv_utf8")}</button>
        <button type="button" className="button" disabled={act.isRunning} onClick={() => void act.run({ format: "csv", charset: "cp932" })}>{t("files.csv_cp932")}</button>
        <button type="button" className="button" disabled={act.isRunning} onClick={() => void act.run({ format: "oscal" })}>{t("files.oscal")}</button>
        <button type="button" className="button" disabled={act.isRunning} onClick={() => void act.run({ format: "oscal", part: "results" })}>{t("files.oscal_results")}</button>
        <button type="button" className="button" disabled={act.isRunning} onClick={() => void act.run({ format: "oscal", part: "poam" })}>{t("files.oscal_poam")}</button>
      </div>
      <h3>{t("files.offline")}</h3>
      <p>{t("files.offline_text")}</p>
      <div className="row">
        <a className="button" href="/self-check.html" download="hoshirube-self-check.html"><Icon name="download" />{t("files.offline_page")}</a>
        <button type="button" className="button" disabled={act.isRunning} onClick={() => void act.run({ format: "self-check" })}><Icon name="download" />{t("files.offline_answers")}</button>
      </div>
      <ActResult act={act} />
    </section>
  );
}

// A .json may be either of two; the self-check says in its first line what it is.
async function formatOf(file: File): Promise<Format> {
  if (/\.json$/i.test(file.name)) return (await file.slice(0, 400).text()).includes("hoshirube.self-check") ? "self-check" : "oscal";
  return /\.csv$|\.txt$/i.test(file.name) ? "csv" : "xlsx";
}
const asBody = (file: File) => ({ headers: { "Content-Type": "application/octet-stream" }, body: file as unknown as string, bodySerializer: (body: string | undefined) => body });

const kMaxBytes = 20 * 1024 * 1024; // The server’s limit for forms.

// What can be said of the file before it is sent.
function wrongWith(file: File): PlainKey | undefined {
  if (!/\.(xlsx|csv|txt|json)$/i.test(file.name)) return "files.wrong_kind";
  if (file.size === 0) return "files.is_empty";
  return file.size > kMaxBytes ? "files.too_large" : undefined;
}

function Back({ assessment }: { assessment: Schemas["Assessment"] }) {
  const { t } = useLanguage();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<(Preview & { format: Format }) | null>(null);
  const [taken, setTaken] = useState(0);
  const look = useAct(async ({ chosen }: { chosen: File; name: string; size: number }) => {
    const format = await formatOf(chosen);
    const answer = await unwrap(api.POST("/assessments/{assessment}/import-preview", { params: { path: { assessment: assessment.id }, query: { format } }, ...asBody(chosen) }));
    setPreview({ ...answer, format });
  });
  const take = useAct(
    ({ theirs, ours, format }: { sha256: string; format: Format; theirs: string[]; ours: string[] }, key) =>
      unwrap(api.POST("/assessments/{assessment}/import", {
        params: { path: { assessment: assessment.id }, query: { format, theirs: theirs.join(","), ours: ours.join(",") }, header: keyed(key) },
        ...asBody(file as File),
      })),
    [["answers", assessment.id], ["assessment", assessment.id]],
  );

  function choose(chosen: File | null) {
    setFile(chosen);
    setPreview(null);
    take.clear();
    look.clear();
    if (chosen && !wrongWith(chosen)) void look.run({ chosen, name: chosen.name, size: chosen.size });
  }

  const fault = file ? wrongWith(file) : undefined;
  return (
    <section className="sheet stack">
      <h2>{t("files.back")}</h2>
      <div className="field">
        <label htmlFor={id}>{t("files.choose")}</label>
        <div className="hint" id={`${id}-hint`}>{t("files.choose_hint")}</div>
        <input id={id} className="input" type="file" accept=".xlsx,.csv,.txt,.json" aria-describedby={`${id}-hint`} onChange={(event) => choose(event.target.files?.[0] ?? null)} />
      </div>
      <div role="status">{fault && file && <ProblemLine>{t("files.wrong_file", { name: file.name, size: sizeWords(file.size) })} {t(fault)}</ProblemLine>}</div>
      <ActResult act={look} />
      {preview && !take.isDone && <Differences preview={preview} isBusy={take.isRunning} onTake={(theirs, ours) => { setTaken(preview.changes.length + theirs.length); void take.run({ sha256: preview.file_sha256, format: preview.format, theirs, ours }); }} />}
      <ActResult act={take} done={t("files.done", { n: taken })} />
    </section>
  );
}

// A file of another assessment is wrong as a whole: that is one sentence, not one for each of its rows.
function Faults({ faults }: { faults: Preview["faults"] }) {
  const { t } = useLanguage();
  const foreign = faults.filter(({ key }) => key === "exchange.other_assessment").length;
  const single = foreign > 1 ? faults.filter(({ key }) => key !== "exchange.other_assessment") : faults;
  return (
    <Notice kind="bad" title={single.length > 0 ? t("files.faults", { n: single.length + (foreign > 1 ? 1 : 0) }) : t("files.cannot")}>
      {foreign > 1 && <p>{t("files.other_assessment", { n: foreign })}</p>}
      <ul>{single.map((fault, i) => <li key={i}>{fault.message}</li>)}</ul>
    </Notice>
  );
}

function Differences({ preview, isBusy, onTake }: { preview: Preview & { format: Format }; isBusy: boolean; onTake: (theirs: string[], ours: string[]) => void }) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState<Record<string, "ours" | "theirs">>({});
  const undecided = preview.conflicts.filter(({ criterion }) => !chosen[criterion]);
  const picked = (side: "ours" | "theirs") => preview.conflicts.map(({ criterion }) => criterion).filter((criterion) => chosen[criterion] === side);
  const isNothing = preview.changes.length + preview.conflicts.length === 0;
  return (
    <div className="stack" aria-live="polite">
      <h3>{t("files.found")}</h3>
      <ul>
        <li>{t("files.changes", { n: preview.changes.length })}</li>
        <li>{t("files.conflicts", { n: preview.conflicts.length })}</li>
        <li>{t("files.same", { n: preview.same })}</li>
        {preview.kept.length > 0 && <li>{t("files.kept", { list: preview.kept.join(", ") })}</li>}
        {preview.missing.length > 0 && <li>{t("files.missing", { n: preview.missing.length })}</li>}
        {preview.beyond_star.length > 0 && <li>{t("files.beyond_star", { list: preview.beyond_star.join(", ") })}</li>}
        {preview.evidence_ignored.length > 0 && <li>{t("files.evidence_ignored", { list: preview.evidence_ignored.join(", ") })}</li>}
      </ul>
      {preview.ignored.length > 0 && <details><summary>{t("files.ignored", { n: preview.ignored.length })}</summary><ul>{preview.ignored.map(({ path, count }) => <li key={path}><code>{path}</code> {t("files.ignored_count", { n: count })}</li>)}</ul></details>}
      {preview.broken.length > 0 && <details><summary>{t("files.broken", { n: preview.broken.length })}</summary><ul>{preview.broken.map(({ path, message }) => <li key={path + message}>{message} <code>{path}</code></li>)}</ul></details>}
      {preview.faults.length > 0 && <Faults faults={preview.faults} />}
      {preview.conflicts.map((each) => (
        <Both key={each.criterion} difference={each} isTable={preview.format !== "self-check"} title={t("files.conflict_title", { number: each.criterion, name: each.ours.updated_by_name ?? "", time: each.ours.updated_at ? clock(each.ours.updated_at) : "" })}>
          <fieldset className="row">
            <legend>{t("files.which")}</legend>
            {(["ours", "theirs"] as const).map((side) => (
              <label key={side} className="row tight">
                <input type="radio" name={each.criterion} checked={chosen[each.criterion] === side} onChange={() => setChosen({ ...chosen, [each.criterion]: side })} />
                {t(side === "ours" ? "files.keep_ours" : "files.take_theirs")}
              </label>
            ))}
          </fieldset>
        </Both>
      ))}
      {!isNothing && preview.can_import && (
        <div className="row">
          <button type="button" className="button first" disabled={isBusy || undecided.length > 0} onClick={() => onTake(picked("theirs"), picked("ours"))}>{t("files.take", { n: preview.changes.length + picked("theirs").length })}</button>
          {undecided.length > 0 && <p className="small">{t("files.undecided", { list: undecided.map(({ criterion }) => criterion).join(", ") })}</p>}
        </div>
      )}
      {preview.changes.map((each) => <Both key={each.criterion} difference={each} isTable={preview.format !== "self-check"} title={t("files.change_title", { number: each.criterion })} />)}
      {isNothing && preview.can_import && <p>{t("files.nothing")}</p>}
    </div>
  );
}

function Both({ difference, isTable, title, children }: { difference: Difference; isTable: boolean; title: string; children?: React.ReactNode }) {
  const { t } = useLanguage();
  return (
    <section className="stack tight">
      <h4>{title}</h4>
      <div className="conflict-sides">
        <OneSide title={t("files.here")} side={difference.ours} />
        <OneSide title={isTable ? t("files.in_file", { row: difference.row }) : t("files.in_self_check")} side={difference.theirs} />
      </div>
      {children}
    </section>
  );
}

function OneSide({ title, side }: { title: string; side: Side }) {
  return (
    <div className="conflict-side stack tight">
      <h5>{title}</h5>
      <p><StateTag state={side.state} /></p>
      {side.branch_words.length > 0 && <ul>{side.branch_words.map((words) => <li key={words}>{words}</li>)}</ul>}
      {side.state === "planned" && <p>{side.planned_on} {side.planned_owner}</p>}
      {side.reason && <p className="keep-lines">{side.reason}</p>}
      {side.note && <p className="keep-lines">{side.note}</p>}
    </div>
  );
}
