import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Notice } from "../ui/notice";

// What the firm is told of a star that the operator suspended or withdrew; otherwise `children`.
export function StarStopped({ assessment, children }: { assessment: Schemas["Assessment"]; children?: ReactNode }) {
  const { t, language } = useLanguage();
  const { certificate, certificate_reason: reason } = assessment;
  if (!certificate || (certificate.state !== "suspended" && certificate.state !== "withdrawn")) return <>{children}</>;
  const since = officeDate(certificate.state_since, language);
  return (
    <Notice kind="bad" title={certificate.state === "suspended" ? t("firm_star.suspended", { since }) : t("firm_star.withdrawn", { since })}>
      {certificate.suspended_until && <p>{t("firm_star.until", { day: officeDate(certificate.suspended_until, language) })}</p>}
      {reason && <p className="keep-lines">{t("firm_star.reason", { reason })}</p>}
      {certificate.state === "withdrawn" && <p><Link className="no-print" href="/app/assessments/new">{t("firm_star.begin_again")}</Link></p>}
      <p>{t("firm_star.next")} <a href={`/register/${assessment.corporate_number}`}>{t("today.public_page")}</a></p>
    </Notice>
  );
}
