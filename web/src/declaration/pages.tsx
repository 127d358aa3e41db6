import { useQuery } from "@tanstack/react-query";
import { Link, Route, Switch } from "wouter";
import { useOrganisation } from "../account/acting";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { stoppedStar } from "../assessment/stopped";
import { dayOf } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Icon, Stars } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Empty } from "../ui/notice";
import { Page } from "../ui/page";
import { DeclarationPage } from "./declaration_page";

export default function DeclarationPages() {
  return (
    <Switch>
      <Route path="/app/declarations" component={Declarations} />
      <Route path="/app/declarations/:assessment">{({ assessment }) => <DeclarationPage key={assessment} assessment={assessment} />}</Route>
    </Switch>
  );
}

type Summary = Schemas["AssessmentSummary"];
const canBeRead = ({ state }: Summary) => state === "confirmed" || state === "declared" || state === "registered";

// One assessment is the usual case: its declaration is shown at once.
function Declarations() {
  const { t } = useLanguage();
  const organisation = useOrganisation();
  const assessments = useQuery(queries.assessments(organisation.id));
  const only = assessments.data?.items.length === 1 ? assessments.data.items[0] : undefined;
  if (only && canBeRead(only)) return <DeclarationPage assessment={only.id} />;
  return (
    <Page title={t("declaration.list.title")} lead={t("declaration.list.lead")}>
      <Loaded query={assessments}>
        {({ items }) =>
          items.length === 0
            ? <Empty title={t("declaration.list.none")}><p>{t("declaration.list.none_text")}</p></Empty>
            : <ul className="plain stack tight">{items.map((item) => <li key={item.id}><Entry item={item} /></li>)}</ul>}
      </Loaded>
    </Page>
  );
}

function Entry({ item }: { item: Summary }) {
  const { t } = useLanguage();
  const words = {
    draft: t("declaration.list.draft", { n: item.answered, of: item.criteria }), submitted: t("declaration.list.submitted"), returned: t("declaration.list.returned"),
    confirmed: t("declaration.list.confirmed"), declared: t("declaration.list.declared"), registered: t("declaration.list.registered"),
  };
  const isBroken = item.is_seal_intact === false;
  const stopped = stoppedStar(item);
  const isToSign = item.state === "confirmed" && !isBroken;
  return (
    <article className="sheet row apart">
      <div>
        <h2><Stars star={item.star} isHeld={item.certificate_state === "valid"} /> {t("declaration.edition", { edition: item.edition })}</h2>
        {isBroken ? <p className="problem-line"><Icon name="warning" /><span>{t("declaration.broken")}</span></p> : <p>{stopped ? t(stopped) : words[item.state]}</p>}
        <p className="small soft">{t("declaration.list.opened", { day: dayOf(item.opened_at) })}</p>
      </div>
      {canBeRead(item)
        ? <Link className={isToSign ? "button first" : "button"} href={`/app/declarations/${item.id}`}>{t(isToSign ? "declaration.list.read_and_sign" : "declaration.list.read")}</Link>
        : <Link className="button" href={`/app/assessments/${item.id}`}>{t("declaration.list.assessment")}</Link>}
    </article>
  );
}
