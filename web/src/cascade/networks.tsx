import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { useOrganisation } from "../account/acting";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { ActResult, Empty } from "../ui/notice";
import { Page } from "../ui/page";
import { cascadeQueries, count, type Network } from "./data";
import { NewNetwork } from "./new_network";
import { networkState, RunTag } from "./words";

const kExample = { kind: "japan", firms: 1000, seed: 1 } as const;

export default function Networks() {
  const { t } = useLanguage();
  const organisation = useOrganisation();
  const networks = useQuery(cascadeQueries.networks(organisation.id));
  return (
    <Page title={t("cascade.title")} lead={t("cascade.lead")} shape="wide">
      <Loaded query={networks}>
        {({ items }) => (
          <>
            {items.length === 0 ? <Empty title={t("cascade.empty")}><p>{t("cascade.empty_text")}</p><TryExample organisation={organisation.id} /></Empty> : <List items={items} />}
            <NewNetwork organisation={organisation.id} isOpen={false} />
            {items.length > 0 && <TryExample organisation={organisation.id} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function TryExample({ organisation }: { organisation: string }) {
  const { t } = useLanguage();
  const [, navigate] = useLocation();
  const act = useAct(
    (body: { name: string; source: string; example: typeof kExample }, key) => unwrap(api.POST("/organisations/{organisation}/networks", { params: { path: { organisation }, header: keyed(key) }, body })),
    [["networks", organisation]],
  );
  async function make() {
    const made = await act.run({ name: t("cascade.example_name"), source: "", example: kExample });
    if (made) navigate(`/app/cascade/networks/${made.id}`);
  }
  return (
    <div className="stack tight">
      <div className="row"><button type="button" className="button" disabled={act.isRunning} onClick={() => void make()}>{t("cascade.try")}</button><ActResult act={act} /></div>
      <p className="small soft">{t("cascade.try_hint")}</p>
    </div>
  );
}

function List({ items }: { items: readonly Network[] }) {
  const { t } = useLanguage();
  return (
    <section className="stack">
      <h2>{t("cascade.networks")}</h2>
      <ul className="plain stack tight">
        {items.map((network) => (
          <li key={network.id} className="sheet row apart">
            <span>
              <Link href={`/app/cascade/networks/${network.id}`}><strong>{network.name}</strong></Link>
              {network.is_invented && <span className="tag warn">{t("cascade.invented")}</span>}
              {network.summary && <span className="small soft"> {t("cascade.size", { firms: count(network.summary.firms), links: count(network.summary.links), sectors: count(network.summary.sectors) })}</span>}
            </span>
            <span className="row">
              <span className="tag">{networkState(t, network.state)}</span>
              {network.runs[0] && <Link href={`/app/cascade/runs/${network.runs[0].id}`}><RunTag run={network.runs[0]} /></Link>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
