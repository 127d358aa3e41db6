import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { queries } from "../api/queries";
import { isSealBroken } from "../assessment/departures";
import { StarStopped } from "../assessment/star_stopped";
import { dayOf, officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { Broken } from "./broken_seal";
import { type DeclarationFields, Paper } from "./paper";
import { Sign } from "./sign";

export function DeclarationPage({ assessment }: { assessment: string }) {
  const { t, language } = useLanguage();
  const head = useQuery(queries.assessment(assessment));
  const declaration = useQuery(queries.declaration(assessment, language));
  const isBroken = declaration.data?.seal.is_intact === false;
  const isDeclared = !isBroken && (declaration.data?.declared_at ?? "") !== "";
  const lead = isDeclared ? "declaration.lead_done" : declaration.data?.obstacle === "" ? "declaration.lead" : null;
  const actions = isDeclared && <button type="button" className="button no-print" onClick={() => window.print()}>{t("declaration.print")}</button>;
  return (
    <Page title={t("declaration.title")} lead={lead && <span className="no-print">{t(lead)}</span>} actions={actions}>
      <Loaded query={head}>{(found) => (
        <Loaded query={declaration}>{(page) => (
          <>
            <div className="no-print"><StarStopped assessment={found} /></div>
            {found.remark && found.state === "confirmed" && (
              <Notice kind="warn" title={t("declaration.refused")}>
                <p className="keep-lines">{found.remark}</p>
                <p>{t("declaration.refused_next")}</p>
              </Notice>
            )}
            {isBroken && <Broken page={page}><Next assessment={found} page={page} /></Broken>}
            <Paper page={page} />
            {!isBroken && <Sign assessment={found} page={page} />}
          </>
        )}</Loaded>
      )}</Loaded>
    </Page>
  );
}

// What was declared fell with the seal; what follows is the firm's to do.
function Next({ assessment, page }: { assessment: Schemas["Assessment"]; page: DeclarationFields }) {
  const { t, language } = useLanguage();
  return (
    <>
      {page.declared_at && <p>{t("declaration.fell", { name: page.declared_by, day: officeDate(dayOf(page.declared_at), language) })}</p>}
      {isSealBroken(assessment) && (
        <p>
          {t(assessment.permissions.includes("submit") ? "declaration.broken_next" : "declaration.broken_next_other")}{" "}
          <Link className="no-print" href="/app/submission">{t("submission.submit_again")}</Link>
        </p>
      )}
    </>
  );
}
