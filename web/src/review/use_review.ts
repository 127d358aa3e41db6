// Everything one review needs, with the expert's own decisions laid over what the server has acknowledged.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useActing } from "../account/acting";
import { api, keyed, newKey, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { DecisionBox, type Step } from "./decision_box";

export type Review = Schemas["Review"];
export type Decision = Schemas["Decision"];

const send = (assessment: string) => ({ criterion, wanted, key }: Step): Promise<unknown> => {
  const params = { path: { assessment, criterion }, header: keyed(key) };
  return wanted === null
    ? unwrap(api.DELETE("/assessments/{assessment}/review/{criterion}", { params }))
    : unwrap(api.PUT("/assessments/{assessment}/review/{criterion}", { params, body: wanted }));
};

const decided = ({ criterion, wanted }: Step, round: number, name: string): Decision[] =>
  wanted === null
    ? []
    : [{
        criterion, round, decision: wanted.decision, reason: wanted.reason, agrees_not_applicable: wanted.agrees_not_applicable,
        is_current: true, decided_at: new Date().toISOString(), decided_by_name: name,
      }];

const apply = (decisions: readonly Decision[], step: Step, round: number, name: string): Decision[] =>
  [...decisions.filter(({ criterion }) => criterion !== step.criterion), ...decided(step, round, name)];

export function useDecisionBox(assessment: string): DecisionBox {
  const { session } = useActing();
  const client = useQueryClient();
  const box = useMemo(() => {
    const made = new DecisionBox(`hoshirube.decisions.${session.person_id}.${assessment}`, {
      storage: window.localStorage, send: send(assessment), newKey, later: (act, wait_ms) => void setTimeout(act, wait_ms),
    });
    const key = queries.review(assessment).queryKey;
    made.onSent = (step) => {
      void client.cancelQueries({ queryKey: key });
      client.setQueryData(key, (review) => review && { ...review, decisions: apply(review.decisions, step, review.round, session.name) });
    };
    made.onRefused = () => {
      for (const what of ["review", "answers", "assessment"]) void client.invalidateQueries({ queryKey: [what, assessment] });
    };
    return made;
  }, [assessment, client, session.name, session.person_id]);
  useSyncExternalStore(box.subscribe, box.snapshot);
  useEffect(() => void box.pump(), [box]);
  return box;
}

// The decisions as the expert made them, sent or not yet; only those on the present answer.
export function decisionsNow(review: Review, box: DecisionBox, name: string): Map<string, Decision> {
  const all = box.waiting().reduce((decisions, step) => apply(decisions, step, review.round, name), [...review.decisions]);
  return new Map(all.filter((decision) => decision.is_current).map((decision) => [decision.criterion, decision]));
}

export interface Counts {
  confirmed: number;
  returned: number;
  agreed: number;
  left: number;
}

export function countsOf(decisions: ReadonlyMap<string, Decision>, criteria: number): Counts {
  const all = [...decisions.values()];
  const returned = all.filter(({ decision }) => decision === "returned").length;
  return { confirmed: all.length - returned, returned, agreed: all.filter((decision) => decision.agrees_not_applicable).length, left: criteria - all.length };
}
