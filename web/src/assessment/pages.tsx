import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, Redirect, Route, Switch, useSearch } from "wouter";
import { useOrganisation } from "../account/acting";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { Page } from "../ui/page";
import { AdviserPage } from "./adviser";
import { FilesPage } from "./files_page";
import { AssessmentList, OpenAssessment } from "./list";
import { AssessmentPage } from "./main_page";
import { MovePage } from "./move_page";
import { RenewalPage } from "./renewal_page";
import { ScopePage } from "./scope_page";
import { SubmissionPage } from "./submission";
import { TodayPage } from "./today";

export default function AssessmentPages() {
  return (
    <Switch>
      <Route path="/app/today"><WithCurrent title="nav.today">{(current) => <TodayPage id={current.id} />}</WithCurrent></Route>
      <Route path="/app/assessment"><WithCurrent title="nav.assessment">{(current) => <ToCurrent id={current.id} />}</WithCurrent></Route>
      <Route path="/app/submission"><WithCurrent title="nav.submission">{(current) => <SubmissionPage id={current.id} />}</WithCurrent></Route>
      <Route path="/app/assessments" component={AssessmentList} />
      <Route path="/app/assessments/new" component={OpenAssessment} />
      <Route path="/app/assessments/:id/scope">{({ id }) => <ScopePage id={id} />}</Route>
      <Route path="/app/assessments/:id/move">{({ id }) => <MovePage key={id} id={id} />}</Route>
      <Route path="/app/assessments/:id/renewal">{({ id }) => <RenewalPage key={id} id={id} />}</Route>
      <Route path="/app/assessments/:id/files">{({ id }) => <FilesPage key={id} id={id} />}</Route>
      <Route path="/app/assessments/:id/adviser">{({ id }) => <AdviserPage id={id} />}</Route>
      <Route path="/app/assessments/:id">{({ id }) => <AssessmentPage key={id} id={id} />}</Route>
    </Switch>
  );
}

// Keeps the question and the filter that a link names.
function ToCurrent({ id }: { id: string }) {
  const search = useSearch();
  return <Redirect to={`/app/assessments/${id}${search ? `?${search}` : ""}`} replace />;
}

// The newest assessment of the firm; before the first one, the way to it.
function WithCurrent({ title, children }: { title: "nav.today" | "nav.assessment" | "nav.submission"; children: (current: Schemas["AssessmentSummary"]) => ReactNode }) {
  const { t } = useLanguage();
  const organisation = useOrganisation();
  const assessments = useQuery(queries.assessments(organisation.id));
  const current = assessments.data?.items[0];
  if (current) return <>{children(current)}</>;
  return (
    <Page title={t(title)}>
      <Loaded query={assessments}>
        {() => (
          <Empty title={t("today.empty")}>
            <p>{t("today.empty_text")}</p>
            <Link className="button first large" href="/app/start">{t("today.begin")}</Link>
          </Empty>
        )}
      </Loaded>
    </Page>
  );
}
