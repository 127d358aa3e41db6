import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { queries } from "../api/queries";
import type { Role } from "../account/acting";
import { roleJob, roleName } from "../account/roles";
import { dayOf, officeDate, today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { CopyLink } from "../ui/copy_link";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { ExportButton, ListTools } from "../ui/list_tools";
import { Loaded } from "../ui/loaded";
import { ActResult } from "../ui/notice";
import { PersonDialog } from "./person_dialog";

const kOwnRoles: readonly Role[] = ["applicant", "management"];

interface PeopleProps {
  organisation: string;
  roles?: readonly Role[]; // That may be given here: a firm gives its own two, the operator all.
}

// Who belongs to the firm, who is invited, and the form to invite the next.
export function People({ organisation, roles = kOwnRoles }: PeopleProps) {
  const { t, language } = useLanguage();
  const people = useQuery(queries.people(organisation));
  const [changed, setChanged] = useState("");
  return (
    <section className="stack" aria-labelledby="people">
      <h2 id="people">{t("people.title")}</h2>
      <Loaded query={people}>
        {({ members: everybody, invites }) => {
          const members = everybody.filter(isHeldToday);
          return (
          <>
            {members.length === 0 && <p className="soft">{t("people.none")}</p>}
            {members.length > 0 && (
              <>
                <ListTools>
                  <ExportButton name="people" count={members.length} head={[t("people.name"), t("people.role"), t("people.email"), t("people.since")]}
                    rows={() => members.map((member) => [member.name, roleName(t, member.role), member.email, member.from_on])} />
                </ListTools>
                <table className="table cards sheet-table">
                  <thead><tr><th scope="col">{t("people.name")}</th><th scope="col">{t("people.role")}</th><th scope="col">{t("people.email")}</th><th scope="col">{t("people.since")}</th><td /></tr></thead>
                  <tbody>
                    {members.map((member) => (
                      <tr key={`${member.person_id}.${member.role}`}>
                        <th scope="row">{member.name}</th>
                        <td data-label={t("people.role")}>{roleName(t, member.role)}</td>
                        <td data-label={t("people.email")}>{member.email}</td>
                        <td data-label={t("people.since")} className="nowrap">{member.from_on}{member.to_on && <><br /><span className="small soft">{t("people.until_day", { day: member.to_on })}</span></>}</td>
                        <td><button type="button" className="link-button" aria-label={t("people.change_one", { name: member.name })} onClick={() => setChanged(member.person_id)}>{t("people.change")}</button></td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </>
            )}
            {invites.length > 0 && (
              <>
                <h3>{t("people.invited")}</h3>
                <p className="soft">{t("people.invited_text")}</p>
                <ul className="plain stack">
                  {invites.map((invite) => (
                    <li key={invite.id} className="sheet stack tight">
                      <p><strong>{invite.name}</strong> · {roleName(t, invite.role)} · {invite.email}</p>
                      <p className="small soft">{t("people.until", { day: officeDate(dayOf(invite.expires_at), language) })}</p>
                      {invite.link !== null && <CopyLink path={invite.link} label={t("people.link_for", { name: invite.name })} />}
                      <InviteActs organisation={organisation} invite={invite} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        );
        }}
      </Loaded>
      <Invite organisation={organisation} roles={roles} members={(people.data?.members ?? []).filter(isHeldToday)} />
      {changed && <PersonDialog organisation={organisation} person={changed} members={(people.data?.members ?? []).filter((member) => isHeldToday(member))} onClose={() => setChanged("")} />}
    </section>
  );
}

const isHeldToday = ({ from_on, to_on }: { from_on: string; to_on?: string | null }) => from_on <= today() && (!to_on || to_on >= today());

function InviteActs({ organisation, invite }: { organisation: string; invite: { id: string; name: string; role: Role; link: string | null } }) {
  const { t } = useLanguage();
  const path = { organisation, invite: invite.id };
  const refreshes = [["people", organisation]];
  const renew = useAct((_: null, key) => unwrap(api.POST("/organisations/{organisation}/invites/{invite}/renewal", { params: { path, header: keyed(key) } })), refreshes);
  const [isAsking, setIsAsking] = useState(false);
  const revoke = useAct((_: null, key) => unwrap(api.DELETE("/organisations/{organisation}/invites/{invite}", { params: { path, header: keyed(key) } })), refreshes);
  return (
    <div className="row">
      {invite.link !== null && <button type="button" className="link-button" aria-label={t("people.renew_link_for", { name: invite.name })} disabled={renew.isRunning} onClick={() => void renew.run(null)}>{t("people.renew_link")}</button>}
      <button type="button" className="link-button" aria-label={t("people.revoke_for", { name: invite.name })} onClick={() => setIsAsking(true)}>{t("people.revoke")}</button>
      <ActResult act={renew} />
      {isAsking && (
        <Dialog title={t("people.revoke_for", { name: invite.name })} onClose={() => setIsAsking(false)}>
          <p>{t("people.revoke_text", { name: invite.name, role: roleName(t, invite.role) })}</p>
          <div className="row">
            <button type="button" className="button grave first" disabled={revoke.isRunning} onClick={() => void revoke.run(null).then((receipt) => receipt && setIsAsking(false))}>{t("people.revoke")}</button>
            <button type="button" className="button" onClick={() => setIsAsking(false)}>{t("ui.cancel")}</button>
          </div>
          <ActResult act={revoke} />
        </Dialog>
      )}
    </div>
  );
}

function Invite({ organisation, roles, members }: Required<PeopleProps> & { members: readonly { email: string; name: string; role: Role }[] }) {
  const { t } = useLanguage();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("applicant");
  const act = useAct(
    (body: { name: string; email: string; role: Role }, key) =>
      unwrap(api.POST("/organisations/{organisation}/invites", { params: { path: { organisation }, header: keyed(key) }, body })),
    [["people", organisation]],
  );

  const already = members.find((member) => member.role === role && member.email.toLowerCase() === email.trim().toLowerCase());

  async function send(event: FormEvent) {
    event.preventDefault();
    if (already) return;
    if (!(await act.run({ name: name.trim(), email: email.trim(), role }))) return;
    setName("");
    setEmail("");
  }

  return (
    <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate>
      <h3>{t("people.invite")}</h3>
      {roles === kOwnRoles && <p className="soft">{t("people.invite_text")}</p>}
      <TextField name="name" label={t("people.name")} value={name} onChange={setName} problem={act.problem} size="middle" />
      <TextField name="email" label={t("people.email")} type="email" value={email} onChange={setEmail} problem={act.problem} fault={already && t("people.already", { name: already.name, role: roleName(t, role) })} />
      <fieldset className="field">
        <legend>{t("people.role")}</legend>
        <div className="choices">
          {roles.map((each) => (
            <label key={each} className="choice">
              <input type="radio" name="role" checked={role === each} onChange={() => setRole(each)} />
              <span><strong>{roleName(t, each)}</strong><br /><span className="small soft">{roleJob(t, each)}</span></span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="row">
        <button className="button first" disabled={act.isRunning}>{t("people.make_link")}</button>
        <ActResult act={act} done={t("people.link_made")} fields={["name", "email"]} />
      </div>
    </form>
  );
}
