import { type FormEvent, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { dayOf, officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { ActResult, Notice } from "../ui/notice";

const kRefreshes = [["factors"], ["sessions"]];
const kQuietZone = 4; // Modules of white around a QR code, so that a camera finds its edge.

// An authenticator app beside the password: set up in two steps, with codes on paper for when it is lost.
export function CodeApp({ factors }: { factors: Schemas["Factors"] }) {
  const { t, language } = useLanguage();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <section className="stack" aria-labelledby="code-app">
      <h2 id="code-app">{t("code_app.title")}</h2>
      <p className="soft">{t("code_app.text")}</p>
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {factors.code_app_since
        ? <>
            <p>{t("code_app.since", { day: officeDate(dayOf(factors.code_app_since), language) })}</p>
            <InUse left={factors.recovery_codes_left} onCodes={setCodes} />
          </>
        : <SetUp onCodes={setCodes} />}
    </section>
  );
}

function SetUp({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const { t } = useLanguage();
  const [code, setCode] = useState("");
  const [secret, setSecret] = useState<{ secret: string; qr: { modules: number; path: string } } | null>(null);
  const begin = useAct((_: null) => unwrap(api.POST("/session/code-app")));
  const confirm = useAct((body: { code: string }) => unwrap(api.PUT("/session/code-app", { body })), kRefreshes);

  async function send(event: FormEvent) {
    event.preventDefault();
    const answer = await confirm.run({ code });
    if (!answer) return;
    setSecret(null);
    setCode("");
    onCodes(answer.recovery_codes);
  }

  if (!secret) {
    return (
      <div className="row">
        <button type="button" className="button" disabled={begin.isRunning} onClick={() => void begin.run(null).then((made) => made && setSecret(made))}>{t("code_app.begin")}</button>
        <ActResult act={begin} />
      </div>
    );
  }
  const width = secret.qr.modules + 2 * kQuietZone;
  return (
    <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate>
      <p>{t("code_app.scan")}</p>
      <svg className="qr-code" viewBox={`${-kQuietZone} ${-kQuietZone} ${width} ${width}`} role="img" aria-label={t("code_app.qr")} shapeRendering="crispEdges">
        <rect x={-kQuietZone} y={-kQuietZone} width={width} height={width} fill="#fff" />
        <path d={secret.qr.path} fill="#000" />
      </svg>
      <p className="soft">{t("code_app.type")} <span className="code">{secret.secret.match(/.{1,4}/g)?.join(" ")}</span></p>
      <TextField name="code" label={t("code_app.code")} inputMode="numeric" autoComplete="one-time-code" size="narrow" value={code} onChange={setCode} problem={confirm.problem} />
      <div className="row">
        <button className="button first" disabled={confirm.isRunning}>{t("code_app.confirm")}</button>
        <ActResult act={confirm} fields={["code"]} />
      </div>
    </form>
  );
}

function InUse({ left, onCodes }: { left: number; onCodes: (codes: readonly string[]) => void }) {
  const { t } = useLanguage();
  const remove = useAct((_: null, key) => unwrap(api.DELETE("/session/code-app", { params: { header: keyed(key) } })), kRefreshes);
  const renew = useAct((_: null) => unwrap(api.POST("/session/recovery-codes")), kRefreshes);
  return (
    <>
      <p>{t("recovery.left", { n: left })}</p>
      <div className="row">
        <button type="button" className="button" disabled={renew.isRunning} onClick={() => void renew.run(null).then((made) => made && onCodes(made.recovery_codes))}>{t("recovery.renew")}</button>
        <button type="button" className="button" disabled={remove.isRunning} onClick={() => void remove.run(null)}>{t("code_app.remove")}</button>
        <ActResult act={renew} />
        <ActResult act={remove} done={t("code_app.removed")} />
      </div>
    </>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useLanguage();
  return (
    <Notice kind="warn" title={t("recovery.title")}>
      <p>{t("recovery.text")}</p>
      <ul className="plain recovery-codes">{codes.map((code) => <li key={code} className="code">{code}</li>)}</ul>
      <div className="row no-print">
        <button type="button" className="button" onClick={() => window.print()}>{t("recovery.print")}</button>
        <button type="button" className="button first" onClick={onKept}>{t("recovery.kept")}</button>
      </div>
    </Notice>
  );
}
