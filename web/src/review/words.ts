import type { Schemas } from "../api/client";
import type { Translate } from "../i18n/language";
import type { IconName } from "../ui/icons";
import type { Doubt } from "./doubt";

export const stateName = (t: Translate, state: Schemas["AssessmentState"]): string =>
  ({
    draft: t("review.state.draft"), submitted: t("review.state.submitted"), returned: t("review.state.returned"),
    confirmed: t("review.state.confirmed"), declared: t("review.state.declared"), registered: t("review.state.registered"),
  })[state];

export const answerName = (t: Translate, state: Schemas["AnswerState"]): string =>
  ({
    unknown: t("review.answer.unknown"), met: t("review.answer.met"), not_met: t("review.answer.not_met"),
    planned: t("review.answer.planned"), not_applicable: t("review.answer.not_applicable"),
  })[state];

export const doubtName = (t: Translate, doubt: Doubt): string =>
  ({
    open: t("review.doubt.open"), returned: t("review.doubt.returned"), changed: t("review.doubt.changed"),
    not_applicable: t("review.doubt.not_applicable"), no_evidence: t("review.doubt.no_evidence"), strange: t("review.doubt.strange"), stale: t("review.doubt.stale"),
    undated: t("review.doubt.undated"), some_stale: t("review.doubt.some_stale"), plain: t("review.doubt.plain"),
  })[doubt];

export const answerIcon: Record<Schemas["AnswerState"], IconName> = { unknown: "question", met: "check", not_met: "cross", planned: "clock", not_applicable: "dash" };
