// To another edition: what would be carried is seen first; the old assessment stays as it is.
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { ActResult } from "../ui/notice";
import { Page } from "../ui/page";
import { changeNames } from "./carried";

export function MovePage({ id }: { id: string }) {
  const { t } = useLanguage();
  const head = useQuery(queries.assessment(id));
  const editions = useQuery(queries.editions());
  return (
    <Page title={t("move.title")} lead={t("move.lead")}>
      <Loaded query={head}>
        {(assessment) => (
          <Loaded query={editions}>
            {({ maps }) => {
              const targets = maps.filter(({ from }) => from === assessment.edition);
              return targets.length === 0 ? <p>{t("move.none", { edition: assessment.edition })}</p> : <>{targets.map(({ to }) => <Plan key={to} assessment={assessment} to={to} />)}</>;
            }}
          </Loaded>
        )}
      </Loaded>
      <p><Link href={`/app/assessments/${id}`}>{t("scope.back")}</Link></p>
    </Page>
  );
}

function Plan({ assessment, to }: { assessment: Schemas["Assessment"]; to: string }) {
  const { t } = useLanguage();
  const [, navigate] = useLocation();
  const plan = useQuery({
    queryKey: ["move", assessment.id, to],
    queryFn: () => unwrap(api.GET("/assessments/{assessment}/move", { params: { path: { assessment: assessment.id }, query: { edition: to } } })),
  });
  const act = useAct(
    ({ edition }: { edition: string }, key) =>
      unwrap(api.POST("/assessments/{assessment}/move", { params: { path: { assessment: assessment.id }, header: keyed(key) }, body: { edition } })),
    [["assessments", assessment.organisation_id]],
  );
  async function move() {
    const opened = await act.run({ edition: to });
    if (opened) navigate(`/app/assessments/${opened.id}`);
  }
  return (
    <Loaded query={plan}>
      {(found) => (
        <section className="sheet stack">
          <h2>{t("move.to", { from: found.from, to: found.to })}</h2>
          <ul>
            <li>{t("move.carried", { n: found.carried.length })}</li>
            <li>{t("move.second_looks", { n: found.second_looks })}</li>
            <li>{t("move.unanswered", { n: found.unanswered.length })}</li>
            {found.left_behind.length > 0 && <li>{t("move.left_behind", { list: found.left_behind.join(", ") })}</li>}
          </ul>
          <p><a href={`/editions/${found.from}/${found.to}`}>{t("move.changes")}</a></p>
          <details>
            <summary>{t("move.details")}</summary>
            <table className="table">
              <thead><tr><th scope="col">{found.from}</th><th scope="col">{found.to}</th><th scope="col">{t("move.change")}</th></tr></thead>
              <tbody>{found.carried.map((one) => <tr key={one.criterion}><td>{one.from.join(", ")}</td><td>{one.criterion}</td><td>{t(changeNames[one.kind])}</td></tr>)}</tbody>
            </table>
          </details>
          {assessment.permissions.includes("answer") && <div><button type="button" className="button first" disabled={act.isRunning} onClick={() => void move()}>{t("move.go", { to: found.to })}</button></div>}
          <ActResult act={act} />
        </section>
      )}
    </Loaded>
  );
}
