import type { Schemas } from "../api/client";
import { useLanguage } from "../i18n/language";

function indented(record: string): string {
  try {
    return JSON.stringify(JSON.parse(record), null, 2);
  } catch {
    return record;
  }
}

// As it was hashed, set out in lines for the eye.
export function EventRecord({ event }: { event: Pick<Schemas["Event"], "sequence" | "type" | "subject" | "record" | "record_sha256"> }) {
  const { t } = useLanguage();
  const record: string | null = event.record;
  return (
    <dl className="facts small">
      <dt>{t("operator.events.number")}</dt><dd className="number">{event.sequence}</dd>
      <dt>{t("operator.events.type")}</dt><dd className="code">{event.type}</dd>
      <dt>{t("operator.events.subject")}</dt><dd className="code">{event.subject || "—"}</dd>
      <dt>{t("operator.events.record")}</dt>
      <dd>{record === null ? t("operator.events.firms_own") : <pre className="event-record" tabIndex={0} aria-label={t("operator.events.record")}>{indented(record)}</pre>}</dd>
      <dt>SHA-256</dt><dd className="code">{event.record_sha256}</dd>
    </dl>
  );
}
