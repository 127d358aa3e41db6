// The catalogue as it lies in the page: the very files of catalogue/, in one block.
import type { Language } from "../i18n/language";
import type { Step } from "../start/steps";

export interface Words {
  title: string;
  question: string;
  why: string;
  todo: string;
  proof: string;
  example: string;
}
type Bilingual = Record<Language, string>;

export interface Criterion {
  number: string;
  requirement: string;
  star: number;
  effort: "short" | "day" | "project";
  condition?: { fact: string; basis: "own_words" | "presupposed" };
  branches?: (Bilingual & { key: string })[];
  choose?: { min: number };
  ja: Words;
  en: Words;
}

export interface Catalogue {
  edition: {
    id: string;
    not_applicable: "conditional_only" | "any";
    official_source_url: string;
    title: Bilingual;
    levels: { star: number; validity_years: number; name: Bilingual }[];
    categories: (Bilingual & { number: number })[];
    requirements: (Bilingual & { number: string })[];
  };
  criteria: Criterion[][]; // A file each.
  start: { steps: Step[]; facts: Record<string, { step: string }> };
}

export const categoryOf = (number: string): number => Number.parseInt(number, 10);
export const criteriaFor = (catalogue: Catalogue, star: number): Criterion[] => catalogue.criteria.flat().filter((criterion) => criterion.star <= star);

// A criterion that asks something of every firm can not be set aside.
export const mayNotApply = (catalogue: Catalogue, criterion: Criterion): boolean => catalogue.edition.not_applicable === "any" || criterion.condition !== undefined;
