import { type FormEvent, useMemo, useState } from "react";
import type { Act } from "../api/act";
import type { Schemas } from "../api/client";
import type { SealGuard } from "../assessment/sealed";
import { useLanguage } from "../i18n/language";
import { Combobox } from "../ui/combobox";
import { useFormDraft } from "../ui/draft";
import { DraftNotice } from "../ui/draft_notice";
import { TextField, toFirstFault } from "../ui/field";
import { ActResult, ProblemLine } from "../ui/notice";
import { keepsItself } from "../ui/unsaved";
import { digitsOf } from "./corporate_number";
import { NumberField } from "./number_field";
import { industryChoices, prefectureChoices } from "./places_and_trades";

export type OrganisationFields = Schemas["OrganisationFields"];

const kFields = ["corporate_number", "legal_name", "legal_name_kana", "trade_name", "legal_name_en", "prefecture", "industry", "staff", "parent_corporate_number"];

export const emptyOrganisation: OrganisationFields = {
  corporate_number: "", legal_name: "", legal_name_kana: "", trade_name: "", legal_name_en: "", prefecture: "", industry: "", staff: 0, parent_corporate_number: "",
};

interface FormProps<O> {
  draft: string; // The name under which what is typed is kept until it is saved.
  initial: OrganisationFields;
  seal?: SealGuard; // Of what was confirmed under the present legal name.
  isNumberFixed?: boolean; // The corporate number of a firm already entered stays.
  act: Act<OrganisationFields, O>;
  button: string;
  done?: string;
  onSent: (answer: O) => void;
}

// The entry of one firm: with it the applicant begins, and the operator enters others.
export function OrganisationForm<O>({ draft: name, initial, seal, isNumberFixed, act, button, done, onSent }: FormProps<O>) {
  const { t, language } = useLanguage();
  const draft = useFormDraft(`organisation.${name}`, { fields: initial, staff: initial.staff > 0 ? String(initial.staff) : "" });
  const { fields, staff } = draft.value;
  const [hasTried, setHasTried] = useState(false);
  const [isLacking, setIsLacking] = useState(false);
  const prefectures = useMemo(() => prefectureChoices(language), [language]);
  const industries = useMemo(() => industryChoices(language), [language]);
  const set = (name: keyof OrganisationFields) => (value: string) => draft.set((now) => ({ ...now, fields: { ...now.fields, [name]: value } }));
  const missing = (value: string) => (hasTried && value.trim() === "" ? t("organisation.missing") : undefined);
  const staffNumber = Number(staff.normalize("NFKC").replace(/[,\s]|[人名]$/g, ""));

  async function send(event: FormEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    setHasTried(true);
    const isWhole = [fields.corporate_number, fields.legal_name, fields.legal_name_kana, fields.prefecture, fields.industry, staff].every((value) => value.trim() !== "");
    setIsLacking(!isWhole || !Number.isInteger(staffNumber));
    if (!isWhole || !Number.isInteger(staffNumber)) return toFirstFault(form);
    const answer = await act.run({
      ...fields, staff: staffNumber,
      corporate_number: digitsOf(fields.corporate_number), parent_corporate_number: digitsOf(fields.parent_corporate_number ?? ""),
    });
    if (answer === undefined) return toFirstFault(form);
    draft.forget();
    onSent(answer);
  }

  return (
    <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate {...keepsItself}>
      <DraftNotice draft={draft} />
      {isNumberFixed ? (
        <TextField name="corporate_number" label={t("organisation.number")} hint={t("organisation.number_stays")} value={fields.corporate_number} onChange={() => undefined} isReadOnly size="middle" />
      ) : (
        <NumberField name="corporate_number" label={t("organisation.number")} hint={t("organisation.number_hint")} value={fields.corporate_number} onChange={set("corporate_number")} problem={act.problem} fault={missing(fields.corporate_number)} />
      )}
      {seal?.notice}
      <TextField name="legal_name" label={t("organisation.legal_name")} hint={t("organisation.legal_name_hint")} autoComplete="organization" isReadOnly={seal?.isClosed} value={fields.legal_name} onChange={set("legal_name")} problem={act.problem} fault={missing(fields.legal_name)} />
      <TextField name="legal_name_kana" label={t("organisation.kana")} hint={t("organisation.kana_hint")} value={fields.legal_name_kana} onChange={set("legal_name_kana")} problem={act.problem} fault={missing(fields.legal_name_kana)} />
      <TextField name="trade_name" label={t("organisation.trade_name")} isOptional value={fields.trade_name ?? ""} onChange={set("trade_name")} problem={act.problem} />
      <TextField name="legal_name_en" label={t("organisation.name_en")} hint={t("organisation.name_en_hint")} isOptional value={fields.legal_name_en ?? ""} onChange={set("legal_name_en")} problem={act.problem} />
      <Combobox name="prefecture" label={t("organisation.prefecture")} hint={t("organisation.prefecture_hint")} value={fields.prefecture} onChange={set("prefecture")} choices={prefectures} problem={act.problem} fault={missing(fields.prefecture)} />
      <Combobox name="industry" label={t("organisation.industry")} hint={t("organisation.industry_hint")} value={fields.industry} onChange={set("industry")} choices={industries} problem={act.problem} fault={missing(fields.industry)} />
      <TextField
        name="staff" label={t("organisation.staff")} hint={t("organisation.staff_hint")} size="narrow" inputMode="numeric" value={staff} onChange={(staff) => draft.set((now) => ({ ...now, staff }))} problem={act.problem}
        fault={staff !== "" && !Number.isInteger(staffNumber) ? t("organisation.staff_number") : missing(staff)}
      />
      <NumberField name="parent_corporate_number" label={t("organisation.parent")} hint={t("organisation.parent_hint")} isOptional value={fields.parent_corporate_number ?? ""} onChange={set("parent_corporate_number")} problem={act.problem} />
      <div className="row">
        <button className="button first" disabled={act.isRunning}>{button}</button>
        {isLacking ? <ProblemLine>{t("ui.see_field")}</ProblemLine> : <ActResult act={act} done={done ?? ""} fields={kFields} />}
      </div>
    </form>
  );
}
