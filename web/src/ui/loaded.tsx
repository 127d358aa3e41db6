import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { type Problem, Refusal } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Notice } from "./notice";

const kQuietFor_ms = 300; // Most answers come sooner; a word that flashes by only disturbs.

export function Loading() {
  const { t } = useLanguage();
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), kQuietFor_ms);
    return () => clearTimeout(timer);
  }, []);
  return <p role="status" className="soft">{isLong ? t("ui.loading") : ""}</p>;
}

// Draws what was read, or says plainly why not. Data read earlier stays in sight while the server is away.
// `refused`: what to show instead for a refusal one can explain better here.
export function Loaded<T>({ query, refused, children }: { query: UseQueryResult<T>; refused?: (problem: Problem) => ReactNode; children: (data: T) => ReactNode }) {
  const { t } = useLanguage();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <Loading />;
  const refusal = query.error instanceof Refusal ? query.error.problem : undefined;
  const instead = refusal && refused?.(refusal);
  if (instead) return <>{instead}</>;
  return (
    <Notice kind="bad" title={refusal ? refusal.title : t("ui.cannot_read")}>
      {refusal?.reference && <p>{t("ui.reference", { reference: refusal.reference })}</p>}
      <button type="button" className="button" onClick={() => void query.refetch()}>{t("ui.try_again")}</button>
    </Notice>
  );
}
