import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, type Schemas, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { prefectureName, sectorName } from "../organisation/places_and_trades";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { ActResult, Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { Chart, linearAxis, placeX, placeY } from "./charts";
import { type Cascade, cascadeQueries, count, firmAddress, firmName, hasOwnSectors, share } from "./data";
import { FigureSheet } from "./figures";
import { Reasons } from "./ranked";
import { AnswerSaves } from "./saves";

const kAffected = 30, kLastTier = 5; // The last stands for itself and all beyond it.

export default function FirmPage({ run, firm }: { run: string; firm: string }) {
  const { t, language } = useLanguage();
  const query = useQuery(cascadeQueries.firm(run, firm));
  return (
    <Page title={query.data ? firmName(query.data.firm) : firm} lead={t("cascade.meaning")} shape="wide" actions={<Link className="button" href={`/app/cascade/runs/${run}`}><Icon name="back" />{t("cascade.firm.back")}</Link>}>
      <Loaded query={query}>{({ firm: known, row, cascade }) => (
        <>
          {!row && <Notice kind="info"><p>{t("cascade.firm.not_measured")}</p></Notice>}
          <section className="sheet">
            <h2 className="visually-hidden">{t("cascade.firm.facts")}</h2>
            <dl className="facts">
              <dt>ID</dt><dd className="code">{known.id}</dd>
              <dt>{t("cascade.column.sector")}</dt><dd>{sectorName(known.sector, hasOwnSectors(cascade.about), language)}</dd>
              {known.prefecture && <Prefecture code={known.prefecture} />}
              <dt>{t("cascade.firm.share")}</dt><dd><strong>{share(cascade.esri)}</strong> <span className="soft">{t("cascade.firm.channels", { down: share(cascade.esri_down), up: share(cascade.esri_up) })}</span></dd>
              {row && <><dt>{t("cascade.column.rank")}</dt><dd>{t("cascade.firm.rank", { n: count(row.rank), size: count(row.rank_by_size) })}</dd></>}
              {row && <><dt>{t("cascade.column.alternatives")}</dt><dd>{t("cascade.firm.alternatives", { n: row.alternatives, share: share(row.market_share) })}</dd></>}
              {row?.reasons && <><dt>{t("cascade.column.why")}</dt><dd><Reasons run={run} reasons={row.reasons} /></dd></>}
            </dl>
          </section>
          <div className="row no-print">
            <Link className="button" href={`/app/cascade/runs/${run}?view=exposure&buyer=${encodeURIComponent(known.id)}`}>{t("cascade.firm.as_buyer")}</Link>
            <Link className="button" href={`/app/cascade/runs/${run}?view=outage&firm=${encodeURIComponent(known.id)}`}>{t("cascade.firm.for_days")}</Link>
          </div>
          <Course run={run} firm={known.id} cascade={cascade} />
          <WhatIf run={run} firm={known.id} />
          <Affected run={run} cascade={cascade} />
          <Hit cascade={cascade} />
        </>
      )}</Loaded>
    </Page>
  );
}

function Prefecture({ code }: { code: string }) {
  const { t, language } = useLanguage();
  return <><dt>{t("cascade.column.prefecture")}</dt><dd>{prefectureName(code.padStart(2, "0"), language)}</dd></>;
}

function Course({ run, firm, cascade }: { run: string; firm: string; cascade: Cascade }) {
  const { t } = useLanguage();
  const steps = cascade.steps, last = steps.at(-1);
  const sum = (step: Cascade["steps"][number]) => step.tiers.reduce((total, tier) => total + tier.lost, 0);
  const y = linearAxis(t("cascade.column.lost"), Math.max(...steps.map(sum)), share), x = { ...linearAxis(t("cascade.axis.step"), steps.length, String), from: -0.5, to: steps.length - 0.5, ticks: steps.map((step, index) => ({ at: index, label: String(step.updates) })) };
  const tiers = [...new Set(steps.flatMap((step) => step.tiers.map(({ tier }) => Math.min(tier, kLastTier))))].sort((a, b) => a - b);
  const width = Math.max(3, (placeX(x, 1) - placeX(x, 0)) * 0.7);
  return (
    <FigureSheet
      title={t("cascade.firm.course")} text={`${t("cascade.firm.course_text", { n: cascade.iterations })} ${last ? t("cascade.firm.counts", { stopped: count(last.stopped), impaired: count(last.impaired), untouched: count(last.untouched) }) : ""}`} about={cascade.about} saves={<AnswerSaves run={run} question="cascade" body={{ psi: { [firm]: 1 } }} />}
      picture={
        <>
        <Chart name={t("cascade.firm.course")} x={x} y={y}>
          {steps.map((step, index) => {
            let below = 0;
            return step.tiers.map((tier) => {
              const from = below;
              below += tier.lost;
              const top = placeY(y, below);
              return <rect key={`${step.updates} ${tier.tier}`} className={`tier-${Math.min(tier.tier, kLastTier)}`} x={placeX(x, index) - width / 2} y={top} width={width} height={Math.max(0, placeY(y, from) - top)}><title>{`${t("cascade.axis.step")} ${step.updates}, ${t("cascade.column.tier")} ${tier.tier}: ${share(tier.lost)}`}</title></rect>;
            });
          })}
        </Chart>
        <figcaption className="small">{tiers.map((tier) => <span key={tier} className={`key block tier-${tier}`}>{tier === 0 ? t("cascade.firm.tier_self") : tier === kLastTier ? t("cascade.firm.tier_beyond", { n: tier }) : t("cascade.firm.tier", { n: tier })} </span>)}</figcaption>
        </>
      }
      table={
        <table className="table">
          <thead><tr><th scope="col">{t("cascade.column.step")}</th><th scope="col">{t("cascade.column.tier")}</th><th scope="col">{t("cascade.column.firms")}</th><th scope="col">{t("cascade.column.lost")}</th></tr></thead>
          <tbody>{steps.flatMap((step) => step.tiers.map((tier) => <tr key={`${step.updates} ${tier.tier}`}><td className="number">{step.updates}</td><td className="number">{tier.tier}</td><td className="number">{count(tier.firms)}</td><td className="number">{share(tier.lost)}</td></tr>))}</tbody>
        </table>
      }
    />
  );
}

function WhatIf({ run, firm }: { run: string; firm: string }) {
  const { t } = useLanguage();
  const [percent, setPercent] = useState(50);
  const [answer, setAnswer] = useState<{ psi: number; esri: number } | null>(null);
  const act = useAct((body: Schemas["Shock"]) => unwrap(api.POST("/network-runs/{run}/scenario", { params: { path: { run } }, body })));
  async function ask() {
    const psi = percent / 100;
    const said = await act.run({ psi: { [firm]: psi } });
    if (said) setAnswer({ psi, esri: said.esri });
  }
  return (
    <form className="sheet stack tight no-print" onSubmit={(event) => { event.preventDefault(); void ask(); }}>
      <h2>{t("cascade.firm.whatif")}</h2>
      <label className="field"><span className="label">{t("cascade.firm.capacity")}: {percent}%</span><input type="range" min={1} max={100} value={percent} onChange={(event) => setPercent(Number(event.target.value))} /></label>
      <div className="row"><button className="button" disabled={act.isRunning}>{t("cascade.firm.whatif_go")}</button><ActResult act={act} /></div>
      <p role="status">{answer && t("cascade.firm.whatif_result", { psi: share(answer.psi), esri: share(answer.esri) })}</p>
    </form>
  );
}

function Affected({ run, cascade }: { run: string; cascade: Cascade }) {
  const { t, language } = useLanguage();
  return (
    <section className="stack">
      <h2>{t("cascade.firm.affected")}</h2>
      <p className="soft">{t("cascade.touched", { n: count(cascade.firms_touched) })} {t("cascade.firm.affected_order", { n: count(Math.min(kAffected, cascade.most_affected.length)) })}</p>
      <div className="sheet flat table-frame" role="region" aria-label={t("cascade.firm.affected")} tabIndex={0}>
        <table className="table cards">
          <thead><tr><th scope="col">{t("cascade.column.firm")}</th><th scope="col">{t("cascade.column.sector")}</th><th scope="col">{t("cascade.column.lost")}</th><th scope="col">{t("cascade.column.share_of_all")}</th><th scope="col">{t("cascade.column.path")}</th></tr></thead>
          <tbody>
            {cascade.most_affected.slice(0, kAffected).map((firm) => (
              <tr key={firm.id}>
                <th scope="row"><Link href={firmAddress(run, firm.id)}>{firmName(firm)}</Link></th><td data-label={t("cascade.column.sector")}>{sectorName(firm.sector, hasOwnSectors(cascade.about), language)}</td>
                <td data-label={t("cascade.column.lost")} className="number">{share(firm.lost)}</td>
                <td data-label={t("cascade.column.share_of_all")} className="number">{share(firm.share)}</td>
                <td data-label={t("cascade.column.path")} className="small">{firm.path.steps.length < 2 ? t("cascade.firm.itself") : <>{firm.path.channel === "down" ? t("cascade.channel.down") : t("cascade.channel.up")}: {firm.path.steps.map(firmName).join(" → ")}</>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

// Where the loss lies, by sector and by prefecture.
function Hit({ cascade }: { cascade: Cascade }) {
  const { t, language } = useLanguage();
  const lists = [
    { title: t("cascade.firm.sectors"), column: t("cascade.column.sector"), rows: cascade.sectors.map(({ sector, lost }) => ({ name: sectorName(sector, hasOwnSectors(cascade.about), language), lost })) },
    { title: t("cascade.firm.prefectures"), column: t("cascade.column.prefecture"), rows: cascade.prefectures.map(({ prefecture, lost }) => ({ name: prefectureName(prefecture.padStart(2, "0"), language), lost })) },
  ];
  return (
    <>
      {lists.filter(({ rows }) => rows.length > 0).map(({ title, column, rows }) => (
        <section key={title} className="stack tight">
          <h2>{title}</h2>
          <div className="sheet flat table-frame figure-table" role="region" aria-label={title} tabIndex={0}>
            <table className="table">
              <thead><tr><th scope="col">{column}</th><th scope="col">{t("cascade.column.lost_of_all")}</th></tr></thead>
              <tbody>{rows.map(({ name, lost }) => <tr key={name}><th scope="row">{name}</th><td className="number">{share(lost)}</td></tr>)}</tbody>
            </table>
          </div>
        </section>
      ))}
    </>
  );
}
