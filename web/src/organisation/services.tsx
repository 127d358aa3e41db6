// Programs that work for this organisation over the API: what they may, until when, and the token, shown once.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ActingFor } from "../account/acting";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { dayOf, moment, today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { SelectField, TextField } from "../ui/field";
import { Loaded } from "../ui/loaded";
import { ActResult, Notice } from "../ui/notice";
import { GrantList, latestEnd } from "./grant_list";
import { isFirms } from "./is_firms";
import { scopeWords } from "./scopes";

type Service = Schemas["Services"]["items"][number];
type Made = Schemas["NewToken"];

export function ServicesSection({ organisation }: { organisation: ActingFor }) {
  const { t } = useLanguage();
  const [made, setMade] = useState<(Made & { name: string }) | null>(null);
  const services = useQuery(queries.services(organisation.id));
  const path = (service: string) => ({ organisation: organisation.id, service });
  const end = useAct((service: string, key) => unwrap(api.DELETE("/organisations/{organisation}/service-accounts/{service}", { params: { path: path(service), header: keyed(key) } })), [["services", organisation.id]]);
  const renew = useAct((service: string) => unwrap(api.POST("/organisations/{organisation}/service-accounts/{service}/renewal", { params: { path: path(service) } })), [["services", organisation.id]]);

  async function newToken(service: Service) {
    const answer = await renew.run(service.id);
    if (answer) setMade({ ...answer, name: service.name });
  }

  return (
    <section className="stack" aria-labelledby="services">
      <h2 id="services">{t("service.title")}</h2>
      <p>{t("service.lead")}</p>
      <div role="status">{made && <Token made={made} onKept={() => setMade(null)} />}</div>
      <Loaded query={services}>
        {({ items, scopes }) => (
          <>
            <GrantList
              title={t("service.now")} none={t("service.none")} partyTitle={t("service.name")} partyName={(one) => one.name}
              items={items.map((one) => ({ ...one, from_on: dayOf(one.made_at), to_on: one.last_day, ended_at: one.revoked_at, is_in_force: one.is_live }))}
              party={(one) => one.name} about={(one) => <About one={one} onRenew={one.is_live ? () => void newToken(one) : undefined} isRunning={renew.isRunning} />}
              end={{ act: end, words: () => t("service.end") }}
            />
            <ActResult act={renew} />
            <AddService organisation={organisation} scopes={scopes} onMade={setMade} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function About({ one, onRenew, isRunning }: { one: Service; onRenew: (() => void) | undefined; isRunning: boolean }) {
  const { t } = useLanguage();
  return (
    <>
      {one.scopes.map((scope) => scopeWords(t, scope)).join("・")}
      <p className="small soft">
        {one.last_used_at ? t("service.used", { at: moment(one.last_used_at) }) : t("service.unused")}
        <br />{t("service.made", { day: dayOf(one.made_at), name: one.made_by_name || t("audit.keeper") })}
      </p>
      {onRenew && <button type="button" className="link-button" disabled={isRunning} onClick={onRenew}>{t("service.renew")}<span className="visually-hidden"> {one.name}</span></button>}
    </>
  );
}

function Token({ made, onKept }: { made: Made & { name: string }; onKept: () => void }) {
  const { t } = useLanguage();
  return (
    <Notice kind="good" title={t("service.token_title", { name: made.name })}>
      <p>{t("service.token_text")}</p>
      <p><label className="stack">{t("service.token")}<input className="code" readOnly value={made.token} onFocus={(event) => event.target.select()} /></label></p>
      <button type="button" className="button" onClick={onKept}>{t("service.token_kept")}</button>
    </Notice>
  );
}

function AddService({ organisation, scopes, onMade }: { organisation: ActingFor; scopes: readonly string[]; onMade: (made: Made & { name: string }) => void }) {
  const { t } = useLanguage();
  const roles = [...(isFirms(organisation) ? ["applicant" as const] : []), ...(organisation.roles.includes("buyer") ? ["buyer" as const] : [])];
  const [name, setName] = useState("");
  const [role, setRole] = useState<"applicant" | "buyer">(roles[0] ?? "applicant");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [day, setDay] = useState("");
  const [hasTried, setHasTried] = useState(false);
  const act = useAct(
    (body: { name: string; role: "applicant" | "buyer"; scopes: string[]; last_day: string }) => unwrap(api.POST("/organisations/{organisation}/service-accounts", { params: { path: { organisation: organisation.id } }, body })),
    [["services", organisation.id]],
  );
  const missing = (value: string) => (hasTried && value.trim() === "" ? t("organisation.missing") : undefined);
  const choose = (scope: string, isChosen: boolean) => setChosen(isChosen ? [...chosen, scope] : chosen.filter((each) => each !== scope));

  async function send(event: FormEvent) {
    event.preventDefault();
    setHasTried(true);
    if (name.trim() === "" || day === "" || chosen.length === 0) return;
    const made = await act.run({ name: name.trim(), role, scopes: [...chosen], last_day: day });
    if (!made) return;
    onMade({ ...made, name: name.trim() });
    setHasTried(false);
    setName("");
    setChosen([]);
    setDay("");
  }

  return (
    <details>
      <summary>{t("service.add")}</summary>
      <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate aria-labelledby="services">
        <TextField name="name" label={t("service.name")} hint={t("service.name_hint")} value={name} onChange={setName} problem={act.problem} fault={missing(name)} />
        {roles.length > 1 && <SelectField name="role" label={t("service.role")} size="middle" value={role} onChange={(next) => setRole(next as typeof role)} problem={act.problem} options={roles.map((each) => ({ value: each, label: t(each === "buyer" ? "service.as_buyer" : "service.as_applicant") }))} />}
        <fieldset className="field">
          <legend>{t("service.scopes")}</legend>
          <p className="small soft">{t("service.scopes_hint")}</p>
          {hasTried && chosen.length === 0 && <p className="field-problem">{t("service.scope_missing")}</p>}
          <div className="choices">
            {scopes.map((scope) => (
              <label key={scope} className="choice">
                <input type="checkbox" checked={chosen.includes(scope)} onChange={(event) => choose(scope, event.target.checked)} />
                <span>{scopeWords(t, scope)}<br /><span className="small soft code">{scope}</span></span>
              </label>
            ))}
          </div>
        </fieldset>
        <TextField name="last_day" label={t("grants.last_day")} hint={t("grants.last_day_hint")} type="date" size="narrow" min={today()} max={latestEnd()} value={day} onChange={setDay} problem={act.problem} fault={missing(day)} />
        <div className="row">
          <button className="button first" disabled={act.isRunning}>{t("service.add_yes")}</button>
          <ActResult act={act} fields={["name", "role", "last_day"]} />
        </div>
      </form>
    </details>
  );
}
