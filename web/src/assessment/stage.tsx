import type { Schemas } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";

type State = Schemas["AssessmentState"];
const stages = ["stage.answer", "stage.submit", "stage.confirm", "stage.declare", "stage.register"] as const;
const at: Record<State, number> = { draft: 0, returned: 0, submitted: 2, confirmed: 3, declared: 4, registered: 5 };

// The way to the star in five steps: where this assessment stands, and who moves next.
export function Stage({ state, isComplete }: { state: State; isComplete: boolean }) {
  const { t } = useLanguage();
  const here = at[state] === 0 && isComplete ? 1 : at[state];
  return (
    <ol className="plain stage" aria-label={t("stage.title")}>
      {stages.map((name, index) => {
        const place = index < here ? "past" : index === here ? "now" : "ahead";
        return (
          <li key={name} className={place} aria-current={place === "now" ? "step" : undefined}>
            <span className="stage-mark number">{place === "past" ? <Icon name="check" label={t("stage.past")} /> : index + 1}</span>
            {t(name)}
          </li>
        );
      })}
    </ol>
  );
}
