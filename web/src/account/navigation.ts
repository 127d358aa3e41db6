// What stands in the main navigation, by role, and where each role begins.
import type { PlainKey } from "../i18n/language";
import type { Role } from "./acting";

interface Place {
  path: string;
  name: PlainKey;
  roles: readonly Role[];
}

export const places: readonly Place[] = [
  { path: "/app/today", name: "nav.today", roles: ["applicant"] },
  { path: "/app/reviews", name: "nav.reviews", roles: ["expert"] },
  { path: "/app/registrations", name: "nav.registrations", roles: ["operator"] },
  { path: "/app/operator", name: "nav.operator", roles: ["operator"] },
  { path: "/app/assessment", name: "nav.assessment", roles: ["applicant", "management"] },
  { path: "/app/evidence", name: "nav.evidence", roles: ["applicant"] },
  { path: "/app/submission", name: "nav.submission", roles: ["applicant"] },
  { path: "/app/declarations", name: "nav.declarations", roles: ["management"] },
  { path: "/app/calendar", name: "nav.calendar", roles: ["applicant", "management"] },
  { path: "/app/follows", name: "nav.follows", roles: ["buyer"] },
  { path: "/app/cascade", name: "nav.cascade", roles: ["buyer"] },
  { path: "/app/organisation", name: "nav.organisation", roles: ["applicant", "management", "expert", "operator", "buyer", "administrator"] },
];

export const placesFor = (roles: readonly Role[]) => places.filter((place) => place.roles.some((role) => roles.includes(role)));

// Whether an address lies in the part of a role that this person does not have here. What each sees inside is the server's to say.
export const isElsewhere = (path: string, roles: readonly Role[]): boolean =>
  places.some((place) => kWholePlaces.includes(place.path) && (path === place.path || path.startsWith(`${place.path}/`)) && !place.roles.some((role) => roles.includes(role)));

const kWholePlaces = ["/app/operator", "/app/registrations", "/app/follows", "/app/cascade"];

const homes: readonly [Role, string][] = [
  ["applicant", "/app/today"], ["management", "/app/declarations"], ["expert", "/app/reviews"], ["operator", "/app/registrations"], ["buyer", "/app/follows"],
  ["administrator", "/app/organisation"],
];

export const homeOf = (roles: readonly Role[]): string => homes.find(([role]) => roles.includes(role))?.[1] ?? "/app/organisation/new";
