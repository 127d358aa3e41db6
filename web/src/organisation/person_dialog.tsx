// One person's roles here: a last day for each, or all of them ended now.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useActing } from "../account/acting";
import { roleName } from "../account/roles";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { SelectField, TextField } from "../ui/field";
import { Loaded } from "../ui/loaded";
import { ActResult, Notice } from "../ui/notice";

export interface Member {
  person_id: string;
  name: string;
  role: Schemas["Role"];
  to_on?: string | null;
}

interface PersonProps {
  organisation: string;
  person: string;
  members: readonly Member[]; // Everybody here, once for each role.
  onClose: () => void;
}

export function PersonDialog({ organisation, person, members, onClose }: PersonProps) {
  const { t } = useLanguage();
  const held = members.filter((member) => member.person_id === person);
  const name = held[0]?.name ?? "";
  return (
    <Dialog title={t("people.change_title", { name })} onClose={onClose}>
      {held.map((member) => <RoleEnd key={member.role} organisation={organisation} member={member} />)}
      <Leave organisation={organisation} person={person} name={name} members={members} onGone={onClose} />
    </Dialog>
  );
}

function RoleEnd({ organisation, member }: { organisation: string; member: Member }) {
  const { t } = useLanguage();
  const [day, setDay] = useState(member.to_on ?? "");
  const act = useAct(
    (last_day: string, key) =>
      unwrap(api.PUT("/organisations/{organisation}/people/{person}/roles/{role}", { params: { path: { organisation, person: member.person_id, role: member.role }, header: keyed(key) }, body: { last_day } })),
    [["people", organisation]],
  );

  function send(event: FormEvent) {
    event.preventDefault();
    void act.run(day);
  }

  return (
    <form className="stack tight" onSubmit={send} noValidate>
      <TextField name="last_day" label={t("people.last_day", { role: roleName(t, member.role) })} hint={t("people.last_day_hint")} type="date" size="narrow" value={day} onChange={setDay} problem={act.problem} />
      <div className="row">
        <button className="button" disabled={act.isRunning}>{t("people.set_day")}</button>
        <ActResult act={act} done={t("people.day_set")} fields={["last_day"]} />
      </div>
    </form>
  );
}

function Leave({ organisation, person, name, members, onGone }: { organisation: string; person: string; name: string; members: readonly Member[]; onGone: () => void }) {
  const { t } = useLanguage();
  const work = useQuery(queries.openWork(organisation, person));
  const { session } = useActing();
  const [successor, setSuccessor] = useState("");
  const [isMeant, setIsMeant] = useState(false);
  const act = useAct(
    (successor_id: string, key) =>
      unwrap(api.POST("/organisations/{organisation}/people/{person}/departure", { params: { path: { organisation, person }, header: keyed(key) }, body: { successor_id } })),
    [["people", organisation], ["answers"], ["next"]],
  );
  const isOneself = person === session.person_id;
  const lastOf = members.filter((member) => member.person_id === person && !members.some((other) => other.role === member.role && other.person_id !== person));
  const others = [...new Map(members.filter((member) => member.person_id !== person).map((member) => [member.person_id, member.name]))];
  return (
    <section className="stack tight" aria-labelledby="leave">
      <h3 id="leave">{t("people.leave_title")}</h3>
      <p>{t("people.leave_text", { name })}</p>
      <Loaded query={work}>
        {({ criteria, reviews }) => (
          <>
            {criteria.length > 0 && (
              <>
                <p>{t("people.leave_criteria", { name, numbers: criteria.map(({ criterion }) => criterion).join(", ") })}</p>
                <SelectField
                  name="successor_id" label={t("people.successor")} size="middle" value={successor} onChange={setSuccessor}
                  options={[{ value: "", label: t("people.successor_choose") }, ...others.map(([value, label]) => ({ value, label }))]}
                />
              </>
            )}
            {reviews.length > 0 && <p>{t("people.leave_reviews", { names: reviews.map(({ organisation_name }) => organisation_name).join(", ") })}</p>}
          </>
        )}
      </Loaded>
      {lastOf.length > 0 && <Notice kind="warn"><p>{t("people.leave_last", { name, roles: lastOf.map(({ role }) => roleName(t, role)).join("、") })}</p></Notice>}
      {(isOneself || lastOf.length > 0) && (
        <label className="choice">
          <input type="checkbox" checked={isMeant} onChange={(event) => setIsMeant(event.target.checked)} />
          <span>{isOneself ? t("people.leave_oneself") : t("people.leave_meant", { name })}</span>
        </label>
      )}
      <div className="row">
        <button type="button" className="button" disabled={act.isRunning || ((isOneself || lastOf.length > 0) && !isMeant)} onClick={() => void act.run(successor).then((receipt) => receipt && onGone())}>{t("people.leave")}</button>
        <ActResult act={act} />
      </div>
    </section>
  );
}
