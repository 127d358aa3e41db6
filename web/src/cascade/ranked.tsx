import { useQuery } from "@tanstack/react-query";
import { startTransition, useDeferredValue, useEffect, useState } from "react";
import { Link } from "wouter";
import { useLanguage } from "../i18n/language";
import { prefectureName, sectorName } from "../organisation/places_and_trades";
import { useAddress } from "../ui/address";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Assumptions } from "./about";
import { cascadeQueries, count, firmAddress, firmName, hasOwnSectors, kPage, type RankedFirm, share, sorts } from "./data";
import { sortName } from "./words";

// One page of the list at a time; what is chosen stands in the address.
export function Ranked({ run }: { run: string }) {
  const { t, language } = useLanguage();
  const address = useAddress();
  const q = useDeferredValue(address.get("q"));
  const sort = sorts.find((each) => each === address.get("sort")) ?? "esri";
  const sector = address.get("sector");
  const prefecture = address.get("prefecture");
  const page = Math.max(1, Number(address.get("page")) || 1);
  const chosen = { q, sector, prefecture, sort, offset: (page - 1) * kPage };
  const isKept = page === 1 && sort === "esri" && !(q || sector || prefecture); // With its reasons, from the end of the run.
  const rows = useQuery({ ...cascadeQueries.firms(run, chosen, "none"), enabled: !isKept });
  const whole = useQuery(cascadeQueries.firms(run, chosen, "main"));
  const query = isKept || (whole.data && !whole.isPlaceholderData) ? whole : rows;
  const exported = new URLSearchParams({ q, sort, sector, prefecture, form: "csv" });
  return (
    <div className="stack">
      <div className="row cascade-tools no-print">
        <label className="tool"><span className="small soft">{t("cascade.search")}</span><input className="input" type="search" value={address.get("q")} onChange={(event) => address.set({ q: event.target.value, page: "" })} /></label>
        <label className="tool">
          <span className="small soft">{t("cascade.sort")}</span>
          <select className="input" value={sort} onChange={(event) => address.set({ sort: event.target.value === "esri" ? "" : event.target.value, page: "" })}>
            {sorts.map((each) => <option key={each} value={each}>{sortName(t, each)}</option>)}
          </select>
        </label>
        <a className="button push" href={`/api/v1/network-runs/${encodeURIComponent(run)}/firms?${exported}`} download><Icon name="download" />{t("cascade.export")}</a>
      </div>
      {(sector || prefecture) && (
        <p>
          {sector && <span className="tag info">{t("cascade.filter.sector", { value: sectorName(sector, query.data ? hasOwnSectors(query.data.about) : true, language) })}</span>} {prefecture && <span className="tag info">{t("cascade.filter.prefecture", { value: prefectureName(prefecture, language) })}</span>}{" "}
          <button type="button" className="link-button" onClick={() => address.set({ sector: "", prefecture: "", page: "" })}>{t("cascade.filter.clear")}</button>
        </p>
      )}
      <Loaded query={query}>
        {(data) => {
          const pages = Math.max(1, Math.ceil(data.found / kPage));
          return (
            <>
              <Assumptions about={data.about} />
              <p role="status" className="soft">{t("cascade.found", { n: count(data.found), total: count(data.total) })}</p>
              {data.found === 0 && <p>{t("cascade.nothing")}</p>}
              {data.items.length > 0 && <Rows run={run} items={data.items} isInvented={hasOwnSectors(data.about)} />}
              {pages > 1 && (
                <nav className="row no-print" aria-label={t("cascade.view.list")}>
                  <button type="button" className="button" disabled={page <= 1} onClick={() => address.set({ page: page <= 2 ? "" : String(page - 1) })}><Icon name="back" />{t("cascade.previous")}</button>
                  <span className="number">{t("cascade.page", { page: count(page), pages: count(pages) })}</span>
                  <button type="button" className="button" disabled={page >= pages} onClick={() => address.set({ page: String(page + 1) })}>{t("cascade.next")}<Icon name="next" /></button>
                </nav>
              )}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

// When the app has just been loaded, the rows that fit a screen are drawn first and the others a moment later.
const kFirstRows = 12;
let isFirstLook = true;

function Rows({ run, items: all, isInvented }: { run: string; items: readonly RankedFirm[]; isInvented: boolean }) {
  const { t, language } = useLanguage();
  const [hasAll, setHasAll] = useState(!isFirstLook);
  useEffect(() => {
    isFirstLook = false;
    startTransition(() => setHasAll(true));
  }, []);
  const items = hasAll ? all : all.slice(0, kFirstRows);
  return (
    <div className="sheet flat table-frame" role="region" aria-label={t("cascade.view.list")} tabIndex={0}>
      <table className="table cards ranked">
        <thead>
          <tr>
            <th scope="col">{t("cascade.column.rank")}</th><th scope="col">{t("cascade.column.firm")}</th><th scope="col">{t("cascade.column.esri")}</th><th scope="col">{t("cascade.column.size_rank")}</th>
            <th scope="col">{t("cascade.column.alternatives")}</th><th scope="col">{t("cascade.column.market_share")}</th><th scope="col">{t("cascade.column.why")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((firm) => (
            <tr key={firm.id}>
              <td data-label={t("cascade.column.rank")} className="number">{count(firm.rank)}</td>
              <th scope="row">
                <Link href={firmAddress(run, firm.id)}>{firmName(firm)}</Link>
                <span className="small soft"> {firm.name && <span className="code">{firm.id}</span>} {t("cascade.filter.sector", { value: sectorName(firm.sector, isInvented, language) })}{firm.prefecture && ` · ${prefectureName(firm.prefecture, language)}`}</span>
              </th>
              <td data-label={t("cascade.column.esri")} className="number">{share(firm.esri)}</td>
              <td data-label={t("cascade.column.size_rank")} className="number">{count(firm.rank_by_size)}</td>
              <td data-label={t("cascade.column.alternatives")} className="number">{count(firm.alternatives)}</td>
              <td data-label={t("cascade.column.market_share")} className="number">{share(firm.market_share)}</td>
              <td data-label={t("cascade.column.why")} className="small">{firm.reasons ? <Reasons run={run} reasons={firm.reasons} /> : <span className="soft">{t("cascade.reasons_under_way")}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// The firms that lose most, each behind its main path.
export function Reasons({ run, reasons }: { run: string; reasons: NonNullable<RankedFirm["reasons"]> }) {
  const { t } = useLanguage();
  return (
    <>
      {reasons.firms.length > 0 && (
        <ul className="reasons">
          {reasons.firms.map((firm) => (
            <li key={firm.id}>
              <Link href={firmAddress(run, firm.id)}>{t("cascade.why", { name: firmName(firm), lost: share(firm.lost) })}</Link>{" "}
              <span className="soft">{firm.path.channel === "down" ? t("cascade.channel.down") : t("cascade.channel.up")}: {firm.path.steps.map(firmName).join(" → ")}</span>
            </li>
          ))}
        </ul>
      )}
      <span className="soft">{t("cascade.touched", { n: count(reasons.firms_touched) })}</span>
    </>
  );
}
