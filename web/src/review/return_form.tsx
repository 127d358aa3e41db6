import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useLanguage } from "../i18n/language";
import { useDraft } from "../ui/draft";
import { ProblemLine } from "../ui/notice";
import { keepsItself } from "../ui/unsaved";
import { type Case, piecesOf } from "./doubt";
import type { Bench } from "./bench";

interface ReturnProps {
  bench: Bench;
  found: Case;
  giveBack: (reason: string) => void;
  onClose: () => void;
}

// Returning needs a reason the firm can act on; pieces of the criterion's own words help to point at the place.
export function ReturnForm({ bench, found, giveBack, onClose }: ReturnProps) {
  const { t } = useLanguage();
  const { number } = found.criterion;
  const before = bench.decisions.get(number) ?? bench.review.decisions.find((each) => each.criterion === number);
  const [draft, setReason] = useDraft(`return.${bench.assessment.id}.${number}`);
  const [isMissing, setIsMissing] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const reason = draft || (before?.decision === "returned" ? before.reason : "");
  useEffect(() => area.current?.focus(), []);

  function send(event?: FormEvent) {
    event?.preventDefault();
    if (!reason.trim()) {
      setIsMissing(true);
      area.current?.focus();
      return;
    }
    setReason("");
    giveBack(reason.trim());
  }
  function insert(piece: string) {
    const sentence = t("review.return.piece", { piece });
    setReason(reason.trim() ? `${reason.trimEnd()}\n${sentence}` : sentence);
    area.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
    if (event.key === "Escape") onClose();
  }

  return (
    <form className="stack tight" onSubmit={send} onKeyDown={onKeyDown} {...keepsItself}>
      <div className="return-form">
        <div className="pieces" role="group" aria-label={t("review.return.pieces")}>
          {piecesOf(found.criterion).map((piece) => <button key={piece} type="button" className="piece" onClick={() => insert(piece)}>{piece}</button>)}
        </div>
        <div className="stack tight">
          <label className="label" htmlFor="return-reason">{t("review.return.reason")}</label>
          <p className="small soft" id="return-hint">{t("review.return.hint")}</p>
          <textarea
            ref={area} id="return-reason" className="input" rows={3} value={reason} aria-describedby={isMissing ? "return-said return-hint" : "return-hint"} aria-invalid={isMissing || undefined}
            onChange={(event) => { setReason(event.target.value); setIsMissing(false); }}
          />
          {isMissing && <ProblemLine id="return-said">{t("review.return.missing")}</ProblemLine>}
          <div className="row">
            <button className="button first">{t("review.return.go")}</button>
            <button type="button" className="button quiet" onClick={onClose}>{t("ui.cancel")}</button>
            <span className="small soft return-keys">{t("review.return.keys")}</span>
          </div>
        </div>
      </div>
    </form>
  );
}
