import { type Translate, useLanguage } from "../i18n/language";
import type { Network, Run, Sort } from "./data";

export const networkState = (t: Translate, state: Network["state"]): string =>
  ({ collecting: t("cascade.state.collecting"), preparing: t("cascade.state.preparing"), ready: t("cascade.state.ready"), failed: t("cascade.state.failed") })[state];

export const runState = (t: Translate, state: Run["state"]): string =>
  ({ waiting: t("cascade.run.state.waiting"), running: t("cascade.run.state.running"), done: t("cascade.run.state.done"), failed: t("cascade.run.state.failed"), cancelled: t("cascade.run.state.cancelled") })[state];

export const sortName = (t: Translate, sort: Sort): string =>
  ({
    esri: t("cascade.sort.esri"), esri_down: t("cascade.sort.esri_down"), esri_up: t("cascade.sort.esri_up"), sales: t("cascade.sort.sales"), alternatives: t("cascade.sort.alternatives"),
    market_share: t("cascade.sort.market_share"),
  })[sort];

const tones: Record<Run["state"], string> = { waiting: "wait", running: "wait", done: "good", failed: "bad", cancelled: "" };

export function RunTag({ run }: { run: Run }) {
  const { t } = useLanguage();
  const { done, total } = run.progress ?? { done: 0, total: 0 };
  const share = total > 0 ? ` ${Math.floor((100 * done) / total)}%` : "";
  return <span className={`tag ${tones[run.state]}`}>{run.mode} · {run.firms.length > 20 ? `${run.firms.slice(0, 20)}…` : run.firms} · {runState(t, run.state)}{share}</span>;
}
