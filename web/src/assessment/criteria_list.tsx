import { type RefObject, useEffect, useRef } from "react";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { type PlainKey, useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { ExportButton } from "../ui/list_tools";
import { StateIcon, stateNames } from "./state_mark";
import { awaitsLook, byCategory, countedState, type Filter, filters, type Item, passes } from "./view";

interface ListProps {
  edition: Schemas["Edition"];
  items: readonly Item[];
  shown: readonly Item[];
  current: string | undefined;
  filter: Filter;
  sought: string;
  searchField: RefObject<HTMLInputElement | null>;
  onFilter: (filter: Filter) => void;
  onSearch: (sought: string) => void;
  onHelp: () => void;
  hrefOf: (item: Item) => string;
}

const kOnlyWithSome: readonly Filter[] = ["untouched", "look", "advised"];
const filterNames: Record<Filter, PlainKey> = {
  all: "list.all", left: "list.left", untouched: "list.untouched", look: "list.look", returned: "list.returned", advised: "list.advised", planned: "list.planned", unproven: "list.unproven",
};

export function CriteriaList({ edition, items, shown, current, filter, sought, searchField, onFilter, onSearch, onHelp, hrefOf }: ListProps) {
  const { t, language } = useLanguage();
  const isNarrowed = filter !== "all" || sought !== "";
  const currentCategory = items.find((item) => item.criterion.number === current)?.criterion.category;
  const lineOf = ({ criterion, words, proofs }: Item) =>
    [criterion.number, criterion.words.title, t(stateNames[words.state]), words.note, words.reason, words.planned_on ?? "", words.planned_owner, String(proofs)];
  return (
    <nav className="criteria" aria-label={t("list.title")}>
      <div className="stack tight criteria-tools">
        <label className="search-field">
          <Icon name="search" />
          <span className="visually-hidden">{t("list.search")}</span>
          <input ref={searchField} className="input" type="search" placeholder={t("list.search")} value={sought} onChange={(event) => onSearch(event.target.value)} />
        </label>
        <div className="filter-row">
          <label className="visually-hidden" htmlFor="criteria-filter">{t("list.filter")}</label>
          <select id="criteria-filter" className="input" value={filter} onChange={(event) => onFilter(event.target.value as Filter)}>
            {filters.map((each) => ({ each, n: items.filter((item) => passes(item, each)).length })).filter(({ each, n }) => !kOnlyWithSome.includes(each) || n > 0 || filter === each).map(({ each, n }) => (
              <option key={each} value={each}>{t(filterNames[each])} ({n})</option>
            ))}
          </select>
          <button type="button" className="link-button small" onClick={onHelp}><Icon name="keyboard" />{t("list.help")}</button>
        </div>
      </div>
      {shown.length === 0 && <p className="soft criteria-none">{t(sought ? "list.none_found" : "list.none_left")}</p>}
      {byCategory(shown).map(({ category, items: members }) => (
        <Category
          key={category} number={category} name={edition.categories.find(({ number }) => number === category)?.title[language] ?? ""}
          left={countIn(items, category, "left")} returned={countIn(items, category, "returned")}
          members={members} current={current} isOpen={isNarrowed || category === currentCategory} hrefOf={hrefOf}
        />
      ))}
      <div className="criteria-export no-print">
        <ExportButton name="answers" count={shown.length} rows={() => shown.map(lineOf)}
          head={[t("list.csv.number"), t("list.csv.title"), t("list.csv.state"), t("list.csv.note"), t("list.csv.reason"), t("list.csv.planned_on"), t("list.csv.owner"), t("list.csv.proofs")]} />
      </div>
    </nav>
  );
}

const countIn = (items: readonly Item[], category: number, filter: Filter) =>
  items.filter((item) => item.criterion.category === category && passes(item, filter)).length;

interface CategoryProps {
  number: number;
  name: string;
  left: number;
  returned: number;
  members: readonly Item[];
  current: string | undefined;
  isOpen: boolean;
  hrefOf: (item: Item) => string;
}

function Category({ number, name, left, returned, members, current, isOpen, hrefOf }: CategoryProps) {
  const { t } = useLanguage();
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (details.current && isOpen) details.current.open = true;
  }, [isOpen]);
  return (
    <details ref={details} className="category">
      <summary>
        <span className="category-name">{number}. {name}</span>
        {returned > 0 && <span className="tag warn"><Icon name="returned" />{t("list.category_returned", { n: returned })}</span>}
        {left > 0 && <span className="tag">{t("list.category_left", { n: left })}</span>}
        {left + returned === 0 && <span className="tag good"><Icon name="check" />{t("list.category_done")}</span>}
      </summary>
      <ul className="plain">
        {members.map((item) => <Row key={item.criterion.number} item={item} isCurrent={item.criterion.number === current} href={hrefOf(item)} />)}
      </ul>
    </details>
  );
}

function Row({ item, isCurrent, href }: { item: Item; isCurrent: boolean; href: string }) {
  const { t } = useLanguage();
  const row = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (!isCurrent || !row.current) return;
    const list = row.current.closest<HTMLElement>(".criteria");
    if (list && list.scrollHeight > list.clientHeight) row.current.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  const { answer, slot } = item;
  return (
    <li>
      <Link ref={row} href={href} className="criterion-row" aria-current={isCurrent ? "true" : undefined}>
        <StateIcon state={countedState(item)} />
        <span className="criterion-row-name">
          <span className="code small soft">{item.criterion.number}</span> {item.criterion.words.title}
          {awaitsLook(item) && <span className="tag wait"><Icon name="edit" />{t("list.is_carried")}</span>}
          {answer?.review === "returned" && <span className="tag warn"><Icon name="returned" />{t("list.is_returned")}</span>}
          {item.isAdvised && <span className="tag"><Icon name="info" />{t("list.is_advised")}</span>}
          {slot?.theirs && <span className="tag bad">{t("list.is_conflict")}</span>}
          {slot && !slot.theirs && <span className="tag wait">{t("list.is_unsaved")}</span>}
        </span>
      </Link>
    </li>
  );
}
