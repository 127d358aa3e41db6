// One criterion in our own words, and its answer.
import { useEffect, useRef } from "react";
import { StateIcon, stateNames } from "../assessment/state_mark";
import { useLanguage } from "../i18n/language";
import { TextArea, TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { Notice } from "../ui/notice";
import { type Criterion, mayNotApply } from "./catalogue";
import type { Fault, State } from "./core";
import { efforts, sentence, useStanding, useTools } from "./shared";

export const statesInOrder: readonly State[] = ["met", "not_met", "planned", "not_applicable", "unknown"];

interface QuestionProps {
  criterion: Criterion;
  isChosen: boolean; // By the person, not just the first one left.
  onBackToList: () => void;
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
}

export function Question({ criterion, isChosen, onBackToList, onNext, onPrevious }: QuestionProps) {
  const { t, language } = useLanguage();
  const { catalogue } = useTools();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isChosen) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest(".question")?.scrollIntoView({ block: "start" });
  }, [isChosen]);
  const words = criterion[language];
  const requirement = catalogue.edition.requirements.find(({ number }) => number === criterion.requirement);
  return (
    <article className="question" aria-labelledby="question-title">
      <button type="button" className="link-button to-list" onClick={onBackToList}><Icon name="back" />{t("question.to_list")}</button>
      <header className="stack tight">
        <p className="small soft question-place"><span className="code">{criterion.number}</span><span>{requirement?.[language]}</span><span>{t(efforts[criterion.effort])}</span></p>
        <h2 id="question-title" ref={heading} tabIndex={-1}>{words.title}</h2>
      </header>
      <p className="question-text keep-lines">{words.question}</p>
      <p className="question-why"><strong>{t("question.why")}</strong> <span className="keep-lines">{words.why}</span></p>
      <Conditional criterion={criterion} />
      <Answer criterion={criterion} />
      <div className="row apart question-moves no-print">
        <button type="button" className="button" disabled={!onPrevious} onClick={onPrevious}><Icon name="back" />{t("question.previous")}</button>
        <button type="button" className="button first" disabled={!onNext} onClick={onNext}>{t("question.next")}<Icon name="next" /></button>
      </div>
      <div className="question-words">
        <section><h3>{t("question.todo")}</h3><ol>{words.todo.split("\n").map((line) => <li key={line}>{line}</li>)}</ol></section>
        <section><h3>{t("offline.proof")}</h3><p className="keep-lines">{words.proof}</p></section>
        <section><h3>{t("question.example")}</h3><p className="keep-lines">{words.example}</p></section>
      </div>
    </article>
  );
}

// The condition in words, and where the ten-minute start has decided it, the way to say so in one press.
function Conditional({ criterion }: { criterion: Criterion }) {
  const { t, language } = useLanguage();
  const { catalogue, store } = useTools();
  const { judgement, work } = useStanding();
  if (!criterion.condition) return null;
  const step = catalogue.start.steps.find(({ key }) => key === catalogue.start.facts[criterion.condition?.fact ?? ""]?.step);
  const answer = step?.options?.find(({ key }) => key === work.profile[step.key]);
  const reason = step && answer ? t("offline.reason_from_start", { question: step[language].question, answer: answer[language] }) : "";
  return (
    <Notice kind="info">
      <p>{t(criterion.condition.basis === "own_words" ? "question.conditional" : "question.presupposed")}</p>
      {judgement.seems_not_applicable.includes(criterion.number) && reason !== "" && (
        <>
          <p>{t("offline.seems_not", { reason })}</p>
          <p><button type="button" className="button" onClick={() => store.change(criterion.number, { state: "not_applicable", reason })}>{t("offline.set_aside")}</button></p>
        </>
      )}
    </Notice>
  );
}

function Answer({ criterion }: { criterion: Criterion }) {
  const { t, language } = useLanguage();
  const { catalogue, store } = useTools();
  const { work, answerOf, faultOf } = useStanding();
  const answer = answerOf(criterion.number);
  const fault = faultOf(criterion.number);
  const change = (patch: Parameters<typeof store.change>[1]) => store.change(criterion.number, patch);
  // What is missing yet is a request beside the field; what is wrong with a text is a fault of it.
  const isMissing = fault?.key.startsWith("answer.");
  const asked = (field: string) => (fault?.field === field && isMissing ? <p className="needs" id={`asked-${field}`}><Icon name="info" />{sentence(t, fault)}</p> : null);
  const wrong = (field: string) => (fault?.field === field && !isMissing ? sentence(t, fault) : undefined);
  const least = criterion.choose?.min ?? 1;
  const toggle = (key: string) => change({ branches: answer.branches.includes(key) ? answer.branches.filter((each) => each !== key) : [...answer.branches, key] });
  const states = statesInOrder.filter((state) => state !== "not_applicable" || mayNotApply(catalogue, criterion) || answer.state === state);
  return (
    <form className="stack answer" onSubmit={(event) => event.preventDefault()}>
      {criterion.branches && (
        <fieldset className="field" aria-describedby={asked("branches") ? "asked-branches" : undefined}>
          <legend>{t("answer.branches", { n: least })}</legend>
          <div className="choices branch-choices">
            {criterion.branches.map((branch) => (
              <label key={branch.key} className="choice">
                <input type="checkbox" checked={answer.branches.includes(branch.key)} onChange={() => toggle(branch.key)} />
                <span>{branch[language]}</span>
              </label>
            ))}
          </div>
          {asked("branches")}
        </fieldset>
      )}
      <fieldset className="field">
        <legend>{t("answer.state")}</legend>
        <div className="choices state-choices">
          {states.map((state) => (
            <label key={state} className="choice state-choice">
              <input type="radio" name="state" checked={answer.state === state} onChange={() => change({ state })} />
              <StateIcon state={state} />
              <span aria-hidden="true">{t(stateNames[state])}</span>
              <kbd aria-hidden="true">{statesInOrder.indexOf(state) + 1}</kbd>
            </label>
          ))}
        </div>
        {!states.includes("not_applicable") && <p className="hint">{t("answer.always_applies")}</p>}
        {asked("state")}
      </fieldset>
      {answer.state === "planned" && (
        <div className="answer-more">
          <TextField name="planned_on" type="date" label={t("answer.planned_on")} size="narrow" min="2000-01-01" max="2199-12-31" value={answer.planned_on ?? ""} onChange={(value) => change({ planned_on: value || null })} />
          {asked("planned_on")}
          <TextField name="planned_owner" label={t("answer.planned_owner")} size="middle" value={answer.planned_owner} fault={wrong("planned_owner")} onChange={(planned_owner) => change({ planned_owner })} />
          {asked("planned_owner")}
          <p className="small soft">{t("answer.planned_text")}</p>
        </div>
      )}
      {answer.state === "not_applicable" && (
        <div className="answer-more">
          <TextArea name="reason" label={t("answer.reason")} hint={t("answer.reason_hint")} value={answer.reason} fault={wrong("reason")} onChange={(reason) => change({ reason })} />
          {asked("reason")}
        </div>
      )}
      <TextArea name="note" label={t("answer.note")} hint={t("answer.note_hint")} isOptional value={answer.note} fault={wrong("note")} onChange={(note) => change({ note })} />
      <TextArea name="evidence" label={t("offline.evidence")} hint={t("offline.evidence_hint")} isOptional rows={2} value={answer.evidence.join("\n")} onChange={(text) => change({ evidence: text === "" ? [] : text.split("\n").slice(0, 100) })} />
      <p className="small save-line" role="status">{work.answers[criterion.number] && <Kept fault={fault} />}</p>
    </form>
  );
}

// What became of what was typed: kept, and whether it counts.
function Kept({ fault }: { fault: Fault | undefined }) {
  const { t } = useLanguage();
  const { store } = useTools();
  if (fault) return <span className="needs"><Icon name="edit" />{t("offline.not_counted")}</span>;
  return <span className="soft">{t(store.keeps ? "offline.kept" : "offline.kept_in_tab")}</span>;
}
