// Which page stands at which address. Each area is its own chunk, loaded when someone goes there.
import type { QueryClient } from "@tanstack/react-query";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { useActing } from "./account/acting";
import { homeOf, isElsewhere } from "./account/navigation";
import { SignedIn } from "./account/signed_in";
import { useLanguage } from "./i18n/language";
import { Page } from "./ui/page";
import { part } from "./ui/part";

const SignIn = part(() => import("./account/sign_in"));
const InvitePage = part(() => import("./account/invite"));
const AccountPage = part(() => import("./account/pages"));
const OrganisationPages = part(() => import("./organisation/pages"));
const StartPages = part(() => import("./start/pages"));
const AssessmentPages = part(() => import("./assessment/pages"));
const EvidencePages = part(() => import("./evidence/pages"));
const ReviewPages = part(() => import("./review/pages"));
const DeclarationPages = part(() => import("./declaration/pages"));
const RegistrationPages = part(() => import("./registration/pages"));
const FollowPages = part(() => import("./follow/pages"));
const CalendarPages = part(() => import("./calendar/pages"));
const CascadePages = part(() => import("./cascade/pages"));
const OperatorPages = part(() => import("./operator/pages"));

// What the address needs, fetched while language and session are still on their way: else each would wait for the one before.
export function askAhead(client: QueryClient): void {
  if (!location.pathname.startsWith("/app/cascade")) return;
  CascadePages.ahead();
  void import("./cascade/pages").then((cascade) => cascade.askAhead(client), () => undefined);
}

// Paths are absolute everywhere; an area's pages.tsx divides what is below its own path.
export function App() {
  return (
    <Switch>
      <Route path="/login" component={SignIn} />
      <Route path="/invite/:token" component={InvitePage} />
      <Route path="/app/*?"><SignedIn><Areas /></SignedIn></Route>
      <Route><Redirect to="/app" replace /></Route>
    </Switch>
  );
}

function Areas() {
  const { organisation } = useActing();
  const [location] = useLocation();
  if (organisation && isElsewhere(location, organisation.roles)) return <NoSuchPage />;
  return (
    <Switch>
      <Route path="/app"><Redirect to={homeOf(organisation?.roles ?? [])} replace /></Route>
      <Route path="/app/account" component={AccountPage} />
      <Route path="/app/organisation/*?" component={OrganisationPages} />
      {!organisation && <Route><Redirect to="/app/organisation/new" replace /></Route>}
      <Route path="/app/start" component={StartPages} />
      <Route path="/app/today" component={AssessmentPages} />
      <Route path="/app/assessment" component={AssessmentPages} />
      <Route path="/app/submission" component={AssessmentPages} />
      <Route path="/app/assessments/*?" component={AssessmentPages} />
      <Route path="/app/evidence" component={EvidencePages} />
      <Route path="/app/reviews/*?" component={ReviewPages} />
      <Route path="/app/declarations/*?" component={DeclarationPages} />
      <Route path="/app/registrations/*?" component={RegistrationPages} />
      <Route path="/app/follows/*?" component={FollowPages} />
      <Route path="/app/calendar" component={CalendarPages} />
      <Route path="/app/cascade/*?" component={CascadePages} />
      <Route path="/app/operator/*?" component={OperatorPages} />
      <Route component={NoSuchPage} />
    </Switch>
  );
}

function NoSuchPage() {
  const { t } = useLanguage();
  return <Page title={t("shell.no_page")}><p>{t("shell.no_page_text")}</p></Page>;
}
