import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { useQuery } from "@tanstack/react-query";
import { useAct } from "../api/act";
import { api, unwrap } from "../api/client";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { Loaded } from "../ui/loaded";
import { ActResult } from "../ui/notice";
import { Chart, linearAxis, placeX, placeY } from "./charts";
import { asJson, cascadeQueries, count, firmAddress, firmName, firstPage, share } from "./data";
import { FigureSheet } from "./figures";
import { AnswerSaves } from "./saves";

type Order = { firms: number; runs: number; age_months: number; missing_share: number; weight_spread: number };
const ask = (run: string, order: Order) => asJson(unwrap(api.POST("/network-runs/{run}/noise", { params: { path: { run } }, body: order })));
type Answer = Awaited<ReturnType<typeof ask>>;

const kFirms = 100, kShown = 50, kAgeIfUnknown = 12, kWithin = 5;

// Whole months from the day the data describes to today.
function monthsSince(day: string | null): number {
  if (!day) return kAgeIfUnknown;
  return Math.max(0, Math.round((Date.parse(today()) - Date.parse(day)) / (30.44 * 24 * 3600 * 1000)));
}

export function HowSure({ run }: { run: string }) {
  const query = useQuery(cascadeQueries.firms(run, firstPage, "main"));
  return <Loaded query={query}>{(data) => <NoiseForm run={run} age={monthsSince(data.about.data_on)} />}</Loaded>;
}

function NoiseForm({ run, age: ageOfData }: { run: string; age: number }) {
  const { t } = useLanguage();
  const [age, setAge] = useState(String(ageOfData));
  const [missing, setMissing] = useState("10");
  const [spread, setSpread] = useState("20");
  const [runs, setRuns] = useState("20");
  const [answer, setAnswer] = useState<{ order: Order; noise: Answer } | null>(null);
  const act = useAct((order: Order) => ask(run, order));

  async function send(event: FormEvent) {
    event.preventDefault();
    const order = { firms: kFirms, runs: Number(runs), age_months: Number(age), missing_share: Number(missing) / 100, weight_spread: Number(spread) / 100 };
    const noise = await act.run(order);
    if (noise) setAnswer({ order, noise });
  }
  return (
    <div className="stack">
      <form className="sheet stack" onSubmit={(event) => void send(event)}>
        <p>{t("cascade.noise.text")}</p>
        <p className="soft">{t("cascade.noise.yours")}</p>
        <TextField name="age_months" type="number" min={0} max={1200} size="narrow" label={t("cascade.noise.age")} hint={t("cascade.noise.age_hint")} value={age} onChange={setAge} isRequired problem={act.problem} />
        <TextField name="missing_share" type="number" min={0} max={1000} size="narrow" label={t("cascade.noise.missing")} value={missing} onChange={setMissing} isRequired problem={act.problem} />
        <TextField name="weight_spread" type="number" min={0} max={1000} size="narrow" label={t("cascade.noise.spread")} value={spread} onChange={setSpread} isRequired problem={act.problem} />
        <TextField name="runs" type="number" min={1} max={1000} size="narrow" label={t("cascade.noise.runs")} value={runs} onChange={setRuns} isRequired problem={act.problem} />
        <div className="row"><button className="button first" disabled={act.isRunning}>{t("cascade.outage.go")}</button><ActResult act={act} fields={["age_months", "missing_share", "weight_spread", "runs"]} /></div>
      </form>
      {answer && <Intervals run={run} {...answer} />}
    </div>
  );
}

function Intervals({ run, order, noise }: { run: string; order: Order; noise: Answer }) {
  const { t } = useLanguage();
  const items = noise.items.slice(0, kShown);
  const x = linearAxis(t("cascade.axis.rank_in_data"), items.length, count), y = linearAxis(t("cascade.axis.rank_in_runs"), 1.1 * Math.max(...items.map((item) => item.rank_interval.high)), count);
  const sure = items.filter(({ rank, rank_interval }) => rank_interval.low >= rank - kWithin && rank_interval.high <= rank + kWithin).length;
  return (
    <FigureSheet
      title={t("cascade.view.noise")} about={noise.about} saves={<AnswerSaves run={run} question="noise" body={order} />}
      text={t("cascade.noise.result", { n: count(items.length), sure: count(sure), within: kWithin, among: count(noise.items.length) })}
      picture={
        <Chart name={t("cascade.view.noise")} x={x} y={y}>
          {items.map((item) => (
            <g key={item.id}>
              <line className="interval" x1={placeX(x, item.rank)} x2={placeX(x, item.rank)} y1={placeY(y, item.rank_interval.low)} y2={placeY(y, item.rank_interval.high)} />
              <circle className="dot" cx={placeX(x, item.rank)} cy={placeY(y, item.rank_interval.median)} r={3}><title>{`${firmName(item)}: ${count(item.rank_interval.low)}–${count(item.rank_interval.high)}`}</title></circle>
            </g>
          ))}
        </Chart>
      }
      table={
        <table className="table">
          <thead><tr><th scope="col">{t("cascade.column.rank")}</th><th scope="col">{t("cascade.column.firm")}</th><th scope="col">{t("cascade.noise.interval")}</th><th scope="col">{t("cascade.noise.median")}</th><th scope="col">{t("cascade.column.esri")}</th><th scope="col">{t("cascade.noise.esri_interval")}</th></tr></thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <td className="number">{count(item.rank)}</td><th scope="row"><Link href={firmAddress(run, item.id)}>{firmName(item)}</Link></th>
                <td className="number">{count(item.rank_interval.low)}–{count(item.rank_interval.high)}</td><td className="number">{count(item.rank_interval.median)}</td>
                <td className="number">{share(item.esri)}</td><td className="number">{share(item.esri_interval.low)}–{share(item.esri_interval.high)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
