// What every part of the page asks for: the catalogue, the rules, what was filled in, and what the rules make of it.
import { createContext, useContext, useMemo } from "react";
import { type PlainKey, type Translate, useLanguage } from "../i18n/language";
import { type Catalogue, type Criterion, criteriaFor } from "./catalogue";
import { type Fault, type Filled, type Judgement, type Rules, type State } from "./core";
import { emptyAnswer, fileOf, type Store, useWork, type Work } from "./store";

export interface Tools {
  catalogue: Catalogue;
  rules: Rules;
  store: Store;
}
export const ToolsContext = createContext<Tools | null>(null);

export function useTools(): Tools {
  const tools = useContext(ToolsContext);
  if (!tools) throw new Error("no tools");
  return tools;
}

export interface Standing {
  work: Work;
  criteria: Criterion[]; // Of the star, in order.
  judgement: Judgement;
  answerOf: (number: string) => Filled;
  countedState: (number: string) => State; // An unfinished answer counts as unknown.
  faultOf: (number: string) => Fault | undefined;
}

export const StandingContext = createContext<Standing | null>(null);

export function useStanding(): Standing {
  const standing = useContext(StandingContext);
  if (!standing) throw new Error("no standing");
  return standing;
}

// Judged once for every change.
export function useJudged({ catalogue, rules, store }: Tools): Standing {
  const work = useWork(store);
  return useMemo(() => {
    const judgement = rules.judge(fileOf(work, catalogue.edition.id, rules.sha256, ""));
    const faults = new Map(judgement.unfinished.map((fault) => [fault.criterion, fault]));
    return {
      work, judgement,
      criteria: criteriaFor(catalogue, work.star),
      answerOf: (number) => work.answers[number] ?? emptyAnswer(number),
      countedState: (number) => (faults.has(number) ? "unknown" : (work.answers[number]?.state ?? "unknown")),
      faultOf: (number) => faults.get(number),
    };
  }, [work, catalogue, rules]);
}

// The sentence of a rule that was not kept; the server says the same one.
export const sentence = (t: Translate, { key, params }: Fault): string => (t as (key: string, params: object) => string)(key, params);

export const efforts: Record<Criterion["effort"], PlainKey> = { short: "effort.short", day: "effort.day", project: "effort.project" };

export function useCriterionTitle(): (number: string) => string {
  const { catalogue } = useTools();
  const { language } = useLanguage();
  return useMemo(() => {
    const titles = new Map(catalogue.criteria.flat().map((criterion) => [criterion.number, criterion[language].title]));
    return (number: string) => titles.get(number) ?? "";
  }, [catalogue, language]);
}
