import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Refusal } from "./api/client";
import { App, askAhead } from "./app";
import { startLanguage } from "./i18n/language";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      networkMode: "always", // The server may stand on this very machine: the browser's idea of being offline says little.
      retry: (count, fault) => count < 2 && !(fault instanceof Refusal && ![429, 503].includes(fault.problem.status)),
    },
  },
});

const place = document.getElementById("app");
if (place) {
  askAhead(client);
  void startLanguage().then(() => createRoot(place).render(<QueryClientProvider client={client}><App /></QueryClientProvider>));
}
