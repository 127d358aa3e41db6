import type { Schemas } from "../api/client";
import { officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Stars } from "../ui/icons";

// What anyone will read about the firm. Made from the same record as the public page.
export function PublicPreview({ record }: { record: Schemas["PublicRecord"] }) {
  const { t, language } = useLanguage();
  return (
    <article className="public-preview stack">
      <div>
        <h3>{record.legal_name} <span className="soft small code">{record.corporate_number}</span></h3>
        <p className="small soft">{record.legal_name_kana}{record.legal_name_en && `・${record.legal_name_en}`}</p>
        {record.is_invented && <p><span className="tag wait">{t("registration.preview.invented")}</span></p>}
      </div>
      {record.certificates.map((certificate) => (
        <dl key={certificate.number} className="facts small">
          <dt>{t("registration.preview.star")}</dt>
          <dd><Stars star={certificate.star} isHeld /> <strong>{t(certificate.state === "valid" ? "registration.preview.valid" : "registration.preview.expired")}</strong></dd>
          <dt>{t("registration.preview.number")}</dt>
          <dd>{certificate.number === 0 ? t("registration.preview.number_next") : certificate.number}{certificate.official_number && `（${certificate.official_number}）`}</dd>
          <dt>{t("registration.preview.period")}</dt>
          <dd>{t("registration.preview.period_text", { from: officeDate(certificate.registered_on, language), to: officeDate(certificate.last_valid_day, language) })}</dd>
          <dt>{t("registration.preview.scope")}</dt>
          <dd className="keep-lines">{language === "en" && certificate.scope.description_en ? certificate.scope.description_en : certificate.scope.description}</dd>
          <dt>{t("registration.preview.seal")}</dt>
          <dd><code>{certificate.seal_code}</code></dd>
        </dl>
      ))}
      <div className="small">
        <h4>{t("registration.preview.says")}</h4>
        <ul>{record.statement.says.map((line) => <li key={line}>{line}</li>)}</ul>
        <h4>{t("registration.preview.does_not_say")}</h4>
        <ul>{record.statement.does_not_say.map((line) => <li key={line}>{line}</li>)}</ul>
      </div>
    </article>
  );
}
