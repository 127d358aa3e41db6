import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { useOutbox, waitsForPerson } from "../api/outbox";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { ActResult, Notice, ProblemLine } from "../ui/notice";
import { Page } from "../ui/page";
import { BrokenSeal, isSealBroken } from "./departures";
import { ExpertChoice } from "./experts";
import { Stage } from "./stage";
import { StateTag } from "./state_mark";
import { isDone } from "./view";

type Assessment = Schemas["Assessment"];
const stale = (id: string) => [["assessment", id], ["assessments"], ["answers", id], ["review", id]] as const;

export function SubmissionPage({ id }: { id: string }) {
  const { t } = useLanguage();
  const head = useQuery(queries.assessment(id));
  return (
    <Page title={t("submission.title")} lead={t("submission.lead")}>
      <Loaded query={head}>
        {(assessment) => (
          <>
            <section className="sheet"><Stage state={isSealBroken(assessment) ? "draft" : assessment.state} isComplete={assessment.progress.distance === 0 && assessment.state !== "returned"} /></section>
            <Now assessment={assessment} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Now({ assessment }: { assessment: Assessment }) {
  const { t } = useLanguage();
  const name = assessment.confirmer_name;
  switch (assessment.state) {
    case "submitted": return <TakeBack assessment={assessment} />;
    case "registered": return <Notice kind="good"><p>{t("submission.registered")} <Link href="/app/assessments/new">{t("today.next_year")}</Link></p></Notice>;
    case "confirmed":
    case "declared":
      if (!isSealBroken(assessment)) return <Notice kind="good"><p>{t(assessment.state === "declared" ? "today.declared" : "submission.confirmed", { name })}</p><p><Link href={`/app/declarations/${assessment.id}`}>{t("today.to_declaration")}</Link></p></Notice>;
      return <><BrokenSeal assessment={assessment} isNextHere /><Prepare assessment={assessment} /></>;
    default: return <Prepare assessment={assessment} />;
  }
}

function TakeBack({ assessment }: { assessment: Assessment }) {
  const { t } = useLanguage();
  const act = useAct(
    (_input: null, key) => unwrap(api.DELETE("/assessments/{assessment}/submission", { params: { path: { assessment: assessment.id }, header: keyed(key) } })),
    stale(assessment.id),
  );
  return (
    <section className="sheet stack">
      <h2>{t("submission.with_expert", { name: assessment.confirmer_name })}</h2>
      <p>{t("submission.with_expert_text")}</p>
      <div className="row">
        <button type="button" className="button" disabled={act.isRunning} onClick={() => void act.run(null)}>{t("submission.take_back")}</button>
        <span className="small soft">{t("submission.take_back_text")}</span>
      </div>
      <ActResult act={act} />
    </section>
  );
}

function Prepare({ assessment }: { assessment: Assessment }) {
  const { language } = useLanguage();
  const criteria = useQuery(queries.criteria(assessment.edition, assessment.star, language));
  const answers = useQuery(queries.answers(assessment.id));
  return (
    <Loaded query={criteria}>
      {({ items }) => (
        <Loaded query={answers}>
          {(data) => {
            const byNumber = new Map(data.answers.map((answer) => [answer.criterion, answer]));
            const left = items.filter(({ number }) => !isDone(byNumber.get(number)?.state ?? "unknown"));
            return (
              <>
                <Obstacles assessment={assessment} criteria={items} left={left} answers={byNumber} />
                <Submit assessment={assessment} isAnswered={left.length === 0} wasReviewed={data.answers.some(({ review }) => review !== "")} untouched={data.answers.filter(({ review }) => review === "returned").length} />
              </>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

const kNamed = 10;

function Obstacles({ assessment, criteria, left, answers }: { assessment: Assessment; criteria: readonly Schemas["Criterion"][]; left: readonly Schemas["Criterion"][]; answers: ReadonlyMap<string, Schemas["Answer"]> }) {
  const { t } = useLanguage();
  const slots = useOutbox().slotsOf(assessment.id);
  const unfinished = criteria.filter(({ number }) => slots.some((slot) => slot.criterion === number && waitsForPerson(slot)));
  const unsent = slots.length - unfinished.length;
  const unproven = [...answers.values()].filter(({ state, evidence }) => state === "met" && evidence.length === 0).length;
  const returned = [...answers.values()].filter(({ review }) => review === "returned").length;
  return (
    <section className="sheet stack">
      <h2>{t("submission.obstacles")}</h2>
      {unfinished.length > 0 && (
        <>
          <ProblemLine>{t("submission.unfinished", { n: unfinished.length })}</ProblemLine>
          <ul className="plain">
            {unfinished.map(({ number, words }) => (
              <li key={number}><Link className="thing-line" href={`/app/assessments/${assessment.id}?c=${number}`}><span className="code small">{number}</span> {words.title}</Link></li>
            ))}
          </ul>
        </>
      )}
      {unsent > 0 && <ProblemLine>{t("submission.unsent", { n: unsent })}</ProblemLine>}
      {unproven > 0 && <Notice kind="warn"><p>{t("submission.unproven", { n: unproven })} <Link href={`/app/assessments/${assessment.id}?f=unproven`}>{t("submission.see_unproven")}</Link></p></Notice>}
      {returned > 0 && <Notice kind="warn"><p>{t("submission.still_returned", { n: returned })} <Link href={`/app/assessments/${assessment.id}?f=returned`}>{t("submission.see_returned")}</Link></p></Notice>}
      {left.length === 0 && returned === 0 && <p className="good-line"><Icon name="check" /><span>{t("submission.all_answered", { n: assessment.progress.criteria })}</span></p>}
      {left.length > 0 && (
        <>
          <p>{t("submission.left", { n: left.length })}</p>
          <ul className="plain">
            {left.slice(0, kNamed).map(({ number, words }) => (
              <li key={number}><Link className="thing-line" href={`/app/assessments/${assessment.id}?c=${number}&f=left`}><span className="code small">{number}</span> {words.title}</Link> <StateTag state={answers.get(number)?.state ?? "unknown"} /></li>
            ))}
          </ul>
          {left.length > kNamed && <p><Link href={`/app/assessments/${assessment.id}?f=left`}>{t("submission.more_left", { n: left.length - kNamed })}</Link></p>}
        </>
      )}
    </section>
  );
}

// `untouched`: returned criteria whose answer and evidence are still as the expert returned them.
function Submit({ assessment, isAnswered, wasReviewed, untouched }: { assessment: Assessment; isAnswered: boolean; wasReviewed: boolean; untouched: number }) {
  const { t, language } = useLanguage();
  const isReady = useOutbox().slotsOf(assessment.id).length === 0 && isAnswered;
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const [isMeant, setIsMeant] = useState(false);
  const experts = useQuery(queries.experts(assessment.id, "", language));
  // Who reviewed it before needs only look at what changed: chosen beforehand, where still free to confirm.
  const again = experts.data?.items.find(({ person_id, may_confirm }) => person_id === assessment.confirmer_id && may_confirm);
  const expert = chosen ?? { id: again?.person_id ?? "", name: again?.name ?? "" };
  const mayGo = isReady && (untouched === 0 || isMeant);
  const act = useAct(
    (body: { confirmer_id: string; version: number }, key) =>
      unwrap(api.POST("/assessments/{assessment}/submission", { params: { path: { assessment: assessment.id }, header: keyed(key) }, body })),
    stale(assessment.id),
  );
  if (!assessment.permissions.includes("submit")) return <p className="soft">{t("assessment.read_only")}</p>;

  function send(event: FormEvent) {
    event.preventDefault();
    void act.run({ confirmer_id: expert.id, version: assessment.version });
  }

  return (
    <form className="sheet stack" onSubmit={send}>
      <h2>{t("submission.choose")}</h2>
      <ExpertChoice assessment={assessment.id} value={expert.id} onChange={(id, name) => setChosen({ id, name })} />
      {again && wasReviewed && expert.id === again.person_id && <p className="small soft">{t("submission.same_expert", { name: again.name })}</p>}
      <h3>{t("submission.then")}</h3>
      <ol>
        <li>{t("submission.then_1")}</li>
        <li>{t("submission.then_2")}</li>
        <li>{t("submission.then_3")}</li>
      </ol>
      {isReady && untouched > 0 && (
        <label className="choice">
          <input type="checkbox" checked={isMeant} onChange={(event) => setIsMeant(event.target.checked)} />
          <span>{t("submission.as_returned", { n: untouched })}</span>
        </label>
      )}
      <div className="row">
        <button className="button first large" disabled={!mayGo || expert.id === "" || act.isRunning} aria-describedby="submit-why">
          {expert.name ? t("submission.send_to", { name: expert.name }) : t("submission.send")}
        </button>
        <span id="submit-why" className="soft">{!isReady ? t("submission.not_yet") : !mayGo ? t("submission.tick_first") : expert.id === "" ? t("submission.no_expert") : ""}</span>
      </div>
      <ActResult act={act} />
    </form>
  );
}
