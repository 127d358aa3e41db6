import { type FormEvent, useState } from "react";
import { useAct } from "../api/act";
import { api, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { ActResult } from "../ui/notice";
import { useActing } from "./acting";

const kPasswordMin = 10; // Characters; the server refuses fewer.

export function PasswordForm() {
  const { t } = useLanguage();
  const { session } = useActing();
  const [present, setPresent] = useState("");
  const [password, setPassword] = useState("");
  const act = useAct((body: { present: string; password: string }) => unwrap(api.PUT("/session/password", { body })), [["sessions"]]);
  const isWrong = act.problem?.key === "session.wrong_proof"; // Here only one thing is proved by: the present password.
  const isShort = password.length > 0 && password.length < kPasswordMin;

  async function send(event: FormEvent) {
    event.preventDefault();
    if (!(await act.run({ present, password }))) return;
    setPresent("");
    setPassword("");
  }

  return (
    <section className="stack" aria-labelledby="password">
      <h2 id="password">{t("password.title")}</h2>
      <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate>
        <p className="soft">{t("password.ends_others")}</p>
        <input type="hidden" name="username" autoComplete="username" value={session.email} readOnly />
        <TextField name="present" label={t("password.present")} type="password" autoComplete="current-password" size="middle" value={present} onChange={setPresent} problem={act.problem} fault={isWrong ? t("password.present_wrong") : undefined} />
        <TextField
          name="password" label={t("password.new")} hint={t("password.new_hint")} type="password" autoComplete="new-password" size="middle" value={password} onChange={setPassword}
          problem={act.problem} fault={isShort ? t("invite.password_short", { n: kPasswordMin - password.length }) : undefined}
        />
        <div className="row">
          <button className="button first" disabled={act.isRunning}>{t("password.change")}</button>
          {!isWrong && <ActResult act={act} done={t("password.changed")} fields={["present", "password"]} />}
        </div>
      </form>
    </section>
  );
}
