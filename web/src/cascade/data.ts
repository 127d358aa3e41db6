// What the pages of this slice read, and the figures as people read them.
import { queryOptions } from "@tanstack/react-query";
import { api, Refusal, type Schemas, unwrap } from "../api/client";
import { currentLanguage } from "../i18n/language";

export type Network = Schemas["KeptNetwork"];
export type Run = Schemas["NetworkRun"];
export type Firm = Schemas["NetworkFirm"];
export type RankedFirm = Schemas["RankedFirm"];
export type About = Schemas["AboutRun"];
export type Cascade = Schemas["Cascade"];
export type Exposure = Schemas["Exposure"];

export type OutageCourse = Schemas["OutageCourse"];
export interface OutageOrder { outages: Record<string, { lost: number; full_days: number; recovery_days: number }>; days: number; stock_days: { otherwise: number } }
export interface NoiseOrder { firms: number; runs: number; age_months: number; missing_share: number; weight_spread: number }

export type Sort = "esri" | "esri_down" | "esri_up" | "sales" | "alternatives" | "market_share";
export const sorts: readonly Sort[] = ["esri", "esri_down", "esri_up", "sales", "alternatives", "market_share"];
export interface Chosen { q: string; sector: string; prefecture: string; sort: Sort; offset: number }
export type Form = "svg" | "png" | "csv" | "json";
export const forms: readonly Form[] = ["svg", "png", "csv", "json"]; // In which a figure is saved.
export const kPage = 50; // As the server keeps its first page.

export interface Profile { points: { rank: number; esri: number; esri_down: number; esri_up: number }[]; firms: number; plateau: { firms: number; esri: number }; about: About }
export interface Sizes { points: (Firm & { esri: number; rank: number; rank_by_size: number })[]; overlap: { first: number; in_both: number }; about: About }
export interface SectorMap { sectors: string[]; rows: { sector: string; firms: number; mean_loss: (number | null)[] }[]; about: About }
export interface Prefectures { items: { prefecture: string; firms: number; mean_esri: number; largest_esri: number; in_first_hundred: number }[]; about: About }
interface Figures { profile: Profile; size: Sizes; sectors: SectorMap; prefectures: Prefectures }

// Where an answer may also be saved in other forms, what these pages read is the JSON.
export const asJson = <T>(answer: Promise<T>) => answer as Promise<Exclude<T, string>>;
const isUnderWay = (state: string | undefined) => state === "waiting" || state === "running" || state === "preparing";
const kAsk_ms = 1000;
// A large network is read into memory at the first question; until then the server says "later".
const whileLoading = (count: number, fault: Error) => (fault instanceof Refusal && fault.problem.status === 503 ? count < 20 : count < 2 && !(fault instanceof Refusal));

export const cascadeQueries = {
  networks: (organisation: string) =>
    queryOptions({
      queryKey: ["networks", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/networks", { params: { path: { organisation } } })),
      refetchInterval: ({ state }) => (state.data?.items.some((item) => isUnderWay(item.state) || item.runs.some((run) => isUnderWay(run.state))) ? kAsk_ms : false),
    }),
  network: (network: string) =>
    queryOptions({
      queryKey: ["network", network],
      queryFn: () => unwrap(api.GET("/networks/{network}", { params: { path: { network } } })),
      refetchInterval: ({ state }) => (isUnderWay(state.data?.state) || state.data?.runs.some((run) => isUnderWay(run.state)) ? kAsk_ms : false),
    }),
  run: (run: string) =>
    queryOptions({
      queryKey: ["network-run", run],
      queryFn: () => unwrap(api.GET("/network-runs/{run}", { params: { path: { run } } })),
      refetchInterval: ({ state }) => (isUnderWay(state.data?.state) ? kAsk_ms : false),
    }),
  // Reasons cost a cascade a firm: a page of a large network is shown before they are there.
  firms: (run: string, { q, sector, prefecture, sort, offset }: Chosen, reasons: "main" | "none") =>
    queryOptions({
      queryKey: ["network-run", run, "firms", reasons, q, sector, prefecture, sort, offset],
      queryFn: () => asJson(unwrap(api.GET("/network-runs/{run}/firms", { params: { path: { run }, query: { q, sector, prefecture, sort, offset, limit: kPage, reasons } } }))),
      placeholderData: (previous) => previous,
      staleTime: Infinity,
      retry: whileLoading,
    }),
  firm: (run: string, firm: string) =>
    queryOptions({
      queryKey: ["network-run", run, "firm", firm],
      queryFn: () => unwrap(api.GET("/network-runs/{run}/firms/{firm}", { params: { path: { run, firm } } })),
      staleTime: Infinity,
      retry: whileLoading,
    }),
  exposure: (run: string, buyer: string, tiers: number, least: number) =>
    queryOptions({
      queryKey: ["network-run", run, "exposure", buyer, tiers, least],
      queryFn: () => asJson(unwrap(api.GET("/network-runs/{run}/exposure", { params: { path: { run }, query: { buyer, max_tier: tiers, min_exposure: least } } }))),
      staleTime: Infinity,
      retry: whileLoading,
    }),
  // Questions that are a POST for their length: they change nothing, and the same question has the same answer.
  outage: (run: string, order: OutageOrder | null) =>
    queryOptions({
      queryKey: ["network-run", run, "outage", order],
      queryFn: () => asJson(unwrap(api.POST("/network-runs/{run}/outage", { params: { path: { run } }, body: { ...order } }))),
      enabled: order !== null,
      staleTime: Infinity,
      retry: whileLoading,
    }),
  noise: (run: string, order: NoiseOrder | null) =>
    queryOptions({
      queryKey: ["network-run", run, "noise", order],
      queryFn: () => asJson(unwrap(api.POST("/network-runs/{run}/noise", { params: { path: { run } }, body: { ...order } }))),
      enabled: order !== null,
      staleTime: Infinity,
      retry: whileLoading,
    }),
  figure: <K extends keyof Figures>(run: string, figure: K) =>
    queryOptions({
      queryKey: ["network-run", run, "figure", figure],
      queryFn: async () => (await unwrap(api.GET("/network-runs/{run}/figures/{figure}", { params: { path: { run, figure } } }))) as unknown as Figures[K],
      staleTime: Infinity,
    }),
};

// The run whose views stand at this address.
export const runOf = (path: string): string | undefined => /^\/app\/cascade\/runs\/([^/]+)$/.exec(path)?.[1];
export const firstPage: Chosen = { q: "", sector: "", prefecture: "", sort: "esri", offset: 0 };

export function exposureAddress(run: string, buyer: string, tiers: number, least: number, form: "csv" | "json"): string {
  return `/api/v1/network-runs/${encodeURIComponent(run)}/exposure?${new URLSearchParams({ buyer, max_tier: String(tiers), min_exposure: String(least), form })}`;
}
export const figureAddress = (run: string, figure: string, form: Form) => `/api/v1/network-runs/${encodeURIComponent(run)}/figures/${figure}?form=${form}`;
export const firmAddress = (run: string, firm: string) => `/app/cascade/runs/${run}/firms/${encodeURIComponent(firm)}`;
// Sectors that a generator numbered by itself; a Japanese one uses the codes of JSIC.
export const hasOwnSectors = (about: About): boolean => about.is_synthetic && !about.source.startsWith("synthetic, kind japan");
export const firmName = (firm: { id: string; name?: string }) => firm.name || firm.id;

// Made once: a page of the list takes hundreds of figures.
const threeDigits = { ja: new Intl.NumberFormat("ja", { maximumSignificantDigits: 3 }), en: new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }) };
const whole = { ja: new Intl.NumberFormat("ja"), en: new Intl.NumberFormat("en") };

// A share as a percentage with three significant digits; very small ones are said to be so.
export function share(value: number): string {
  if (value === 0) return "0%";
  if (value < 0) return `−${share(-value)}`;
  const percent = value * 100;
  if (percent < 0.0001) return "<0.0001%";
  return `${threeDigits[currentLanguage()].format(percent)}%`;
}
// A number of days, or parts of one.
export const days = (value: number) => threeDigits[currentLanguage()].format(value);
// A round figure on an axis: "1万", "10K".
const short = { ja: new Intl.NumberFormat("ja", { notation: "compact", maximumSignificantDigits: 3 }), en: new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }) };
export const compact = (value: number) => (value > 0 && value < 0.001 ? value.toExponential(0) : short[currentLanguage()].format(value));
export const count = (value: number) => whole[currentLanguage()].format(value);
