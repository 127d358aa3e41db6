import { useQuery } from "@tanstack/react-query";
import { Link, Route, Switch } from "wouter";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Stars } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { Page } from "../ui/page";
import { RegistrationPage } from "./registration_page";

export default function RegistrationPages() {
  return (
    <Switch>
      <Route path="/app/registrations" component={Registrations} />
      <Route path="/app/registrations/:assessment">{({ assessment }) => <RegistrationPage key={assessment} assessment={assessment} />}</Route>
    </Switch>
  );
}

function Registrations() {
  const { t } = useLanguage();
  const registrations = useQuery(queries.registrations());
  return (
    <Page title={t("registration.list.title")} lead={t("registration.list.lead")}>
      <Loaded query={registrations}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t("registration.list.none")}>
              <p>{t("registration.list.none_text")}</p>
              <a className="button" href="/register">{t("registration.list.look_up")}</a>
            </Empty>
          ) : (
            <ul className="plain stack tight">
              {items.map((item) => (
                <li key={item.id}>
                  <article className="sheet row apart">
                    <div>
                      <h2>{item.organisation_name}</h2>
                      <p className="row small soft">
                        <span className="code">{item.corporate_number}</span><Stars star={item.star} />
                        <span>{t("registration.edition", { edition: item.edition })}</span>
                        <span>{t("registration.criteria", { n: item.criteria })}</span>
                      </p>
                    </div>
                    <Link className="button first" href={`/app/registrations/${item.id}`}>{t("registration.list.examine")}<span className="visually-hidden"> {item.organisation_name}</span></Link>
                  </article>
                </li>
              ))}
            </ul>
          )}
      </Loaded>
    </Page>
  );
}
