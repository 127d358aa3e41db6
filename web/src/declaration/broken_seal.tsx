import { useQuery } from "@tanstack/react-query";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Notice } from "../ui/notice";

interface BrokenProps {
  assessment: string;
  edition: string;
  star: number;
  departures: readonly string[];
  obstacle: string;
}

// Says in names where the present state departs from what was confirmed.
export function Broken({ edition, star, departures, obstacle }: BrokenProps) {
  const { t, language } = useLanguage();
  const criteria = useQuery(queries.criteria(edition, star, language));
  const titles = new Map(criteria.data?.items.map((item) => [item.number, item.words.title]));
  function named(departure: string): string {
    if (departure.startsWith("evidence:")) return t("declaration.departs.evidence");
    const known: Record<string, string> = {
      organisation: t("declaration.departs.organisation"), edition: t("declaration.departs.edition"),
      scope: t("declaration.departs.scope"), confirmer: t("declaration.departs.confirmer"),
    };
    return known[departure] ?? `${departure} ${titles.get(departure) ?? ""}`;
  }
  return (
    <Notice kind="bad" title={obstacle || t("declaration.broken")}>
      <p>{t("declaration.departs.where")}</p>
      <ul>{[...new Set(departures.map(named))].map((line) => <li key={line}>{line}</li>)}</ul>
    </Notice>
  );
}
