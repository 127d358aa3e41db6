import type { Schemas } from "../api/client";
import type { PlainKey } from "../i18n/language";

const words: Readonly<Record<string, PlainKey>> = { expired: "assessments.expired", suspended: "assessments.suspended", withdrawn: "assessments.withdrawn" };

// What a list says of a star that was registered and is not valid today: "registered" alone would mislead.
export const stoppedStar = ({ certificate_state: state }: Schemas["AssessmentSummary"]): PlainKey | undefined => (state ? words[state] : undefined);
