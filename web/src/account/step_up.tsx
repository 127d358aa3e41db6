// Asks once more who sits there, in front of the page whose act needs it. Nothing on the page is lost, whatever the answer.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { useAct } from "../api/act";
import { api, type Schemas, unwrap } from "../api/client";
import { askForProofBy } from "../api/proof";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { ActResult } from "../ui/notice";
import { useActing } from "./acting";
import { OutsideProof } from "./outside";
import { PasskeyButton } from "./passkey_button";

export function StepUp() {
  const [answer, setAnswer] = useState<((isProved: boolean) => void) | null>(null);
  useEffect(() => askForProofBy(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))), []);
  if (!answer) return null;
  const close = (isProved: boolean) => {
    setAnswer(null);
    answer(isProved);
  };
  return <Question onProved={() => close(true)} onDeclined={() => close(false)} />;
}

function Question({ onProved, onDeclined }: { onProved: () => void; onDeclined: () => void }) {
  const { t } = useLanguage();
  const factors = useQuery(queries.factors());
  const act = useAct((passkey: Schemas["PasskeyAnswer"]) => unwrap(api.POST("/session/proof", { body: { passkey } })));
  const hasPasskey = (factors.data?.passkeys.length ?? 0) > 0;
  const isOutsideAlone = factors.data?.has_password === false && !hasPasskey && !factors.data.code_app_since;
  return (
    <Dialog title={t("step_up.title")} onClose={onDeclined}>
      <p>{t("step_up.why")}</p>
      {hasPasskey && <PasskeyButton label={t("step_up.with_passkey")} isFirst onAnswer={async (answer) => { if (await act.run(answer)) onProved(); }} />}
      <ActResult act={act} />
      {factors.data?.code_app_since && <Typed kind="code" onProved={onProved} />}
      {isOutsideAlone && <OutsideProof identities={factors.data?.identities ?? []} onProved={onProved} />}
      {factors.data?.has_password !== false && <Typed kind="password" onProved={onProved} />}
      <div><button type="button" className="button" onClick={onDeclined}>{t("step_up.not_now")}</button></div>
    </Dialog>
  );
}

// The password or a code, whichever the person has at hand.
function Typed({ kind, onProved }: { kind: "password" | "code"; onProved: () => void }) {
  const { t } = useLanguage();
  const { session } = useActing();
  const [typed, setTyped] = useState("");
  const act = useAct((body: { password?: string; code?: string }) => unwrap(api.POST("/session/proof", { body })));

  async function send(event: FormEvent) {
    event.preventDefault();
    if (await act.run({ [kind]: typed })) onProved();
  }

  return (
    <form className="stack tight" onSubmit={(event) => void send(event)} noValidate>
      {kind === "password"
        ? <>
            <input type="hidden" name="username" autoComplete="username" value={session.email} readOnly />
            <TextField name="password" label={t("step_up.password")} type="password" autoComplete="current-password" value={typed} onChange={setTyped} problem={act.problem} />
          </>
        : <TextField name="code" label={t("step_up.code")} inputMode="numeric" autoComplete="one-time-code" size="narrow" value={typed} onChange={setTyped} problem={act.problem} />}
      <div><button className="button first" disabled={act.isRunning}>{t("step_up.go")}</button></div>
      <ActResult act={act} fields={[kind]} />
    </form>
  );
}
