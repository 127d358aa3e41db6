import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { Loaded } from "../ui/loaded";
import { ActResult } from "../ui/notice";
import { Chart, Line, linearAxis } from "./charts";
import { asJson, cascadeQueries, count, firmAddress, firmName, firstPage, type RankedFirm, share } from "./data";
import { FigureSheet } from "./figures";
import { parseRange } from "./range";
import { AnswerSaves } from "./saves";

const ask = (run: string, order: Record<string, unknown>) => asJson(unwrap(api.POST("/network-runs/{run}/plan", { params: { path: { run } }, body: order })));
type Answer = Awaited<ReturnType<typeof ask>>;

export function Plan({ run }: { run: string }) {
  const query = useQuery(cascadeQueries.firms(run, firstPage, "main"));
  const largest = useQuery(cascadeQueries.firms(run, { ...firstPage, sort: "sales" }, "none"));
  return <Loaded query={query}>{(data) => <Loaded query={largest}>{(sizes) => <PlanForm run={run} firms={data.items} largest={sizes.items} />}</Loaded>}</Loaded>;
}

// Both lists are raised together; what each alone would avoid is read off the two curves at as many firms as were asked for.
function PlanForm({ run, firms, largest }: { run: string; firms: readonly RankedFirm[]; largest: readonly RankedFirm[] }) {
  const { t } = useLanguage();
  const [candidates, setCandidates] = useState(String(Math.min(20, firms.length)));
  const [days, setDays] = useState("7");
  const [now, setNow] = useState("0.05, 0.1, 0.2");
  const [raised, setRaised] = useState("0.02, 0.04, 0.1");
  const [answer, setAnswer] = useState<{ order: Record<string, unknown>; plan: Answer; chosen: string[]; bySize: string[] } | null>(null);
  const act = useAct((order: Record<string, unknown>) => ask(run, order));
  const rangeNow = parseRange(now), rangeRaised = parseRange(raised);

  async function send(event: FormEvent) {
    event.preventDefault();
    if (!rangeNow || !rangeRaised || isWorse) return;
    const n = Math.max(1, Number(candidates) || 1);
    const chosen = firms.slice(0, n).map(({ id }) => id), bySize = largest.slice(0, n).map(({ id }) => id);
    const order = { firms: Object.fromEntries([...new Set([...chosen, ...bySize])].map((id) => [id, { star: "0", plan: "4", cost: 1 }])), outage_days: Number(days), stops_a_year: { "0": rangeNow, "4": rangeRaised } };
    const plan = await act.run(order);
    if (plan) setAnswer({ order, plan, chosen, bySize });
  }

  const fault = t("cascade.plan.bad_range");
  const isWorse = rangeNow !== undefined && rangeRaised !== undefined && rangeRaised.some((stops, at) => stops > (rangeNow[at] ?? 0));
  return (
    <div className="stack">
      <form className="sheet stack" onSubmit={(event) => void send(event)}>
        <p>{t("cascade.plan.text")}</p>
        <TextField name="firms" type="number" min={1} max={firms.length} size="narrow" label={t("cascade.plan.count")} value={candidates} onChange={setCandidates} isRequired problem={act.problem} />
        <TextField name="outage_days" type="number" min={0} size="narrow" label={t("cascade.plan.days")} value={days} onChange={setDays} isRequired problem={act.problem} />
        <TextField name="now" size="middle" label={t("cascade.plan.now")} hint={t("cascade.plan.range_hint")} value={now} onChange={setNow} fault={rangeNow ? undefined : fault} />
        <TextField name="raised" size="middle" label={t("cascade.plan.raised")} hint={t("cascade.plan.range_hint")} value={raised} onChange={setRaised} fault={!rangeRaised ? fault : isWorse ? t("cascade.plan.worse") : undefined} />
        <div className="row"><button className="button first" disabled={act.isRunning || !rangeNow || !rangeRaised || isWorse}>{t("cascade.plan.go")}</button><ActResult act={act} fields={["outage_days"]} /></div>
      </form>
      {answer && <Compared run={run} {...answer} />}
    </div>
  );
}

const kEnds = ["least", "middle", "most"] as const;
const sumOf = (firms: Answer["firms"], ids: readonly string[], what: "now" | "raised" | "avoided") => {
  const of = firms.filter(({ id }) => ids.includes(id));
  return Object.fromEntries(kEnds.map((end) => [end, of.reduce((sum, firm) => sum + firm[what][end], 0)])) as Record<(typeof kEnds)[number], number>;
};

function Compared({ run, order, plan, chosen, bySize }: { run: string; order: Record<string, unknown>; plan: Answer; chosen: string[]; bySize: string[] }) {
  const { t } = useLanguage();
  const now = sumOf(plan.firms, chosen, "now"), raised = sumOf(plan.firms, chosen, "raised"), avoided = sumOf(plan.firms, chosen, "avoided");
  const most = Math.max(...plan.curve.map((point) => point.avoided.middle), ...plan.curve_by_size.map((point) => point.avoided.middle));
  const x = linearAxis(t("cascade.axis.firms"), plan.curve.length, count), y = linearAxis(t("cascade.column.avoided"), most, share);
  const points = (curve: Answer["curve"]) => [[0, 0] as const, ...curve.map((point) => [point.firms, point.avoided.middle] as const)];
  return (
    <FigureSheet
      title={t("cascade.view.plan")} about={plan.about} saves={<AnswerSaves run={run} question="plan" body={order} />}
      text={`${t("cascade.plan.result", { n: chosen.length, now: share(now.middle), raised: share(raised.middle), avoided: share(avoided.middle), least: share(avoided.least), most: share(avoided.most) })} ${t("cascade.plan.overlap", { n: bySize.length, size: share(sumOf(plan.firms, bySize, "avoided").middle), both: bySize.filter((id) => chosen.includes(id)).length })}`}
      picture={
        <>
          <Chart name={t("cascade.view.plan")} x={x} y={y}><Line x={x} y={y} className="second" points={points(plan.curve_by_size)} /><Line x={x} y={y} className="first" points={points(plan.curve)} /></Chart>
          <figcaption className="small"><span className="key first">{t("cascade.plan.by_effect")}</span> <span className="key second">{t("cascade.plan.by_size")}</span></figcaption>
        </>
      }
      table={
        <table className="table">
          <thead><tr><th scope="col">{t("cascade.axis.firms")}</th><th scope="col">{t("cascade.column.firm")}</th><th scope="col">{t("cascade.column.avoided")}</th><th scope="col">{t("cascade.plan.by_size")}</th><th scope="col">{t("cascade.column.by_size")}</th></tr></thead>
          <tbody>
            {plan.curve.map((point, index) => {
              const other = plan.curve_by_size[index];
              return (
                <tr key={point.id}>
                  <td className="number">{count(point.firms)}</td><th scope="row"><Link href={firmAddress(run, point.id)}>{firmName(point)}</Link></th><td className="number">{share(point.avoided.middle)}</td>
                  <td>{other && firmName(other)}</td><td className="number">{other && share(other.avoided.middle)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      }
    />
  );
}
