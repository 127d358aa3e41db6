import { type PlainKey, useLanguage } from "../i18n/language";
import { Icon, type IconName } from "../ui/icons";
import type { AnswerState } from "./view";

export const stateNames: Record<AnswerState, PlainKey> = {
  met: "state.met", not_met: "state.not_met", planned: "state.planned", not_applicable: "state.not_applicable", unknown: "state.unknown",
};
const icons: Record<AnswerState, IconName> = { met: "check", not_met: "cross", planned: "clock", not_applicable: "dash", unknown: "question" };
const tones: Record<AnswerState, string> = { met: "good", not_met: "warn", planned: "wait", not_applicable: "", unknown: "" };

// A state by shape and word; colour only repeats it.
export function StateIcon({ state }: { state: AnswerState }) {
  const { t } = useLanguage();
  return <span className={`state-icon ${tones[state]}`}><Icon name={icons[state]} label={t(stateNames[state])} /></span>;
}

export function StateTag({ state }: { state: AnswerState }) {
  const { t } = useLanguage();
  return <span className={`tag ${tones[state]}`}><Icon name={icons[state]} />{t(stateNames[state])}</span>;
}
