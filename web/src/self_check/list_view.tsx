// The criteria: left the list, in the middle the question and its answer.
import { useMemo, useRef, useState } from "react";
import { Distance } from "../assessment/distance";
import { StateIcon } from "../assessment/state_mark";
import { type PlainKey, useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icons";
import { Page } from "../ui/page";
import { switchShortcuts, useShortcuts, useShortcutsOn } from "../ui/shortcuts";
import { categoryOf, type Criterion, mayNotApply } from "./catalogue";
import { type State } from "./core";
import { goTo, hrefOf } from "./place";
import { Question, statesInOrder } from "./question";
import { type Standing, useStanding, useTools } from "./shared";

const filters = ["all", "left", "unfinished", "not_here", "planned"] as const;
type Filter = (typeof filters)[number];
const filterNames: Record<Filter, PlainKey> = { all: "list.all", left: "list.left", unfinished: "offline.filter_unfinished", not_here: "offline.filter_not_here", planned: "list.planned" };

function passes({ judgement, countedState, faultOf }: Standing, number: string, filter: Filter): boolean {
  switch (filter) {
    case "all": return true;
    case "left": return countedState(number) !== "met" && countedState(number) !== "not_applicable";
    case "unfinished": return faultOf(number) !== undefined;
    case "not_here": return judgement.seems_not_applicable.includes(number);
    case "planned": return countedState(number) === "planned";
  }
}

// Width, case, kana and punctuation do not count. A number finds what begins with it.
function useSearch(standing: Standing, sought: string): (criterion: Criterion) => boolean {
  const { catalogue, rules } = useTools();
  const { language } = useLanguage();
  const keys = useMemo(() => {
    const keyOf = (criterion: Criterion) => rules.searchKey(`${criterion.number} ${Object.values(criterion[language]).join(" ")}`);
    return new Map(catalogue.criteria.flat().map((criterion) => [criterion.number, keyOf(criterion)]));
  }, [catalogue, rules, language]);
  const number = sought.normalize("NFKC").replace(/[‐‑–—−ー]/g, "-").trim();
  if (/^[1-9](-\d*)*$/.test(number)) return (criterion) => criterion.number.startsWith(number);
  const needle = rules.searchKey(sought);
  if (needle === "") return () => true;
  return ({ number: at }) => (keys.get(at) ?? "").includes(needle) || rules.searchKey(standing.answerOf(at).note).includes(needle);
}

export function ListView({ place }: { place: URLSearchParams }) {
  const { t } = useLanguage();
  const { catalogue, store } = useTools();
  const standing = useStanding();
  const [isHelping, setIsHelping] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const { criteria, judgement, work } = standing;
  const filter = filters.find((each) => each === place.get("f")) ?? "all";
  const sought = place.get("q") ?? "";
  const asked = place.get("c") ?? "";
  const [opened] = useState(() => judgement.left[0] ?? "");
  const isFound = useSearch(standing, sought);
  const shown = criteria.filter((criterion) => (passes(standing, criterion.number, filter) && isFound(criterion)) || (criterion.number === asked && sought === ""));

  const current = criteria.find(({ number }) => number === asked) ?? shown.find(({ number }) => number === opened) ?? shown[0];

  const here = (change: Record<string, string>) => ({ v: "list", c: asked, f: filter === "all" ? "" : filter, q: sought, ...change });
  const at = shown.findIndex(({ number }) => number === current?.number);
  const next = at < 0 ? shown[0] : shown[at + 1];
  const previous = at < 0 ? undefined : shown[at - 1];
  const open = (criterion: Criterion | undefined) => criterion && goTo(here({ c: criterion.number }));
  const press = (state: State) => {
    if (current && (state !== "not_applicable" || mayNotApply(catalogue, current))) store.change(current.number, { state });
  };
  useShortcuts({
    j: () => open(next), k: () => open(previous), "/": () => searchField.current?.focus(), "?": () => setIsHelping(true),
    ...Object.fromEntries(statesInOrder.map((state, i) => [String(i + 1), () => press(state)])),
  });

  return (
    <Page key="list" title={t("offline.list_title", { star: work.star })} shape="wide">
      <Distance star={work.star} isHeld={false} counts={judgement.progress} />
      <div className={asked ? "workspace two at-question" : "workspace two at-list"}>
        <nav className="criteria" aria-label={t("list.title")}>
          <div className="stack tight criteria-tools">
            <label className="search-field">
              <Icon name="search" />
              <span className="visually-hidden">{t("list.search")}</span>
              <input ref={searchField} className="input" type="search" placeholder={t("list.search")} value={sought} onChange={(event) => goTo(here({ q: event.target.value }), true)} />
            </label>
            <div className="filter-row">
              <label className="visually-hidden" htmlFor="filter">{t("list.filter")}</label>
              <select id="filter" className="input" value={filter} onChange={(event) => goTo(here({ f: event.target.value === "all" ? "" : event.target.value }), true)}>
                {filters.map((each) => <option key={each} value={each}>{t(filterNames[each])} ({criteria.filter(({ number }) => passes(standing, number, each)).length})</option>)}
              </select>
              <button type="button" className="link-button small" onClick={() => setIsHelping(true)}><Icon name="keyboard" />{t("list.help")}</button>
            </div>
          </div>
          {shown.length === 0 && <p className="soft criteria-none">{t(sought ? "list.none_found" : "list.none_left")}</p>}
          {catalogue.edition.categories.map(({ number }) => (
            <Category key={number} number={number} members={shown.filter((criterion) => categoryOf(criterion.number) === number)} current={current?.number}
              isOpen={filter !== "all" || sought !== "" || (current !== undefined && categoryOf(current.number) === number)} hrefTo={(c) => hrefOf(here({ c }))} />
          ))}
        </nav>
        {current && (
          <Question key={current.number} criterion={current} isChosen={asked !== ""} onBackToList={() => goTo(here({ c: "" }))}
            onNext={next && (() => open(next))} onPrevious={previous && (() => open(previous))} />
        )}
      </div>
      {isHelping && <Keys onClose={() => setIsHelping(false)} />}
    </Page>
  );
}

interface CategoryProps {
  number: number;
  members: readonly Criterion[];
  current: string | undefined;
  isOpen: boolean;
  hrefTo: (number: string) => string;
}

function Category({ number, members, current, isOpen, hrefTo }: CategoryProps) {
  const { t, language } = useLanguage();
  const { catalogue } = useTools();
  const { judgement, countedState, faultOf } = useStanding();
  if (members.length === 0) return null;
  const left = judgement.categories.find((each) => each.number === number)?.distance ?? 0;
  return (
    <details className="category" open={isOpen}>
      <summary>
        <span className="category-name">{number}. {catalogue.edition.categories.find((each) => each.number === number)?.[language]}</span>
        {left > 0 ? <span className="tag">{t("list.category_left", { n: left })}</span> : <span className="tag good"><Icon name="check" />{t("list.category_done")}</span>}
      </summary>
      <ul className="plain">
        {members.map((criterion) => (
          <li key={criterion.number}>
            <a className="criterion-row" href={hrefTo(criterion.number)} aria-current={criterion.number === current ? "true" : undefined}>
              <StateIcon state={countedState(criterion.number)} />
              <span className="criterion-row-name">
                <span className="code small soft">{criterion.number}</span> {criterion[language].title}
                {faultOf(criterion.number) && <span className="tag wait"><Icon name="edit" />{t("offline.is_unfinished")}</span>}
                {judgement.seems_not_applicable.includes(criterion.number) && <span className="tag"><Icon name="dash" />{t("offline.may_not_apply")}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

const keys: { keys: string; text: PlainKey }[] = [
  { keys: "J / K", text: "help.next_previous" }, { keys: "1 – 5", text: "help.states" }, { keys: "/", text: "help.search" }, { keys: "?", text: "help.help" },
];

function Keys({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const areOn = useShortcutsOn();
  return (
    <Dialog title={t("help.title")} onClose={onClose}>
      <p className="soft">{t("help.text")}</p>
      <dl className="facts">{keys.map((each) => <div key={each.keys} className="contents"><dt><kbd>{each.keys}</kbd></dt><dd>{t(each.text)}</dd></div>)}</dl>
      <label className="choice"><input type="checkbox" checked={areOn} onChange={(event) => switchShortcuts(event.target.checked)} /><span>{t("help.use_keys")}</span></label>
    </Dialog>
  );
}
