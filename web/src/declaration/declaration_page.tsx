import { useQuery } from "@tanstack/react-query";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { Broken } from "./broken_seal";
import { Paper } from "./paper";
import { Sign } from "./sign";

export function DeclarationPage({ assessment }: { assessment: string }) {
  const { t, language } = useLanguage();
  const head = useQuery(queries.assessment(assessment));
  const declaration = useQuery(queries.declaration(assessment, language));
  const isDeclared = (declaration.data?.declared_at ?? "") !== "";
  const lead = isDeclared ? "declaration.lead_done" : declaration.data?.obstacle === "" ? "declaration.lead" : null;
  const actions = isDeclared && <button type="button" className="button no-print" onClick={() => window.print()}>{t("declaration.print")}</button>;
  return (
    <Page title={t("declaration.title")} lead={lead && <span className="no-print">{t(lead)}</span>} actions={actions}>
      <Loaded query={head}>{(found) => (
        <Loaded query={declaration}>{(page) => (
          <>
            {found.remark && found.state === "confirmed" && (
              <Notice kind="warn" title={t("declaration.refused")}>
                <p className="keep-lines">{found.remark}</p>
                <p>{t("declaration.refused_next")}</p>
              </Notice>
            )}
            {!page.seal.is_intact && <Broken assessment={assessment} edition={page.edition} star={page.star} departures={page.seal.departures} obstacle={page.obstacle} />}
            <Paper page={page} />
            <Sign assessment={found} page={page} />
          </>
        )}</Loaded>
      )}</Loaded>
    </Page>
  );
}
