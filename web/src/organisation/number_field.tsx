import type { Problem } from "../api/client";
import { type Translate, useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { judged, type NumberState } from "./corporate_number";

interface NumberFieldProps {
  name: string;
  label: string;
  hint: string;
  isOptional?: boolean;
  value: string;
  onChange: (value: string) => void;
  problem: Problem | undefined;
  fault?: string | undefined;
}

// Says while one types whether the number can be right: how many digits are missing, and at the end its check digit.
export function NumberField({ value, fault, ...field }: NumberFieldProps) {
  const { t } = useLanguage();
  const state = judged(value);
  const isWrong = ["not_digits", "long", "wrong_check"].includes(state.is);
  return (
    <div className="stack tight">
      <TextField {...field} value={value} inputMode="numeric" size="middle" fault={isWrong ? stateWords(t, state) : fault} />
      <div role="status">
        {state.is === "short" && <p className="small soft">{stateWords(t, state)}</p>}
        {state.is === "good" && field.problem?.field !== field.name && <p className="good-line small"><Icon name="check" /><span>{stateWords(t, state)}</span></p>}
      </div>
    </div>
  );
}

function stateWords(t: Translate, state: NumberState): string {
  switch (state.is) {
    case "empty": return "";
    case "not_digits": return t("organisation.number_not_digits");
    case "short": return t("organisation.number_short", { n: state.missing });
    case "long": return t("organisation.number_long");
    case "wrong_check": return t("organisation.number_wrong_check");
    case "good": return t("organisation.number_good");
  }
}
