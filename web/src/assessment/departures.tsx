// Where the present state departs from what was confirmed, in words; on every page that says that a seal is broken.
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Notice } from "../ui/notice";
import { departureName } from "./departure_name";

export function Departures({ edition, star, departures }: { edition: string; star: number; departures: readonly string[] }) {
  const { t, language } = useLanguage();
  const criteria = useQuery(queries.criteria(edition, star, language));
  const titles = new Map(criteria.data?.items.map((item) => [item.number, item.words.title]));
  const lines = departures.map((departure) => departureName(departure, (part) => t(`departs.${part}`), titles));
  return <ul>{[...new Set(lines)].map((line) => <li key={line}>{line}</li>)}</ul>;
}

export const isSealBroken = ({ state, seal }: Pick<Schemas["Assessment"], "state" | "seal">): boolean =>
  (state === "confirmed" || state === "declared") && seal !== null && !seal.is_intact;

// What the firm reads on its own pages, with the next step unless it stands on the page itself.
export function BrokenSeal({ assessment, isNextHere = false }: { assessment: Schemas["Assessment"]; isNextHere?: boolean }) {
  const { t } = useLanguage();
  return (
    <Notice kind="warn" title={t(assessment.state === "declared" ? "submission.seal_broken_declared" : "submission.seal_broken")}>
      <p>{t("submission.seal_broken_text")}</p>
      <Departures edition={assessment.edition} star={assessment.star} departures={assessment.seal?.departures ?? []} />
      {!isNextHere && <p><Link href="/app/submission">{t("submission.submit_again")}</Link></p>}
    </Notice>
  );
}
