import { type RefObject, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import type { Address } from "../ui/address";
import { Icon, type IconName } from "../ui/icons";
import { type Case, doubts, oldest_days } from "./doubt";
import type { Bench } from "./bench";
import type { Decision } from "./use_review";
import { answerIcon, answerName, doubtName } from "./words";

const kHeading_px = 34; // A group's name sticks at the top of the list.

interface QueueProps {
  bench: Bench;
  ordered: readonly Case[];
  current: string;
  address: Address;
  search: RefObject<HTMLInputElement | null>;
  goTo: (criterion: string) => void;
}

const shows = (show: string, decision: Decision | undefined) => show === "" || (show === "left" ? !decision : decision?.decision === show);

export function Queue({ bench, ordered, current, address, search, goTo }: QueueProps) {
  const { t } = useLanguage();
  const { counts, decisions } = bench;
  const [isOpen, setIsOpen] = useState(false); // Matters on a narrow screen only, where the list would push the question out of sight.
  const show = bench.mayDecide ? address.get("show") : "";
  const listed = ordered.filter((each) => shows(show, decisions.get(each.criterion.number)));
  return (
    <section className={isOpen ? "desk-queue stack tight open" : "desk-queue stack tight"} aria-label={t("review.queue.name")}>
      {bench.mayDecide && (
        <>
          <p className="desk-left">{counts.left > 0 ? t("review.queue.left", { n: counts.left }) : t("review.queue.none_left")}</p>
          <p className="small soft number">{t("review.queue.counts", { confirmed: counts.confirmed, returned: counts.returned })}</p>
          <progress max={bench.cases.length} value={bench.cases.length - counts.left} aria-label={t("review.queue.progress")} />
          <Link className="button" href={`/app/reviews/${bench.assessment.id}/summary`}>{t("review.to_summary")}<kbd aria-hidden="true">S</kbd></Link>
        </>
      )}
      <button type="button" className="link-button desk-toggle" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <Icon name={isOpen ? "cross" : "menu"} />{t(isOpen ? "review.queue.close" : "review.queue.open")}
      </button>
      <label className="desk-search">
        <span className="visually-hidden">{t("review.queue.search")}</span>
        <input ref={search} className="input" type="search" value={address.get("q")} placeholder={t("review.queue.search")} onChange={(event) => address.set({ q: event.target.value })} />
      </label>
      <div className="desk-choices">
        <label>
          <span className="visually-hidden">{t("review.queue.order")}</span>
          <select className="input" value={address.get("order")} onChange={(event) => address.set({ order: event.target.value })}>
            <option value="">{t("review.queue.by_doubt")}</option>
            <option value="number">{t("review.queue.by_number")}</option>
          </select>
        </label>
        {bench.mayDecide && (
          <label>
            <span className="visually-hidden">{t("review.queue.show")}</span>
            <select className="input" value={show} onChange={(event) => address.set({ show: event.target.value })}>
              <option value="">{t("review.queue.all")}</option>
              <option value="left">{t("review.queue.only_left")}</option>
              <option value="confirmed">{t("review.queue.only_confirmed")}</option>
              <option value="returned">{t("review.queue.only_returned")}</option>
            </select>
          </label>
        )}
      </div>
      <nav className="desk-list" aria-label={t("review.queue.name")}>
        {listed.length === 0 && <p className="soft small">{t("review.queue.nothing")}</p>}
        {address.get("order") === "number"
          ? <List listed={listed} current={current} bench={bench} goTo={goTo} />
          : doubts.map((doubt) => {
              const group = listed.filter((each) => each.doubt === doubt);
              return group.length > 0 && (
                <section key={doubt}>
                  <h2>{doubtName(t, doubt)}<span className="number"> {group.length}</span></h2>
                  <List listed={group} current={current} bench={bench} goTo={goTo} />
                </section>
              );
            })}
      </nav>
    </section>
  );
}

interface ListProps {
  listed: readonly Case[];
  current: string;
  bench: Bench;
  goTo: (criterion: string) => void;
}

function List({ listed, current, bench, goTo }: ListProps) {
  return (
    <ol className="plain">
      {listed.map((each) => <Entry key={each.criterion.number} found={each} isCurrent={each.criterion.number === current} bench={bench} goTo={goTo} />)}
    </ol>
  );
}

function Entry({ found, isCurrent, bench, goTo }: { found: Case; isCurrent: boolean; bench: Bench; goTo: (criterion: string) => void }) {
  const { t } = useLanguage();
  const { number, words } = found.criterion;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const entry = button.current;
    const list = entry?.closest(".desk-list");
    if (!isCurrent || !entry || !list) return;
    // Only the list moves: scrollIntoView would move the page under the reader too.
    const place = entry.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (place.top < frame.top + kHeading_px) list.scrollTop += place.top - frame.top - kHeading_px;
    else if (place.bottom > frame.bottom) list.scrollTop += place.bottom - frame.bottom;
  }, [isCurrent]);
  const [icon, label, tone] = markOf(bench, found, t);
  return (
    <li>
      <button ref={button} type="button" className="desk-entry" aria-current={isCurrent ? "true" : undefined} onClick={() => goTo(number)}>
        <span className={`desk-mark ${tone}`}><Icon name={icon} label={label} /></span>
        <span><span className="number small soft">{number}</span> {words.title}
          {(found.doubt === "stale" || found.doubt === "some_stale") && <span className="desk-reason small soft">{t("review.proofs.age", { n: oldest_days(found.evidence, today()), limit: found.criterion.freshness_days })}</span>}
        </span>
      </button>
    </li>
  );
}

function markOf(bench: Bench, { criterion, answer }: Case, t: ReturnType<typeof useLanguage>["t"]): [IconName, string, string] {
  if (bench.box.refused(criterion.number)) return ["warning", t("review.mark.refused"), "bad"];
  if (!bench.mayDecide) return [answerIcon[answer.state], answerName(t, answer.state), answer.state === "met" ? "good" : ""];
  const decision = bench.decisions.get(criterion.number)?.decision;
  if (decision === "confirmed") return ["check", t("review.mark.confirmed"), "good"];
  if (decision === "returned") return ["returned", t("review.mark.returned"), "warn"];
  return ["open", t("review.mark.left"), "blank"];
}
