// The lazy entry of the slice; its texts and styles come with it and burden no other page.
import type { QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Route, Switch } from "wouter";
import css from "style:cascade";
import { queries } from "../api/queries";
import { addTexts } from "../i18n/language";
import { Loading } from "../ui/loaded";
import { part } from "../ui/part";
import { cascadeQueries, firstPage, runOf } from "./data";

const Networks = part(() => import("./networks"));
const NetworkPage = part(() => import("./network_page"));
const RunPage = part(() => import("./run_page"));
const FirmPage = part(() => import("./firm_page"));

const texts = { ja: () => import("texts:ja/cascade"), en: () => import("texts:en/cascade") };
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
let hasTexts = false;
const ready = addTexts(texts).then(() => { hasTexts = true; });
if (runOf(location.pathname)) RunPage.ahead();

// The first look at a run, asked for while the page is still being put together.
export function askAhead(client: QueryClient): void {
  void client.prefetchQuery(queries.session());
  const run = runOf(location.pathname);
  if (!run) return;
  void client.prefetchQuery(cascadeQueries.run(run));
  if (!location.search) void client.prefetchQuery(cascadeQueries.firms(run, firstPage, "main"));
}

export default function CascadePages() {
  const [isReady, setIsReady] = useState(hasTexts);
  useEffect(() => { void ready.then(() => setIsReady(true)); }, []);
  if (!isReady) return <Loading />;
  return (
    <Switch>
      <Route path="/app/cascade" component={Networks} />
      <Route path="/app/cascade/networks/:network">{({ network }) => <NetworkPage key={network} network={network} />}</Route>
      <Route path="/app/cascade/runs/:run">{({ run }) => <RunPage key={run} run={run} />}</Route>
      <Route path="/app/cascade/runs/:run/firms/:firm">{({ run, firm }) => <FirmPage key={`${run} ${firm}`} run={run} firm={decodeURIComponent(firm)} />}</Route>
    </Switch>
  );
}
