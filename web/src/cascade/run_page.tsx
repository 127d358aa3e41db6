import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { type Translate, useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { ActResult, Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { cascadeQueries, count, type Run } from "./data";
import { BuyersSuppliers } from "./exposure";
import { PrefectureMap, RankProfile, SectorHeat, SizeAndRisk } from "./figures";
import { HowSure } from "./noise";
import { StopOfDays } from "./outage";
import { Plan } from "./plan";
import { Ranked } from "./ranked";
import { runState } from "./words";

const views = ["list", "exposure", "profile", "size", "sectors", "prefectures", "noise", "outage", "plan"] as const;
type View = (typeof views)[number];

export default function RunPage({ run }: { run: string }) {
  const { t } = useLanguage();
  const query = useQuery(cascadeQueries.run(run));
  return (
    <Page title={query.data?.network_name ?? t("cascade.title")} lead={t("cascade.meaning")} shape="wide" actions={query.data && <Link className="button" href={`/app/cascade/networks/${query.data.network}`}><Icon name="back" />{t("cascade.runs")}</Link>}>
      <Loaded query={query}>{(data) => (data.state === "done" ? <Views run={run} /> : <UnderWay run={data} />)}</Loaded>
    </Page>
  );
}

const viewName = (t: Translate, view: View): string =>
  ({
    list: t("cascade.view.list"), profile: t("cascade.view.profile"), size: t("cascade.view.size"), sectors: t("cascade.view.sectors"), prefectures: t("cascade.view.prefectures"),
    noise: t("cascade.view.noise"), exposure: t("cascade.view.exposure"), outage: t("cascade.view.outage"), plan: t("cascade.view.plan"),
  })[view];

function Views({ run }: { run: string }) {
  const { t } = useLanguage();
  const address = useAddress();
  const view = views.find((each) => each === address.get("view")) ?? "list";
  return (
    <>
      <nav className="cascade-views no-print" aria-label={t("cascade.view.name")}>
        {views.map((each) => (
          <button key={each} type="button" className={each === view ? "button first" : "button"} aria-current={each === view ? "page" : undefined} onClick={() => address.set({ view: each === "list" ? "" : each })}>
            {viewName(t, each)}
          </button>
        ))}
      </nav>
      {view === "list" && <Ranked run={run} />}
      {view === "profile" && <RankProfile run={run} />}
      {view === "size" && <SizeAndRisk run={run} />}
      {view === "sectors" && <SectorHeat run={run} />}
      {view === "prefectures" && <PrefectureMap run={run} />}
      {view === "noise" && <HowSure run={run} />}
      {view === "exposure" && <BuyersSuppliers run={run} />}
      {view === "outage" && <StopOfDays run={run} />}
      {view === "plan" && <Plan run={run} />}
    </>
  );
}

function UnderWay({ run }: { run: Run }) {
  const { t } = useLanguage();
  const cancel = useAct((_: undefined, key) => unwrap(api.POST("/network-runs/{run}/cancellation", { params: { path: { run: run.id }, header: keyed(key) } })), [["network-run", run.id]]);
  const isOpen = run.state === "waiting" || run.state === "running";
  const progress = run.progress;
  return (
    <section className="stack">
      <p><span className="tag">{runState(t, run.state)}</span></p>
      {run.problem && <Notice kind="bad" title={run.problem.title} />}
      {isOpen && (
        <>
          {progress && progress.total > 0 ? (
            <>
              <progress value={progress.done} max={progress.total} aria-label={runState(t, run.state)} />
              <p role="status">{t("cascade.run.progress", { done: count(progress.done), total: count(progress.total), left: left(t, progress) })}</p>
            </>
          ) : <p role="status">{run.state === "running" && t("cascade.run.reading")}</p>}
          <p className="soft">{t("cascade.run.leave")}</p>
          <div className="row"><button type="button" className="button" disabled={cancel.isRunning} onClick={() => void cancel.run(undefined)}>{t("cascade.run.cancel")}</button><ActResult act={cancel} /></div>
        </>
      )}
    </section>
  );
}

function left(t: Translate, { done, total, done_before, seconds }: NonNullable<Run["progress"]>): string {
  const rest = done > done_before ? (seconds * (total - done)) / (done - done_before) : 0;
  return rest >= 90 ? t("cascade.minutes", { n: Math.round(rest / 60) }) : t("cascade.seconds", { n: Math.ceil(rest) });
}
