import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { TextField } from "../ui/field";
import { Loaded } from "../ui/loaded";
import { Chart, linearAxis, placeX, placeY } from "./charts";
import { cascadeQueries, count, firmAddress, firmName, firstPage, type NoiseOrder, share } from "./data";
import { FigureSheet } from "./figures";
import { AnswerSaves } from "./saves";

const kFirms = 100, kShown = 50, kAgeIfUnknown = 12, kWithin = 5;

// Whole months from the day the data describes to today.
function monthsSince(day: string | null): number {
  if (!day) return kAgeIfUnknown;
  return Math.max(0, Math.round((Date.parse(today()) - Date.parse(day)) / (30.44 * 24 * 3600 * 1000)));
}

// What was asked stands in the address, so that its answer is found again.
export function HowSure({ run }: { run: string }) {
  const { t } = useLanguage();
  const address = useAddress();
  const list = useQuery(cascadeQueries.firms(run, firstPage, "main"));
  const asked = (name: string) => Number(address.get(name));
  const order = address.get("age") === "" ? null : { firms: kFirms, runs: asked("runs"), age_months: asked("age"), missing_share: asked("missing") / 100, weight_spread: asked("spread") / 100 };
  const noise = useQuery(cascadeQueries.noise(run, order));
  return (
    <div className="stack">
      <div className="sheet stack">
        <p>{t("cascade.noise.text")}</p>
        <p className="soft">{t("cascade.noise.yours")}</p>
        <Loaded query={list}>{(data) => <Conditions age={monthsSince(data.about.data_on)} isRunning={noise.isFetching} />}</Loaded>
      </div>
      {order && <Loaded query={noise}>{(data) => <Intervals run={run} order={order} noise={data} />}</Loaded>}
    </div>
  );
}

function Conditions({ age, isRunning }: { age: number; isRunning: boolean }) {
  const { t } = useLanguage();
  const address = useAddress();
  const [typed, setTyped] = useState({ age: address.get("age") || String(age), missing: address.get("missing") || "10", spread: address.get("spread") || "20", runs: address.get("runs") || "20" });
  const change = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); address.set(typed); }}>
      <TextField name="age_months" type="number" min={0} max={1200} size="narrow" label={t("cascade.noise.age")} hint={t("cascade.noise.age_hint")} value={typed.age} onChange={change("age")} isRequired />
      <TextField name="missing_share" type="number" min={0} max={1000} size="narrow" label={t("cascade.noise.missing")} value={typed.missing} onChange={change("missing")} isRequired />
      <TextField name="weight_spread" type="number" min={0} max={1000} size="narrow" label={t("cascade.noise.spread")} value={typed.spread} onChange={change("spread")} isRequired />
      <TextField name="runs" type="number" min={1} max={1000} size="narrow" label={t("cascade.noise.runs")} value={typed.runs} onChange={change("runs")} isRequired />
      <div className="row"><button className="button first" disabled={isRunning}>{t("cascade.outage.go")}</button></div>
    </form>
  );
}

function Intervals({ run, order, noise }: { run: string; order: NoiseOrder; noise: { items: Schemas["NoisyFirm"][]; about: Schemas["AboutRun"] } }) {
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
