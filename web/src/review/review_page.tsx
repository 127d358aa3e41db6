import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "wouter";
import { useActing } from "../account/acting";
import { Refusal, type Schemas } from "../api/client";
import { queries } from "../api/queries";
import { scopeKind } from "../declaration/paper";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Stars } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import type { Bench } from "./bench";
import { Desk } from "./desk";
import { casesOf } from "./doubt";
import { ScopeRead } from "./scope";
import { ReviewSummary } from "./summary";
import { countsOf, decisionsNow, type Review, useDecisionBox } from "./use_review";
import { stateName } from "./words";

const kStillThereEvery_ms = 15_000; // How soon an expert learns that the firm has taken its submission back.

export function ReviewPage({ assessment, part }: { assessment: string; part: "desk" | "summary" }) {
  const { t } = useLanguage();
  const head = useQuery({ ...queries.assessment(assessment), refetchInterval: kStillThereEvery_ms });
  // Taken back, the assessment is no longer the expert's to see: what was read stays in sight, and nothing can be decided.
  const isTakenBack = head.error instanceof Refusal && head.error.problem.status === 404;
  return <Loaded query={head} refused={(problem) => (problem.status === 404 ? <Page title={t("review.gone")}><TakenBack /></Page> : null)}>{(found) => <WithAnswers assessment={found} part={part} isTakenBack={isTakenBack} />}</Loaded>;
}

function TakenBack() {
  const { t } = useLanguage();
  return (
    <Notice kind="warn" title={t("review.gone")}>
      <p>{t("review.gone_next")}</p>
      <Link className="button" href="/app/reviews">{t("review.gone_list")}</Link>
    </Notice>
  );
}

function WithAnswers({ assessment, part, isTakenBack }: { assessment: Schemas["Assessment"]; part: "desk" | "summary"; isTakenBack: boolean }) {
  const { t, language } = useLanguage();
  const { session } = useActing();
  const criteria = useQuery(queries.criteria(assessment.edition, assessment.star, language));
  const answers = useQuery(queries.answers(assessment.id));
  const review = useQuery(queries.review(assessment.id));
  const box = useDecisionBox(assessment.id);
  const cases = useMemo(
    () => (criteria.data && answers.data && review.data ? casesOf(criteria.data.items, answers.data.answers, review.data.evidence, today()) : []),
    [criteria.data, answers.data, review.data],
  );
  const isReviewing = assessment.permissions.includes("review");
  const lead = (
    <span className="row">
      <Stars star={assessment.star} isHeld={assessment.certificate?.state === "valid"} />
      <strong aria-hidden="true">★{assessment.star}</strong>
      <span>{t("review.edition", { edition: assessment.edition })}</span>
      <span className="tag">{stateName(t, assessment.state)}</span>
      {assessment.round > 1 && <span>{t("review.round", { n: assessment.round })}</span>}
      {assessment.is_invented && <span className="tag wait">{t("review.invented")}</span>}
      {part === "summary" && <Link href={`/app/reviews/${assessment.id}`}>{t("review.summary.back")}</Link>}
    </span>
  );
  const title = part === "summary" ? t("review.summary.title", { organisation: assessment.organisation_name }) : assessment.organisation_name;
  return (
    <Page key={part} title={title} lead={lead} shape={part === "desk" ? "wide" : undefined}>
      <div role="status">{isTakenBack && <TakenBack />}</div>
      <Loaded query={criteria}>{() => <Loaded query={answers}>{() => <Loaded query={review}>{(found) => {
        const decisions = decisionsNow(found, box, session.name);
        const bench: Bench = {
          assessment, review: found, cases, decisions, box, counts: countsOf(decisions, cases.length),
          mayDecide: !isTakenBack && isReviewing && assessment.state === "submitted",
          mayAdvise: !isTakenBack && assessment.permissions.includes("advise") && assessment.state !== "registered",
        };
        return part === "desk" ? <><ScopeHead review={found} /><Desk bench={bench} /></> : <ReviewSummary bench={bench} />;
      }}</Loaded>}</Loaded>}</Loaded>
    </Page>
  );
}

// Over the whole desk: open where the scope is another than before, one line to open elsewhere.
function ScopeHead({ review }: { review: Review }) {
  const { t } = useLanguage();
  return (
    <details className="scope-head" open={review.scope_before !== null}>
      <summary>{t("review.scope.line", { kind: scopeKind(t, review.scope.kind), description: review.scope.description })}</summary>
      <ScopeRead review={review} as="h2" />
    </details>
  );
}
