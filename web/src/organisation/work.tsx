import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { today } from "../i18n/dates";
import { type PlainKey, useLanguage } from "../i18n/language";
import { SelectField, TextField } from "../ui/field";
import { Loaded } from "../ui/loaded";
import { ActResult } from "../ui/notice";
import { digitsOf } from "./corporate_number";
import { Party } from "./grant_list";
import { NumberField } from "./number_field";

const kinds = { supported: "work.supported", consulted: "work.consulted", advised: "work.advised", answered: "work.answered", uploaded: "work.uploaded" } as const satisfies Record<string, PlainKey>;
type Kind = keyof typeof kinds;

function Noted({ items }: { items: Schemas["WorkList"]["items"] }) {
  const { t } = useLanguage();
  return (
    <table className="table cards sheet-table">
      <thead><tr><th scope="col">{t("work.who")}</th><th scope="col">{t("work.kind")}</th><th scope="col">{t("work.when")}</th></tr></thead>
      <tbody>
        {items.map((one) => (
          <tr key={`${one.doer_number}.${one.kind}.${one.is_paid}`}>
            <th scope="row"><Party name={one.doer_name} number={one.doer_number} /></th>
            <td data-label={t("work.kind")}>{t(kinds[one.kind])}{one.is_paid && <>（{t("work.is_paid")}）</>}</td>
            <td data-label={t("work.when")}>{one.last_on ? t("work.from_to", { first: one.first_on, last: one.last_on }) : t("work.goes_on", { first: one.first_on })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

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
    unwrap(api.POST("/organisations/{organisation}/work", { params: { path: { organisation }, header: keyed(key) }, body })), [["work", organisation]]);
  const noted = useQuery(queries.work(organisation));
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
      <h3>{t("work.list")}</h3>
      <Loaded query={noted}>{({ items }) => (items.length === 0 ? <p className="soft">{t("work.none")}</p> : <Noted items={items} />)}</Loaded>
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
