import type { Schemas } from "../api/client";
import { dayOf, officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { besideFirmName, firmName } from "../organisation/firm_name";
import { Icon } from "../ui/icons";

export type DeclarationFields = Schemas["Declaration"];

// The declaration as a paper: what is read, signed and filed. The register's page shows the same one.
export function Paper({ page }: { page: DeclarationFields }) {
  const { t, language } = useLanguage();
  const scope = language === "en" && page.scope.description_en ? page.scope.description_en : page.scope.description;
  const beside = besideFirmName(page, language);
  const isVoid = !page.seal.is_intact; // Nobody confirmed or declared the present text: it says only what it is.
  return (
    <article className="sheet paper" aria-labelledby="paper-heading">
      {isVoid && <p><span className="tag bad"><Icon name="warning" />{t("declaration.nobody_declared")}</span></p>}
      {page.is_invented && <p><span className="tag wait">{t("declaration.invented")}</span></p>}
      <h2 id="paper-heading">{t("declaration.heading", { star: page.star })}</h2>
      <p className="paper-firm">
        {firmName(page, language)}<span className="soft small"> {t("declaration.number", { number: page.corporate_number })}</span>
        {beside && <><br /><span className="soft small" lang="ja">{beside}</span></>}
      </p>
      {!isVoid && <p className="paper-sentence">{t("declaration.sentence", { star: page.star, edition: page.edition, n: page.progress.criteria })}</p>}
      <section>
        <h3>{t("declaration.scope")}</h3>
        <p><strong>{scopeKind(t, page.scope.kind)}</strong></p>
        <p className="keep-lines">{scope}</p>
      </section>
      {!isVoid && <Confirmed page={page} />}
      <section className="paper-seal">
        <h3>{t("declaration.seal")}</h3>
        <p><code className="seal-code">{page.seal.code}</code> {isVoid && <span className="tag bad"><Icon name="warning" />{t("declaration.seal_broken")}</span>}</p>
        <p className="small soft">{t("declaration.seal_text")}</p>
        <p className="small soft"><span>SHA-256 </span><code>{page.seal.form_sha256}</code></p>
      </section>
      {page.declared_at && !isVoid && (
        <section className="paper-signed">
          <h3>{t("declaration.signed")}</h3>
          <p><strong>{page.declared_by}</strong></p>
          <p>{officeDate(dayOf(page.declared_at), language)}</p>
        </section>
      )}
    </article>
  );
}

// What was found and by whom, and what the star says of it.
function Confirmed({ page }: { page: DeclarationFields }) {
  const { t, language } = useLanguage();
  const { progress } = page;
  const undone = progress.planned + progress.not_met + progress.unknown;
  return (
    <>
      <section>
        <h3>{t("declaration.numbers")}</h3>
        <dl className="paper-numbers">
          <div><dt>{t("declaration.met")}</dt><dd>{progress.met}</dd></div>
          <div><dt>{t("declaration.not_applicable")}</dt><dd>{progress.not_applicable}</dd></div>
          <div className={undone > 0 ? "bad" : undefined}><dt>{t("declaration.undone")}</dt><dd>{undone}</dd></div>
        </dl>
        <p className={undone > 0 ? "problem-line" : "good-line"}><Icon name={undone > 0 ? "warning" : "check"} /><span>{undone > 0 ? t("declaration.undone_some", { n: undone }) : t("declaration.undone_none")}</span></p>
      </section>
      <section>
        <h3>{t("declaration.confirmer")}</h3>
        <p><strong>{page.confirmed_by}</strong>{t("declaration.confirmer_by", { qualification: page.qualification })}</p>
        <p className="small soft">{t("declaration.confirmed_on", { day: officeDate(dayOf(page.confirmed_at), language) })}</p>
      </section>
      <div className="paper-columns">
        <section>
          <h3>{t("declaration.says")}</h3>
          <ul>{page.statement.says.map((line) => <li key={line}>{line}</li>)}</ul>
        </section>
        <section>
          <h3>{t("declaration.does_not_say")}</h3>
          <ul>{page.statement.does_not_say.map((line) => <li key={line}>{line}</li>)}</ul>
        </section>
      </div>
    </>
  );
}

export const scopeKind = (t: ReturnType<typeof useLanguage>["t"], kind: Schemas["Scope"]["kind"]) =>
  ({ group: t("declaration.scope_group"), company: t("declaration.scope_company"), departments: t("declaration.scope_departments") })[kind];
