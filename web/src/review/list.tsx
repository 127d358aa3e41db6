import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { dayOf } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { folded } from "../ui/combobox";
import { Icon, Stars } from "../ui/icons";
import { ChoiceTool, ExportButton, ListTools, SearchTool } from "../ui/list_tools";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { Page } from "../ui/page";
import { stateName } from "./words";

type Summary = Schemas["AssessmentSummary"];

const byName = new Intl.Collator("ja", { numeric: true });

export function ReviewList() {
  const { t } = useLanguage();
  const reviews = useQuery(queries.reviews());
  return (
    <Page title={t("review.list.title")} lead={t("review.list.lead")}>
      <Loaded query={reviews}>{({ items }) => <Searched items={items} />}</Loaded>
    </Page>
  );
}

function Searched({ items }: { items: readonly Summary[] }) {
  const { t } = useLanguage();
  const address = useAddress();
  const needle = folded(address.get("q").trim());
  const shown = items.filter((item) => folded(`${item.organisation_name} ${item.corporate_number}`).includes(needle));
  const sort = address.get("sort");
  if (sort === "name") shown.sort((one, two) => byName.compare(one.organisation_name, two.organisation_name));
  if (items.length === 0) return <Groups items={items} />;
  const head = [t("review.csv.number"), t("review.csv.firm"), t("review.csv.star"), t("review.csv.edition"), t("review.csv.state"), t("review.csv.round"), t("review.csv.opened")];
  const lines = () => shown.map((item) => [item.corporate_number, item.organisation_name, `★${item.star}`, item.edition, stateName(t, item.state), String(item.round), dayOf(item.opened_at)]);
  return (
    <div className="stack">
      <ListTools>
        <SearchTool label={t("review.list.search")} value={address.get("q")} onChange={(q) => address.set({ q })} />
        <ChoiceTool label={t("ui.sort")} value={sort} onChange={(next) => address.set({ sort: next })}
          choices={[{ value: "", label: t("review.list.by_day") }, { value: "name", label: t("review.csv.firm") }]} />
        <ExportButton name="reviews" head={head} count={shown.length} rows={lines} />
      </ListTools>
      {shown.length === 0 ? <p role="status">{t("review.list.nothing")}</p> : <Groups items={shown} />}
    </div>
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
          <Stars star={item.star} isHeld={item.state === "registered"} />
          <span>{t("review.edition", { edition: item.edition })}</span>
          <span className="tag">{stateName(t, item.state)}</span>
          {item.is_seal_intact === false && <span className="tag bad"><Icon name="warning" />{t("declaration.seal_broken")}</span>}
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
