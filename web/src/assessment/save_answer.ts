// Joins the outbox to what the page has read: an acknowledged answer is written into the cache before its slot goes.
import type { QueryClient } from "@tanstack/react-query";
import { outbox, type Answer, type Slot, type Words } from "../api/outbox";
import type { Schemas } from "../api/client";

type Answers = { state: Schemas["AssessmentState"]; answers: Answer[] };

export function joinOutbox(client: QueryClient, person: string): void {
  outbox.onSaved = ({ assessment, criterion }: Slot, words: Words, { version }) => {
    const queryKey = ["answers", assessment];
    void client.cancelQueries({ queryKey }); // An answer on its way would show the words of before.
    client.setQueryData<Answers>(queryKey, (before) => before && {
      ...before,
      answers: [...before.answers.filter((answer) => answer.criterion !== criterion), saved(before.answers, criterion, words, version, person)],
    });
    void client.invalidateQueries({ queryKey: ["assessment", assessment] });
    void client.invalidateQueries({ queryKey: ["next", assessment], refetchType: "none" });
  };
}

function saved(before: readonly Answer[], criterion: string, words: Words, version: number, person: string): Answer {
  const old = before.find((answer) => answer.criterion === criterion);
  return {
    criterion, evidence: old?.evidence ?? [], ...words, version,
    updated_at: new Date().toISOString(), updated_by_name: person,
    review: old?.review ? "lapsed" : "",
  };
}
