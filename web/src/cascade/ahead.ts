// The first look at a run, asked for while the page is still being put together.
import type { QueryClient } from "@tanstack/react-query";
import { cascadeQueries, firstPage, runOf } from "./data";

export function askAhead(client: QueryClient): void {
  const run = runOf(location.pathname);
  if (!run) return;
  void client.prefetchQuery(cascadeQueries.run(run));
  if (!location.search) void client.prefetchQuery(cascadeQueries.firms(run, firstPage, "main"));
}
