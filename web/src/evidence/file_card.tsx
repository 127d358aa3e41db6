import { useState } from "react";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { dayOf } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Combobox } from "../ui/combobox";
import { Icon } from "../ui/icons";
import { ActResult } from "../ui/notice";
import { sizeWords } from "../ui/size";
import { ContentDoubt } from "./content_doubt";
import { DownloadButton } from "./download";
import { EditFile } from "./edit_file";
import type { Age, Evidence } from "./freshness";
import { useLink, useUnlink } from "./links";
import { PeriodWords } from "./period_fields";
import { canLook } from "./look";
import { RemoveFile } from "./remove_file";
import { suggested } from "./suggest";

interface CardProps {
  file: Evidence;
  sameAs: readonly Evidence[];
  age: Age | null;
  assessment: string | undefined; // The one whose answers it can be tied to now.
  criteria: readonly Schemas["Criterion"][];
  mayChange: boolean; // Its name, period and note; and take it off the shelf.
  mayTie: boolean;
  onLook: () => void; // Into the file; the shelf holds the dialog, so that it outlives the card.
  onRemoved: () => void;
}

const kSuggestions = 3;

export function FileCard({ file, sameAs, age, assessment, criteria, mayChange, mayTie, onLook, onRemoved }: CardProps) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<"edit" | "remove" | null>(null);
  const close = () => setOpen(null);
  return (
    <li className="sheet file-card">
      <div className="stack tight">
        <h2 className="row"><Icon name="file" /><span className="upload-name">{file.file_name}</span></h2>
        {file.note && <p>{file.note}</p>}
        <p className="small soft"><PeriodWords from={file.effective_from} to={file.effective_to} /></p>
        <p className="small soft">{t("file.uploaded", { day: dayOf(file.uploaded_at), name: file.uploaded_by_name })} · {sizeWords(file.size_bytes)} · <span className="code" title={file.sha256}>SHA-256 {file.sha256.slice(0, 12)}…</span>{!file.scanned_at && <> · <span className="nowrap">{t("file.unscanned")}</span></>}</p>
        <ContentDoubt file={file} />
        {age && age.over > 0 && <p><span className="tag wait"><Icon name="clock" />{t("file.stale", { n: age.over, criterion: age.criterion, limit: age.limit })}</span></p>}
        {sameAs.length > 0 && <p className="small"><Icon name="copy" /> {t("file.same", { names: sameAs.map((each) => each.file_name).join("、") })}</p>}
        <div className="row small">
          {canLook(file) && <button type="button" className="link-button" onClick={onLook}><Icon name="search" />{t("file.look")}<span className="visually-hidden"> {file.file_name}</span></button>}
          {!canLook(file) && <span className="soft">{t("look.none")}</span>}
          <DownloadButton evidence={file.id} fileName={file.file_name} />
          {mayChange && <button type="button" className="link-button" onClick={() => setOpen("edit")}><Icon name="edit" />{t("file.edit")}<span className="visually-hidden"> {file.file_name}</span></button>}
          {mayChange && <button type="button" className="link-button" onClick={() => setOpen("remove")}><Icon name="trash" />{t("file.remove")}<span className="visually-hidden"> {file.file_name}</span></button>}
        </div>
      </div>
      {assessment && <Ties file={file} assessment={assessment} criteria={criteria} mayTie={mayTie} />}
      {open === "edit" && <EditFile file={file} onClose={close} />}
      {open === "remove" && <RemoveFile file={file} onRemoved={onRemoved} onClose={close} />}
    </li>
  );
}

function Ties({ file, assessment, criteria, mayTie }: { file: Evidence; assessment: string; criteria: readonly Schemas["Criterion"][]; mayTie: boolean }) {
  const { t } = useLanguage();
  const tie = useLink(assessment);
  const untie = useUnlink(assessment);
  const tied = file.stands_behind.filter((each) => each.assessment === assessment).map((each) => each.criterion);
  const free = criteria.filter(({ number }) => !tied.includes(number));
  const hints = mayTie && tied.length === 0 ? suggested(`${file.file_name} ${file.note}`, free, kSuggestions) : [];
  const titleOf = (number: string) => criteria.find((each) => each.number === number)?.words.title ?? "";
  return (
    <div className="stack tight file-ties">
      <h3>{t("file.ties", { n: tied.length })}</h3>
      {tied.length > 0 && (
        <ul className="plain ties">
          {tied.map((number) => (
            <li key={number}>
              <Link href={`/app/assessments/${assessment}?c=${number}`}><span className="code">{number}</span> {titleOf(number)}</Link>
              {mayTie && <button type="button" className="icon-button" disabled={untie.isRunning} onClick={() => void untie.run({ criterion: number, evidence: file.id })}><Icon name="cross" label={t("file.untie", { number })} /></button>}
            </li>
          ))}
        </ul>
      )}
      {hints.length > 0 && (
        <div className="row small">
          <span>{t("file.suggested")}</span>
          {hints.map(({ number, words }) => (
            <button key={number} type="button" className="button small-button" disabled={tie.isRunning} onClick={() => void tie.run({ criterion: number, evidence: file.id })}>
              <Icon name="link" /><span><span className="code">{number}</span> {words.title}</span>
            </button>
          ))}
        </div>
      )}
      {mayTie && (
        <Combobox
          name="criterion" label={t("file.tie_more")} value="" onChange={(criterion) => void tie.run({ criterion, evidence: file.id })} problem={tie.problem}
          choices={free.map(({ number, words }) => ({ value: number, label: `${number} ${words.title}` }))}
        />
      )}
      <ActResult act={tie} fields={["criterion"]} />
      <ActResult act={untie} />
    </div>
  );
}
