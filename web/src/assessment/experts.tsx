import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { queries } from "../api/queries";
import { officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";

interface ChoiceProps {
  assessment: string;
  value: string;
  onChange: (person: string, name: string) => void;
  anyone?: boolean; // An adviser needs not be free to confirm.
}

// The experts on file. Who may not confirm this assessment stays in sight, with the reason.
export function ExpertChoice({ assessment, value, onChange, anyone }: ChoiceProps) {
  const { t, language } = useLanguage();
  const [sought, setSought] = useState("");
  const experts = useQuery({ ...queries.experts(assessment, useDeferredValue(sought), language), placeholderData: (before) => before });
  return (
    <div className="stack">
      <TextField name="expert_search" type="search" label={t("experts.search")} hint={t("experts.search_hint")} value={sought} onChange={setSought} size="middle" />
      <Loaded query={experts}>
        {({ items }) => (
          <fieldset className="field">
            <legend>{t("experts.choose")}</legend>
            {items.length === 0 && <p className="soft">{t(sought ? "list.none_found" : "experts.none")}</p>}
            <div className="choices">
              {items.map((expert) => (
                <label key={expert.person_id} className="choice">
                  <input type="radio" name="expert" checked={value === expert.person_id} disabled={!expert.may_confirm && !anyone} onChange={() => onChange(expert.person_id, expert.name)} />
                  <span>
                    <strong>{expert.name}</strong> <span className="soft">{expert.organisation_name}</span>
                    {expert.qualifications.map((each) => (
                      <span key={`${each.kind}.${each.number}`} className="expert-line small">{t("experts.qualification", { kind: each.kind_name, number: each.number, day: officeDate(each.valid_until, language) })}</span>
                    ))}
                    {!expert.may_confirm && !anyone && <span className="expert-line small"><Icon name="info" /> {expert.obstacle}</span>}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
      </Loaded>
    </div>
  );
}
