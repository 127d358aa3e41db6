// A labelled control with its hint and, beside it, what the server said about it.
import { type ChangeEvent, type HTMLAttributes, type ReactNode, useId, useState } from "react";
import { Link } from "wouter";
import type { Problem } from "../api/client";
import { useLanguage } from "../i18n/language";
import { ProblemLine } from "./notice";

export interface FieldProps {
  name: string; // As the API names it: a problem with this `field` is shown here.
  label: string;
  hint?: ReactNode;
  isOptional?: boolean;
  problem?: Problem | undefined;
  fault?: string | undefined; // Found by the page itself, before anything was sent.
}

interface FrameProps extends FieldProps {
  children: (control: { id: string; name: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }) => ReactNode;
}

export function FieldFrame({ name, label, hint, isOptional, problem, fault, children }: FrameProps) {
  const { t } = useLanguage();
  const id = useId();
  const [answered, setAnswered] = useState<Problem | undefined>(); // What was changed since it was refused.
  const said = fault ?? (problem?.field === name && problem !== answered ? problem.title : undefined);
  const describedBy = [hint && `${id}-hint`, said && `${id}-said`].filter(Boolean).join(" ") || undefined;
  return (
    <div className="field" onInput={() => setAnswered(problem)}>
      <label htmlFor={id}>
        {label}
        {isOptional && <span className="optional">{t("ui.optional")}</span>}
      </label>
      {hint && <div className="hint" id={`${id}-hint`}>{hint}</div>}
      {children({ id, name, "aria-describedby": describedBy, "aria-invalid": said ? true : undefined })}
      {said && (
        <ProblemLine id={`${id}-said`}>
          {said}
          {!fault && problem?.organisation && <> <Link href={`/app/operator/organisations/${problem.organisation}`}>{t("ui.to_organisation")}</Link></>}
        </ProblemLine>
      )}
    </div>
  );
}

// After a form was refused: to the first field that says why.
export const toFirstFault = (form: HTMLFormElement) => void requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());

interface TextProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email" | "password" | "date" | "number" | "search";
  size?: "narrow" | "middle";
  inputMode?: HTMLAttributes<HTMLInputElement>["inputMode"];
  autoComplete?: string;
  isReadOnly?: boolean;
  isRequired?: boolean;
  min?: number | string;
  max?: number | string;
  onBlur?: () => void;
}

export function TextField({ value, onChange, type = "text", size, inputMode, autoComplete = "off", isReadOnly, isRequired, min, max, onBlur, ...field }: TextProps) {
  return (
    <FieldFrame {...field}>
      {(control) => (
        <input
          {...control} className={size ? `input ${size}` : "input"} type={type} value={value} inputMode={inputMode} autoComplete={autoComplete}
          readOnly={isReadOnly} required={isRequired} min={min} max={max} onBlur={onBlur}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}

interface AreaProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  isReadOnly?: boolean;
  onBlur?: () => void;
}

export function TextArea({ value, onChange, rows = 3, isReadOnly, onBlur, ...field }: AreaProps) {
  return (
    <FieldFrame {...field}>
      {(control) => (
        <textarea {...control} className="input" rows={rows} value={value} readOnly={isReadOnly} onBlur={onBlur} onChange={(event) => onChange(event.target.value)} />
      )}
    </FieldFrame>
  );
}

interface SelectProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  size?: "narrow" | "middle";
}

export function SelectField({ value, onChange, options, size, ...field }: SelectProps) {
  return (
    <FieldFrame {...field}>
      {(control) => (
        <select {...control} className={size ? `input ${size}` : "input"} value={value} onChange={(event: ChangeEvent<HTMLSelectElement>) => onChange(event.target.value)}>
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
      )}
    </FieldFrame>
  );
}
