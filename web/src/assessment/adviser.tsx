import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { ActResult, Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { ExpertChoice } from "./experts";

// Help while preparing. Said before it is done: who advises cannot confirm this assessment later.
export function AdviserPage({ id }: { id: string }) {
  const { t } = useLanguage();
  const [expert, setExpert] = useState({ id: "", name: "" });
  const act = useAct(
    (body: { person_id: string }, key) => unwrap(api.POST("/assessments/{assessment}/advisers", { params: { path: { assessment: id }, header: keyed(key) }, body })),
    [["assessment", id], ["experts", id]],
  );

  function send(event: FormEvent) {
    event.preventDefault();
    void act.run({ person_id: expert.id });
  }

  return (
    <Page title={t("adviser.title")} lead={t("adviser.lead")}>
      <form className="sheet stack" onSubmit={send}>
        <Notice kind="wait"><p>{t("adviser.cannot_confirm")}</p></Notice>
        <ExpertChoice assessment={id} value={expert.id} onChange={(person, name) => setExpert({ id: person, name })} anyone />
        <div className="row">
          <button className="button first" disabled={expert.id === "" || act.isRunning}>{expert.name ? t("adviser.ask_name", { name: expert.name }) : t("adviser.ask")}</button>
          <ActResult act={act} done={t("adviser.done", { name: expert.name })} />
        </div>
      </form>
      <p><Link href={`/app/assessments/${id}`}>{t("scope.back")}</Link></p>
    </Page>
  );
}
