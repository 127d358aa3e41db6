import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import type { ActingFor } from "../account/acting";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { Loaded } from "../ui/loaded";
import { ActResult } from "../ui/notice";
import { digitsOf } from "./corporate_number";
import { GrantList, latestEnd, Party } from "./grant_list";
import { NumberField } from "./number_field";

const purposes = { read: { name: "mandate.read", job: "mandate.read_job" }, answer: { name: "mandate.answer", job: "mandate.answer_job" } } as const;
type Purpose = keyof typeof purposes;

export function MandatesSection({ organisation, isGiver }: { organisation: ActingFor; isGiver: boolean }) {
  const { t } = useLanguage();
  const mandates = useQuery(queries.mandates(organisation.id));
  const visible = useQuery(queries.visibleAssessments());
  const end = useAct(
    (mandate: string, key) => unwrap(api.DELETE("/organisations/{organisation}/mandates/{mandate}", { params: { path: { organisation: organisation.id, mandate }, header: keyed(key) } })),
    [["mandates", organisation.id]],
  );
  const opened = (giver: string) => (visible.data?.items ?? []).filter((each) => each.capacity !== "disclosed" && each.corporate_number === giver);
  return (
    <section className="stack" aria-labelledby="mandates">
      <h2 id="mandates">{t("mandate.title")}</h2>
      <p>{t("mandate.lead")}</p>
      <Loaded query={mandates}>
        {({ items }) => (
          <>
            {isGiver && (
              <GrantList
                title={t("mandate.given")} none={t("mandate.none_given")} items={items.filter(({ direction }) => direction === "given")}
                partyTitle={t("grants.to_whom")} partyName={(one) => one.taker_name} party={(one) => <Party name={one.taker_name} number={one.taker_number} />}
                about={(one) => <><About purpose={one.purpose} reason={one.reason} />{one.is_in_force && !one.taker_has_worker && <p className="small problem-line"><Icon name="warning" /><span>{t("mandate.no_worker_there", { name: one.taker_name })}</span></p>}</>}
                end={{ act: end, words: (one) => t(one.purpose === "answer" ? "mandate.end_answer" : "mandate.end_read", { name: one.taker_name }) }}
              />
            )}
            {isGiver && <GiveMandate organisation={organisation.id} />}
            <GrantList
              title={t("mandate.received")} none={t("mandate.none_received")} items={items.filter(({ direction }) => direction === "received")}
              partyTitle={t("grants.from_whom")} partyName={(one) => one.giver_name} party={(one) => <Party name={one.giver_name} number={one.giver_number} />}
              about={(one) => (
                <>
                  <About purpose={one.purpose} reason={one.reason} />
                  {one.is_in_force && !one.taker_has_worker && <p className="small problem-line"><Icon name="warning" /><span>{t("mandate.no_worker_here")}</span></p>}
                  {one.is_in_force && opened(one.giver_number).map(({ id, star, edition }) => (
                    <p key={id}><Link href={`/app/assessments/${id}`}>{t("mandate.open", { star, edition })}</Link></p>
                  ))}
                </>
              )}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}

function About({ purpose, reason }: { purpose: Purpose; reason: string }) {
  const { t } = useLanguage();
  return <>{t(purposes[purpose].name)}{reason && <><br /><span className="small soft">{reason}</span></>}</>;
}

function GiveMandate({ organisation }: { organisation: string }) {
  const { t } = useLanguage();
  const [number, setNumber] = useState("");
  const [purpose, setPurpose] = useState<Purpose>("read");
  const [reason, setReason] = useState("");
  const [day, setDay] = useState("");
  const [hasTried, setHasTried] = useState(false);
  const act = useAct(
    (body: { taker_number: string; purpose: Purpose; reason: string; to_on: string }, key) =>
      unwrap(api.POST("/organisations/{organisation}/mandates", { params: { path: { organisation }, header: keyed(key) }, body })),
    [["mandates", organisation]],
  );
  const missing = (value: string) => (hasTried && value.trim() === "" ? t("organisation.missing") : undefined);

  async function send(event: FormEvent) {
    event.preventDefault();
    setHasTried(true);
    if (number.trim() === "" || day === "") return;
    if (!(await act.run({ taker_number: digitsOf(number), purpose, reason: reason.trim(), to_on: day }))) return;
    setHasTried(false);
    setNumber("");
    setReason("");
    setDay("");
  }

  return (
    <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate aria-labelledby="give-mandate">
      <h3 id="give-mandate">{t("mandate.give")}</h3>
      <NumberField name="taker_number" label={t("grants.party_number")} hint={t("grants.party_hint")} value={number} onChange={setNumber} problem={act.problem} fault={missing(number)} />
      <fieldset className="field">
        <legend>{t("mandate.purpose")}</legend>
        <div className="choices">
          {(Object.keys(purposes) as Purpose[]).map((each) => (
            <label key={each} className="choice">
              <input type="radio" name="mandate-purpose" checked={purpose === each} onChange={() => setPurpose(each)} />
              <span><strong>{t(purposes[each].name)}</strong><br /><span className="small soft">{t(purposes[each].job)}</span></span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextField name="reason" label={t("mandate.reason")} hint={t("mandate.reason_hint")} isOptional value={reason} onChange={setReason} problem={act.problem} />
      <TextField name="to_on" label={t("grants.last_day")} hint={t("grants.last_day_hint")} type="date" size="narrow" min={today()} max={latestEnd()} value={day} onChange={setDay} problem={act.problem} fault={missing(day)} />
      <div className="row">
        <button className="button first" disabled={act.isRunning}>{t("mandate.give_yes")}</button>
        <ActResult act={act} done={t("mandate.done")} fields={["taker_number", "reason", "to_on"]} />
      </div>
    </form>
  );
}
