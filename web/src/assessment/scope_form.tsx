import type { FormEvent } from "react";
import { type Act, useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { type PlainKey, useLanguage } from "../i18n/language";
import { useFormDraft } from "../ui/draft";
import { DraftNotice } from "../ui/draft_notice";
import { TextArea } from "../ui/field";
import { ActResult } from "../ui/notice";
import { keepsItself } from "../ui/unsaved";

type Scope = Schemas["Scope"];
type Editions = { current: string; items: Schemas["Edition"][] };
export interface Opening {
  edition: string;
  star: number;
  scope: Scope;
}

const kinds: { kind: Scope["kind"]; name: PlainKey; text: PlainKey }[] = [
  { kind: "company", name: "scope.company", text: "scope.company_text" },
  { kind: "departments", name: "scope.departments", text: "scope.departments_text" },
  { kind: "group", name: "scope.group", text: "scope.group_text" },
];

export const useOpenAssessment = (organisation: string) =>
  useAct(
    (body: Opening, key) => unwrap(api.POST("/organisations/{organisation}/assessments", { params: { path: { organisation }, header: keyed(key) }, body })),
    [["assessments", organisation]],
  );

interface FormProps {
  draft: string; // The name under which what is typed is kept until it is saved.
  editions?: Editions; // Given when an assessment is opened; a correction keeps edition and star.
  initial: Scope;
  isReadOnly?: boolean;
  act: Act<Opening, { id: string }>;
  button: string;
  done?: string;
  onDone?: (id: string) => void;
}

// Scope, and for a new assessment the edition and the star. Only stars whose way this product leads are offered.
export function ScopeForm({ draft: name, editions, initial, isReadOnly, act, button, done, onDone }: FormProps) {
  const { t, language } = useLanguage();
  const edition = editions?.items.find(({ id }) => id === editions.current);
  const levels = edition?.levels.filter(({ assurance }) => assurance === "expert_confirmation") ?? [];
  const draft = useFormDraft(`scope.${name}`, { scope: initial, star: levels[0]?.star ?? 3 });
  const { scope, star } = draft.value;
  const setScope = (scope: Scope) => draft.set((now) => ({ ...now, scope }));

  async function send(event: FormEvent) {
    event.preventDefault();
    const receipt = await act.run({ edition: edition?.id ?? "", star, scope });
    if (!receipt) return;
    draft.forget();
    onDone?.(receipt.id);
  }

  return (
    <form className="stack" onSubmit={(event) => void send(event)} noValidate {...keepsItself}>
      {!isReadOnly && <DraftNotice draft={draft} />}
      <fieldset className="field">
        <legend>{t("scope.kind")}</legend>
        <div className="choices">
          {kinds.map(({ kind, name, text }) => (
            <label key={kind} className="choice">
              <input type="radio" name="kind" checked={scope.kind === kind} disabled={isReadOnly} onChange={() => setScope({ ...scope, kind })} />
              <span><strong>{t(name)}</strong><br /><span className="small soft">{t(text)}</span></span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea name="scope.description" label={t("scope.description")} hint={t("scope.description_hint")} value={scope.description} isReadOnly={isReadOnly} onChange={(description) => setScope({ ...scope, description })} problem={act.problem} />
      <TextArea name="scope.description_en" label={t("scope.description_en")} hint={t("scope.description_en_hint")} isOptional rows={2} value={scope.description_en ?? ""} isReadOnly={isReadOnly} onChange={(description_en) => setScope({ ...scope, description_en })} problem={act.problem} />
      {edition && (
        <fieldset className="field">
          <legend>{t("scope.star")}</legend>
          <div className="choices">
            {levels.map((level) => (
              <label key={level.star} className="choice">
                <input type="radio" name="star" checked={star === level.star} onChange={() => draft.set((now) => ({ ...now, star: level.star }))} />
                <span>
                  <strong>{level.name[language]}</strong><br />
                  <span className="small soft">{t("scope.star_text", { n: edition.counts[String(level.star)] ?? "?", years: level.validity_years, edition: edition.title[language] })}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {!isReadOnly && (
        <div className="row">
          <button className="button first" disabled={act.isRunning}>{button}</button>
          <ActResult act={act} done={done ?? ""} fields={["scope.description", "scope.description_en"]} />
        </div>
      )}
    </form>
  );
}
