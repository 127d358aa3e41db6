import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Route, Switch, useLocation } from "wouter";
import { type ActingFor, useActing } from "../account/acting";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { useSeal } from "../assessment/sealed";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { Audit } from "./audit";
import { DisclosedPage } from "./disclosed";
import { OrganisationFrame } from "./frame";
import { Grants } from "./grants";
import { isFirms } from "./is_firms";
import { emptyOrganisation, OrganisationForm, type OrganisationFields } from "./organisation_form";
import { People } from "./people";
import { industryName, prefectureName } from "./places_and_trades";

export default function OrganisationPages() {
  const { organisation } = useActing();
  return (
    <Switch>
      <Route path="/app/organisation/new" component={NewOrganisation} />
      {organisation && <Route path="/app/organisation/edit"><EditOrganisation organisation={organisation} /></Route>}
      {organisation && isFirms(organisation) && <Route path="/app/organisation/audit"><Audit organisation={organisation.id} /></Route>}
      {organisation && <Route path="/app/organisation/grants" component={Grants} />}
      {organisation && <Route path="/app/organisation/disclosed/:id">{({ id }) => <DisclosedPage key={id} id={id} />}</Route>}
      {organisation && <Route><OrganisationPage organisation={organisation} /></Route>}
      <Route component={NewOrganisation} />
    </Switch>
  );
}

function OrganisationPage({ organisation }: { organisation: ActingFor }) {
  const { t } = useLanguage();
  const entry = useQuery(queries.organisation(organisation.id));
  return (
    <OrganisationFrame title={t("organisation.title")} actions={isFirms(organisation) && <Link className="button" href="/app/organisation/edit">{t("organisation.correct")}</Link>}>
      <Loaded query={entry}>{(data) => <Facts entry={data} />}</Loaded>
      {isFirms(organisation) && <People organisation={organisation.id} />}
    </OrganisationFrame>
  );
}

function Facts({ entry }: { entry: Schemas["Organisation"] }) {
  const { t, language } = useLanguage();
  return (
    <section className="sheet stack">
      {entry.is_invented && <Notice kind="info">{t("organisation.invented")}</Notice>}
      <dl className="facts">
        <dt>{t("organisation.legal_name")}</dt>
        <dd><strong>{entry.legal_name}</strong> <span className="soft">{entry.legal_name_kana}</span></dd>
        <dt>{t("organisation.number")}</dt>
        <dd className="code">{entry.corporate_number}</dd>
        {entry.trade_name && <><dt>{t("organisation.trade_name")}</dt><dd>{entry.trade_name}</dd></>}
        {entry.legal_name_en && <><dt>{t("organisation.name_en")}</dt><dd lang="en">{entry.legal_name_en}</dd></>}
        <dt>{t("organisation.prefecture")}</dt>
        <dd>{prefectureName(entry.prefecture, language)}</dd>
        <dt>{t("organisation.industry")}</dt>
        <dd>{industryName(entry.industry, language)}</dd>
        <dt>{t("organisation.staff")}</dt>
        <dd>{t("organisation.staff_count", { n: entry.staff })}</dd>
        {entry.parent_corporate_number && <><dt>{t("organisation.parent")}</dt><dd className="code">{entry.parent_corporate_number}</dd></>}
      </dl>
    </section>
  );
}

function EditOrganisation({ organisation }: { organisation: ActingFor }) {
  const { t } = useLanguage();
  const entry = useQuery({ ...queries.organisation(organisation.id), refetchOnWindowFocus: false });
  const version = entry.data?.version ?? 0;
  const seal = useSeal(entry.data && { state: entry.data.sealed_as ?? "", seal: { is_intact: true } }, true);
  const act = useAct(
    (fields: OrganisationFields, key) =>
      unwrap(api.PUT("/organisations/{organisation}", { params: { path: { organisation: organisation.id }, header: keyed(key) }, body: { ...fields, version } })),
    [["organisation", organisation.id]],
  );
  return (
    <Page title={t("organisation.correct_title")}>
      <Loaded query={entry}>
        {({ id: _id, version: _version, is_invented: _invented, registered_at: _at, sealed_as: _sealed, ...fields }) => (
          <OrganisationForm draft={organisation.id} initial={fields} isNumberFixed seal={seal} act={act} button={t("ui.save")} done={t("ui.saved")} onSent={() => undefined} />
        )}
      </Loaded>
      <p><Link href="/app/organisation">{t("organisation.to_entry")}</Link></p>
    </Page>
  );
}

function NewOrganisation() {
  const { t } = useLanguage();
  const { choose, organisations } = useActing();
  const may = organisations.some(({ roles }) => roles.some((role) => role === "applicant" || role === "management" || role === "operator"));
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const act = useAct((body: OrganisationFields, key) => unwrap(api.POST("/organisations", { params: { header: keyed(key) }, body })));

  async function goOn(id: string) {
    await client.refetchQueries({ queryKey: ["session"] });
    choose(id);
    navigate("/app/start");
  }

  if (!may) {
    return (
      <Page title={t(organisations.length === 0 ? "organisation.no_role_title" : "organisation.new_title")}>
        <Notice kind="info"><p>{t(organisations.length === 0 ? "organisation.no_role" : "organisation.may_not_enter")}</p></Notice>
      </Page>
    );
  }
  return (
    <Page title={t("organisation.new_title")} lead={t("organisation.new_lead")}>
      <OrganisationForm draft="new" initial={emptyOrganisation} act={act} button={t("organisation.enter")} onSent={(receipt) => void goOn(receipt.id)} />
    </Page>
  );
}
