// What this organisation lets others do or see, and what others let it: until a day, and ended at once when it says so.
import { useOrganisation } from "../account/acting";
import { useLanguage } from "../i18n/language";
import { DisclosuresSection } from "./disclosures";
import { OrganisationFrame } from "./frame";
import { isFirms } from "./is_firms";
import { MandatesSection } from "./mandates";
import { ServicesSection } from "./services";
import { WorkSection } from "./work";

export function Grants() {
  const { t } = useLanguage();
  const organisation = useOrganisation();
  const isGiver = isFirms(organisation);
  return (
    <OrganisationFrame title={t("grants.title")} lead={t("grants.lead")}>
      <MandatesSection organisation={organisation} isGiver={isGiver} />
      <DisclosuresSection organisation={organisation} isGiver={isGiver} />
      {isGiver && <WorkSection organisation={organisation.id} />}
      {(isGiver || organisation.roles.includes("buyer")) && <ServicesSection organisation={organisation} />}
    </OrganisationFrame>
  );
}
