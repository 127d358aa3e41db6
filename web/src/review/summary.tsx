import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { ActResult, Notice } from "../ui/notice";
import { useShortcuts } from "../ui/shortcuts";
import { AdviceForm } from "./advice_form";
import { Remarks } from "./remarks";
import type { Bench } from "./bench";
import { ScopeRead } from "./scope";
import { sittingOf } from "./sitting";
import { stateName } from "./words";

// What sending will do, in numbers and names, before it is done; and what it did, after.
export function ReviewSummary({ bench }: { bench: Bench }) {
  return (
    <div className="stack loose">
      {bench.mayDecide ? <Before bench={bench} /> : <After bench={bench} />}
      {bench.mayAdvise && (
        <section className="sheet stack">
          <AdviceForm assessment={bench.assessment.id} criterion="" />
          <Remarks review={bench.review} criterion="" />
        </section>
      )}
    </div>
  );
}

function After({ bench }: { bench: Bench }) {
  const { t } = useLanguage();
  const { assessment, counts } = bench;
  const isConfirmed = assessment.seal !== null && assessment.state !== "returned";
  return (
    <Notice kind={isConfirmed ? "good" : "info"} title={isConfirmed ? t("review.after.confirmed") : assessment.state === "returned" ? t("review.after.returned", { n: counts.returned }) : t("review.not_now", { state: stateName(t, assessment.state) })}>
      {isConfirmed && assessment.seal && <p>{t("review.after.seal")} <code className="seal-code">{assessment.seal.code}</code></p>}
      {isConfirmed && <p>{t("review.after.confirmed_next")}</p>}
      {assessment.state === "returned" && <p>{t("review.after.returned_next")}</p>}
      <p><Link href="/app/reviews">{t("review.after.list")}</Link></p>
    </Notice>
  );
}

function Before({ bench }: { bench: Bench }) {
  const { t } = useLanguage();
  const { assessment, counts, cases, box } = bench;
  const outcome = counts.returned > 0 ? "send_back" : counts.left > 0 ? "not_finished" : "confirm";
  const act = useAct(
    (body: { outcome: "confirm" | "send_back"; scope_sha256?: string; reason?: string }, key) =>
      unwrap(api.POST("/assessments/{assessment}/review", { params: { path: { assessment: assessment.id }, header: keyed(key) }, body })),
    [["assessment", assessment.id], ["review", assessment.id], ["answers", assessment.id], ["reviews"]],
  );
  const unsent = box.waiting().length;
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [scopeRead, setScopeRead] = useState(""); // Its digest: another scope is read anew.
  const { scope_sha256 } = bench.review;
  const isScopeRead = scopeRead === scope_sha256;
  const isHeld = outcome === "confirm" && !isScopeRead;

  async function send(what: "confirm" | "send_back") {
    const sent = await act.run({ outcome: what, ...(what === "confirm" && { scope_sha256 }), ...(reason && { reason }) });
    if (!sent) void client.invalidateQueries({ queryKey: ["review", assessment.id] });
  }
  const asksReason = reason !== "" || act.problem?.key === "review.reason_needed"; // After many confirmations in a day.
  const sending = useRef<HTMLButtonElement>(null);
  useShortcuts({ s: () => sending.current?.focus() }); // It only goes there: sending cannot be undone and takes a press of its own.
  return (
    <section className="sheet stack" aria-labelledby="summary-heading">
      <h2 id="summary-heading">{t("review.summary.numbers")}</h2>
      <dl className="tally">
        <div><dt>{t("review.summary.confirmed")}</dt><dd>{counts.confirmed}</dd></div>
        <div><dt>{t("review.summary.agreed")}</dt><dd>{counts.agreed}</dd></div>
        <div><dt>{t("review.summary.returned")}</dt><dd>{counts.returned}</dd></div>
        <div><dt>{t("review.summary.left")}</dt><dd>{counts.left}</dd></div>
      </dl>
      <Returned bench={bench} />
      <Unproven bench={bench} />
      <ScopeRead review={bench.review} as="h2" />
      {outcome === "confirm" && (
        <label className="choice">
          <input type="checkbox" checked={isScopeRead} onChange={(event) => setScopeRead(event.target.checked ? scope_sha256 : "")} />
          <span>{t(bench.review.scope_before ? "review.scope.read_changed" : "review.scope.read")}</span>
        </label>
      )}
      <h2>{t("review.summary.will")}</h2>
      {outcome === "confirm" && <WillConfirm organisation={assessment.organisation_name} n={cases.length} star={assessment.star} />}
      {outcome === "send_back" && (
        <ul className="stack tight">
          <li>{t("review.summary.will_return", { organisation: assessment.organisation_name, n: counts.returned })}</li>
          {counts.left > 0 && <li>{t("review.summary.will_leave", { n: counts.left })}</li>}
          <li>{t("review.summary.will_keep", { n: counts.confirmed })}</li>
        </ul>
      )}
      {outcome === "not_finished" && <p>{t("review.summary.not_finished", { n: counts.left })} <Link href={`/app/reviews/${assessment.id}?show=left`}>{t("review.summary.to_left")}</Link></p>}
      {unsent > 0 && <p role="status">{t("review.waiting", { n: unsent })}</p>}
      {asksReason && <TextField name="reason" label={t("review.summary.reason")} value={reason} onChange={setReason} problem={act.problem} />}
      {outcome !== "not_finished" && (
        <div className="row review-send">
          <button ref={sending} type="button" className="button first large" disabled={unsent > 0 || isHeld || act.isRunning} aria-describedby="send-why" onClick={() => void send(outcome)}>
            <Icon name={outcome === "confirm" ? "check" : "returned"} />{t(outcome === "confirm" ? "review.summary.send_confirm" : "review.summary.send_back", { n: counts.returned })}<kbd aria-hidden="true">S</kbd>
          </button>
          <span id="send-why" className="soft">{isHeld ? t("review.scope.read_first") : ""}</span>
        </div>
      )}
      <ActResult act={act} />
      <SittingLine assessment={assessment.id} />
    </section>
  );
}

function WillConfirm({ organisation, n, star }: { organisation: string; n: number; star: number }) {
  const { t } = useLanguage();
  return (
    <ul className="stack tight">
      <li>{t("review.summary.will_confirm", { n, star })}</li>
      <li>{t("review.summary.will_seal")}</li>
      <li>{t("review.summary.will_declare", { organisation })}</li>
      <li>{t("review.summary.no_undo")}</li>
    </ul>
  );
}

function Returned({ bench }: { bench: Bench }) {
  const { t } = useLanguage();
  const returned = bench.cases.filter(({ criterion }) => bench.decisions.get(criterion.number)?.decision === "returned");
  if (returned.length === 0) return null;
  return (
    <div>
      <h3>{t("review.summary.reasons")}</h3>
      <ul className="plain stack tight">
        {returned.map(({ criterion }) => (
          <li key={criterion.number}>
            <Link href={`/app/reviews/${bench.assessment.id}?at=${criterion.number}`}>{criterion.number} {criterion.words.title}</Link>
            <p className="desk-quote keep-lines">{bench.decisions.get(criterion.number)?.reason}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

// Confirmed on words alone: allowed, but seen once more before it is sealed.
function Unproven({ bench }: { bench: Bench }) {
  const { t } = useLanguage();
  const unproven = bench.cases.filter(({ criterion, answer, evidence }) => answer.state === "met" && evidence.length === 0 && bench.decisions.get(criterion.number)?.decision === "confirmed");
  if (unproven.length === 0) return null;
  return (
    <Notice kind="warn">
      <p>{t("review.summary.unproven", { n: unproven.length })}</p>
      <p>{unproven.map(({ criterion }) => <Link key={criterion.number} href={`/app/reviews/${bench.assessment.id}?at=${criterion.number}`}>{criterion.number} </Link>)}</p>
    </Notice>
  );
}

function SittingLine({ assessment }: { assessment: string }) {
  const { t } = useLanguage();
  const { decided, active_ms } = sittingOf(assessment);
  return decided > 0 ? <p className="small soft">{t("review.summary.sitting", { n: decided, minutes: Math.max(1, Math.round(active_ms / 60_000)) })}</p> : null;
}
