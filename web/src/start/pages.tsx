// The ten-minute start: one question a step, each answer kept at once, and at the end the scope and the first five things.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useSearch } from "wouter";
import { useOrganisation } from "../account/acting";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { ActResult } from "../ui/notice";
import { Page } from "../ui/page";
import { ScopeStep } from "./scope_step";
import { StepQuestion } from "./step_question";
import { type Answers, firstOpen, openSteps, type Step, withImplied } from "./steps";

export default function StartPages() {
  const { t } = useLanguage();
  const organisation = useOrganisation();
  const guide = useQuery(queries.startGuide());
  const profile = useQuery({ ...queries.profile(organisation.id), refetchOnWindowFocus: false });
  const assessments = useQuery(queries.assessments(organisation.id));
  return (
    <Page title={t("start.title")} lead={t("start.lead")}>
      <Loaded query={guide}>
        {({ steps }) => (
          <Loaded query={profile}>
            {({ answers }) => (
              <Loaded query={assessments}>
                {({ items }) => <Walk steps={steps} saved={answers} hasAssessment={items.length > 0} />}
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Walk({ steps: allSteps, saved, hasAssessment }: { steps: readonly Step[]; saved: Answers; hasAssessment: boolean }) {
  const { t } = useLanguage();
  const organisation = useOrganisation();
  const [answers, setAnswers] = useState<Answers>(saved);
  const [, navigate] = useLocation();
  const asked = Number(new URLSearchParams(useSearch()).get("step") ?? "0");
  const steps = openSteps(allSteps, answers);
  const last = steps.length + (hasAssessment ? 0 : 1); // The scope is asked once, when the first assessment opens.
  const at = asked >= 1 ? Math.min(asked, last) : Math.min(firstOpen(steps, answers) + 1, last);
  const act = useAct(
    (body: { answers: Answers }, key) =>
      unwrap(api.PUT("/organisations/{organisation}/profile", { params: { path: { organisation: organisation.id }, header: keyed(key) }, body })),
    [["profile", organisation.id], ["next"]],
  );
  const step = steps[at - 1];
  const goTo = (place: number) => navigate(`/app/start?step=${place}`);

  async function answer(value: string) {
    if (!step) return;
    const next = withImplied({ ...answers, [step.key]: value });
    setAnswers(next);
    const receipt = await act.run({ answers: next });
    if (!receipt) return;
    if (at < openSteps(allSteps, next).length + (hasAssessment ? 0 : 1)) goTo(at + 1);
    else navigate("/app/today");
  }

  return (
    <div className="stack loose">
      <div className="start-progress">
        <p className="number"><strong>{t("start.step", { at, last })}</strong> <span className="soft">{t("start.kept")}</span></p>
        <progress max={last} value={at - 1} aria-label={t("start.step", { at, last })} />
      </div>
      {step ? (
        <StepQuestion key={step.key} step={step} value={answers[step.key]} isSending={act.isRunning} onAnswer={(value) => void answer(value)} />
      ) : (
        <ScopeStep organisation={organisation} />
      )}
      <ActResult act={act} />
      <div className="row apart">
        {at > 1 ? <button type="button" className="button quiet" onClick={() => goTo(at - 1)}>← {t("start.back")}</button> : <span />}
        <button type="button" className="link-button small" onClick={() => navigate(hasAssessment ? "/app/today" : "/app/organisation")}>{t("start.later")}</button>
      </div>
    </div>
  );
}
