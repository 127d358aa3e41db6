import { useState } from "react";
import { useOutbox } from "../api/outbox";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { TextArea, TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { ProblemLine } from "../ui/notice";
import { keepsItself } from "../ui/unsaved";
import { StateIcon, stateNames } from "./state_mark";
import { type Answering, statesInOrder } from "./use_answer";
import { isUntouched, type Item, missingIn } from "./view";

interface FormProps {
  assessment: string;
  item: Item;
  answering: Answering;
}

export function AnswerForm({ assessment, item, answering }: FormProps) {
  const { t } = useLanguage();
  const slot = useOutbox().slot(assessment, item.criterion.number);
  const { words, criterion } = item;
  const { mayAnswer, change } = answering;
  const problem = slot?.problem ?? undefined;
  const missing = missingIn(words, criterion);
  return (
    <form className="stack answer" onSubmit={(event) => event.preventDefault()} {...keepsItself}>
      {criterion.branches.length > 0 && <Branches item={item} answering={answering} isMissing={missing === "branches"} />}
      <States item={item} answering={answering} />
      {problem?.field === "state" && <ProblemLine>{problem.title}</ProblemLine>}
      {words.state === "planned" && (
        <div className="answer-more">
          <TextField name="planned_on" type="date" label={t("answer.planned_on")} size="narrow" value={words.planned_on ?? ""} isReadOnly={!mayAnswer} problem={problem} onChange={(value) => change({ planned_on: value || null })} />
          <HeldText name="planned_owner" label={t("answer.planned_owner")} value={words.planned_owner} isReadOnly={!mayAnswer} problem={problem} onChange={(planned_owner) => change({ planned_owner }, "typing")} isLine />
          {words.planned_on && <PlannedDay day={words.planned_on} />}
          <p className="small soft">{t("answer.planned_text")}</p>
        </div>
      )}
      {words.state === "not_applicable" && (
        <div className="answer-more">
          <HeldText name="reason" label={t("answer.reason")} hint={t("answer.reason_hint")} value={words.reason} isReadOnly={!mayAnswer} problem={problem} onChange={(reason) => change({ reason }, "typing")} />
        </div>
      )}
      <HeldText name="note" label={t("answer.note")} hint={t("answer.note_hint")} isOptional value={words.note} isReadOnly={!mayAnswer} problem={problem} onChange={(note) => change({ note }, "typing")} />
    </form>
  );
}

const kFarYears = 3; // A plan beyond the next renewals is more often a slip of the keys.

function PlannedDay({ day }: { day: string }) {
  const { t } = useLanguage();
  const now = today();
  const isFar = Number(day.slice(0, 4)) > Number(now.slice(0, 4)) + kFarYears;
  if (day >= now && !isFar) return null;
  return <p className="needs"><Icon name="info" />{t(day < now ? "answer.planned_past" : "answer.planned_far")}</p>;
}

type HeldProps = Parameters<typeof TextArea>[0] & { isLine?: boolean };

// While the cursor stands in it, a text shows what is typed; what the server tidied comes in afterwards.
function HeldText({ value, onChange, isLine, ...props }: HeldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const field = {
    ...props, value: typed ?? value, onBlur: () => setTyped(null),
    onChange: (text: string) => { setTyped(text); onChange(text); },
  };
  return isLine ? <TextField {...field} size="middle" /> : <TextArea {...field} />;
}

function Branches({ item, answering, isMissing }: { item: Item; answering: Answering; isMissing: boolean }) {
  const { t } = useLanguage();
  const { criterion, words } = item;
  const toggle = (key: string) =>
    answering.change({ branches: words.branches.includes(key) ? words.branches.filter((each) => each !== key) : [...words.branches, key] });
  return (
    <fieldset className="field" aria-describedby={isMissing ? "branches-missing" : undefined}>
      <legend>{t("answer.branches", { n: criterion.choose_min })}</legend>
      <div className="choices branch-choices">
        {criterion.branches.map((branch) => (
          <label key={branch.key} className="choice">
            <input type="checkbox" checked={words.branches.includes(branch.key)} disabled={!answering.mayAnswer} onChange={() => toggle(branch.key)} />
            <span>{branch.text}</span>
          </label>
        ))}
      </div>
      {isMissing && <p id="branches-missing" className="needs"><Icon name="info" />{t("answer.branches_missing", { n: criterion.choose_min })}</p>}
    </fieldset>
  );
}

function States({ item, answering }: { item: Item; answering: Answering }) {
  const { t } = useLanguage();
  return (
    <fieldset className="field">
      <legend>{t("answer.state")}</legend>
      <div className="choices state-choices">
        {answering.states.map((state) => (
          <label key={state} className="choice state-choice">
            <input type="radio" name={`state-${item.criterion.number}`} checked={item.words.state === state && !isUntouched(item)} disabled={!answering.mayAnswer} onChange={() => answering.change({ state })} />
            <StateIcon state={state} />
            <span aria-hidden="true">{t(stateNames[state])}</span>
            <kbd aria-hidden="true">{statesInOrder.indexOf(state) + 1}</kbd>
          </label>
        ))}
      </div>
      {!answering.states.includes("not_applicable") && <p className="hint">{t("answer.always_applies")}</p>}
    </fieldset>
  );
}
