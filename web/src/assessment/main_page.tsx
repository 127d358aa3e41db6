// The main screen: everything it needs is read here, once; the work is done in Workspace.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "wouter";
import { useOrganisation } from "../account/acting";
import type { Schemas } from "../api/client";
import { useOutbox, waitsForPerson } from "../api/outbox";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { Distance } from "./distance";
import { isOpenToAnswer, joined, passes, tally } from "./view";
import { Workspace } from "./workspace";

const kOthersEvery_ms = 15_000; // How soon one sees what colleagues saved.

export function AssessmentPage({ id }: { id: string }) {
  const { t } = useLanguage();
  const head = useQuery(queries.assessment(id));
  return (
    <Page title={t("assessment.title")} shape="wide">
      <Loaded query={head}>{(assessment) => <WithCatalogue assessment={assessment} />}</Loaded>
    </Page>
  );
}

function WithCatalogue({ assessment }: { assessment: Schemas["Assessment"] }) {
  const { language } = useLanguage();
  const criteria = useQuery(queries.criteria(assessment.edition, assessment.star, language));
  const editions = useQuery(queries.editions());
  const edition = editions.data?.items.find(({ id }) => id === assessment.edition);
  return (
    <Loaded query={criteria}>
      {({ items }) => <Loaded query={editions}>{() => edition && <WithAnswers assessment={assessment} edition={edition} criteria={items} />}</Loaded>}
    </Loaded>
  );
}

interface Read {
  assessment: Schemas["Assessment"];
  edition: Schemas["Edition"];
  criteria: readonly Schemas["Criterion"][];
}

function WithAnswers({ assessment, edition, criteria }: Read) {
  const { t, language } = useLanguage();
  const outbox = useOutbox();
  const answers = useQuery({ ...queries.answers(assessment.id), refetchInterval: kOthersEvery_ms });
  const shelf = useQuery({ ...queries.evidence(assessment.organisation_id), refetchInterval: kOthersEvery_ms });
  const review = useQuery(queries.review(assessment.id));
  const ticks = outbox.snapshot();
  const isOpen = isOpenToAnswer(assessment);
  const proofs = useMemo(() => countProofs(shelf.data?.items ?? [], assessment.id), [shelf.data, assessment.id]);
  const advised = useMemo(() => new Set(review.data?.advice.map(({ criterion }) => criterion)), [review.data]);
  const items = useMemo(
    () => joined(criteria, answers.data?.answers ?? [], isOpen ? outbox.slotsOf(assessment.id) : [], proofs, advised),
    // `ticks` stands for the outbox's content, which changes in place.
    [criteria, answers.data, proofs, advised, outbox, assessment.id, isOpen, ticks],
  );
  return (
    <Loaded query={answers}>
      {() => (
        <>
          <div className="row apart assessment-head">
            <Distance star={assessment.star} isHeld={assessment.certificate?.state === "valid"} counts={tally(items)} returned={items.filter((item) => passes(item, "returned")).length} />
            <p className="small soft">
              <Link href={`/app/assessments/${assessment.id}/scope`}>{t("assessment.scope_link")}</Link>{" · "}
              <Link href={`/app/assessments/${assessment.id}/files`}>{t("files.link")}</Link>{" · "}
              <Link href={`/app/assessments/${assessment.id}/move`}>{t("move.link")}</Link>{" · "}
              <a href={`/api/v1/assessments/${assessment.id}/report.pdf?lang=${language}`} target="_blank" rel="noopener">{t("assessment.report_link")}</a>
            </p>
          </div>
          <WhoseLine assessment={assessment} />
          <ReadOnlyLine assessment={assessment} />
          {!isOpen && <Leftovers assessment={assessment} />}
          <Workspace assessment={assessment} edition={edition} items={items} shelf={shelf.data?.items ?? []} review={review.data} />
        </>
      )}
    </Loaded>
  );
}

function countProofs(shelf: readonly Schemas["Evidence"][], assessment: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of shelf) {
    for (const link of file.stands_behind) {
      if (link.assessment === assessment) counts.set(link.criterion, (counts.get(link.criterion) ?? 0) + 1);
    }
  }
  return counts;
}

// Words that were begun and not finished while answers could still be changed. They go nowhere now, so they are said and can be let go.
function Leftovers({ assessment }: { assessment: Schemas["Assessment"] }) {
  const { t } = useLanguage();
  const outbox = useOutbox();
  const left = outbox.slotsOf(assessment.id).filter(waitsForPerson).map(({ criterion }) => criterion);
  if (left.length === 0) return null;
  return (
    <Notice kind="info">
      <p>{t("assessment.leftovers", { n: left.length, list: left.join("、") })}</p>
      <p><button type="button" className="button" onClick={() => left.forEach((criterion) => outbox.discard(assessment.id, criterion))}>{t("assessment.drop_leftovers")}</button></p>
    </Notice>
  );
}

// Who works by a mandate always sees for whom.
function WhoseLine({ assessment }: { assessment: Schemas["Assessment"] }) {
  const { t } = useLanguage();
  const own = useOrganisation();
  if (assessment.organisation_id === own.id) return null;
  return <Notice kind="warn"><p><strong>{t("assessment.of_another", { name: assessment.organisation_name })}</strong> {t(assessment.permissions.includes("answer") ? "assessment.mandate_answer" : "assessment.mandate_read")}</p></Notice>;
}

function ReadOnlyLine({ assessment }: { assessment: Schemas["Assessment"] }) {
  const { t } = useLanguage();
  if (assessment.state === "submitted") return <Notice kind="wait"><p>{t("assessment.is_submitted", { name: assessment.confirmer_name })} <Link href="/app/submission">{t("assessment.to_submission")}</Link></p></Notice>;
  if (assessment.state === "registered") return <Notice kind="good"><p>{t("assessment.is_registered")} <Link href="/app/assessments">{t("assessment.to_list")}</Link></p></Notice>;
  if (!assessment.permissions.includes("answer")) return <Notice kind="info"><p>{t("assessment.read_only")}</p></Notice>;
  if ((assessment.state === "confirmed" || assessment.state === "declared") && assessment.seal?.is_intact === false) return <Notice kind="warn"><p>{t("assessment.seal_is_broken")}</p></Notice>;
  return null;
}
