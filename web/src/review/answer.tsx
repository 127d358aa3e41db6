import { clock } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { answerIcon, answerName } from "./words";
import type { Case } from "./doubt";
import { Proofs } from "./proofs";
import { Remarks } from "./remarks";
import type { Bench } from "./bench";

// The right of the desk: what the firm says, what stands behind it, and what was said about it before.
export function AnswerPanel({ bench, found, goTo }: { bench: Bench; found: Case; goTo: (criterion: string) => void }) {
  const { t } = useLanguage();
  const { answer, criterion } = found;
  const taken = criterion.branches.filter((branch) => answer.branches.includes(branch.key));
  const tone = answer.state === "met" ? "good" : answer.state === "not_applicable" ? "info" : "warn";
  return (
    <section className="sheet stack desk-answer" aria-label={t("review.answer.name")}>
      <div className="stack tight">
        <h3 className="desk-part">{t("review.answer.name")}</h3>
        <p className="row">
          <span className={`tag ${tone} desk-state`}><Icon name={answerIcon[answer.state]} />{answerName(t, answer.state)}</span>
          {answer.review === "lapsed" && <span className="tag wait">{t("review.answer.changed")}</span>}
        </p>
        {taken.length > 0 && (
          <div>
            <p className="small soft">{t("review.answer.branches", { n: criterion.branches.length })}</p>
            <ul className="desk-branches">{taken.map((branch) => <li key={branch.key}>{branch.text}</li>)}</ul>
          </div>
        )}
        {answer.state === "not_applicable" && <p className="desk-quote keep-lines"><span className="small soft">{t("review.answer.reason")}</span>{"\n"}{answer.reason}</p>}
        {answer.state === "planned" && <p>{t("review.answer.plan", { day: answer.planned_on ?? "", owner: answer.planned_owner })}</p>}
        {answer.note ? <p className="desk-quote keep-lines">{answer.note}</p> : <p className="small soft">{t("review.answer.no_note")}</p>}
        {answer.updated_at && <p className="small soft">{t("review.answer.by", { name: answer.updated_by_name, time: clock(answer.updated_at) })}</p>}
      </div>
      <div className="stack tight">
        <Proofs found={found} goTo={goTo} />
        <Remarks review={bench.review} criterion={criterion.number} />
      </div>
    </section>
  );
}
