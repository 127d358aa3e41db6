import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link, useLocation, useParams } from "wouter";
import { useAct } from "../api/act";
import { api, type Problem, Refusal, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { dayOf, officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { forgetDrafts } from "../ui/draft";
import { TextField } from "../ui/field";
import { Loaded } from "../ui/loaded";
import { ActResult, Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { OutsideJoin, Told } from "./outside";
import { roleJob, roleName } from "./roles";
import { Shell } from "./shell";

type Invitation = { email: string; name: string; role: Schemas["Role"]; organisation_name: string; expires_at: string; signed_in: { name: string; email: string } | null };
const kPasswordMin = 10; // Characters; the server refuses fewer.

export default function InvitePage() {
  const { t } = useLanguage();
  const { token = "" } = useParams();
  const invite = useQuery({
    queryKey: ["invite", token],
    queryFn: () => unwrap(api.GET("/invites/{token}", { params: { path: { token } } })),
    retry: false,
  });
  return (
    <Shell>
      <Page title={t("invite.title")} shape="narrow">
        {invite.error instanceof Refusal
          ? <Refused problem={invite.error.problem} />
          : <Loaded query={invite}>{(invitation) => {
              const { signed_in: other } = invitation;
              return other && other.email !== invitation.email ? <SomebodyElse invitation={invitation} other={other} /> : <Accept token={token} invitation={invitation} />;
            }}</Loaded>}
      </Page>
    </Shell>
  );
}

// A link that was used leads to signing in, or on as who is signed in here; for any other a new one is needed, as its sentence says.
function Refused({ problem }: { problem: Problem }) {
  const { t } = useLanguage();
  const isUsed = problem.key === "invite.used";
  const session = useQuery({ ...queries.session(), enabled: isUsed });
  if (!isUsed) return <Notice kind="bad" title={problem.title}>{problem.key === "invite.not_found" && <p>{t("invite.ask_again")}</p>}</Notice>;
  return (
    <Notice kind="info" title={problem.title}>
      {session.data ? (
        <div className="stack tight">
          <p>{t("invite.used_signed_in", { name: session.data.name, email: session.data.email })}</p>
          <div><Link className="button first" href="/app">{t("invite.go_on_as", { name: session.data.name })}</Link></div>
        </div>
      ) : <Link className="button first" href="/login">{t("sign_in.go")}</Link>}
    </Notice>
  );
}

// Somebody else is signed in at this browser: who it is and whom the invitation is for is said before anything is done.
function SomebodyElse({ invitation, other }: { invitation: Invitation; other: { name: string; email: string } }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const act = useAct(async (_input: null) => {
    await unwrap(api.DELETE("/session"));
    forgetDrafts();
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "invite" });
  }, [["invite"]]);
  return (
    <section className="sheet stack" aria-labelledby="somebody-else">
      <h2 id="somebody-else">{t("invite.other_title")}</h2>
      <dl className="facts">
        <dt>{t("invite.other_signed_in")}</dt><dd><strong>{other.name}</strong> <span className="soft">{other.email}</span></dd>
        <dt>{t("invite.other_invited")}</dt><dd><strong>{invitation.name}</strong> <span className="soft">{invitation.email}</span></dd>
      </dl>
      <p>{t("invite.other_text", { name: invitation.name })}</p>
      <div className="row">
        <button type="button" className="button first" disabled={act.isRunning} onClick={() => void act.run(null)}>{t("invite.other_go", { name: other.name })}</button>
        <button type="button" className="button" onClick={() => navigate("/app")}>{t("invite.other_stay", { name: other.name })}</button>
      </div>
      <ActResult act={act} />
    </section>
  );
}

function Accept({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t, language } = useLanguage();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [name, setName] = useState(invitation.name);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const act = useAct((body: { name: string; password: string; language: "ja" | "en"; code: string }) =>
    unwrap(api.POST("/invites/{token}", { params: { path: { token } }, body })));
  const isShort = password.length > 0 && password.length < kPasswordMin;

  async function send(event: FormEvent) {
    event.preventDefault();
    const session = await act.run({ name, password, language, code: code.trim() });
    if (!session) return;
    client.clear();
    client.setQueryData(["session"], session);
    navigate("/app");
  }

  return (
    <>
      <section className="sheet stack">
        <p className="invited">{t("invite.invited", { organisation: invitation.organisation_name, role: roleName(t, invitation.role) })}</p>
        <p className="soft">{roleJob(t, invitation.role)}</p>
        <p className="soft small">{t("invite.until", { day: officeDate(dayOf(invitation.expires_at), language) })}</p>
      </section>
      <Told isInvitation />
      <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate>
        <TextField name="email" label={t("invite.email")} type="email" autoComplete="username" value={invitation.email} onChange={() => undefined} isReadOnly />
        <TextField name="name" label={t("invite.name")} autoComplete="name" value={name} onChange={setName} problem={act.problem} />
        <TextField
          name="password" label={t("invite.password")} type="password"
          hint={t("invite.password_hint")}
          autoComplete="new-password" value={password} onChange={setPassword}
          problem={act.problem} fault={isShort ? t("invite.password_short", { n: kPasswordMin - password.length }) : undefined}
        />
        {(act.problem?.key === "session.code_needed" || code !== "") && <TextField name="code" label={t("sign_in.code")} hint={t("sign_in.code_hint")} autoComplete="one-time-code" size="middle" value={code} onChange={setCode} problem={act.problem} />}
        <div><button className="button first large" disabled={act.isRunning}>{t("invite.accept")}</button></div>
        <ActResult act={act} fields={["name", "password", "code"]} />
      </form>
      <OutsideJoin token={token} name={name} />
    </>
  );
}
