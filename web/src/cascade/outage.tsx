import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { TextField } from "../ui/field";
import { Loaded } from "../ui/loaded";
import { Chart, Line, linearAxis } from "./charts";
import { ChooseFirm } from "./choose_firm";
import { cascadeQueries, count, days, firmAddress, firmName, type OutageCourse, type OutageOrder, share } from "./data";
import { FigureSheet } from "./figures";
import { AnswerSaves } from "./saves";

const kMostDays = 3660;
const kUsual = { full: "3", recovery: "4", stock: "0.5", days: "14" };

// One firm stops for days while buyers hold stocks. What was asked stands in the address, so that its answer is found again.
export function StopOfDays({ run }: { run: string }) {
  const { t } = useLanguage();
  const address = useAddress();
  const firm = address.get("firm");
  const asked = (name: keyof typeof kUsual) => Number(address.get(name));
  const order = firm !== "" && address.get("full") !== ""
    ? { outages: { [firm]: { lost: 1, full_days: asked("full"), recovery_days: asked("recovery") } }, days: asked("days"), stock_days: { otherwise: asked("stock") } }
    : null;
  const course = useQuery(cascadeQueries.outage(run, order));
  return (
    <div className="stack">
      <div className="sheet stack">
        <p>{t("cascade.outage.text")}</p>
        <ChooseFirm run={run} label={t("cascade.choose.stopped")} onChoose={(id) => address.set({ firm: id, full: "" })} />
        {firm && <Conditions key={firm} firm={firm} isRunning={course.isFetching} />}
      </div>
      {order && <Loaded query={course}>{(data) => <Days run={run} order={order} course={data} />}</Loaded>}
    </div>
  );
}

function Conditions({ firm, isRunning }: { firm: string; isRunning: boolean }) {
  const { t } = useLanguage();
  const address = useAddress();
  const [typed, setTyped] = useState({ full: address.get("full") || kUsual.full, recovery: address.get("recovery") || kUsual.recovery, stock: address.get("stock") || kUsual.stock, days: address.get("days") || kUsual.days });
  const change = (name: keyof typeof kUsual) => (value: string) => setTyped({ ...typed, [name]: value });
  const isStock = typed.stock.trim() !== "" && Number(typed.stock) >= 0 && Number(typed.stock) <= kMostDays;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (isStock) address.set(typed); }}>
      <p><strong>{t("cascade.choose.chosen", { name: firm })}</strong></p>
      <TextField name="full_days" type="number" min={0} max={kMostDays} size="narrow" label={t("cascade.outage.full_days")} value={typed.full} onChange={change("full")} isRequired />
      <TextField name="recovery_days" type="number" min={0} max={kMostDays} size="narrow" label={t("cascade.outage.recovery_days")} value={typed.recovery} onChange={change("recovery")} isRequired />
      <TextField name="stock_days" inputMode="decimal" size="narrow" label={t("cascade.outage.stock")} hint={t("cascade.outage.stock_hint")} value={typed.stock} onChange={change("stock")} isRequired fault={isStock ? undefined : t("cascade.outage.stock_wrong")} />
      <TextField name="days" type="number" min={1} max={kMostDays} size="narrow" label={t("cascade.outage.days")} value={typed.days} onChange={change("days")} isRequired />
      <div className="row"><button className="button first" disabled={isRunning || !isStock}>{t("cascade.outage.go")}</button></div>
    </form>
  );
}

function Days({ run, order, course }: { run: string; order: OutageOrder; course: OutageCourse }) {
  const { t } = useLanguage();
  const x = linearAxis(t("cascade.axis.day"), course.days.length, count), y = linearAxis(t("cascade.axis.lost"), 1.1 * Math.max(...course.days.map((day) => day.static_upper_bound)), share);
  return (
    <>
      <FigureSheet
        title={t("cascade.view.outage")} about={course.about} saves={<AnswerSaves run={run} question="outage" body={order} />}
        text={t("cascade.outage.result", { days: course.days.length, lost: days(course.lost_days), bound: days(course.static_upper_bound_lost_days), n: count(course.stopped_count) })}
        picture={
          <>
            <Chart name={t("cascade.view.outage")} x={x} y={y}>
              <Line x={x} y={y} className="second" points={course.days.map((day) => [day.day, day.static_upper_bound])} />
              <Line x={x} y={y} className="first" points={course.days.map((day) => [day.day, day.total])} />
            </Chart>
            <figcaption className="small"><span className="key first">{t("cascade.outage.with_stocks")}</span> <span className="key second">{t("cascade.outage.bound")}</span></figcaption>
          </>
        }
        table={
          <table className="table">
            <thead><tr><th scope="col">{t("cascade.outage.day")}</th><th scope="col">{t("cascade.outage.with_stocks")}</th><th scope="col">{t("cascade.outage.bound")}</th></tr></thead>
            <tbody>{course.days.map((day) => <tr key={day.day}><th scope="row" className="number">{day.day}</th><td className="number">{share(day.total)}</td><td className="number">{share(day.static_upper_bound)}</td></tr>)}</tbody>
          </table>
        }
      />
      <section className="stack tight">
        <h2>{t("cascade.outage.stopped")}</h2>
        <p>{course.stopped_count === 0 ? t("cascade.outage.stopped_none") : t("cascade.outage.first", { n: count(course.stopped.length) })}</p>
        {course.stopped.length > 0 && <Firms run={run} title={t("cascade.outage.stopped")} column={t("cascade.outage.day")} rows={course.stopped.map((firm) => ({ firm, figure: String(firm.day) }))} />}
      </section>
      <section className="stack tight">
        <h2>{t("cascade.firm.affected")}</h2>
        <Firms run={run} title={t("cascade.firm.affected")} column={t("cascade.outage.lost_days")} rows={course.most_affected.map((firm) => ({ firm, figure: days(firm.lost_days) }))} />
      </section>
    </>
  );
}

function Firms({ run, title, column, rows }: { run: string; title: string; column: string; rows: readonly { firm: { id: string; name?: string }; figure: string }[] }) {
  const { t } = useLanguage();
  return (
    <div className="sheet flat table-frame figure-table" role="region" aria-label={title} tabIndex={0}>
      <table className="table">
        <thead><tr><th scope="col">{t("cascade.column.firm")}</th><th scope="col">{column}</th></tr></thead>
        <tbody>{rows.map(({ firm, figure }) => <tr key={firm.id}><th scope="row"><Link href={firmAddress(run, firm.id)}>{firmName(firm)}</Link></th><td className="number">{figure}</td></tr>)}</tbody>
      </table>
    </div>
  );
}
