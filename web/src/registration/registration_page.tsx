import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { queries } from "../api/queries";
import { Broken } from "../declaration/broken_seal";
import { Paper } from "../declaration/paper";
import { useLanguage } from "../i18n/language";
import { firmName } from "../organisation/firm_name";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { Decide, type Outcome } from "./decide";
import { PublicPreview } from "./public_preview";
import type { Registration } from "./registration";

export function RegistrationPage({ assessment }: { assessment: string }) {
  const { t, language } = useLanguage();
  const registration = useQuery(queries.registration(assessment, language));
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const isBarred = registration.data?.declaration.seal.is_intact === false && outcome !== "registered";
  const name = registration.data && firmName(registration.data.declaration, language);
  return (
    <Page title={name ? t("registration.title", { organisation: name }) : t("registration.list.title")} shape="wide" lead={<Link href="/app/registrations">{t("registration.back")}</Link>}>
      <Loaded query={registration}>
        {(found) => (
          <>
            {!outcome && found.obstacle && <Obstacle found={found} />}
            <div className="bind">
              <div className="stack">
                <Checks found={found} />
                <section className="stack tight">
                  <h2>{t("registration.preview.title")}</h2>
                  {isBarred
                    ? <p className="problem-line"><Icon name="warning" /><span>{t("registration.preview.barred")}</span></p>
                    : (
                      <>
                        <p className="soft">{t(outcome === "registered" ? "registration.preview.now" : "registration.preview.text")}</p>
                        <PublicPreview assessment={assessment} version={`${outcome ?? ""} ${found.preview.certificates[0]?.number ?? ""}`} />
                      </>
                    )}
                </section>
                {outcome && <Done outcome={outcome} found={found} assessment={assessment} />}
                {!outcome && (!found.obstacle || found.may_refuse) && <Decide assessment={assessment} found={found} onDone={setOutcome} />}
              </div>
              <details className="bind-paper" open>
                <summary><strong>{t("registration.declaration")}</strong></summary>
                <Paper page={found.declaration} />
              </details>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Obstacle({ found }: { found: Registration }) {
  const { t } = useLanguage();
  const { declaration } = found;
  if (declaration.seal.is_intact) return <Notice kind="info"><p>{found.obstacle}</p></Notice>;
  return <Broken page={declaration}><p>{t("registration.broken_next")}</p></Broken>;
}

function Done({ outcome, found, assessment }: { outcome: Outcome; found: Registration; assessment: string }) {
  const { t, language } = useLanguage();
  const { corporate_number, star } = found.declaration;
  const organisation = firmName(found.declaration, language);
  return (
    <div role="status">
      {outcome === "registered" ? (
        <Notice kind="good" title={t("registration.done.registered", { organisation, star })}>
          <p><a href={`/register/${corporate_number}`}>{t("registration.done.public")}</a></p>
          <p><Link href={`/app/registrations/stars/${assessment}`}>{t("stars.to")}</Link></p>
        </Notice>
      ) : (
        <Notice kind="info" title={t("registration.done.refused", { organisation })}><p>{t("registration.done.refused_next")}</p></Notice>
      )}
    </div>
  );
}

// What binds the star, each thing said as it is: holds, or does not.
function Checks({ found }: { found: Registration }) {
  const { t } = useLanguage();
  const { declaration: page } = found;
  const undone = page.progress.planned + page.progress.not_met + page.progress.unknown;
  const { is_intact } = page.seal; // What was said of the sealed text says nothing of a present one that departs from it.
  const checks: [boolean, string][] = [
    [undone === 0, undone === 0 ? t("registration.checks.met", { n: page.progress.met, agreed: page.progress.not_applicable }) : t("registration.checks.undone", { n: undone })],
    [page.confirmed_by !== "", t("registration.checks.confirmed", { name: page.confirmed_by, qualification: page.qualification })],
    [page.seal.is_intact, t(page.seal.is_intact ? "registration.checks.intact" : "registration.checks.broken", { code: page.seal.code })],
    [page.declared_at !== "", page.declared_at ? t("registration.checks.declared", { name: page.declared_by }) : t("registration.checks.not_declared")],
  ];
  const isSame = page.declared_seal === page.seal.form_sha256;
  if (page.declared_at) checks.push([isSame, t(isSame ? "registration.checks.same_seal" : "registration.checks.other_seal")]);
  return (
    <section className="sheet stack tight">
      <h2>{t("registration.checks.title")}</h2>
      <ul className="plain stack tight">
        {checks.map(([holds, words]) => (
          <li key={words} className={!holds ? "problem-line" : is_intact ? "good-line" : "void-line soft"}>
            <Icon name={!holds ? "warning" : is_intact ? "check" : "dash"} label={t(!holds ? "registration.checks.fails" : is_intact ? "registration.checks.holds" : "registration.checks.void")} /><span>{words}</span>
          </li>
        ))}
      </ul>
      {page.met_without_evidence > 0 && <p className="problem-line"><Icon name="warning" /><span>{t("registration.checks.unproven", { n: page.met_without_evidence })}</span></p>}
      {!is_intact && <p className="small soft">{t("registration.checks.void_text")}</p>}
    </section>
  );
}
