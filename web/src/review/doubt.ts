// Where an expert should look first. The order depends on answers and evidence only, so it stays still while one decides.
import type { Schemas } from "../api/client";
import { contentDoubt } from "../evidence/content_doubt";
import { speaksFor } from "../evidence/freshness";
import { daysBetween } from "../i18n/dates";

export type Answer = Schemas["Answer"];
export type Criterion = Schemas["Criterion"];
export type Evidence = Schemas["Evidence"];

export const doubts = ["open", "returned", "changed", "not_applicable", "no_evidence", "strange", "stale", "undated", "some_stale", "plain"] as const;
export type Doubt = (typeof doubts)[number];

export interface Case {
  criterion: Criterion;
  answer: Answer;
  evidence: Evidence[];
  doubt: Doubt;
}

const isDated = (file: Evidence) => file.effective_from !== null || file.effective_to !== null;

export const isStale = (file: Evidence, freshness_days: number, today: string): boolean => daysBetween(speaksFor(file), today) > freshness_days;

// The age in days of the oldest file, for the reason shown beside a stale entry.
export const oldest_days = (evidence: readonly Evidence[], today: string): number => Math.max(0, ...evidence.map((file) => daysBetween(speaksFor(file), today)));

export function doubtOf(answer: Answer, evidence: readonly Evidence[], freshness_days: number, today: string): Doubt {
  if (answer.state !== "met" && answer.state !== "not_applicable") return "open";
  if (answer.review === "returned") return "returned";
  if (answer.review === "lapsed") return "changed";
  if (answer.state === "not_applicable") return "not_applicable";
  if (evidence.length === 0) return "no_evidence";
  if (evidence.some((file) => contentDoubt(file) !== null || speaksFor(file) > today)) return "strange";
  if (!evidence.some(isDated)) return "undated";
  const stale = evidence.filter((file) => isStale(file, freshness_days, today)).length;
  return stale === evidence.length ? "stale" : stale > 0 ? "some_stale" : "plain";
}

const neverAnswered = (criterion: string): Answer => ({
  criterion, state: "unknown", branches: [], note: "", reason: "", planned_on: null, planned_owner: "",
  version: 0, updated_at: null, updated_by_name: "", evidence: [], review: "",
});

// One case per criterion, most doubtful first; within one doubt by official number.
export function casesOf(criteria: readonly Criterion[], answers: readonly Answer[], evidence: readonly Evidence[], today: string): Case[] {
  const answerOf = new Map(answers.map((answer) => [answer.criterion, answer]));
  const fileOf = new Map(evidence.map((file) => [file.id, file]));
  const cases = criteria.map((criterion) => {
    const answer = answerOf.get(criterion.number) ?? neverAnswered(criterion.number);
    const files = answer.evidence.flatMap((id) => fileOf.get(id) ?? []);
    return { criterion, answer, evidence: files, doubt: doubtOf(answer, files, criterion.freshness_days, today) };
  });
  return cases.sort((a, b) => doubts.indexOf(a.doubt) - doubts.indexOf(b.doubt));
}

// Pieces of the criterion's own words to point at in a reason: the lines of its question and the sentences on proof.
export function piecesOf(criterion: Criterion): string[] {
  const lines = criterion.words.question.split("\n").filter((line) => /^[・•-]/.test(line.trim())).map((line) => line.trim().replace(/^[・•-]\s*/, ""));
  const sentences = criterion.words.proof.split(/(?<=[。.])\s*/).map((sentence) => sentence.replace(/[。.]$/, "").trim());
  return [...lines, ...sentences].filter((piece) => piece.length > 0);
}
