import { useLanguage } from "../i18n/language";
import { Notice } from "../ui/notice";
import { type About, count } from "./data";

// What every figure stands on, always in sight.
export function Assumptions({ about }: { about: About }) {
  const { t } = useLanguage();
  const p = about.parameters;
  return (
    <section className="assumptions small" aria-label={t("cascade.about.title")}>
      {about.is_synthetic && <p><strong className="tag warn">{t("cascade.invented")}</strong> {t("cascade.about.invented")}</p>}
      <p>
        <strong>{t("cascade.about.title_line")}</strong>
        {t("cascade.about.line", {
          mode: about.mode === "custom" ? t("cascade.about.custom") : about.mode === "converged" ? t("cascade.about.converged") : t("cascade.about.published"), eps: p.eps, grade: p.grade === "f32" ? t("cascade.about.f32") : t("cascade.about.f64"), substitution: p.has_substitution ? t("cascade.about.yes") : t("cascade.about.no"), firms: count(p.firms), links: count(p.links),
          data_on: about.data_on ?? t("cascade.about.not_stated"), source: about.source || t("cascade.about.not_stated"), run_id: about.run_id,
        })}
      </p>
      <p>{t("cascade.about.one_question")}</p>
      {about.warnings.includes("impact.warning.no_final_demand") && <Notice kind="warn"><p>{t("cascade.no_final_demand")}</p></Notice>}
      {about.warnings.includes("impact.warning.not_settled") && <Notice kind="warn"><p>{t("cascade.about.not_settled")}</p></Notice>}
    </section>
  );
}
