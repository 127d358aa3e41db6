import { outbox, useOutbox } from "../api/outbox";
import { clock } from "../i18n/dates";
import { type PlainKey, useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { ProblemLine } from "../ui/notice";
import { stateNames } from "./state_mark";
import { type Item, type Missing, missingIn } from "./view";

const fieldsOfForm = ["state", "planned_on", "planned_owner", "reason", "note"];
const needs: Record<Exclude<Missing, "branches">, PlainKey> = {
  planned_on: "assessment.save_state.needs_date",
  planned_owner: "assessment.save_state.needs_owner", reason: "assessment.save_state.needs_reason",
};

// Where these words are: typed here, on their way, or kept by the server since when and by whom.
export function SaveLine({ assessment, item }: { assessment: string; item: Item }) {
  const { t } = useLanguage();
  const outbox = useOutbox();
  const slot = outbox.slot(assessment, item.criterion.number);
  const problem = slot?.problem;
  return (
    <div className="save-line" role="status">
      {problem && !(problem.field && fieldsOfForm.includes(problem.field)) && <ProblemLine>{problem.title}</ProblemLine>}
      {slot ? onItsWay() : kept()}
    </div>
  );

  function onItsWay() {
    if (slot?.theirs) return <p>{t("assessment.save_state.conflict")}</p>;
    if (slot?.problem) return <p>{t("assessment.save_state.refused")}</p>;
    const missing = slot?.isHeld ? missingIn(item.words, item.criterion) : null;
    if (missing) return <Unfinished assessment={assessment} item={item} missing={missing} />;
    if (outbox.isSending(assessment, item.criterion.number) || !slot?.tried) return <p className="soft">{t("assessment.save_state.saving")}</p>;
    return <p className="needs"><Icon name="clock" />{t("assessment.save_state.waiting")}</p>;
  }

  function kept() {
    if (!item.answer?.updated_at || item.answer.version === 0) return <p className="soft">{t("assessment.save_state.autosave")}</p>;
    return (
      <p className="good-line"><Icon name="check" /><span>{t("assessment.save_state.saved", { time: clock(item.answer.updated_at), name: item.answer.updated_by_name })}</span></p>
    );
  }
}

// Words that lack something are not sent. What the server holds meanwhile is named, and one press goes back to it.
function Unfinished({ assessment, item, missing }: { assessment: string; item: Item; missing: Missing }) {
  const { t } = useLanguage();
  const { answer, slot, criterion } = item;
  const saved = t(stateNames[answer?.state ?? "unknown"]);
  const more = criterion.choose_min - item.words.branches.length;
  return (
    <>
      <p className="needs"><Icon name="info" />{missing === "branches" ? t("assessment.save_state.needs_branches", { n: more }) : t(needs[missing])}</p>
      {slot && answer && answer.version > slot.base && <p className="needs"><Icon name="warning" />{t("assessment.save_state.saved_since", { name: answer.updated_by_name, state: saved })}</p>}
      {!slot?.tried && <p><button type="button" className="link-button" onClick={() => outbox.discard(assessment, criterion.number)}>{t("assessment.save_state.discard", { state: saved })}</button></p>}
    </>
  );
}
