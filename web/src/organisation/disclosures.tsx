import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import type { ActingFor } from "../account/acting";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { assessmentStates } from "../assessment/list";
import { today } from "../i18n/dates";
import { type PlainKey, useLanguage } from "../i18n/language";
import { SelectField, TextField } from "../ui/field";
import { Loaded } from "../ui/loaded";
import { ActResult, Empty } from "../ui/notice";
import { digitsOf } from "./corporate_number";
import { Disclosed } from "./disclosed";
import { GrantList, latestEnd, Party } from "./grant_list";
import { type Level, levelNames } from "./levels";
import { NumberField } from "./number_field";

const levelJobs: Record<Level, PlainKey> = { basic: "disclosure.basic_job", summary: "disclosure.summary_job", detail: "disclosure.detail_job" };

export function DisclosuresSection({ organisation, isGiver }: { organisation: ActingFor; isGiver: boolean }) {
  const { t } = useLanguage();
  const disclosures = useQuery(queries.disclosures(organisation.id));
  const assessments = useQuery({ ...queries.assessments(organisation.id), enabled: isGiver });
  const shelf = useQuery({ ...queries.evidence(organisation.id), enabled: isGiver });
  const end = useAct(
    (disclosure: string, key) => unwrap(api.DELETE("/organisations/{organisation}/disclosures/{disclosure}", { params: { path: { organisation: organisation.id, disclosure }, header: keyed(key) } })),
    [["disclosures", organisation.id]],
  );
  const named = (object: string) => {
    const assessment = assessments.data?.items.find(({ id }) => id === object);
    if (assessment) return <Link href={`/app/assessments/${object}`}>{t("disclosure.assessment", { star: assessment.star, edition: assessment.edition })}</Link>;
    return shelf.data?.items.find(({ id }) => id === object)?.file_name;
  };
  return (
    <section className="stack" aria-labelledby="disclosures">
      <h2 id="disclosures">{t("disclosure.title")}</h2>
      <p>{t("disclosure.lead")}</p>
      <Loaded query={disclosures}>
        {({ items }) => (
          <>
            {isGiver && (
              <GrantList
                title={t("disclosure.given")} none={t("disclosure.none_given")} items={items.filter(({ direction }) => direction === "given")}
                partyTitle={t("grants.to_whom")} partyName={(one) => one.receiver_name} party={(one) => <Party name={one.receiver_name} number={one.receiver_number} />}
                about={(one) => <>{named(one.object_id)}<br /><strong>{t(levelNames[one.level])}</strong><br /><span className="small soft">{one.purpose}</span></>}
                end={{ act: end, words: (one) => t("disclosure.end_text", { name: one.receiver_name }) }}
              />
            )}
            {isGiver && <Loaded query={assessments}>{(own) => <Disclose organisation={organisation.id} assessments={own.items} />}</Loaded>}
            <GrantList
              title={t("disclosure.received")} none={t("disclosure.none_received")} items={items.filter(({ direction }) => direction === "received")}
              partyTitle={t("grants.from_whom")} partyName={(one) => one.holder_name} party={(one) => <Party name={one.holder_name} number={one.holder_number} />}
              about={(one) => (
                <>
                  <strong>{t(levelNames[one.level])}</strong><br /><span className="small soft">{one.purpose}</span>
                  {one.is_in_force && organisation.roles.includes("buyer") && (
                    <p>
                      {one.level === "evidence"
                        ? <a href={`/api/v1/evidence/${one.object_id}/content`} download>{t("disclosure.take_file")}</a>
                        : <Link href={`/app/organisation/disclosed/${one.object_id}`}>{t("disclosure.see")}<span className="visually-hidden"> {one.holder_name}</span></Link>}
                    </p>
                  )}
                </>
              )}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Disclose({ organisation, assessments }: { organisation: string; assessments: readonly Schemas["AssessmentSummary"][] }) {
  const { t } = useLanguage();
  const [object, setObject] = useState(assessments[0]?.id ?? "");
  const [level, setLevel] = useState<Level>("summary");
  const [number, setNumber] = useState("");
  const [purpose, setPurpose] = useState("");
  const [day, setDay] = useState("");
  const [hasTried, setHasTried] = useState(false);
  const act = useAct(
    (body: { object_id: string; level: Level; receiver_number: string; purpose: string; to_on: string }, key) =>
      unwrap(api.POST("/organisations/{organisation}/disclosures", { params: { path: { organisation }, header: keyed(key) }, body })),
    [["disclosures", organisation]],
  );
  const missing = (value: string) => (hasTried && value.trim() === "" ? t("organisation.missing") : undefined);
  const chosen = assessments.find(({ id }) => id === object);
  if (!chosen) return <Empty title={t("disclosure.nothing_yet")}><p>{t("disclosure.nothing_yet_text")}</p><Link className="button" href="/app/start">{t("today.begin")}</Link></Empty>;

  async function send(event: FormEvent) {
    event.preventDefault();
    setHasTried(true);
    if (number.trim() === "" || purpose.trim() === "" || day === "") return;
    if (!(await act.run({ object_id: object, level, receiver_number: digitsOf(number), purpose: purpose.trim(), to_on: day }))) return;
    setHasTried(false);
    setNumber("");
    setPurpose("");
    setDay("");
  }

  return (
    <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate aria-labelledby="disclose">
      <h3 id="disclose">{t("disclosure.give")}</h3>
      <SelectField
        name="object_id" label={t("disclosure.which")} size="middle" value={object} onChange={setObject} problem={act.problem}
        hint={chosen.state === "draft" ? t("disclosure.draft") : undefined}
        options={assessments.map(({ id, star, edition, state }) => ({ value: id, label: `${t("disclosure.assessment", { star, edition })} · ${t(assessmentStates[state])}` }))}
      />
      <fieldset className="field">
        <legend>{t("disclosure.level")}</legend>
        <div className="choices">
          {(Object.keys(levelJobs) as Level[]).map((each) => (
            <label key={each} className="choice">
              <input type="radio" name="disclosure-level" checked={level === each} onChange={() => setLevel(each)} />
              <span><strong>{t(levelNames[each])}</strong><br /><span className="small soft">{t(levelJobs[each])}</span></span>
            </label>
          ))}
        </div>
      </fieldset>
      <Preview assessment={object} level={level} />
      <NumberField name="receiver_number" label={t("grants.party_number")} hint={t("grants.party_hint")} value={number} onChange={setNumber} problem={act.problem} fault={missing(number)} />
      <TextField name="purpose" label={t("disclosure.purpose")} hint={t("disclosure.purpose_hint")} value={purpose} onChange={setPurpose} problem={act.problem} fault={missing(purpose)} />
      <TextField name="to_on" label={t("grants.last_day")} hint={t("grants.last_day_hint")} type="date" size="narrow" min={today()} max={latestEnd()} value={day} onChange={setDay} problem={act.problem} fault={missing(day)} />
      <div className="row">
        <button className="button first" disabled={act.isRunning}>{t("disclosure.give_yes")}</button>
        <ActResult act={act} done={t("disclosure.done")} fields={["object_id", "receiver_number", "purpose", "to_on"]} />
      </div>
    </form>
  );
}

// Before it is shown to anybody: exactly what the other will see at that level.
function Preview({ assessment, level }: { assessment: string; level: Level }) {
  const { t } = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  const shown = useQuery({ ...queries.disclosed(assessment), enabled: isOpen });
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t("disclosure.preview")}</summary>
      {isOpen && (
        <div className="grant-preview" role="region" aria-label={t("disclosure.preview")} tabIndex={0}>
          <Loaded query={shown}>{(data) => <Disclosed shown={data} level={level} />}</Loaded>
        </div>
      )}
    </details>
  );
}
