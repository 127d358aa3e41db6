import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { useAct } from "../api/act";
import { api, type Schemas, unwrap } from "../api/client";
import { setLanguage, useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { ActResult } from "../ui/notice";
import { Page } from "../ui/page";
import { OutsideSignIn } from "./outside";
import { PasskeyButton } from "./passkey_button";
import { Shell } from "./shell";

// Only paths of this app: a link from outside cannot send the person elsewhere after signing in.
function pathAfter(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "";
  return next.startsWith("/app") && !next.includes("//") ? next : "/app";
}

export default function SignIn() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const search = useSearch();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const act = useAct((body: { email: string; password: string; code: string }) => unwrap(api.POST("/session", { body })));
  const byPasskey = useAct((body: Schemas["PasskeyAnswer"]) => unwrap(api.POST("/session/passkey", { body })));
  const asksForCode = act.problem?.key === "session.code_needed" || act.problem?.key === "session.wrong_code" || code !== "";

  async function send(event: FormEvent) {
    event.preventDefault();
    await enter(await act.run({ email: email.trim(), password, code: code.trim() }));
  }

  async function enter(session: Schemas["Session"] | undefined) {
    if (!session) return;
    await setLanguage(session.language);
    client.clear();
    client.setQueryData(["session"], session);
    navigate(pathAfter(search));
  }

  return (
    <Shell>
      <Page title={t("sign_in.title")} shape="narrow">
        <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate>
          <TextField name="email" label={t("sign_in.email")} type="email" autoComplete="username" value={email} onChange={setEmail} problem={act.problem} />
          <TextField name="password" label={t("sign_in.password")} type="password" autoComplete="current-password" value={password} onChange={setPassword} problem={act.problem} />
          {asksForCode && <TextField name="code" label={t("sign_in.code")} hint={t("sign_in.code_hint")} autoComplete="one-time-code" size="middle" value={code} onChange={setCode} problem={act.problem} />}
          <div><button className="button first large" disabled={act.isRunning}>{t("sign_in.go")}</button></div>
          <ActResult act={act} fields={["email", "password", "code"]} />
        </form>
        <PasskeyButton label={t("sign_in.with_passkey")} onAnswer={async (answer) => enter(await byPasskey.run(answer))} />
        <ActResult act={byPasskey} />
        <OutsideSignIn />
        <section className="stack tight">
          <h2>{t("sign_in.no_account")}</h2>
          <p className="soft">{t("sign_in.no_account_text")}</p>
          <p className="soft">{t("sign_in.forgotten")}</p>
          <p><a href="/register">{t("sign_in.look_up")}</a></p>
        </section>
      </Page>
    </Shell>
  );
}
