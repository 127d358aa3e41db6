import { type FormEvent, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { ActResult } from "../ui/notice";

type Kind = Schemas["QualificationKind"];
const kKey = /^[a-z][a-z0-9_]{0,39}$/; // As the API asks.

// The kinds of qualification accepted here: the scheme's own list is open, so it is kept as data.
export function Kinds({ kinds }: { kinds: readonly Kind[] }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<string | null>(null); // "" is a new kind.
  return (
    <section className="stack" aria-labelledby="kinds-heading">
      <h2 id="kinds-heading">{t("operator.kinds.title")}</h2>
      <p className="soft">{t("operator.kinds.text")}</p>
      <ul className="plain stack tight">
        {kinds.map((kind) => (
          <li key={kind.key} className="sheet stack tight">
            <div className="row apart">
              <span><strong>{kind.name.ja}</strong> <span lang="en" className="soft">{kind.name.en}</span></span>
              <span className="row">
                <span className={`tag ${kind.is_accepted ? "good" : ""}`}><Icon name={kind.is_accepted ? "check" : "dash"} />{t(kind.is_accepted ? "operator.kinds.accepted" : "operator.kinds.not_accepted")}</span>
                <button type="button" className="link-button" aria-expanded={open === kind.key} onClick={() => setOpen(open === kind.key ? null : kind.key)}><Icon name="edit" />{t("operator.kinds.change")}<span className="visually-hidden"> {kind.name.ja}</span></button>
              </span>
            </div>
            {open === kind.key && <KindForm kind={kind} />}
          </li>
        ))}
      </ul>
      {open === "" ? <div className="sheet"><KindForm /></div> : <div><button type="button" className="button" onClick={() => setOpen("")}>{t("operator.kinds.add")}</button></div>}
    </section>
  );
}

function KindForm({ kind }: { kind?: Kind }) {
  const { t } = useLanguage();
  const [key, setKey] = useState(kind?.key ?? "");
  const [ja, setJa] = useState(kind?.name.ja ?? "");
  const [en, setEn] = useState(kind?.name.en ?? "");
  const [isAccepted, setIsAccepted] = useState(kind?.is_accepted ?? true);
  const [hasTried, setHasTried] = useState(false);
  const act = useAct(
    (body: { ja: string; en: string; is_accepted: boolean }, idempotency) =>
      unwrap(api.PUT("/qualification-kinds/{kind}", { params: { path: { kind: key }, header: keyed(idempotency) }, body })),
    [["qualification-kinds"], ["all-experts"]],
  );
  function send(event: FormEvent) {
    event.preventDefault();
    setHasTried(true);
    if (kKey.test(key)) void act.run({ ja: ja.trim(), en: en.trim(), is_accepted: isAccepted });
  }
  return (
    <form className="stack" onSubmit={send} noValidate>
      {!kind && <TextField name="key" label={t("operator.kinds.key")} hint={t("operator.kinds.key_hint")} value={key} onChange={setKey} size="middle" problem={act.problem} fault={hasTried && !kKey.test(key) ? t("operator.kinds.key_wrong") : undefined} />}
      <TextField name="ja" label={t("operator.kinds.ja")} value={ja} onChange={setJa} problem={act.problem} />
      <TextField name="en" label={t("operator.kinds.en")} value={en} onChange={setEn} problem={act.problem} />
      <label className="choice">
        <input type="checkbox" checked={isAccepted} onChange={(event) => setIsAccepted(event.target.checked)} />
        <span>{t("operator.kinds.accept")}</span>
      </label>
      <div className="row">
        <button className="button first" disabled={act.isRunning}>{t("ui.save")}</button>
        <ActResult act={act} done={t("ui.saved")} fields={["key", "ja", "en"]} />
      </div>
    </form>
  );
}
