// Left what is left, middle the question, right its proof; joined by the address bar, so that back, reload and links work.
import { useRef, useState } from "react";
import { useLocation, useSearch } from "wouter";
import type { Schemas } from "../api/client";
import { CriteriaList } from "./criteria_list";
import { EvidenceSide } from "./evidence_side";
import { Help } from "./help";
import { Others, useOthers } from "./presence";
import { Question } from "./question";
import { useSeal } from "./sealed";
import { useShortcuts } from "./shortcuts";
import { type Filter, filters, isFound, isOpenToAnswer, type Item, neighbour, passes } from "./view";
import { useAnswer } from "./use_answer";

interface WorkspaceProps {
  assessment: Schemas["Assessment"];
  edition: Schemas["Edition"];
  items: readonly Item[];
  shelf: readonly Schemas["Evidence"][];
  review: Schemas["Review"] | undefined;
}

export function Workspace({ assessment, edition, items, shelf, review }: WorkspaceProps) {
  const search = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const [isHelping, setIsHelping] = useState(false);
  const [showsOfficial, setShowsOfficial] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const evidenceButton = useRef<HTMLButtonElement>(null);

  const filter = filters.find((each) => each === search.get("f")) ?? "all";
  const sought = search.get("q") ?? "";
  // Opened without a question: the first that is left, kept while it is worked on even when its answer counts.
  const [opened] = useState(() => (items.find((item) => passes(item, "left")) ?? items[0])?.criterion.number);
  const asked = search.get("c") ?? undefined;
  const current = items.find((item) => item.criterion.number === (asked ?? opened)) ?? items[0];
  const number = current?.criterion.number;
  // The present question stays in sight while it is worked on, even when its new answer no longer passes the filter.
  const shown = items.filter((item) => (passes(item, filter) && isFound(item, sought)) || (item.criterion.number === asked && sought === ""));

  function goTo(change: { c?: string | undefined; f?: Filter; q?: string }, replace = false) {
    const next = new URLSearchParams();
    const c = "c" in change ? change.c : asked;
    const f = change.f ?? filter;
    const q = change.q ?? sought;
    if (c) next.set("c", c);
    if (f !== "all") next.set("f", f);
    if (q) next.set("q", q);
    navigate(`/app/assessments/${assessment.id}?${next}`, { replace });
  }
  const move = (step: 1 | -1) => {
    const item = neighbour(shown, number, step);
    if (item) goTo({ c: item.criterion.number });
  };

  const maySometime = isOpenToAnswer(assessment);
  const seal = useSeal(assessment, maySometime);
  const mayAnswer = maySometime && !seal.isClosed;
  const others = useOthers(assessment.id, number ?? "");
  const answering = useAnswer(assessment.id, current, mayAnswer);
  useShortcuts({
    next: () => move(1),
    previous: () => move(-1),
    state: seal.isClosed ? seal.ask : answering.pressState,
    evidence: () => evidenceButton.current?.focus(),
    search: () => searchField.current?.focus(),
    official: () => setShowsOfficial((now) => !now),
    help: () => setIsHelping(true),
  });

  return (
    <>
      <Others others={others} criterion={number} />
      {seal.notice}
      <div className={asked ? "workspace at-question" : "workspace at-list"}>
        <CriteriaList
          edition={edition} items={items} shown={shown} current={number} filter={filter} sought={sought} searchField={searchField}
          onFilter={(f) => goTo({ f }, true)} onSearch={(q) => goTo({ q }, true)} onHelp={() => setIsHelping(true)}
          hrefOf={(item) => `/app/assessments/${assessment.id}?${new URLSearchParams({ c: item.criterion.number, ...(filter === "all" ? {} : { f: filter }), ...(sought ? { q: sought } : {}) })}`}
        />
        {current && (
          <>
            <Question
              key={number} assessment={assessment} edition={edition} item={current} review={review} answering={answering}
              showsOfficial={showsOfficial} onOfficial={setShowsOfficial} onBackToList={() => goTo({ c: undefined })}
              onNext={neighbour(shown, number, 1) && (() => move(1))} onPrevious={neighbour(shown, number, -1) && (() => move(-1))}
              isChosen={asked !== undefined}
            />
            <EvidenceSide key={`proof-${number}`} assessment={assessment} item={current} items={items} shelf={shelf} mayAnswer={mayAnswer} button={evidenceButton} />
          </>
        )}
        {isHelping && <Help onClose={() => setIsHelping(false)} />}
      </div>
    </>
  );
}
