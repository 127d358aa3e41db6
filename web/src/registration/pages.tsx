import { useQuery } from "@tanstack/react-query";
import { Link, Route, Switch } from "wouter";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { folded } from "../ui/combobox";
import { Icon, Stars } from "../ui/icons";
import { ChoiceTool, ExportButton, ListTools, SearchTool } from "../ui/list_tools";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { Page } from "../ui/page";
import { RegistrationPage } from "./registration_page";
import { StarPage } from "./star_page";
import { RegisteredStars } from "./stars";

const byName = new Intl.Collator("ja", { numeric: true });

export default function RegistrationPages() {
  return (
    <Switch>
      <Route path="/app/registrations" component={Registrations} />
      <Route path="/app/registrations/stars" component={RegisteredStars} />
      <Route path="/app/registrations/stars/:assessment">{({ assessment }) => <StarPage key={assessment} assessment={assessment} />}</Route>
      <Route path="/app/registrations/:assessment">{({ assessment }) => <RegistrationPage key={assessment} assessment={assessment} />}</Route>
    </Switch>
  );
}

type Waiting = Schemas["AssessmentSummary"];

function Registrations() {
  const { t } = useLanguage();
  const registrations = useQuery(queries.registrations());
  return (
    <Page title={t("registration.list.title")} lead={<><p>{t("registration.list.lead")}</p><Link href="/app/registrations/stars">{t("stars.to")}</Link></>}>
      <Loaded query={registrations}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t("registration.list.none")}>
              <p>{t("registration.list.none_text")}</p>
              <a className="button" href="/register">{t("registration.list.look_up")}</a>
            </Empty>
          ) : <WaitingList items={items} />}
      </Loaded>
    </Page>
  );
}

function WaitingList({ items }: { items: readonly Waiting[] }) {
  const { t } = useLanguage();
  const address = useAddress();
  const needle = folded(address.get("q").trim());
  const shown = items.filter((item) => folded(`${item.organisation_name} ${item.corporate_number}`).includes(needle));
  if (address.get("sort") === "name") shown.sort((one, two) => byName.compare(one.organisation_name, two.organisation_name));
  const head = [t("registration.csv.number"), t("registration.csv.name"), t("registration.csv.star"), t("registration.csv.edition")];
  return (
    <div className="stack">
      <ListTools>
        <SearchTool label={t("registration.list.search")} value={address.get("q")} onChange={(q) => address.set({ q })} />
        <ChoiceTool label={t("ui.sort")} value={address.get("sort")} onChange={(sort) => address.set({ sort })}
          choices={[{ value: "", label: t("registration.list.by_day") }, { value: "name", label: t("registration.csv.name") }]} />
        <ExportButton name="registrations" head={head} count={shown.length} rows={() => shown.map((item) => [item.corporate_number, item.organisation_name, `★${item.star}`, item.edition])} />
      </ListTools>
      {shown.length === 0 && <p role="status">{t("registration.list.nothing")}</p>}
      <ul className="plain stack tight">
        {shown.map((item) => (
          <li key={item.id}>
            <article className="sheet row apart">
              <div>
                <h2>{item.organisation_name}</h2>
                <p className="row small soft">
                  <span className="code">{item.corporate_number}</span><Stars star={item.star} isHeld={item.state === "registered"} />
                  <span>{t("registration.edition", { edition: item.edition })}</span>
                  <span>{t("registration.criteria", { n: item.criteria })}</span>
                  {item.is_seal_intact === false && <span className="tag bad"><Icon name="warning" />{t("declaration.seal_broken")}</span>}
                </p>
              </div>
              <Link className="button first" href={`/app/registrations/${item.id}`}>{t("registration.list.examine")}<span className="visually-hidden"> {item.organisation_name}</span></Link>
            </article>
          </li>
        ))}
      </ul>
    </div>
  );
}
