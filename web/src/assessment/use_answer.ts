// What one may do with the present answer: change its words, which go to the outbox at once.
import { outbox, type Words } from "../api/outbox";
import { type AnswerState, type Item, missingIn, wordsOf } from "./view";

// In the order of the keys 1 to 5.
export const statesInOrder: readonly AnswerState[] = ["met", "not_met", "planned", "not_applicable", "unknown"];

export interface Answering {
  mayAnswer: boolean;
  states: readonly AnswerState[];
  change: (change: Partial<Words>, how?: "typing" | "choosing") => void;
  pressState: (key: number) => void;
}

export function useAnswer(assessment: string, item: Item | undefined, mayAnswer: boolean): Answering {
  // "Does not apply" is open only where the criterion itself has a condition; an old answer that says so stays visible.
  const states = statesInOrder.filter((state) => state !== "not_applicable" || item?.criterion.condition || item?.words.state === "not_applicable");

  function change(part: Partial<Words>, how: "typing" | "choosing" = "choosing") {
    if (!item || !mayAnswer) return;
    const words = { ...wordsOf(item.words), ...part };
    const isHeld = missingIn(words, item.criterion) !== null;
    outbox.put(assessment, item.criterion.number, item.answer?.version ?? 0, words, { isHeld, isTyping: how === "typing" });
  }

  return {
    mayAnswer, states, change,
    pressState: (key) => {
      const state = statesInOrder[key - 1];
      if (state && states.includes(state)) change({ state });
    },
  };
}
