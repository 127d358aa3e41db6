import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef } from "react";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { useDraft } from "../ui/draft";
import { ActResult } from "../ui/notice";
import { keepsItself } from "../ui/unsaved";

interface AdviceProps {
  assessment: string;
  criterion: string; // "": about the whole.
  onClose?: () => void;
  onSent?: () => void;
}

// Advice stands apart: it neither confirms nor returns, and reaches the firm at once.
export function AdviceForm({ assessment, criterion, onClose, onSent }: AdviceProps) {
  const { t } = useLanguage();
  const id = useId();
  const [text, setText] = useDraft(`advice.${assessment}.${criterion}`);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (onClose) area.current?.focus();
  }, []);
  const act = useAct(
    (body: { criterion?: string; text: string }, key) =>
      unwrap(api.POST("/assessments/{assessment}/advice", { params: { path: { assessment }, header: keyed(key) }, body })),
    [["review", assessment]],
  );

  async function send(event?: FormEvent) {
    event?.preventDefault();
    if (!text.trim()) return area.current?.focus();
    const receipt = await act.run({ ...(criterion && { criterion }), text: text.trim() });
    if (!receipt) return;
    setText("");
    onSent?.();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
    if (event.key === "Escape") onClose?.();
  }

  return (
    <form className="stack tight" onSubmit={(event) => void send(event)} onKeyDown={onKeyDown} {...keepsItself}>
      <label className="label" htmlFor={id}>{t(criterion ? "review.advice.text" : "review.advice.whole")}</label>
      <p className="small soft" id={`${id}-hint`}>{t("review.advice.hint")}</p>
      <textarea ref={area} id={id} className="input" rows={3} value={text} aria-describedby={`${id}-hint`} onChange={(event) => { setText(event.target.value); if (act.isDone) act.clear(); }} />
      <div className="row">
        <button className="button first" disabled={act.isRunning}>{t("review.advice.go")}</button>
        <span className="small soft">{t("review.advice.keys")}</span>
        {onClose && <button type="button" className="button quiet" onClick={onClose}>{t("ui.close")}</button>}
      </div>
      <ActResult act={act} done={t("review.advice.done")} />
    </form>
  );
}
