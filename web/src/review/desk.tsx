import { useEffect, useMemo, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { Others, useOthers } from "../assessment/presence";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { folded } from "../ui/combobox";
import { Icon } from "../ui/icons";
import { Notice, ProblemLine } from "../ui/notice";
import { useShortcuts } from "../ui/shortcuts";
import { useSaid } from "../ui/said";
import { Acts, type ActName, canConfirm } from "./acts";
import { AnswerPanel } from "./answer";
import type { Wanted } from "./decision_box";
import type { Case } from "./doubt";
import { KeyHelp } from "./key_help";
import { QuestionPanel } from "./question";
import { Queue } from "./queue";
import type { Bench } from "./bench";
import { beginSitting, noteDecision } from "./sitting";
import type { Decision } from "./use_review";
import { stateName } from "./words";

const searched = ({ criterion, answer }: Case) => folded(`${criterion.number} ${criterion.words.title} ${criterion.words.question} ${answer.note} ${answer.reason}`);
const wantedOf = (decision: Decision, answer_version: number): Wanted => ({
  decision: decision.decision, reason: decision.reason, agrees_not_applicable: decision.agrees_not_applicable, answer_version,
});

function inOrder(cases: readonly Case[], order: string, q: string): Case[] {
  const sought = folded(q.trim());
  const found = sought ? cases.filter((each) => searched(each).includes(sought)) : [...cases];
  return order === "number" ? found.sort((a, b) => a.criterion.number.localeCompare(b.criterion.number, "en", { numeric: true })) : found;
}

export function Desk({ bench }: { bench: Bench }) {
  const { t } = useLanguage();
  const { assessment, cases, decisions, box } = bench;
  const address = useAddress();
  const [, navigate] = useLocation();
  const [open, setOpen] = useState<{ criterion: string; act: ActName } | null>(null);
  const [agreed, setAgreed] = useState(""); // The criterion whose "does not apply" the expert has ticked.
  const [said, say] = useSaid();
  const undoable = useRef<{ criterion: string; before: Wanted | null }[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  const agreement = useRef<HTMLInputElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const order = address.get("order");
  const ordered = useMemo(() => inOrder(cases, order, address.get("q")), [cases, order, address]);
  const at = address.get("at");
  const current = cases.find((each) => each.criterion.number === at) ?? ordered.find((each) => !decisions.has(each.criterion.number)) ?? ordered[0] ?? cases[0];
  useEffect(() => beginSitting(assessment.id), [assessment.id]);
  const others = useOthers(assessment.id, current?.criterion.number ?? "");

  function goTo(criterion: string) {
    address.set({ at: criterion });
    setOpen(null);
    requestAnimationFrame(() => heading.current?.focus({ preventScroll: false }));
  }

  function step(by: 1 | -1) {
    const index = ordered.findIndex((each) => each.criterion.number === current?.criterion.number);
    const next = ordered[Math.min(Math.max(index + by, 0), ordered.length - 1)];
    if (next) goTo(next.criterion.number);
  }

  function nextUndecided(after: string): string | undefined {
    const index = ordered.findIndex((each) => each.criterion.number === after);
    return [...ordered.slice(index + 1), ...ordered.slice(0, Math.max(index, 0))].find((each) => !decisions.has(each.criterion.number))?.criterion.number;
  }

  function decide({ criterion, answer }: Case, wanted: Omit<Wanted, "answer_version">) {
    const before = decisions.get(criterion.number);
    undoable.current.push({ criterion: criterion.number, before: before ? wantedOf(before, answer.version) : null });
    box.put(criterion.number, { ...wanted, answer_version: answer.version });
    noteDecision(assessment.id);
    say((words) => words(wanted.decision === "confirmed" ? "review.said.confirmed" : "review.said.returned", { criterion: criterion.number }));
    goTo(nextUndecided(criterion.number) ?? criterion.number);
  }

  function undo() {
    const last = undoable.current.pop();
    const criterion = last?.criterion ?? (current && decisions.has(current.criterion.number) ? current.criterion.number : undefined);
    if (!criterion || !bench.mayDecide) return;
    box.put(criterion, last?.before ?? null);
    say((words) => words("review.said.undone", { criterion }));
    goTo(criterion);
  }

  const act = (name: ActName) => current && setOpen({ criterion: current.criterion.number, act: name });
  function confirm() {
    if (!current || !bench.mayDecide || !canConfirm(current)) return;
    if (decisions.get(current.criterion.number)?.decision === "confirmed") return step(1);
    const isAway = current.answer.state === "not_applicable";
    if (isAway && agreed !== current.criterion.number) {
      act("confirm");
      return agreement.current?.focus(); // Space ticks it, and C confirms from there.
    }
    decide(current, { decision: "confirmed", reason: "", agrees_not_applicable: isAway });
  }
  function toggleAgreed() {
    if (!current || !agreement.current) return;
    setAgreed(agreed === current.criterion.number ? "" : current.criterion.number);
    agreement.current.focus();
  }
  useShortcuts({
    j: () => step(1), k: () => step(-1), c: confirm, r: () => bench.mayDecide && act("return"),
    a: () => bench.mayAdvise && act("advise"), u: undo, n: toggleAgreed,
    s: () => bench.mayDecide && navigate(`/app/reviews/${assessment.id}/summary`), "/": () => search.current?.focus(),
  });

  if (!current) return null;
  return (
    <div className="desk">
      <Queue bench={bench} ordered={ordered} current={current.criterion.number} address={address} search={search} goTo={goTo} />
      <div className="desk-case">
        <div className="desk-standing">
          <Others others={others} criterion={current.criterion.number} />
          <Standing bench={bench} goTo={goTo} />
        </div>
        <QuestionPanel edition={assessment.edition} criterion={current.criterion} heading={heading}
          place={t("review.place", { n: ordered.indexOf(current) + 1, of: ordered.length })} />
        <AnswerPanel key={current.criterion.number} bench={bench} found={current} goTo={goTo} />
        <Acts key={`acts ${current.criterion.number}`} bench={bench} found={current} open={open?.criterion === current.criterion.number ? open.act : null}
          setOpen={(name) => (name ? act(name) : setOpen(null))} isAgreed={agreed === current.criterion.number}
          setIsAgreed={(isAgreed) => setAgreed(isAgreed ? current.criterion.number : "")} agreement={agreement} confirm={confirm}
          giveBack={(reason) => decide(current, { decision: "returned", reason, agrees_not_applicable: false })}
          advised={() => { say((words) => words("review.advice.done")); goTo(current.criterion.number); }} undo={undo} said={said} step={step} />
      </div>
      <KeyHelp mayDecide={bench.mayDecide} />
    </div>
  );
}

// What stands over the whole desk: that nothing can be decided now, or that something has not arrived.
function Standing({ bench, goTo }: { bench: Bench; goTo: (criterion: string) => void }) {
  const { t } = useLanguage();
  const { assessment, box } = bench;
  const refused = box.allRefused();
  const isConfirmer = assessment.permissions.includes("review");
  return (
    <div className="stack tight">
      {isConfirmer && !bench.mayDecide && <Notice kind="info"><p>{t("review.not_now", { state: stateName(t, assessment.state) })}</p></Notice>}
      {!isConfirmer && bench.mayAdvise && <Notice kind="info"><p>{t("review.adviser")}</p></Notice>}
      {bench.mayDecide && bench.counts.left === 0 && (
        <Notice kind="good">
          <p>{t("review.all_decided")} <Link href={`/app/reviews/${assessment.id}/summary`}>{t("review.to_summary")}</Link></p>
        </Notice>
      )}
      <div role="status">
        {box.isAway && <ProblemLine>{t("review.waiting", { n: box.waiting().length })}</ProblemLine>}
        {refused.length > 0 && (
          <ProblemLine>
            {t("review.refused", { n: refused.length })}{" "}
            {refused.map((criterion) => <button key={criterion} type="button" className="link-button" onClick={() => goTo(criterion)}><Icon name="next" />{criterion}</button>)}
          </ProblemLine>
        )}
      </div>
    </div>
  );
}
