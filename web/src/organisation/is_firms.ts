import type { ActingFor } from "../account/acting";

// The two roles that act for a firm itself.
export const isFirms = ({ roles }: Pick<ActingFor, "roles">): boolean => roles.includes("applicant") || roles.includes("management");
