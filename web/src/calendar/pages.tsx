import { useQuery } from "@tanstack/react-query";
import { Link, Route, Switch } from "wouter";
import { useOrganisation } from "../account/acting";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Empty, Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { Duties } from "./duties";
import { History } from "./history";
import { Subscriptions } from "./subscriptions";

export default function CalendarPages() {
  return (
    <Switch>
      <Route path="/app/calendar" component={CalendarPage} />
    </Switch>
  );
}

function CalendarPage() {
  const { t, language } = useLanguage();
  const organisation = useOrganisation();
  const calendar = useQuery(queries.calendar(organisation.id, language));
  return (
    <Page title={t("calendar.title")} lead={t("calendar.lead")}>
      <Loaded query={calendar}>
        {(found) =>
          found.items.length === 0 && found.notes.length === 0 && found.stars.length === 0 ? (
            <Empty title={t("calendar.no_star")}>
              <p>{t("calendar.no_star_text")}</p>
              <Link className="button first" href="/app/today">{t("nav.today")}</Link>
            </Empty>
          ) : (
            <div className="stack loose">
              <Stopped stars={found.stars} />
              {found.items.length > 0 && <Duties organisation={organisation.id} calendar={found} />}
              <Subscriptions organisation={organisation.id} />
              <History organisation={organisation.id} calendar={found} />
            </div>
          )}
      </Loaded>
    </Page>
  );
}

// Stars that are not valid today: what stands below is then no longer, or not just now, what keeps a star.
function Stopped({ stars }: { stars: Schemas["Calendar"]["stars"] }) {
  const { t, language } = useLanguage();
  const day = (text: string | null) => officeDate(text ?? "", language);
  return stars.map((one) => {
    const href = `/app/assessments/${one.assessment}`;
    if (one.state === "withdrawn")
      return <Notice key={one.assessment} kind="bad" title={t("calendar.withdrawn", { star: one.star, day: day(one.since) })}><p>{t("calendar.withdrawn_text")} <Link href="/app/assessments/new">{t("firm_star.begin_again")}</Link></p></Notice>;
    if (one.state === "suspended")
      return <Notice key={one.assessment} kind="bad" title={t("calendar.suspended", { star: one.star, day: day(one.since) })}>{one.suspended_until && <p>{t("firm_star.until", { day: day(one.suspended_until) })}</p>}<p>{t("calendar.suspended_text")}</p></Notice>;
    if (one.state === "expired")
      return <Notice key={one.assessment} kind="info" title={t("calendar.expired", { star: one.star, day: day(one.last_valid_day) })}><p><Link href={`${href}/renewal`}>{t("calendar.renewal_title")}</Link></p></Notice>;
    return null;
  });
}
