import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { TextField } from "../ui/field";
import { ActResult } from "../ui/notice";
import { Chart, Line, linearAxis } from "./charts";
import { ChooseFirm } from "./choose_firm";
import { asJson, count, days, firmAddress, firmName, share } from "./data";
import { FigureSheet } from "./figures";
import { AnswerSaves } from "./saves";

const ask = (run: string, order: Record<string, unknown>) => asJson(unwrap(api.POST("/network-runs/{run}/outage", { params: { path: { run } }, body: order })));
type Course = Awaited<ReturnType<typeof ask>>;

// One firm stops for days while buyers hold stocks.
export function StopOfDays({ run }: { run: string }) {
  const { t } = useLanguage();
  const address = useAddress();
  const firm = address.get("firm");
  const [full, setFull] = useState("3");
  const [recovery, setRecovery] = useState("4");
  const [stock, setStock] = useState("0.5");
  const [horizon, setHorizon] = useState("14");
  const [answer, setAnswer] = useState<{ order: Record<string, unknown>; course: Course } | null>(null);
  const act = useAct((order: Record<string, unknown>) => ask(run, order));

  async function send(event: FormEvent) {
    event.preventDefault();
    const order = { outages: { [firm]: { lost: 1, full_days: Number(full), recovery_days: Number(recovery) } }, days: Number(horizon), stock_days: { otherwise: Number(stock) } };
    const course = await act.run(order);
    if (course) setAnswer({ order, course });
  }
  return (
    <div className="stack">
      <div className="sheet stack">
        <p>{t("cascade.outage.text")}</p>
        <ChooseFirm run={run} label={t("cascade.choose.stopped")} onChoose={(id) => { setAnswer(null); address.set({ firm: id }); }} />
        {firm && (
          <form className="stack" onSubmit={(event) => void send(event)}>
            <p><strong>{t("cascade.choose.chosen", { name: firm })}</strong></p>
            <TextField name="full_days" type="number" min={0} max={3660} size="narrow" label={t("cascade.outage.full_days")} value={full} onChange={setFull} isRequired problem={act.problem} />
            <TextField name="recovery_days" type="number" min={0} max={3660} size="narrow" label={t("cascade.outage.recovery_days")} value={recovery} onChange={setRecovery} isRequired problem={act.problem} />
            <TextField name="stock_days.otherwise" inputMode="decimal" size="narrow" label={t("cascade.outage.stock")} hint={t("cascade.outage.stock_hint")} value={stock} onChange={setStock} isRequired problem={act.problem} />
            <TextField name="days" type="number" min={1} max={365} size="narrow" label={t("cascade.outage.days")} value={horizon} onChange={setHorizon} isRequired problem={act.problem} />
            <div className="row"><button className="button first" disabled={act.isRunning}>{t("cascade.outage.go")}</button><ActResult act={act} fields={["full_days", "recovery_days", "stock_days.otherwise", "days"]} /></div>
          </form>
        )}
      </div>
      {answer && <Days run={run} {...answer} />}
    </div>
  );
}

function Days({ run, order, course }: { run: string; order: Record<string, unknown>; course: Course }) {
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
