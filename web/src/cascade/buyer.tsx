// What one buyer itself loses by each of its suppliers: the view of whoever has to choose which of them to ask for a higher star.
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Link } from "wouter";
import { useActing } from "../account/acting";
import { queries } from "../api/queries";
import { type Translate, useLanguage } from "../i18n/language";
import { prefectureName, sectorName } from "../organisation/places_and_trades";
import { useAddress } from "../ui/address";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Assumptions } from "./about";
import { cascadeQueries, count, type Exposure, exposureAddress, firmAddress, firmName, firstPage, hasOwnSectors, share } from "./data";

const kOffered = 10;

export function Buyer({ run }: { run: string }) {
  const { t } = useLanguage();
  const address = useAddress();
  const firm = address.get("firm");
  return (
    <section className="stack">
      <h2>{t("cascade.view.buyer")}</h2>
      <p>{t("cascade.buyer.text")}</p>
      {firm ? <Suppliers run={run} firm={firm} /> : <Choose run={run} />}
    </section>
  );
}

// The own firm where the network knows it, else whoever is searched for; the largest ones to begin with.
function Choose({ run }: { run: string }) {
  const { t, language } = useLanguage();
  const address = useAddress();
  const { organisation } = useActing();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const found = useQuery(cascadeQueries.firms(run, { ...firstPage, q, sort: "sales" }, "none"));
  const profile = useQuery({ ...queries.organisation(organisation?.id ?? ""), enabled: Boolean(organisation) });
  const number = profile.data?.corporate_number ?? "";
  const own = useQuery({ ...cascadeQueries.firms(run, { ...firstPage, q: number, sort: "sales" }, "none"), enabled: number !== "" });
  const ours = own.data?.items.find(({ id }) => id === number);
  return (
    <div className="sheet stack">
      {ours && <p><button type="button" className="button first" onClick={() => address.set({ firm: ours.id })}>{t("cascade.buyer.choose", { name: t("cascade.buyer.own", { name: firmName(ours) }) })}</button></p>}
      <label className="field"><span className="label">{t("cascade.buyer.find")}</span><input className="input middle" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} /></label>
      <Loaded query={found}>{(data) => (
        data.items.length === 0 ? <p role="status">{t("cascade.nothing")}</p> : (
          <ul className="plain stack tight">
            {data.items.slice(0, kOffered).map((one) => (
              <li key={one.id}>
                <button type="button" className="link-button" onClick={() => address.set({ firm: one.id })}>{firmName(one)}</button>{" "}
                <span className="small soft">{one.name && <span className="code">{one.id}</span>} {t("cascade.filter.sector", { value: sectorName(one.sector, hasOwnSectors(data.about), language) })}</span>
              </li>
            ))}
          </ul>
        )
      )}</Loaded>
    </div>
  );
}

function Suppliers({ run, firm }: { run: string; firm: string }) {
  const { t } = useLanguage();
  const address = useAddress();
  const query = useQuery(cascadeQueries.exposure(run, firm));
  return (
    <>
      <p className="no-print"><button type="button" className="button" onClick={() => address.set({ firm: "" })}><Icon name="back" />{t("cascade.buyer.other")}</button></p>
      <Loaded query={query}>{(data) => (
        <>
          <Assumptions about={data.about} />
          {data.items.length === 0 && data.cut === 0 ? <p role="status">{t("cascade.buyer.none")}</p> : (
            <>
              <p role="status">
                {t("cascade.buyer.result", { name: firmName(data.buyer), n: count(data.items.length), direct: share(data.direct_share) })}{" "}
                {data.cut > 0 && t("cascade.buyer.cut", { cut: count(data.cut), least: share(data.min_exposure) })}
              </p>
              <div className="row no-print">
                <a className="button" href={exposureAddress(run, firm, "csv")} download="exposure.csv"><Icon name="download" />{t("cascade.save_csv")}</a>
                <a className="button" href={exposureAddress(run, firm, "json")} download="exposure.json"><Icon name="download" />{t("cascade.save_json")}</a>
              </div>
              <Table run={run} data={data} />
              <SingleSources run={run} data={data} />
              <Tiers data={data} />
            </>
          )}
        </>
      )}</Loaded>
    </>
  );
}

function Table({ run, data }: { run: string; data: Exposure }) {
  const { t, language } = useLanguage();
  const single = new Set(data.single_sources.map(({ id }) => id));
  return (
    <div className="sheet flat table-frame" role="region" aria-label={t("cascade.view.buyer")} tabIndex={0}>
      <table className="table cards ranked">
        <thead>
          <tr>
            <th scope="col">{t("cascade.column.rank")}</th><th scope="col">{t("cascade.column.firm")}</th><th scope="col">{t("cascade.buyer.lost")}</th><th scope="col">{t("cascade.column.tier")}</th>
            <th scope="col">{t("cascade.buyer.path_share")}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((one, index) => (
            <tr key={one.id}>
              <td data-label={t("cascade.column.rank")} className="number">{count(index + 1)}</td>
              <th scope="row">
                <Link href={firmAddress(run, one.id)}>{firmName(one)}</Link>
                <span className="small soft"> {one.name && <span className="code">{one.id}</span>} {t("cascade.filter.sector", { value: sectorName(one.sector, hasOwnSectors(data.about), language) })}{one.prefecture && ` · ${prefectureName(one.prefecture, language)}`}</span>{" "}
                {single.has(one.id) && <span className="tag warn">{t("cascade.buyer.single_tag")}</span>}
              </th>
              <td data-label={t("cascade.buyer.lost")} className="number">{share(one.lost)}</td>
              <td data-label={t("cascade.column.tier")} className="number">{count(one.tier)}</td>
              <td data-label={t("cascade.buyer.path_share")} className="number">{share(one.path_exposure)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const roleName = (t: Translate, role: Exposure["single_sources"][number]["role"]): string =>
  ({ essential: t("cascade.buyer.role.essential"), non_essential: t("cascade.buyer.role.non_essential"), none: t("cascade.buyer.role.none") })[role];

function SingleSources({ run, data }: { run: string; data: Exposure }) {
  const { t, language } = useLanguage();
  return (
    <section className="stack tight">
      <h3>{t("cascade.buyer.single")}</h3>
      {data.single_sources.length === 0 ? <p>{t("cascade.buyer.single_none")}</p> : (
        <div className="sheet flat table-frame figure-table" role="region" aria-label={t("cascade.buyer.single")} tabIndex={0}>
          <table className="table">
            <thead><tr><th scope="col">{t("cascade.column.firm")}</th><th scope="col">{t("cascade.column.sector")}</th><th scope="col">{t("cascade.buyer.role")}</th><th scope="col">{t("cascade.buyer.purchases")}</th><th scope="col">{t("cascade.buyer.others")}</th></tr></thead>
            <tbody>
              {data.single_sources.map((one) => (
                <tr key={one.id}>
                  <th scope="row"><Link href={firmAddress(run, one.id)}>{firmName(one)}</Link></th><td>{sectorName(one.sector, hasOwnSectors(data.about), language)}</td>
                  <td>{roleName(t, one.role)}</td><td className="number">{share(one.purchase_share)}</td><td className="number">{count(one.other_sellers)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Tiers({ data }: { data: Exposure }) {
  const { t } = useLanguage();
  return (
    <section className="stack tight">
      <h3>{t("cascade.buyer.tiers")}</h3>
      <div className="sheet flat table-frame" role="region" aria-label={t("cascade.buyer.tiers")} tabIndex={0}>
        <table className="table">
          <thead><tr><th scope="col">{t("cascade.column.tier")}</th><th scope="col">{t("cascade.buyer.kept")}</th><th scope="col">{t("cascade.buyer.cut_count")}</th></tr></thead>
          <tbody>{data.tiers.map((tier) => <tr key={tier.tier}><th scope="row" className="number">{count(tier.tier)}</th><td className="number">{count(tier.kept)}</td><td className="number">{count(tier.cut)}</td></tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}
