import type { ReactNode } from "react";
import { Departures } from "../assessment/departures";
import { useLanguage } from "../i18n/language";
import { Notice } from "../ui/notice";
import type { DeclarationFields } from "./paper";

// Says in names where the present state departs from what was confirmed, and what comes next.
export function Broken({ page, children }: { page: DeclarationFields; children: ReactNode }) {
  const { t } = useLanguage();
  return (
    <Notice kind="bad" title={page.obstacle || t("declaration.broken")}>
      <p>{t("declaration.departs.where")}</p>
      <Departures edition={page.edition} star={page.star} departures={page.seal.departures} />
      {children}
    </Notice>
  );
}
