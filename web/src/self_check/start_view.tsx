// The beginning: what this is, which star, and the ten-minute questions that decide which criteria may not concern the firm.
import { useState } from "react";
import { useLanguage } from "../i18n/language";
import { StepQuestion } from "../start/step_question";
import { firstOpen, openSteps, withImplied } from "../start/steps";
import { TextField } from "../ui/field";
import { Icon, Stars } from "../ui/icons";
import { Page } from "../ui/page";
import { criteriaFor } from "./catalogue";
import { OpenButton } from "./files";
import { goTo, hrefOf } from "./place";
import { useCriterionTitle, useStanding, useTools } from "./shared";

export function StartView({ asked }: { asked: number }) {
  const { t } = useLanguage();
  const { catalogue, store } = useTools();
  const { work } = useStanding();
  const steps = openSteps(catalogue.start.steps, work.profile);
  const step = asked > 0 ? steps[asked - 1] : undefined;
  if (asked > steps.length) return <Found />;
  if (!step) return <Welcome firstQuestion={Math.min(firstOpen(steps, work.profile) + 1, steps.length)} questions={steps.length} />;

  function answer(value: string) {
    if (!step) return;
    const profile = withImplied({ ...work.profile, [step.key]: value });
    store.setHead({ profile });
    goTo({ v: "start", step: String(asked + 1) });
  }
  return (
    <Page key="questions" title={t("start.title")} lead={t("offline.start_lead")}>
      <div className="start-progress">
        <p className="number"><strong>{t("start.step", { at: asked, last: steps.length })}</strong></p>
        <progress max={steps.length} value={asked - 1} aria-label={t("start.step", { at: asked, last: steps.length })} />
      </div>
      <StepQuestion key={step.key} step={step} value={work.profile[step.key]} isSending={false} onAnswer={answer} />
      <div className="row apart">
        <a className="button quiet" href={hrefOf({ v: "start", step: asked > 1 ? String(asked - 1) : "" })}>← {t("start.back")}</a>
        <a className="button quiet" href={hrefOf({ v: "list" })}>{t("offline.to_criteria")} →</a>
      </div>
    </Page>
  );
}

function Welcome({ firstQuestion, questions }: { firstQuestion: number; questions: number }) {
  const { t, language } = useLanguage();
  const { catalogue, store } = useTools();
  const { work } = useStanding();
  const isBegun = Object.keys(work.answers).length + Object.keys(work.profile).length > 0;
  const answered = Object.keys(work.profile).length;
  return (
    <Page key="welcome" title={t("offline.title")} lead={t("offline.lead")}>
      <ul className="plain stack tight promises">
        <li><Icon name="check" /><span>{t("offline.promise_private")}</span></li>
        <li><Icon name="check" /><span>{t("offline.promise_save")}</span></li>
        <li><Icon name="check" /><span>{t("offline.promise_server")}</span></li>
      </ul>
      <section className="sheet stack">
        <fieldset className="field">
          <legend>{t("offline.which_star")}</legend>
          <div className="choices star-choices">
            {catalogue.edition.levels.map(({ star, name }) => (
              <label key={star} className="choice">
                <input type="radio" name="star" checked={work.star === star} onChange={() => store.setHead({ star })} />
                <span>
                  <strong><Stars star={star} isHeld={false} /> {name[language]}</strong><br />
                  <span className="small">{t("offline.star_count", { n: criteriaFor(catalogue, star).length })}</span>
                </span>
              </label>
            ))}
          </div>
          <p className="hint">{t("offline.star_hint")}</p>
        </fieldset>
        <TextField name="firm" label={t("offline.firm")} hint={t("offline.firm_hint")} isOptional size="middle" value={work.firm} onChange={(firm) => store.setHead({ firm })} />
        <div className="row">
          <a className="button first large" href={hrefOf({ v: "start", step: String(firstQuestion) })}>{t(isBegun && answered > 0 ? "offline.questions_again" : "offline.questions", { n: questions })}</a>
          <a className="button large" href={hrefOf({ v: "list" })}>{t("offline.to_criteria")}</a>
        </div>
      </section>
      <section className="stack tight">
        <h2>{t("offline.go_on")}</h2>
        <p>{t("offline.go_on_text")}</p>
        <div className="row"><OpenButton onOpened={() => undefined} /></div>
      </section>
      <Own />
    </Page>
  );
}

// What the answers are good for, right after the last question.
function Found() {
  const { t, language } = useLanguage();
  const { judgement } = useStanding();
  const titleOf = useCriterionTitle();
  return (
    <Page key="found" title={t("offline.found")} lead={t("offline.found_lead")}>
      <ol className="plain stack tight">
        {judgement.next.map(({ criterion, reason }, i) => (
          <li key={criterion}>
            <a className="thing" href={hrefOf({ v: "list", c: criterion })}>
              <span className="thing-number">{i + 1}</span>
              <span><strong>{titleOf(criterion)}</strong><br /><span className="small soft"><span className="code">{criterion}</span> {reason[language]}</span></span>
            </a>
          </li>
        ))}
      </ol>
      <SeemNotToApply />
      <div className="row">
        <a className="button first" href={hrefOf({ v: "list", c: judgement.next[0]?.criterion ?? "" })}>{t("offline.begin")}</a>
        <a className="button quiet" href={hrefOf({ v: "start" })}>{t("offline.back_to_start")}</a>
      </div>
    </Page>
  );
}

export function SeemNotToApply() {
  const { t } = useLanguage();
  const { judgement } = useStanding();
  const titleOf = useCriterionTitle();
  const [areShown, setAreShown] = useState(false);
  const numbers = judgement.seems_not_applicable;
  if (numbers.length === 0) return null;
  const shown = areShown ? numbers : numbers.slice(0, 6);
  return (
    <section className="stack tight">
      <h2>{t("offline.seem_not", { n: numbers.length })}</h2>
      <p>{t("offline.seem_not_text")}</p>
      <ul>{shown.map((number) => <li key={number}><a href={hrefOf({ v: "list", c: number })}><span className="code">{number}</span> {titleOf(number)}</a></li>)}</ul>
      {shown.length < numbers.length && <p><button type="button" className="link-button" onClick={() => setAreShown(true)}>{t("offline.show_all", { n: numbers.length })}</button></p>}
    </section>
  );
}

// Whose words these are, and what a self-check is not.
function Own() {
  const { t, language } = useLanguage();
  const { catalogue } = useTools();
  return (
    <section className="stack tight small soft">
      <h2>{t("offline.about")}</h2>
      <p>{t("offline.about_words", { edition: catalogue.edition.title[language] })} {catalogue.edition.official_source_url}</p>
      <p>{t("offline.about_not")}</p>
      <details>
        <summary>{t("offline.licences")}</summary>
        <pre className="licences" lang="en" tabIndex={0}>{document.getElementById("licences")?.textContent}</pre>
      </details>
    </section>
  );
}
