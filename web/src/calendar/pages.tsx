import { useQuery } from "@tanstack/react-query";
import { Link, Route, Switch } from "wouter";
import { useOrganisation } from "../account/acting";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
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
          found.items.length === 0 && found.notes.length === 0 ? (
            <Empty title={t("calendar.no_star")}>
              <p>{t("calendar.no_star_text")}</p>
              <Link className="button first" href="/app/today">{t("nav.today")}</Link>
            </Empty>
          ) : (
            <div className="stack loose">
              <Duties organisation={organisation.id} calendar={found} />
              <Subscriptions organisation={organisation.id} />
              <History organisation={organisation.id} calendar={found} />
            </div>
          )}
      </Loaded>
    </Page>
  );
}
