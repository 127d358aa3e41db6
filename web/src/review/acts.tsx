import { type RefObject, useEffect, useRef } from "react";
import { Icon } from "../ui/icons";
import { useLanguage } from "../i18n/language";
import { ProblemLine } from "../ui/notice";
import { AdviceForm } from "./advice_form";
import type { Case } from "./doubt";
import { ReturnForm } from "./return_form";
import type { Bench } from "./bench";

export type ActName = "confirm" | "return" | "advise"; // Open "confirm": the tick to agree is still missing.

export const canConfirm = ({ answer }: Case) => answer.state === "met" || answer.state === "not_applicable";

interface ActsProps {
  bench: Bench;
  found: Case;
  open: ActName | null;
  setOpen: (open: ActName | null) => void;
  isAgreed: boolean;
  setIsAgreed: (isAgreed: boolean) => void;
  agreement: RefObject<HTMLInputElement | null>;
  confirm: () => void;
  giveBack: (reason: string) => void;
  advised: () => void;
  undo: () => void;
  said: string;
  step: (by: 1 | -1) => void;
}

// The three acts, always in sight. Confirming and returning are decisions; advising is neither.
export function Acts({ bench, found, open, setOpen, isAgreed, setIsAgreed, agreement, confirm, giveBack, advised, undo, said, step }: ActsProps) {
  const { t } = useLanguage();
  const { number } = found.criterion;
  const decision = bench.decisions.get(number);
  const refused = bench.box.refused(number);
  const isOpen = open === "return" || open === "advise";
  const bar = useBarHeight();
  return (
    <section ref={bar} className={isOpen ? "desk-acts open" : "desk-acts"} aria-label={t("review.acts.name")}>
      {refused && <ProblemLine>{refused.problem.title}</ProblemLine>}
      {bench.mayDecide && decision && (
        <p className={decision.decision === "confirmed" ? "desk-decided good" : "desk-decided warn"}>
          <Icon name={decision.decision === "confirmed" ? "check" : "returned"} />
          <span>
            <strong>{t(decision.decision === "confirmed" ? "review.acts.is_confirmed" : "review.acts.is_returned")}</strong>
            {decision.agrees_not_applicable && ` ${t("review.acts.is_agreed")}`}
            {decision.reason && <span className="keep-lines"> {decision.reason}</span>}
          </span>
        </p>
      )}
      {bench.mayDecide && !canConfirm(found) && <p className="small">{t("review.acts.cannot_confirm")}</p>}
      {bench.mayDecide && found.answer.state === "not_applicable" && !decision && (
        <div>
          <label className="choice">
            <input ref={agreement} type="checkbox" checked={isAgreed} aria-describedby={open === "confirm" && !isAgreed ? "agree-first" : undefined} onChange={(event) => setIsAgreed(event.target.checked)} />
            <span>{t("review.acts.agree")} <Key name="N" /></span>
          </label>
          {open === "confirm" && !isAgreed && <div role="alert" id="agree-first"><ProblemLine>{t("review.acts.agree_first")}</ProblemLine></div>}
        </div>
      )}
      {open === "return" && <ReturnForm bench={bench} found={found} giveBack={giveBack} onClose={() => setOpen(null)} />}
      {open === "advise" && <AdviceForm assessment={bench.assessment.id} criterion={number} onClose={() => setOpen(null)} onSent={advised} />}
      {!isOpen && (
        <div className="row">
          {bench.mayDecide && (
            <>
              <button type="button" className="button first" disabled={!canConfirm(found)} onClick={confirm}><Icon name="check" />{t("review.acts.confirm")}<Key name="C" /></button>
              <button type="button" className="button" onClick={() => setOpen("return")}><Icon name="returned" />{t("review.acts.return")}<Key name="R" /></button>
            </>
          )}
          {bench.mayAdvise && <button type="button" className="button quiet" onClick={() => setOpen("advise")}><Icon name="info" />{t("review.acts.advise")}<Key name="A" /></button>}
          <span className="row push">
            <button type="button" className="link-button" onClick={() => step(-1)}><Icon name="back" />{t("review.acts.previous")}</button>
            <button type="button" className="link-button" onClick={() => step(1)}>{t("review.acts.next")}<Icon name="next" /></button>
          </span>
        </div>
      )}
      <div className="row small">
        <span role="status">{!refused && said}{!refused && said && bench.counts.left > 0 ? ` ${t("review.said.left", { n: bench.counts.left })}` : ""}</span>
        {bench.mayDecide && (said || decision) && <button type="button" className="link-button" onClick={undo}>{t("review.acts.undo")}<Key name="U" /></button>}
      </div>
    </section>
  );
}

// Tells the style sheet how much of the window the bar covers, so that nothing with the focus ends up behind it.
function useBarHeight(): RefObject<HTMLElement | null> {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const root = document.documentElement;
    const measure = () => {
      const covers = bar.current !== null && getComputedStyle(bar.current).position === "sticky";
      root.style.setProperty("--bar-height", covers ? `${bar.current?.offsetHeight ?? 0}px` : "0px");
    };
    const watch = new ResizeObserver(measure);
    if (bar.current) watch.observe(bar.current);
    window.addEventListener("resize", measure);
    return () => {
      watch.disconnect();
      window.removeEventListener("resize", measure);
      root.style.removeProperty("--bar-height");
    };
  }, []);
  return bar;
}

function Key({ name }: { name: string }) {
  return <kbd aria-hidden="true">{name}</kbd>;
}
