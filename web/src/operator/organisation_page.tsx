import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { type Role, useActing } from "../account/acting";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { useSeal } from "../assessment/sealed";
import { useLanguage } from "../i18n/language";
import { entryName } from "../organisation/firm_name";
import { emptyOrganisation, OrganisationForm, type OrganisationFields } from "../organisation/organisation_form";
import { People } from "../organisation/people";
import { industryName, prefectureName } from "../organisation/places_and_trades";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { DeskPage } from "./desk_page";

const kRoles: readonly Role[] = ["applicant", "management", "expert", "buyer"];
const kOwnRoles: readonly Role[] = [...kRoles, "operator", "administrator"]; // Of the register itself: not by a slip in someone else's firm.

export function NewOrganisation() {
  const { t } = useLanguage();
  const [, navigate] = useLocation();
  const act = useAct((body: OrganisationFields, key) => unwrap(api.POST("/organisations", { params: { header: keyed(key) }, body })), [["organisations"]]);
  return (
    <DeskPage title={t("operator.new.title")} lead={t("operator.new.lead")}>
      <OrganisationForm draft="operator.new" initial={emptyOrganisation} act={act} button={t("operator.new.enter")} onSent={(receipt) => navigate(`/app/operator/organisations/${receipt.id}`)} />
    </DeskPage>
  );
}

export function OrganisationPage({ organisation }: { organisation: string }) {
  const { t, language } = useLanguage();
  const { organisation: own } = useActing();
  const entry = useQuery({ ...queries.organisation(organisation), refetchOnWindowFocus: false });
  const version = entry.data?.version ?? 0;
  const seal = useSeal(entry.data && { state: entry.data.sealed_as ?? "", seal: { is_intact: true } }, true);
  const act = useAct(
    (fields: OrganisationFields, key) =>
      unwrap(api.PUT("/organisations/{organisation}", { params: { path: { organisation }, header: keyed(key) }, body: { ...fields, version } })),
    [["organisation", organisation], ["organisations"]],
  );
  return (
    <DeskPage title={entry.data ? entryName(entry.data, language) : t("operator.organisations.title")} lead={<Link href="/app/operator">{t("operator.organisations.back")}</Link>}>
      <Loaded query={entry}>
        {({ id: _id, version: _version, is_invented, registered_at: _at, sealed_as: _sealed, ...fields }) => (
          <>
            {is_invented && <Notice kind="info"><p>{t("organisation.invented")}</p></Notice>}
            <dl className="facts">
              <dt>{t("organisation.number")}</dt><dd className="number">{fields.corporate_number}</dd>
              <dt>{t("organisation.kana")}</dt><dd>{fields.legal_name_kana}</dd>
              <dt>{t("organisation.prefecture")}</dt><dd>{prefectureName(fields.prefecture, language)}</dd>
              <dt>{t("organisation.industry")}</dt><dd>{industryName(fields.industry, language)}</dd>
              <dt>{t("organisation.staff")}</dt><dd>{t("organisation.staff_count", { n: fields.staff })}</dd>
            </dl>
            <p><a href={`/register/${fields.corporate_number}`}>{t("operator.organisations.public")}</a></p>
            <People organisation={organisation} roles={own?.id === organisation ? kOwnRoles : kRoles} />
            <details>
              <summary><h2>{t("operator.organisations.entry")}</h2></summary>
              <OrganisationForm draft={organisation} initial={fields} isNumberFixed seal={seal} act={act} button={t("ui.save")} done={t("ui.saved")} onSent={() => undefined} />
            </details>
          </>
        )}
      </Loaded>
    </DeskPage>
  );
}
