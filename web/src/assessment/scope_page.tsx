import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Page } from "../ui/page";
import { BrokenSeal, isSealBroken } from "./departures";
import { type Opening, ScopeForm } from "./scope_form";
import { useSeal } from "./sealed";

export function ScopePage({ id }: { id: string }) {
  const { t } = useLanguage();
  const head = useQuery({ ...queries.assessment(id), refetchOnWindowFocus: false });
  return (
    <Page title={t("scope.title")} lead={t("scope.lead")}>
      <Loaded query={head}>{(assessment) => <Scope assessment={assessment} />}</Loaded>
      <p><Link href={`/app/assessments/${id}`}>{t("scope.back")}</Link></p>
    </Page>
  );
}

function Scope({ assessment }: { assessment: Schemas["Assessment"] }) {
  const { t } = useLanguage();
  const act = useAct(
    ({ scope }: Opening, key) =>
      unwrap(api.PUT("/assessments/{assessment}/scope", { params: { path: { assessment: assessment.id }, header: keyed(key) }, body: { scope, version: assessment.version } })),
    [["assessment", assessment.id]],
  );
  const isOpen = assessment.permissions.includes("answer") && assessment.state !== "submitted" && assessment.state !== "registered";
  const seal = useSeal(assessment, isOpen);
  return (
    <>
      {seal.notice}
      {isSealBroken(assessment) && <BrokenSeal assessment={assessment} />}
      <section className="sheet"><ScopeForm draft={assessment.id} initial={assessment.scope} isReadOnly={!isOpen || seal.isClosed} act={act} button={t("ui.save")} done={t("ui.saved")} /></section>
    </>
  );
}
