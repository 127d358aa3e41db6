import { type FormEvent, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { today } from "../i18n/dates";
import { type PlainKey, useLanguage } from "../i18n/language";
import { SelectField, TextField } from "../ui/field";
import { ActResult } from "../ui/notice";
import { digitsOf } from "./corporate_number";
import { NumberField } from "./number_field";

const kinds = { supported: "work.supported", consulted: "work.consulted", advised: "work.advised", answered: "work.answered", uploaded: "work.uploaded" } as const satisfies Record<string, PlainKey>;
type Kind = keyof typeof kinds;

// Who helped this firm; the separation of duties counts with it. What was written stays in the firm's record of acts.
export function WorkSection({ organisation }: { organisation: string }) {
  const { t } = useLanguage();
  const [number, setNumber] = useState("");
  const [kind, setKind] = useState<Kind>("supported");
  const [isPaid, setIsPaid] = useState(false);
  const [first, setFirst] = useState("");
  const [last, setLast] = useState("");
  const [hasTried, setHasTried] = useState(false);
  const act = useAct((body: { doer_number: string; kind: Kind; is_paid: boolean; first_on: string; last_on: string }, key) =>
    unwrap(api.POST("/organisations/{organisation}/work", { params: { path: { organisation }, header: keyed(key) }, body })));
  const missing = (value: string) => (hasTried && value.trim() === "" ? t("organisation.missing") : undefined);

  async function send(event: FormEvent) {
    event.preventDefault();
    setHasTried(true);
    if (number.trim() === "" || first === "") return;
    if (!(await act.run({ doer_number: digitsOf(number), kind, is_paid: isPaid, first_on: first, last_on: last }))) return;
    setHasTried(false);
    setNumber("");
    setIsPaid(false);
    setFirst("");
    setLast("");
  }

  return (
    <section className="stack" aria-labelledby="work">
      <h2 id="work">{t("work.title")}</h2>
      <p>{t("work.lead")}</p>
      <details>
        <summary>{t("work.write")}</summary>
        <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate aria-labelledby="work">
          <NumberField name="doer_number" label={t("grants.party_number")} hint={t("grants.party_hint")} value={number} onChange={setNumber} problem={act.problem} fault={missing(number)} />
          <SelectField name="kind" label={t("work.kind")} size="middle" value={kind} onChange={(next) => setKind(next as Kind)} problem={act.problem} options={(Object.keys(kinds) as Kind[]).map((each) => ({ value: each, label: t(kinds[each]) }))} />
          <label className="choice"><input type="checkbox" checked={isPaid} onChange={(event) => setIsPaid(event.target.checked)} /><span>{t("work.paid")}</span></label>
          <TextField name="first_on" label={t("work.first_on")} type="date" size="narrow" max={today()} value={first} onChange={setFirst} problem={act.problem} fault={missing(first)} />
          <TextField name="last_on" label={t("work.last_on")} hint={t("work.last_on_hint")} isOptional type="date" size="narrow" value={last} onChange={setLast} problem={act.problem} />
          <div className="row">
            <button className="button first">{t("work.save")}</button>
            <ActResult act={act} done={t("work.done")} fields={["doer_number", "kind", "first_on", "last_on"]} />
          </div>
        </form>
      </details>
    </section>
  );
}
