import { today } from "../i18n/dates";
import { type PlainKey, useLanguage } from "../i18n/language";
import type { Problem } from "../api/client";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { kindOf, type Period, type PeriodKind, periodKinds, periodOf } from "./period_words";

const names: Record<PeriodKind, PlainKey> = { day: "period.day", period: "period.period", since: "period.since", unknown: "period.unknown" };
const examples: Record<PeriodKind, PlainKey> = { day: "period.day_text", period: "period.period_text", since: "period.since_text", unknown: "period.unknown_text" };

interface PeriodProps {
  id: string;
  kind: PeriodKind;
  period: Period;
  problem?: Problem | undefined;
  onChange: (kind: PeriodKind, period: Period) => void;
}

// "As of when is this?" in four sentences, and only the days that the chosen one needs.
export function PeriodFields({ id, kind, period, problem, onChange }: PeriodProps) {
  const { t } = useLanguage();
  const from = period.effective_from ?? "";
  const to = period.effective_to ?? "";
  return (
    <fieldset className="field">
      <legend>{t("period.question")}</legend>
      <div className="choices">
        {periodKinds.map((each) => (
          <label key={each} className="choice">
            <input type="radio" name={`period-${id}`} checked={kind === each} onChange={() => onChange(each, periodOf(each, from || (each === "unknown" ? "" : today()), to))} />
            <span><strong>{t(names[each])}</strong><br /><span className="small soft">{t(examples[each])}</span></span>
          </label>
        ))}
      </div>
      {kind !== "unknown" && (
        <div className="row period-days">
          <TextField name="effective_from" type="date" size="narrow" label={t(kind === "period" ? "period.from" : kind === "since" ? "period.in_force" : "period.on")} value={from} problem={problem} onChange={(value) => onChange(kind, periodOf(kind, value, to))} />
          {kind === "period" && <TextField name="effective_to" type="date" size="narrow" label={t("period.to")} value={to} problem={problem} onChange={(value) => onChange(kind, periodOf(kind, from, value))} />}
        </div>
      )}
      {kind !== "unknown" && (kind === "period" ? to : from) > today() && <p className="needs"><Icon name="info" />{t("period.not_yet")}</p>}
    </fieldset>
  );
}

// 2026-10-01 to 2026-10-31, in one short sentence.
export function PeriodWords({ from, to }: { from: string | null; to: string | null }) {
  const { t } = useLanguage();
  switch (kindOf(from, to)) {
    case "unknown": return <>{t("period.says_unknown")}</>;
    case "day": return <>{t("period.says_day", { day: from ?? "" })}</>;
    case "since": return <>{t("period.says_since", { day: from ?? "" })}</>;
    case "period": return <>{t("period.says_period", { from: from ?? "…", to: to ?? "" })}</>;
  }
}
