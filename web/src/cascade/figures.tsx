import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useMemo } from "react";
import { Link, useLocation } from "wouter";
import { type Language, type Translate, useLanguage } from "../i18n/language";
import { prefectureName, sectorName } from "../organisation/places_and_trades";
import { useAddress } from "../ui/address";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Assumptions } from "./about";
import { Chart, Dots, Line, logAxis, placeX, placeY, shadeOf, tiles } from "./charts";
import { type About, cascadeQueries, compact, count, firmAddress, firmName, hasOwnSectors, type Prefectures, type Profile, type SectorMap, share, type Sizes } from "./data";
import { FigureSaves } from "./saves";

const kSectorsShown = 24;

// What Enter or a click on a part of a picture does. Points are too small for it: the table beside them has their links.
const acting = (act: () => void) => ({
  onClick: act,
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  },
});

interface SheetProps { title: string; text: string; about: About; saves: ReactNode; picture: ReactNode; table: ReactNode }

export function FigureSheet({ title, text, about, saves, picture, table }: SheetProps) {
  const { t } = useLanguage();
  return (
    <section className="stack">
      <h2>{title}</h2>
      <p>{text}</p>
      <Assumptions about={about} />
      <figure className="sheet figure" tabIndex={0} aria-label={title}>{picture}</figure>
      <div className="row no-print">{saves}</div>
      <details>
        <summary>{t("cascade.table")}</summary>
        <div className="sheet flat table-frame figure-table" role="region" aria-label={title} tabIndex={0}>{table}</div>
      </details>
    </section>
  );
}

const head = (...names: string[]) => <thead><tr>{names.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>;

export function RankProfile({ run }: { run: string }) {
  const { t } = useLanguage();
  return <Loaded query={useQuery(cascadeQueries.figure(run, "profile"))}>{(data) => <ProfileSheet t={t} run={run} data={data} />}</Loaded>;
}

function ProfileSheet({ t, run, data }: { t: Translate; run: string; data: Profile }) {
  const x = logAxis(t("cascade.axis.rank"), [1, data.firms], count), y = logAxis(t("cascade.axis.share"), data.points.map((point) => point.esri), share);
  const text = t("cascade.profile.text", { esri: share(data.plateau.esri), n: data.plateau.firms });
  const end = placeX(x, Math.max(1, data.plateau.firms));
  return (
    <FigureSheet
      title={t("cascade.view.profile")} text={text} about={data.about} saves={<FigureSaves run={run} figure="profile" />}
      picture={
        <>
        <Chart name={`${t("cascade.view.profile")}: ${text}`} x={x} y={y}>
          <rect className="plateau" x={placeX(x, 1)} y={placeY(y, data.plateau.esri)} width={Math.max(2, end - placeX(x, 1))} height={placeY(y, y.from) - placeY(y, data.plateau.esri)} />
          <Dots x={x} y={y} className="part-down" points={data.points.map((point) => [point.rank, point.esri_down])} />
          <Dots x={x} y={y} className="part-up" points={data.points.map((point) => [point.rank, point.esri_up])} />
          <Line x={x} y={y} className="first" points={data.points.map((point) => [point.rank, point.esri])} />
        </Chart>
        <figcaption className="small">
          <span className="key first">{t("cascade.column.esri")}</span> <span className="key part-down">{t("cascade.sort.esri_down")}</span> <span className="key part-up">{t("cascade.sort.esri_up")}</span>
        </figcaption>
        </>
      }
      table={
        <table className="table">
          {head(t("cascade.column.rank"), t("cascade.column.esri"), t("cascade.sort.esri_down"), t("cascade.sort.esri_up"))}
          <tbody>{data.points.map((point) => <tr key={point.rank}><td className="number">{count(point.rank)}</td><td className="number">{share(point.esri)}</td><td className="number">{share(point.esri_down)}</td><td className="number">{share(point.esri_up)}</td></tr>)}</tbody>
        </table>
      }
    />
  );
}

export function SizeAndRisk({ run }: { run: string }) {
  const { t } = useLanguage();
  return <Loaded query={useQuery(cascadeQueries.figure(run, "size"))}>{(data) => <SizeSheet t={t} run={run} data={data} />}</Loaded>;
}

function SizeSheet({ t, run, data }: { t: Translate; run: string; data: Sizes }) {
  const [, navigate] = useLocation();
  const points = useMemo(() => [...data.points].sort((a, b) => a.rank - b.rank), [data]);
  const shown = points.filter((point) => point.sales > 0 && point.esri > 0);
  const x = logAxis(t("cascade.axis.sales"), shown.map((point) => point.sales), compact), y = logAxis(t("cascade.axis.share"), shown.map((point) => point.esri), share);
  return (
    <FigureSheet
      title={t("cascade.view.size")} text={t("cascade.size.text", { first: data.overlap.first, n: data.overlap.in_both })} about={data.about} saves={<FigureSaves run={run} figure="size" />}
      picture={
        <>
        <Chart name={t("cascade.view.size")} x={x} y={y}>
          {shown.map((point) => {
            const words = `${firmName(point)}: ${share(point.esri)}, ${t("cascade.firm.rank", { n: point.rank, size: point.rank_by_size })}`;
            const isSmall = point.rank * 5 <= point.rank_by_size;
            return (
              <circle key={point.id} className={isSmall ? "dot small-firm" : "dot"} cx={placeX(x, point.sales)} cy={placeY(y, point.esri)} r={isSmall ? 5 : 3.5} onClick={() => navigate(firmAddress(run, point.id))}>
                <title>{words}</title>
              </circle>
            );
          })}
        </Chart>
        <figcaption className="small"><span className="key dot">{t("cascade.size.legend_all")}</span> <span className="key small-firm">{t("cascade.size.legend_small")}</span></figcaption>
        </>
      }
      table={
        <table className="table">
          {head(t("cascade.column.firm"), t("cascade.column.sales"), t("cascade.column.esri"), t("cascade.column.rank"), t("cascade.column.size_rank"))}
          <tbody>{points.map((point) => <tr key={point.id}><th scope="row"><Link href={firmAddress(run, point.id)}>{firmName(point)}</Link></th><td className="number">{count(Math.round(point.sales))}</td><td className="number">{share(point.esri)}</td><td className="number">{count(point.rank)}</td><td className="number">{count(point.rank_by_size)}</td></tr>)}</tbody>
        </table>
      }
    />
  );
}

export function SectorHeat({ run }: { run: string }) {
  const { t, language } = useLanguage();
  return <Loaded query={useQuery(cascadeQueries.figure(run, "sectors"))}>{(data) => <SectorSheet t={t} language={language} run={run} data={data} />}</Loaded>;
}

function SectorSheet({ t, language, run, data }: { t: Translate; language: Language; run: string; data: SectorMap }) {
  const named = (index: number) => sectorName(data.sectors[index] ?? "", hasOwnSectors(data.about), language);
  const address = useAddress();
  // The sectors with most at stake, as rows and columns in the same order.
  const chosen = useMemo(() => {
    const stake = data.sectors.map((_, l) => data.rows.reduce((sum, row) => sum + (row.mean_loss[l] ?? 0), 0) + (data.rows[l]?.mean_loss ?? []).reduce<number>((sum, loss) => sum + (loss ?? 0), 0));
    return stake.map((_, index) => index).sort((a, b) => (stake[b] ?? 0) - (stake[a] ?? 0)).slice(0, kSectorsShown).sort((a, b) => a - b);
  }, [data]);
  const value = (k: number, l: number) => data.rows[k]?.mean_loss[l] ?? 0;
  const most = Math.max(0, ...chosen.flatMap((k) => chosen.map((l) => value(k, l))));
  const pairs = chosen.flatMap((k) => chosen.map((l) => ({ k, l, loss: value(k, l) }))).filter((pair) => pair.loss > 0).sort((a, b) => b.loss - a.loss).slice(0, 100);
  const size = 22, left = 70, top = 50;
  return (
    <FigureSheet
      title={t("cascade.view.sectors")} text={t("cascade.sectors.text", { n: chosen.length })} about={data.about} saves={<FigureSaves run={run} figure="sectors" />}
      picture={
        <>
          <svg className="chart heat" viewBox={`0 0 ${left + chosen.length * size + 4} ${top + chosen.length * size + 4}`} role="group" aria-label={t("cascade.view.sectors")}>
            {chosen.map((l, column) => <text key={l} x={left + column * size + size / 2} y={top - 6} textAnchor="start" transform={`rotate(-60 ${left + column * size + size / 2} ${top - 6})`}>{data.sectors[l]}</text>)}
            {chosen.map((k, row) => (
              <g key={k} className="heat-row" role="link" tabIndex={0} aria-label={t("cascade.filter.sector", { value: named(k) })} {...acting(() => address.set({ view: "", sector: data.sectors[k] ?? "", page: "" }))}>
                <text x={left - 6} y={top + row * size + 15} textAnchor="end">{data.sectors[k]}</text>
                {chosen.map((l, column) => <rect key={l} className={`shade-${shadeOf(value(k, l), most)}`} x={left + column * size} y={top + row * size} width={size - 1} height={size - 1}><title>{`${named(k)} → ${named(l)}: ${share(value(k, l))}`}</title></rect>)}
              </g>
            ))}
          </svg>
          <figcaption className="small soft">{t("cascade.scale", { most: share(most) })}</figcaption>
        </>
      }
      table={
        <table className="table">
          {head(t("cascade.column.stopped"), t("cascade.column.losing"), t("cascade.column.mean"))}
          <tbody>{pairs.map(({ k, l, loss }) => <tr key={`${k} ${l}`}><td>{named(k)}</td><td>{named(l)}</td><td className="number">{share(loss)}</td></tr>)}</tbody>
        </table>
      }
    />
  );
}

export function PrefectureMap({ run }: { run: string }) {
  const { t } = useLanguage();
  const query = useQuery(cascadeQueries.figure(run, "prefectures"));
  if (query.isError) return <Notice kind="info"><p>{t("cascade.prefectures.none")}</p></Notice>;
  return <Loaded query={query}>{(data) => <PrefectureSheet t={t} run={run} data={data} />}</Loaded>;
}

function PrefectureSheet({ t, run, data }: { t: Translate; run: string; data: Prefectures }) {
  const { language } = useLanguage();
  const address = useAddress();
  const named = (code: string) => prefectureName(code.padStart(2, "0"), language);
  const most = Math.max(0, ...data.items.map((item) => item.largest_esri));
  const size = 44;
  return (
    <FigureSheet
      title={t("cascade.view.prefectures")} text={t("cascade.prefectures.text")} about={data.about} saves={<FigureSaves run={run} figure="prefectures" />}
      picture={
        <>
          <svg className="chart map" viewBox={`0 0 ${13 * size} ${14 * size}`} role="group" aria-label={t("cascade.view.prefectures")}>
            {tiles.map(([row, column], index) => {
              const code = String(index + 1).padStart(2, "0");
              const item = data.items.find((each) => [code, String(index + 1), prefectureName(code, "ja"), prefectureName(code, "en")].includes(each.prefecture));
              const name = prefectureName(code, language);
              const label = language === "ja" ? (name.length > 3 ? name.slice(0, 3) : name.replace(/[都府県]$/, "")) : name.slice(0, 5);
              const shade = item ? shadeOf(item.largest_esri, most) : 0;
              const act = item && acting(() => address.set({ view: "", prefecture: item.prefecture, page: "" }));
              return (
                <g key={code} className={item ? "tile" : "tile none"} {...(act ? { role: "link", tabIndex: 0, "aria-label": `${name.includes(label) && language === "ja" ? name : `${label} (${name})`} ${share(item.largest_esri)}`, ...act } : {})}>
                  <rect className={`shade-${shade}`} x={column * size} y={row * size} width={size - 2} height={size - 2} rx={4}><title>{item ? `${name} ${share(item.largest_esri)}` : name}</title></rect>
                  <text className={shade >= 4 ? "on-dark" : undefined} x={column * size + size / 2 - 1} y={row * size + size / 2 + 4} textAnchor="middle">{label}</text>
                </g>
              );
            })}
          </svg>
          <figcaption className="small soft">{t("cascade.scale", { most: share(most) })}</figcaption>
        </>
      }
      table={
        <table className="table">
          {head(t("cascade.column.prefecture"), t("cascade.column.firms"), t("cascade.column.mean"), t("cascade.column.largest"), t("cascade.column.first_hundred"))}
          <tbody>
            {data.items.map((item) => (
              <tr key={item.prefecture}>
                <th scope="row"><button type="button" className="link-button" onClick={() => address.set({ view: "", prefecture: item.prefecture, page: "" })}>{named(item.prefecture)}</button></th>
                <td className="number">{count(item.firms)}</td><td className="number">{share(item.mean_esri)}</td><td className="number">{share(item.largest_esri)}</td><td className="number">{count(item.in_first_hundred)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
