// Renewing a star: what comes along from last year is seen first, then the assessment opens with it.
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { useOrganisation } from "../account/acting";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { scopeKind } from "../declaration/paper";
import { officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { ActResult, Notice } from "../ui/notice";
import { Page } from "../ui/page";

export function RenewalPage({ id }: { id: string }) {
  const { t } = useLanguage();
  const head = useQuery(queries.assessment(id));
  const plan = useQuery(queries.renewal(id));
  return (
    <Page title={t("renewal.title")} lead={t("renewal.lead")}>
      <Loaded query={head}>{(assessment) => <Loaded query={plan}>{(found) => <Plan assessment={assessment} found={found} />}</Loaded>}</Loaded>
      <p><Link href="/app/today">{t("renewal.back")}</Link></p>
    </Page>
  );
}

function Plan({ assessment, found }: { assessment: Schemas["Assessment"]; found: Schemas["Renewal"] }) {
  const { t, language } = useLanguage();
  const organisation = useOrganisation();
  const [, navigate] = useLocation();
  const act = useAct(
    (_: undefined, key) => unwrap(api.POST("/assessments/{assessment}/renewal", { params: { path: { assessment: assessment.id }, header: keyed(key) } })),
    [["assessments", organisation.id], ["renewal", assessment.id]],
  );
  async function begin() {
    const opened = await act.run(undefined);
    if (opened) navigate("/app/today");
  }
  return (
    <section className="sheet stack">
      <dl className="facts">
        <dt>{t("renewal.star")}</dt><dd>★{found.star}</dd>
        <dt>{t("renewal.last_day")}</dt><dd>{t("renewal.last_day_text", { day: officeDate(found.last_valid_day, language) })}</dd>
        <dt>{t("renewal.scope")}</dt><dd>{scopeKind(t, found.scope.kind)}<br /><span className="keep-lines">{(language === "en" && found.scope.description_en) || found.scope.description}</span></dd>
        <dt>{t("renewal.edition")}</dt><dd>{found.edition}</dd>
      </dl>
      <h2>{t("renewal.what")}</h2>
      <ul>
        <li>{t("renewal.answers", { n: found.carried })}</li>
        <li>{t("renewal.files", { n: found.files })}</li>
        {found.stale_criteria.length > 0 && <li>{t("renewal.stale", { n: found.stale_criteria.length, list: found.stale_criteria.join(", ") })}</li>}
        {found.unanswered.length > 0 && <li>{t("renewal.unanswered", { list: found.unanswered.join(", ") })}</li>}
        <li>{t("renewal.stays")}</li>
      </ul>
      {found.current_edition !== found.edition && <Notice kind="info"><p>{t("renewal.other_edition", { edition: found.current_edition })} <Link href={`/app/assessments/${assessment.id}/move`}>{t("move.link")}</Link></p></Notice>}
      {found.begun
        ? <Notice kind="info"><p>{t("renewal.begun")} <Link href={`/app/assessments/${found.begun}`}>{t("ui.to_assessment")}</Link></p></Notice>
        : assessment.permissions.includes("answer") && <div><button type="button" className="button first" disabled={act.isRunning} onClick={() => void begin()}>{t("renewal.begin")}</button></div>}
      <ActResult act={act} />
    </section>
  );
}
