import { useState } from "react";
import { ContentDoubt } from "../evidence/content_doubt";
import { DownloadButton } from "../evidence/download";
import { kindOf } from "../evidence/period_words";
import { canLook, Look } from "../evidence/look";
import { PreviewDialog } from "../evidence/preview";
import { officeDate, today } from "../i18n/dates";
import { type Language, type Translate, useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { sizeWords } from "../ui/size";
import { type Case, type Evidence, isStale } from "./doubt";

export function Proofs({ found, goTo }: { found: Case; goTo: (criterion: string) => void }) {
  const { t } = useLanguage();
  return (
    <div className="stack tight">
      <h3 className="desk-part">{t("review.proofs.title")}</h3>
      {found.evidence.length === 0 && <p className="desk-missing"><Icon name="warning" />{t("review.proofs.none")}</p>}
      <ul className="plain stack tight">
        {found.evidence.map((file) => <li key={file.id}><Proof file={file} found={found} goTo={goTo} /></li>)}
      </ul>
    </div>
  );
}

function period({ effective_from: from, effective_to: to }: Evidence, t: Translate, language: Language): string {
  const [first, last] = [from, to].map((day) => (day ? officeDate(day, language) : ""));
  switch (kindOf(from, to)) {
    case "day": return t("review.proofs.on", { day: first ?? "" });
    case "period": return first ? t("review.proofs.between", { from: first, to: last ?? "" }) : t("review.proofs.until", { day: last ?? "" });
    case "since": return t("review.proofs.since", { day: first ?? "" });
    case "unknown": return t("review.proofs.undated");
  }
}

function Proof({ file, found, goTo }: { file: Evidence; found: Case; goTo: (criterion: string) => void }) {
  const { t, language } = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  const [isLarge, setIsLarge] = useState(false);
  const elsewhere = file.stands_behind.map(({ criterion }) => criterion).filter((criterion) => criterion !== found.criterion.number);
  return (
    <article className="proof">
      <p className="proof-name"><Icon name="file" /><span>{file.file_name}</span></p>
      {file.note && <p className="small">{file.note}</p>}
      <ContentDoubt file={file} />
      <p className="small soft">
        {period(file, t, language)}・{sizeWords(file.size_bytes)}{!file.scanned_at && <>・<span className="nowrap">{t("file.unscanned")}</span></>}{" "}
        {isStale(file, found.criterion.freshness_days, today()) && <span className="tag wait"><Icon name="clock" />{t("review.proofs.stale", { number: found.criterion.number, n: found.criterion.freshness_days })}</span>}
      </p>
      <div className="row">
        {canLook(file) ? (
          <button type="button" className="link-button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            <Icon name={isOpen ? "cross" : "search"} />{t(isOpen ? "review.proofs.hide" : "review.proofs.look")}<span className="visually-hidden"> {file.file_name}</span>
          </button>
        ) : <span className="small soft">{t("look.none")}</span>}
        {isOpen && <button type="button" className="link-button" onClick={() => setIsLarge(true)}>{t("look.large")}<span className="visually-hidden"> {file.file_name}</span></button>}
        <DownloadButton evidence={file.id} fileName={file.file_name} />
      </div>
      {isOpen && <Look file={file} />}
      {isLarge && <PreviewDialog file={file} onClose={() => setIsLarge(false)} />}
      {elsewhere.length > 0 && (
        <details className="small">
          <summary>{t("review.proofs.elsewhere", { n: elsewhere.length })}</summary>
          <div className="row">{elsewhere.map((criterion) => <button key={criterion} type="button" className="link-button" onClick={() => goTo(criterion)}>{criterion}</button>)}</div>
        </details>
      )}
      <p className="small soft proof-hash"><span className="visually-hidden">SHA-256 </span><code>{file.sha256.slice(0, 16)}…</code></p>
    </article>
  );
}
