import type { Schemas } from "../api/client";
import type { DecisionBox } from "./decision_box";
import type { Case } from "./doubt";
import type { Counts, Decision, Review } from "./use_review";

// What the parts of the expert's desk work on together: one assessment under review.
export interface Bench {
  assessment: Schemas["Assessment"];
  review: Review;
  cases: Case[]; // Most doubtful first.
  decisions: ReadonlyMap<string, Decision>;
  counts: Counts;
  box: DecisionBox;
  mayDecide: boolean;
  mayAdvise: boolean;
}
