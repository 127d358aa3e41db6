import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link, useLocation } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { clock } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { SelectField, TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { ActResult, Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { cascadeQueries, count, type Network } from "./data";
import { FilesAgain } from "./new_network";
import { networkState, RunTag } from "./words";

export default function NetworkPage({ network }: { network: string }) {
  const { t } = useLanguage();
  const query = useQuery(cascadeQueries.network(network));
  return (
    <Page title={query.data?.name ?? t("cascade.title")} shape="wide" actions={<Link className="button" href="/app/cascade"><Icon name="back" />{t("cascade.networks")}</Link>}>
      <Loaded query={query}>{(data) => <Known network={data} />}</Loaded>
    </Page>
  );
}

function Known({ network }: { network: Network }) {
  const { t } = useLanguage();
  const summary = network.summary;
  return (
    <>
      <div className="stack tight" role="status">
        <p>
          <span className="tag">{networkState(t, network.state)}</span> {network.is_invented && <span className="tag warn">{t("cascade.invented")}</span>}{" "}
          {summary && t("cascade.size", { firms: count(summary.firms), links: count(summary.links), sectors: count(summary.sectors) })}
        </p>
        {network.state === "preparing" && <p>{t("cascade.run.reading")} {t("cascade.run.leave")}</p>}
        {network.problem && <Faults problem={network.problem} />}
        {summary && !summary.has_final_demand && <Notice kind="warn"><p>{t("cascade.no_final_demand")}</p></Notice>}
        {summary?.revenue_below_sales ? <Notice kind="warn"><p>{t("cascade.warning.revenue_below_sales", { n: count(summary.revenue_below_sales) })}</p></Notice> : null}
        {summary && summary.corporate_numbers.wrong_check_digit > 0 && <Notice kind="warn"><p>{t("cascade.warning.corporate_numbers", { n: count(summary.corporate_numbers.wrong_check_digit) })}</p></Notice>}
      </div>
      {(network.state === "failed" || network.state === "collecting") && !network.is_invented && <FilesAgain network={network.id} />}
      {network.state === "ready" && <NewRun network={network.id} />}
      <section className="stack">
        <h2>{t("cascade.runs")}</h2>
        {network.runs.length === 0 && <p className="soft">{t("cascade.run.none")}</p>}
        <ul className="plain stack tight">
          {network.runs.map((run) => <li key={run.id}><Link href={`/app/cascade/runs/${run.id}`}><RunTag run={run} /></Link> <span className="small soft">{clock(run.created_at)}</span></li>)}
        </ul>
      </section>
      <Remove network={network} />
    </>
  );
}

// What was wrong with which table: the first ten faults of each, and how many more.
function Faults({ problem }: { problem: NonNullable<Network["problem"]> }) {
  const { t } = useLanguage();
  const all = [problem, ...problem.also];
  const tables: Readonly<Record<string, string>> = { nodes: t("cascade.field.nodes"), links: t("cascade.field.links"), essentiality: t("cascade.field.essentiality") };
  return (
    <Notice kind="bad" title={t("cascade.faults")}>
      {[...new Set(all.map(({ field }) => field))].map((field) => (
        <div key={field} className="stack tight">
          {tables[field] && <p><strong>{tables[field]}</strong></p>}
          <ul>{all.filter((one) => one.field === field).map(({ title }, index) => <li key={index}>{title}</li>)}</ul>
        </div>
      ))}
      {problem.unnamed > 0 && <p>{t("cascade.faults_more", { n: count(problem.unnamed) })}</p>}
    </Notice>
  );
}

function NewRun({ network }: { network: string }) {
  const { t } = useLanguage();
  const [, navigate] = useLocation();
  const [mode, setMode] = useState("published");
  const [grade, setGrade] = useState("f64");
  const [firms, setFirms] = useState("all");
  const [hasSubstitution, setHasSubstitution] = useState(true);
  const act = useAct(
    (body: { mode: "published" | "converged"; grade: "f64" | "f32"; has_substitution: boolean; firms: string }, key) =>
      unwrap(api.POST("/networks/{network}/runs", { params: { path: { network }, header: keyed(key) }, body })),
    [["network", network]],
  );
  async function send(event: FormEvent) {
    event.preventDefault();
    const made = await act.run({ mode: mode === "converged" ? "converged" : "published", grade: grade === "f32" ? "f32" : "f64", has_substitution: hasSubstitution, firms: firms.trim() });
    if (made) navigate(`/app/cascade/runs/${made.id}`);
  }
  return (
    <form className="sheet stack" onSubmit={(event) => void send(event)}>
      <h2>{t("cascade.run.new")}</h2>
      <p className="soft">{t("cascade.run.unsure")}</p>
      <SelectField name="mode" label={t("cascade.run.mode")} value={mode} onChange={setMode} problem={act.problem} options={[{ value: "published", label: t("cascade.run.mode.published") }, { value: "converged", label: t("cascade.run.mode.converged") }]} />
      <SelectField name="grade" label={t("cascade.run.grade")} value={grade} onChange={setGrade} problem={act.problem} options={[{ value: "f64", label: t("cascade.run.grade.f64") }, { value: "f32", label: t("cascade.run.grade.f32") }]} />
      <TextField name="firms" label={t("cascade.run.firms")} hint={t("cascade.run.firms_hint")} size="middle" value={firms} onChange={setFirms} isRequired problem={act.problem} />
      <label className="choice"><input type="checkbox" checked={hasSubstitution} onChange={(event) => setHasSubstitution(event.target.checked)} /><span>{t("cascade.run.substitution")}</span></label>
      <div className="row"><button className="button first" disabled={act.isRunning}>{t("cascade.run.new")}</button><ActResult act={act} fields={["mode", "grade", "firms"]} /></div>
    </form>
  );
}

function Remove({ network }: { network: Network }) {
  const { t } = useLanguage();
  const [, navigate] = useLocation();
  const [isAsking, setIsAsking] = useState(false);
  const act = useAct((_: undefined, key) => unwrap(api.DELETE("/networks/{network}", { params: { path: { network: network.id }, header: keyed(key) } })), [["networks"]]);
  async function remove() {
    if (await act.run(undefined)) navigate("/app/cascade");
  }
  return (
    <p className="no-print">
      <button type="button" className="button grave" onClick={() => setIsAsking(true)}><Icon name="trash" />{t("cascade.remove")}</button>
      {isAsking && (
        <Dialog title={t("cascade.remove")} onClose={() => setIsAsking(false)}>
          <p>{t("cascade.remove_ask", { name: network.name, n: network.runs.length })}</p>
          <div className="row">
            <button type="button" className="button grave first" disabled={act.isRunning} onClick={() => void remove()}>{t("cascade.remove_yes")}</button>
            <button type="button" className="button" onClick={() => setIsAsking(false)}>{t("cascade.remove_no")}</button>
            <ActResult act={act} />
          </div>
        </Dialog>
      )}
    </p>
  );
}
