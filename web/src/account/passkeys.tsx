import { type FormEvent, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { canUsePasskeys, makePasskey, NoPasskey } from "../api/passkey";
import { withProof } from "../api/proof";
import { clock, dayOf, officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { ActResult, Notice, ProblemLine } from "../ui/notice";

const kRefreshes = [["factors"]];
type Made = Awaited<ReturnType<typeof makePasskey>>;

export function Passkeys({ passkeys }: { passkeys: Schemas["Factors"]["passkeys"] }) {
  const { t } = useLanguage();
  return (
    <section className="stack" aria-labelledby="passkeys">
      <h2 id="passkeys">{t("passkeys.title")}</h2>
      <p className="soft">{t("passkeys.text")}</p>
      {passkeys.length === 0 && <p>{t("passkeys.none")}</p>}
      {passkeys.length > 0 && <ul className="plain stack">{passkeys.map((one) => <OnePasskey key={one.id} one={one} />)}</ul>}
      {canUsePasskeys() ? <AddPasskey /> : <Notice kind="info"><p>{t("passkeys.unable")}</p></Notice>}
    </section>
  );
}

function OnePasskey({ one }: { one: Schemas["Factors"]["passkeys"][number] }) {
  const { t, language } = useLanguage();
  const act = useAct((passkey: string, key) => unwrap(api.DELETE("/session/passkeys/{passkey}", { params: { path: { passkey }, header: keyed(key) } })), kRefreshes);
  return (
    <li className="sheet row apart">
      <div>
        <p><strong>{one.name}</strong></p>
        <p className="small soft">
          {t("passkeys.made", { day: officeDate(dayOf(one.made_at), language) })} · {one.last_used_at ? t("passkeys.used", { moment: clock(one.last_used_at) }) : t("passkeys.never")}
        </p>
      </div>
      <div className="row">
        <button type="button" className="button" aria-label={t("passkeys.remove_one", { name: one.name })} disabled={act.isRunning} onClick={() => void act.run(one.id)}>{t("passkeys.remove")}</button>
        <ActResult act={act} />
      </div>
    </li>
  );
}

function AddPasskey() {
  const { t } = useLanguage();
  const [name, setName] = useState("");
  const [hasFailed, setHasFailed] = useState(false);
  const act = useAct((body: Made & { name: string }, key) => unwrap(api.POST("/session/passkeys", { params: { header: keyed(key) }, body })), kRefreshes);

  async function send(event: FormEvent) {
    event.preventDefault();
    setHasFailed(false);
    act.clear();
    try {
      const made = await withProof(makePasskey);
      if (await act.run({ ...made, name: name.trim() })) setName("");
    } catch (fault) {
      setHasFailed(true);
      if (!(fault instanceof NoPasskey)) console.warn("passkey", fault);
    }
  }

  return (
    <form className="sheet stack" onSubmit={(event) => void send(event)} noValidate>
      <TextField name="name" label={t("passkeys.name")} hint={t("passkeys.name_hint")} size="middle" value={name} onChange={setName} problem={act.problem} />
      <div className="row">
        <button className="button first" disabled={act.isRunning || name.trim() === ""}>{t("passkeys.add")}</button>
        <ActResult act={act} done={t("passkeys.added")} fields={["name"]} />
      </div>
      <div role="status">{hasFailed && <ProblemLine>{t("passkey.gone_wrong")}</ProblemLine>}</div>
    </form>
  );
}
