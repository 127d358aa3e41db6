import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { useOrganisation } from "../account/acting";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { dayOf } from "../i18n/dates";
import { type PlainKey, useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Page } from "../ui/page";
import { stoppedStar } from "./stopped";
import { ScopeForm, useOpenAssessment } from "./scope_form";

export const assessmentStates: Record<Schemas["AssessmentState"], PlainKey> = {
  draft: "assessment_state.draft", submitted: "assessment_state.submitted", returned: "assessment_state.returned",
  confirmed: "assessment_state.confirmed", declared: "assessment_state.declared", registered: "assessment_state.registered",
};

function StateOf({ item }: { item: Schemas["AssessmentSummary"] }) {
  const { t } = useLanguage();
  const stopped = stoppedStar(item);
  if (stopped) return <span className="tag warn">{t(stopped)}</span>;
  return <>{t(assessmentStates[item.state])}{item.is_seal_intact === false && <> <span className="tag warn">{t("declaration.seal_broken")}</span></>}</>;
}

export function AssessmentList() {
  const { t } = useLanguage();
  const organisation = useOrganisation();
  const assessments = useQuery(queries.assessments(organisation.id));
  return (
    <Page title={t("assessments.title")} actions={<Link className="button" href="/app/assessments/new">{t("assessments.open")}</Link>}>
      <Loaded query={assessments}>
        {({ items }) => (
          <table className="table cards sheet-table">
            <thead><tr><th scope="col">{t("assessments.opened")}</th><th scope="col">{t("assessments.star")}</th><th scope="col">{t("assessments.state")}</th><th scope="col">{t("assessments.answered")}</th></tr></thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <th scope="row"><Link href={`/app/assessments/${item.id}`}>{dayOf(item.opened_at)}</Link></th>
                  <td data-label={t("assessments.star")}>★{item.star} · {item.edition}</td>
                  <td data-label={t("assessments.state")}><StateOf item={item} /></td>
                  <td data-label={t("assessments.answered")} className="number">{t("assessments.count", { answered: item.answered, all: item.criteria })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </Page>
  );
}

// The first one comes from the start; this is for the next year, or for another scope.
export function OpenAssessment() {
  const { t } = useLanguage();
  const organisation = useOrganisation();
  const [, navigate] = useLocation();
  const editions = useQuery(queries.editions());
  const act = useOpenAssessment(organisation.id);
  return (
    <Page title={t("assessments.open_title")} lead={t("assessments.open_lead")}>
      <section className="sheet">
        <Loaded query={editions}>
          {(data) => (
            <ScopeForm
              draft={`new.${organisation.id}`} editions={data} act={act} button={t("assessments.open")} initial={{ kind: "company", description: t("scope.whole_company", { name: organisation.name }) }}
              onDone={(id) => navigate(`/app/assessments/${id}`)}
            />
          )}
        </Loaded>
      </section>
    </Page>
  );
}
