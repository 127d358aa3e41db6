import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "wouter";
import { useActing } from "../account/acting";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Stars } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Page } from "../ui/page";
import type { DecisionBox } from "./decision_box";
import { Desk } from "./desk";
import { type Case, casesOf } from "./doubt";
import { ReviewSummary } from "./summary";
import { type Counts, countsOf, type Decision, decisionsNow, type Review, useDecisionBox } from "./use_review";
import { stateName } from "./words";

export interface Bench {
  assessment: Schemas["Assessment"];
  review: Review;
  cases: Case[]; // Most doubtful first.
  decisions: ReadonlyMap<string, Decision>;
  counts: Counts;
  box: DecisionBox;
  mayDecide: boolean;
  mayAdvise: boolean;
}

export function ReviewPage({ assessment, part }: { assessment: string; part: "desk" | "summary" }) {
  const head = useQuery(queries.assessment(assessment));
  return <Loaded query={head}>{(found) => <WithAnswers assessment={found} part={part} />}</Loaded>;
}

function WithAnswers({ assessment, part }: { assessment: Schemas["Assessment"]; part: "desk" | "summary" }) {
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
      <Stars star={assessment.star} isHeld={assessment.state === "registered"} />
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
      <Loaded query={criteria}>{() => <Loaded query={answers}>{() => <Loaded query={review}>{(found) => {
        const decisions = decisionsNow(found, box, session.name);
        const bench: Bench = {
          assessment, review: found, cases, decisions, box, counts: countsOf(decisions, cases.length),
          mayDecide: isReviewing && assessment.state === "submitted",
          mayAdvise: assessment.permissions.includes("advise") && assessment.state !== "registered",
        };
        return part === "desk" ? <Desk bench={bench} /> : <ReviewSummary bench={bench} />;
      }}</Loaded>}</Loaded>}</Loaded>
    </Page>
  );
}
