import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useSearch } from "wouter";
import { useOrganisation } from "../account/acting";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { titleOf } from "../calendar/words";
import { dayOf, officeDate, today } from "../i18n/dates";
import { type PlainKey, useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { BrokenSeal, isSealBroken } from "./departures";
import { Distance } from "./distance";
import { Stage } from "./stage";
import { StarStopped } from "./star_stopped";
import type { Criterion } from "./view";

type Assessment = Schemas["Assessment"];

export const effortNames: Record<Criterion["effort"], PlainKey> = { short: "effort.short", day: "effort.day", project: "effort.project" };

// What to do next, why this first, and how long it takes; what the expert returned; what falls due.
export function TodayPage({ id }: { id: string }) {
  const { t } = useLanguage();
  const isFirst = new URLSearchParams(useSearch()).get("first") === "yes";
  const head = useQuery(queries.assessment(id));
  return (
    <Page title={t(isFirst ? "today.first_title" : "today.title")} lead={isFirst ? t("today.first_lead") : undefined}>
      <Loaded query={head}>{(assessment) => <Today assessment={assessment} />}</Loaded>
    </Page>
  );
}

function Today({ assessment }: { assessment: Assessment }) {
  const { t, language } = useLanguage();
  const canAnswer = assessment.state !== "submitted" && assessment.state !== "registered";
  const isOver = assessment.certificate?.state === "withdrawn"; // What led to the star is past: only a new assessment leads to one.
  const answers = useQuery({ ...queries.answers(assessment.id), enabled: assessment.state !== "registered" });
  const next = useQuery({ ...queries.next(assessment.id, language), enabled: canAnswer });
  const review = useQuery({ ...queries.review(assessment.id), enabled: canAnswer });
  const returned = answers.data?.answers.filter(({ review }) => review === "returned") ?? [];
  const advice = review.data?.advice ?? [];
  const due = (answers.data?.answers ?? [])
    .filter((answer) => answer.state === "planned" && answer.planned_on)
    .sort((one, two) => (one.planned_on ?? "").localeCompare(two.planned_on ?? ""));
  // The next things bring their titles; all criteria weigh more than the rest of the page.
  const areNamed = canAnswer && (returned.length > 0 || advice.length > 0 || due.length > 0 || (next.data?.seems_not_applicable.length ?? 0) > 0);
  const criteria = useQuery({ ...queries.criteria(assessment.edition, assessment.star, language), enabled: areNamed });
  const titles = new Map(criteria.data?.items.map(({ number, words }) => [number, words.title]));
  const reasons = new Map(
    [...(review.data?.earlier ?? []), ...(review.data?.decisions ?? [])].filter(({ decision }) => decision === "returned").map(({ criterion, reason }) => [criterion, reason]),
  );
  const hrefOf = (number: string) => `/app/assessments/${assessment.id}?c=${number}`;
  return (
    <div className="stack loose">
      <section className="sheet stack">
        {!isOver && <Stage state={isSealBroken(assessment) ? "draft" : assessment.state} isComplete={assessment.progress.distance === 0 && returned.length === 0} />}
        {!isOver && <Distance star={assessment.star} isHeld={assessment.certificate?.state === "valid"} counts={assessment.progress} returned={returned.length} />}
        <WhoMoves assessment={assessment} returned={returned.length} />
      </section>
      {returned.length > 0 && canAnswer && (
        <Section title={t("today.returned", { n: returned.length })}>
          <ul className="plain stack tight">
            {returned.map(({ criterion }) => (
              <li key={criterion}><Link className="thing warn" href={hrefOf(criterion)}><Icon name="returned" /><span><span className="code small">{criterion}</span> <strong>{titles.get(criterion)}</strong><br /><span className="soft">{reasons.get(criterion)}</span></span></Link></li>
            ))}
          </ul>
        </Section>
      )}
      {advice.length > 0 && canAnswer && (
        <Section title={t("today.advice", { n: advice.length })}>
          <ul className="plain stack tight">
            {advice.map(({ id, criterion, text, given_by_name, given_at }) => (
              <li key={id}>
                <Link className="thing" href={criterion ? hrefOf(criterion) : `/app/assessments/${assessment.id}`}>
                  <Icon name="info" />
                  <span>{criterion && <><span className="code small">{criterion}</span> <strong>{titles.get(criterion)}</strong><br /></>}<span className="small soft">{t("remark.advice", { name: given_by_name, day: dayOf(given_at) })}</span><br />{text}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {canAnswer && <NextThings assessment={assessment} titles={titles} hrefOf={hrefOf} />}
      {due.length > 0 && canAnswer && (
        <Section title={t("today.due")}>
          <ul className="plain stack tight">
            {due.map((answer) => (
              <li key={answer.criterion}>
                <Link className="thing" href={hrefOf(answer.criterion)}>
                  <Icon name="clock" />
                  <span>
                    <span className="code small">{answer.criterion}</span> <strong>{titles.get(answer.criterion)}</strong><br />
                    <span className="small soft">{t("today.due_on", { day: officeDate(answer.planned_on ?? "", language), owner: answer.planned_owner })}</span>
                    {(answer.planned_on ?? "") < today() && <> <span className="tag warn">{t("today.overdue")}</span></>}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <DueSoon />
      <p className="row"><Link href={`/app/assessments/${assessment.id}/adviser`}>{t("today.adviser")}</Link><Link href="/app/start?step=1">{t("today.start_again")}</Link><Link href="/app/assessments">{t("today.all_assessments")}</Link></p>
    </div>
  );
}

// What the firm's stars ask for by the end of the month; the calendar has the rest.
function DueSoon() {
  const { t, language } = useLanguage();
  const organisation = useOrganisation();
  const calendar = useQuery(queries.calendar(organisation.id, language));
  const due = calendar.data?.items.filter(({ kind, when }) => kind !== "evidence" && kind !== "planned" && (when === "overdue" || when === "this_month")) ?? [];
  if (due.length === 0) return null;
  return (
    <Section title={t("today.duties", { n: due.length })}>
      <ul className="plain stack tight">
        {due.slice(0, 5).map((duty) => (
          <li key={`${duty.key} ${duty.arose}`}>
            <Link className="thing" href="/app/calendar">
              <Icon name="clock" />
              <span>
                {duty.criterion && <span className="code small">{duty.criterion}</span>} <strong>{titleOf(t, duty)}</strong><br />
                <span className="small soft">{t("calendar.due_on", { day: officeDate(duty.due_on ?? "", language) })}</span>
                {duty.when === "overdue" && <> <span className="tag warn">{t("today.overdue")}</span></>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <p><Link href="/app/calendar">{t("today.to_calendar")}</Link></p>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return <section className="stack tight"><h2>{title}</h2>{children}</section>;
}

interface NextProps {
  assessment: Assessment;
  titles: ReadonlyMap<string, string>;
  hrefOf: (number: string) => string;
}

function NextThings({ assessment, titles, hrefOf }: NextProps) {
  const { t, language } = useLanguage();
  const next = useQuery(queries.next(assessment.id, language));
  return (
    <Loaded query={next}>
      {({ items, seems_not_applicable }) => (
        <>
          {items.length > 0 && (
            <Section title={t("today.next", { n: items.length })}>
              <p className="soft">{t("today.next_text")}</p>
              <ol className="plain stack tight">
                {items.map((thing, index) => (
                  <li key={thing.criterion}>
                    <Link className="thing" href={hrefOf(thing.criterion)}>
                      <span className="thing-number number" aria-hidden="true">{index + 1}</span>
                      <span>
                        {thing.first_step && <><strong>{thing.first_step}</strong><br /></>}
                        <span className={thing.first_step ? "small" : undefined}><span className="code">{thing.criterion}</span> {thing.title}</span><br />
                        <span className="small soft">{thing.reason}</span>
                      </span>
                      <span className="thing-time push">
                        {thing.first_step && <span className="tag">{t("today.step_minutes", { n: thing.first_step_minutes })}</span>}
                        <span className="small soft">{t("today.whole", { effort: t(effortNames[thing.effort]) })}</span>
                      </span>
                    </Link>
                  </li>
                ))}
              </ol>
            </Section>
          )}
          {seems_not_applicable.length > 0 && (
            <Section title={t("today.not_applicable", { n: seems_not_applicable.length })}>
              <p className="soft">{t("today.not_applicable_text")}</p>
              <ul className="plain">
                {seems_not_applicable.map((number) => <li key={number}><Link className="thing-line" href={hrefOf(number)}><span className="code small">{number}</span> {titles.get(number)}</Link></li>)}
              </ul>
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}

// Before a star ends its renewal is the one thing to press; earlier it is a quiet link.
function RenewalOffer({ assessment }: { assessment: Assessment }) {
  const { t, language } = useLanguage();
  const plan = useQuery({ ...queries.renewal(assessment.id), enabled: assessment.certificate !== null });
  const href = `/app/assessments/${assessment.id}/renewal`;
  if (!plan.data) return <p><Link href="/app/assessments/new">{t("today.next_year")}</Link></p>;
  if (!plan.data.is_offered) return <p>{t("renewal.later", { day: officeDate(plan.data.offered_from, language) })} <Link href={href}>{t("renewal.now")}</Link></p>;
  return <><p>{t("renewal.offer", { day: officeDate(plan.data.last_valid_day, language) })}</p><p><Link className="button first" href={href}>{t("renewal.go")}</Link></p></>;
}

// Whose move it is now, and the one thing to press if it is ours.
function WhoMoves({ assessment, returned }: { assessment: Assessment; returned: number }) {
  const { t, language } = useLanguage();
  const { state, progress, confirmer_name: name, certificate } = assessment;
  const refused = assessment.remark ? <Notice kind="warn" title={t("today.refused")}><p className="keep-lines">{assessment.remark}</p></Notice> : null;
  if (isSealBroken(assessment)) return <>{refused}<BrokenSeal assessment={assessment} /></>;
  if (refused) return refused;
  switch (state) {
    case "submitted": return <Notice kind="wait"><p>{t("today.with_expert", { name })} <Link href="/app/submission">{t("today.see")}</Link></p></Notice>;
    case "confirmed": return <Notice kind="good"><p>{t("today.confirmed", { name })} <Link href={`/app/declarations/${assessment.id}`}>{t("today.to_declaration")}</Link></p></Notice>;
    case "declared": return <Notice kind="wait"><p>{t("today.declared")}</p></Notice>;
    case "registered": return (
      <StarStopped assessment={assessment}><Notice kind="good">
        <p>{certificate ? t("today.registered", { day: officeDate(certificate.last_valid_day, language) }) : t("today.registered_unknown")} <a href={`/register/${assessment.corporate_number}`}>{t("today.public_page")}</a></p>
        <RenewalOffer assessment={assessment} />
      </Notice></StarStopped>
    );
    case "draft":
    case "returned":
      if (returned > 0) return <div><Link className="button first" href={`/app/assessments/${assessment.id}?f=returned`}>{t("today.answer_returned")}</Link></div>;
      return progress.distance === 0
        ? <Notice kind="good"><p>{t("today.ready")} <Link href="/app/submission">{t("today.to_submission")}</Link></p></Notice>
        : <div><Link className="button first" href={`/app/assessments/${assessment.id}?f=left`}>{t("today.go_on")}</Link></div>;
  }
}
