// What pages read, each with its key. A write names the keys it makes stale.
import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../i18n/language";
import { api, Refusal, unwrap } from "./client";

const kCatalogueLives_ms = 24 * 3600 * 1000; // An edition never changes while a page is open.

export const queries = {
  // null: nobody is signed in.
  session: () =>
    queryOptions({
      queryKey: ["session"],
      queryFn: async () => {
        try {
          return await unwrap(api.GET("/session"));
        } catch (fault) {
          if (fault instanceof Refusal && fault.problem.status === 401) return null;
          throw fault;
        }
      },
      staleTime: Infinity,
    }),
  providers: (lang: Language) => queryOptions({ queryKey: ["providers", lang], queryFn: () => unwrap(api.GET("/providers")) }),
  factors: () => queryOptions({ queryKey: ["factors"], queryFn: () => unwrap(api.GET("/session/factors")) }),
  sessions: () => queryOptions({ queryKey: ["sessions"], queryFn: () => unwrap(api.GET("/sessions")) }),
  organisation: (organisation: string) =>
    queryOptions({
      queryKey: ["organisation", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}", { params: { path: { organisation } } })),
    }),
  people: (organisation: string) =>
    queryOptions({
      queryKey: ["people", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/people", { params: { path: { organisation } } })),
    }),
  openWork: (organisation: string, person: string) =>
    queryOptions({
      queryKey: ["open-work", organisation, person],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/people/{person}/open-work", { params: { path: { organisation, person } } })),
      staleTime: 0,
    }),
  startGuide: () =>
    queryOptions({
      queryKey: ["start-guide"],
      queryFn: () => unwrap(api.GET("/start-guide")),
      staleTime: kCatalogueLives_ms,
    }),
  profile: (organisation: string) =>
    queryOptions({
      queryKey: ["profile", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/profile", { params: { path: { organisation } } })),
    }),
  editions: () =>
    queryOptions({ queryKey: ["editions"], queryFn: () => unwrap(api.GET("/editions")), staleTime: kCatalogueLives_ms }),
  criteria: (edition: string, star: number, lang: Language) =>
    queryOptions({
      queryKey: ["criteria", edition, star, lang],
      queryFn: () =>
        unwrap(api.GET("/editions/{edition}/criteria", { params: { path: { edition }, query: { star, lang } } })),
      staleTime: kCatalogueLives_ms,
      placeholderData: (previous) => previous,
    }),
  officialText: (edition: string) =>
    queryOptions({
      queryKey: ["official-text", edition],
      queryFn: () => unwrap(api.GET("/editions/{edition}/official-text", { params: { path: { edition } } })),
      staleTime: kCatalogueLives_ms,
    }),
  assessments: (organisation: string) =>
    queryOptions({
      queryKey: ["assessments", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/assessments", { params: { path: { organisation } } })),
    }),
  assessment: (assessment: string) =>
    queryOptions({
      queryKey: ["assessment", assessment],
      queryFn: () => unwrap(api.GET("/assessments/{assessment}", { params: { path: { assessment } } })),
    }),
  next: (assessment: string, lang: Language) =>
    queryOptions({
      queryKey: ["next", assessment, lang],
      queryFn: () => unwrap(api.GET("/assessments/{assessment}/next", { params: { path: { assessment } } })),
    }),
  renewal: (assessment: string) =>
    queryOptions({
      queryKey: ["renewal", assessment],
      queryFn: () => unwrap(api.GET("/assessments/{assessment}/renewal", { params: { path: { assessment } } })),
    }),
  calendar: (organisation: string, lang: Language) =>
    queryOptions({
      queryKey: ["calendar", organisation, lang],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/calendar", { params: { path: { organisation } } })),
    }),
  reminder: (organisation: string) =>
    queryOptions({
      queryKey: ["reminder", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/calendar/reminder", { params: { path: { organisation } } })),
    }),
  calendarLinks: (organisation: string) =>
    queryOptions({
      queryKey: ["calendar-links", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/calendar/links", { params: { path: { organisation } } })),
    }),
  answers: (assessment: string) =>
    queryOptions({
      queryKey: ["answers", assessment],
      queryFn: () => unwrap(api.GET("/assessments/{assessment}/answers", { params: { path: { assessment } } })),
    }),
  evidence: (organisation: string) =>
    queryOptions({
      queryKey: ["evidence", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/evidence", { params: { path: { organisation } } })),
    }),
  review: (assessment: string) =>
    queryOptions({
      queryKey: ["review", assessment],
      queryFn: () => unwrap(api.GET("/assessments/{assessment}/review", { params: { path: { assessment } } })),
    }),
  experts: (assessment: string, q: string, lang: Language) =>
    queryOptions({
      queryKey: ["experts", assessment, q, lang],
      queryFn: () => unwrap(api.GET("/experts", { params: { query: { assessment, q } } })),
    }),
  reviews: () => queryOptions({ queryKey: ["reviews"], queryFn: () => unwrap(api.GET("/reviews")) }),
  declaration: (assessment: string, lang: Language) =>
    queryOptions({
      queryKey: ["declaration", assessment, lang],
      queryFn: () => unwrap(api.GET("/assessments/{assessment}/declaration", { params: { path: { assessment } } })),
    }),
  stars: (q: string) => queryOptions({ queryKey: ["stars", q], queryFn: () => unwrap(api.GET("/stars", { params: { query: q ? { q } : {} } })), placeholderData: (before) => before }),
  star: (assessment: string, lang: Language) =>
    queryOptions({ queryKey: ["star", assessment, lang], queryFn: () => unwrap(api.GET("/assessments/{assessment}/star", { params: { path: { assessment } } })) }),
  registrations: () => queryOptions({ queryKey: ["registrations"], queryFn: () => unwrap(api.GET("/registrations")) }),
  registration: (assessment: string, lang: Language) =>
    queryOptions({
      queryKey: ["registration", assessment, lang],
      queryFn: () => unwrap(api.GET("/assessments/{assessment}/registration", { params: { path: { assessment } } })),
    }),
  follows: (organisation: string) =>
    queryOptions({
      queryKey: ["follows", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/follows", { params: { path: { organisation } } })),
    }),
  organisations: (q: string, offset: number) =>
    queryOptions({
      queryKey: ["organisations", q, offset],
      queryFn: () => unwrap(api.GET("/organisations", { params: { query: { q, offset } } })),
      placeholderData: (previous) => previous,
    }),
  allExperts: (q: string, lang: Language) =>
    queryOptions({
      queryKey: ["all-experts", q, lang],
      queryFn: () => unwrap(api.GET("/experts", { params: { query: { q } } })),
      placeholderData: (previous) => previous,
    }),
  qualificationKinds: () =>
    queryOptions({ queryKey: ["qualification-kinds"], queryFn: () => unwrap(api.GET("/qualification-kinds")) }),
  // Of this firm and of others that let it in, each with the capacity in which it is seen.
  visibleAssessments: () => queryOptions({ queryKey: ["visible-assessments"], queryFn: () => unwrap(api.GET("/assessments")) }),
  services: (organisation: string) =>
    queryOptions({
      queryKey: ["services", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/service-accounts", { params: { path: { organisation } } })),
    }),
  work: (organisation: string) =>
    queryOptions({
      queryKey: ["work", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/work", { params: { path: { organisation } } })),
    }),
  mandates: (organisation: string) =>
    queryOptions({
      queryKey: ["mandates", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/mandates", { params: { path: { organisation } } })),
    }),
  disclosures: (organisation: string) =>
    queryOptions({
      queryKey: ["disclosures", organisation],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/disclosures", { params: { path: { organisation } } })),
    }),
  disclosed: (assessment: string) =>
    queryOptions({
      queryKey: ["disclosed", assessment],
      queryFn: () => unwrap(api.GET("/assessments/{assessment}/disclosed", { params: { path: { assessment } } })),
    }),
  audit: (organisation: string, query: { before: number; types: string; q: string; from: string; until: string; limit: number }) =>
    queryOptions({
      queryKey: ["audit", organisation, query],
      queryFn: () => unwrap(api.GET("/organisations/{organisation}/audit", { params: { path: { organisation }, query } })),
      placeholderData: (previous) => previous,
    }),
  newestEvents: (query: { before: number; types: string; q: string; from: string; until: string; limit: number }) =>
    queryOptions({
      queryKey: ["newest-events", query],
      queryFn: () => unwrap(api.GET("/events/newest", { params: { query } })),
      placeholderData: (previous) => previous,
    }),
};
