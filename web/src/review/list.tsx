import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { dayOf } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Stars } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { Page } from "../ui/page";
import { stateName } from "./words";

type Summary = Schemas["AssessmentSummary"];

export function ReviewList() {
  const { t } = useLanguage();
  const reviews = useQuery(queries.reviews());
  return (
    <Page title={t("review.list.title")} lead={t("review.list.lead")}>
      <Loaded query={reviews}>{({ items }) => <Groups items={items} />}</Loaded>
    </Page>
  );
}

function Groups({ items }: { items: readonly Summary[] }) {
  const { t } = useLanguage();
  const confirming = items.filter((item) => item.capacity === "confirmer" && item.state === "submitted");
  const advising = items.filter((item) => item.capacity === "adviser" && item.state !== "registered");
  const rest = items.filter((item) => !confirming.includes(item) && !advising.includes(item));
  if (items.length === 0) return <Empty title={t("review.list.none")}><p>{t("review.list.none_text")}</p></Empty>;
  return (
    <div className="stack loose">
      <Group title={t("review.list.confirming")} items={confirming} none={t("review.list.none_waiting")} />
      {advising.length > 0 && <Group title={t("review.list.advising")} items={advising} />}
      {rest.length > 0 && <Group title={t("review.list.rest")} items={rest} />}
    </div>
  );
}

function Group({ title, items, none }: { title: string; items: readonly Summary[]; none?: string }) {
  return (
    <section className="stack tight">
      <h2>{title}</h2>
      {items.length === 0 ? <p className="soft">{none}</p> : <ul className="plain stack tight">{items.map((item) => <li key={item.id}><Entry item={item} /></li>)}</ul>}
    </section>
  );
}

function Entry({ item }: { item: Summary }) {
  const { t } = useLanguage();
  const isWaiting = item.capacity === "confirmer" && item.state === "submitted";
  const left = item.criteria - item.answered;
  return (
    <article className="sheet row apart">
      <div className="stack tight">
        <h3>{item.organisation_name}</h3>
        <div className="row small soft">
          <Stars star={item.star} />
          <span>{t("review.edition", { edition: item.edition })}</span>
          <span className="tag">{stateName(t, item.state)}</span>
          {item.round > 1 && <span>{t("review.round", { n: item.round })}</span>}
          <span>{t("review.list.opened", { day: dayOf(item.opened_at) })}</span>
          {item.state === "draft" && <span>{left > 0 ? t("review.list.unanswered", { n: left }) : t("review.list.answered", { n: item.criteria })}</span>}
        </div>
      </div>
      <Link className={isWaiting ? "button first" : "button"} href={`/app/reviews/${item.id}`}>
        {isWaiting ? t("review.list.begin") : item.capacity === "adviser" ? t("review.list.advise") : t("review.list.read")}
        <span className="visually-hidden"> {item.organisation_name}</span>
      </Link>
    </article>
  );
}
