import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { useActing } from "../account/acting";
import { queries } from "../api/queries";
import { type Translate, useLanguage } from "../i18n/language";
import { sectorName } from "../organisation/places_and_trades";
import { useAddress } from "../ui/address";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Assumptions } from "./about";
import { ChooseFirm } from "./choose_firm";
import { cascadeQueries, count, type Exposure, exposureAddress, firmAddress, firmName, firstPage, hasOwnSectors, share } from "./data";

const kTiers = 3, kLeastPercent = "0.1";

// Which suppliers a buyer depends on; who is looked at, and how far, stands in the address.
export function BuyersSuppliers({ run }: { run: string }) {
  const { t } = useLanguage();
  const address = useAddress();
  const buyer = address.get("buyer");
  const tiers = Number(address.get("tiers")) || kTiers;
  const least = Number(address.get("least") || kLeastPercent) / 100;
  return (
    <div className="stack">
      <div className="sheet stack">
        {!buyer && <OwnFirm run={run} />}
        <ChooseFirm run={run} label={t("cascade.choose.buyer")} onChoose={(id) => address.set({ buyer: id })} />
        {buyer && <HowFar key={`${tiers} ${least}`} />}
      </div>
      {buyer && <Suppliers run={run} buyer={buyer} tiers={tiers} least={least} />}
    </div>
  );
}

// Where the network knows the organisation by its corporate number, one press is enough.
function OwnFirm({ run }: { run: string }) {
  const { t } = useLanguage();
  const address = useAddress();
  const { organisation } = useActing();
  const profile = useQuery({ ...queries.organisation(organisation?.id ?? ""), enabled: Boolean(organisation) });
  const number = profile.data?.corporate_number ?? "";
  const found = useQuery({ ...cascadeQueries.firms(run, { ...firstPage, q: number }, "none"), enabled: number !== "" });
  const ours = found.data?.items.find(({ id }) => id === number);
  return ours && <p><button type="button" className="button first" onClick={() => address.set({ buyer: ours.id })}>{t("cascade.exposure.own", { name: firmName(ours) })}</button></p>;
}

function HowFar() {
  const { t } = useLanguage();
  const address = useAddress();
  const [tiers, setTiers] = useState(address.get("tiers") || String(kTiers));
  const [least, setLeast] = useState(address.get("least") || kLeastPercent);
  function apply(event: FormEvent) {
    event.preventDefault();
    address.set({ tiers: Number(tiers) === kTiers ? "" : tiers, least: least === kLeastPercent ? "" : least });
  }
  return (
    <form className="row choose-firm no-print" onSubmit={apply}>
      <TextField name="max_tier" type="number" min={1} max={20} size="narrow" label={t("cascade.exposure.tiers")} value={tiers} onChange={setTiers} isRequired />
      <TextField name="min_exposure" inputMode="decimal" size="narrow" label={t("cascade.exposure.least")} hint={t("cascade.exposure.least_hint")} value={least} onChange={setLeast} isRequired fault={Number(least) >= 0 && Number(least) <= 100 ? undefined : t("cascade.exposure.least_hint")} />
      <button className="button">{t("cascade.outage.go")}</button>
    </form>
  );
}

function Suppliers({ run, buyer, tiers, least }: { run: string; buyer: string; tiers: number; least: number }) {
  const query = useQuery(cascadeQueries.exposure(run, buyer, tiers, least));
  return <Loaded query={query}>{(data) => <Answer run={run} data={data} tiers={tiers} least={least} />}</Loaded>;
}

function Answer({ run, data, tiers, least }: { run: string; data: Exposure; tiers: number; least: number }) {
  const { t } = useLanguage();
  const name = firmName(data.buyer);
  const hit = data.items.filter((item) => item.lost > 0), rest = data.items.filter((item) => item.lost === 0);
  return (
    <section className="stack">
      <h2>{t("cascade.exposure.suppliers")}</h2>
      <p><strong>{t("cascade.choose.chosen", { name })}</strong> {data.buyer.name && <span className="code soft">{data.buyer.id}</span>}</p>
      {data.items.length === 0 && data.cut === 0 ? <Notice kind="info"><p>{t("cascade.exposure.none")}</p></Notice> : (
        <>
          <p>
            {t("cascade.exposure.text", { name })} {t("cascade.exposure.counts", { tiers, measured: count(data.measured), hit: count(hit.length), cut: count(data.cut), least: share(least) })}{" "}
            {data.kept > data.measured && t("cascade.exposure.not_measured", { n: count(data.kept - data.measured) })} {t("cascade.exposure.direct", { share: share(data.direct_share) })}
          </p>
          <Assumptions about={data.about} />
          <div className="row no-print">
            {(["csv", "json"] as const).map((form) => <a key={form} className="button" href={exposureAddress(run, data.buyer.id, tiers, least, form)} download={`exposure.${form}`}><Icon name="download" />{t(form === "csv" ? "cascade.save_csv" : "cascade.save_json")}</a>)}
          </div>
          {hit.length > 0 ? <SupplierTable run={run} data={data} items={hit} title={t("cascade.exposure.suppliers")} /> : <Notice kind="info"><p>{data.measured > 0 ? t("cascade.exposure.no_hit") : t("cascade.exposure.all_cut")}</p></Notice>}
          {rest.length > 0 && <details><summary>{t("cascade.exposure.rest", { n: count(rest.length) })}</summary><SupplierTable run={run} data={data} items={rest} title={t("cascade.exposure.rest", { n: count(rest.length) })} /></details>}
          <SingleSources run={run} data={data} />
          <ByTier data={data} />
        </>
      )}
    </section>
  );
}

function SupplierTable({ run, data, items, title }: { run: string; data: Exposure; items: Exposure["items"]; title: string }) {
  const { t, language } = useLanguage();
  const alone = new Set(data.single_sources.filter((one) => one.role === "essential").map((one) => one.id));
  return (
    <div className="sheet flat table-frame" role="region" aria-label={title} tabIndex={0}>
      <table className="table cards">
        <thead><tr><th scope="col">{t("cascade.column.firm")}</th><th scope="col">{t("cascade.column.sector")}</th><th scope="col">{t("cascade.column.tier")}</th><th scope="col">{t("cascade.exposure.lost")}</th><th scope="col">{t("cascade.exposure.path")}</th></tr></thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row"><Link href={firmAddress(run, item.id)}>{firmName(item)}</Link>{item.name && <span className="small soft"> <span className="code">{item.id}</span></span>} {alone.has(item.id) && <span className="tag warn">{t("cascade.exposure.only_one")}</span>}</th>
              <td data-label={t("cascade.column.sector")}>{sectorName(item.sector, hasOwnSectors(data.about), language)}</td>
              <td data-label={t("cascade.column.tier")} className="number">{item.tier}</td>
              <td data-label={t("cascade.exposure.lost")} className="number">{share(item.lost)}</td>
              <td data-label={t("cascade.exposure.path")} className="number">{share(item.path_exposure)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const roleName = (t: Translate, role: Exposure["single_sources"][number]["role"]): string => ({ essential: t("cascade.role.essential"), non_essential: t("cascade.role.non_essential"), none: t("cascade.role.none") })[role];

function SingleSources({ run, data }: { run: string; data: Exposure }) {
  const { t, language } = useLanguage();
  return (
    <section className="stack tight">
      <h2>{t("cascade.exposure.single")}</h2>
      {data.single_sources.length === 0 ? <p>{t("cascade.exposure.single_none")}</p> : (
        <div className="sheet flat table-frame" role="region" aria-label={t("cascade.exposure.single")} tabIndex={0}>
          <table className="table cards">
            <thead><tr><th scope="col">{t("cascade.column.firm")}</th><th scope="col">{t("cascade.column.sector")}</th><th scope="col">{t("cascade.exposure.role")}</th><th scope="col">{t("cascade.exposure.share")}</th><th scope="col">{t("cascade.exposure.others")}</th></tr></thead>
            <tbody>
              {data.single_sources.map((one) => (
                <tr key={one.id}>
                  <th scope="row"><Link href={firmAddress(run, one.id)}>{firmName(one)}</Link></th>
                  <td data-label={t("cascade.column.sector")}>{sectorName(one.sector, hasOwnSectors(data.about), language)}</td>
                  <td data-label={t("cascade.exposure.role")}>{roleName(t, one.role)}</td>
                  <td data-label={t("cascade.exposure.share")} className="number">{share(one.purchase_share)}</td>
                  <td data-label={t("cascade.exposure.others")} className="number">{count(one.other_sellers)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ByTier({ data }: { data: Exposure }) {
  const { t } = useLanguage();
  return (
    <section className="stack tight">
      <h2>{t("cascade.exposure.by_tier")}</h2>
      <div className="sheet flat table-frame" role="region" aria-label={t("cascade.exposure.by_tier")} tabIndex={0}>
        <table className="table">
          <thead><tr><th scope="col">{t("cascade.column.tier")}</th><th scope="col">{t("cascade.exposure.kept")}</th><th scope="col">{t("cascade.exposure.cut")}</th></tr></thead>
          <tbody>{data.tiers.map((tier) => <tr key={tier.tier}><th scope="row" className="number">{tier.tier}</th><td className="number">{count(tier.kept)}</td><td className="number">{count(tier.cut)}</td></tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}
