import { type FormEvent, useState } from "react";
import { useActing } from "../account/acting";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { dayOf, officeDate, today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { firmName } from "../organisation/firm_name";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { ActResult, Notice, ProblemLine } from "../ui/notice";
import type { DeclarationFields } from "./paper";
import { isSameName } from "./same_name";

// Signing is one deliberate act: a tick under what was read, one's own name, one button.
export function Sign({ assessment, page }: { assessment: Schemas["Assessment"]; page: DeclarationFields }) {
  const { t, language } = useLanguage();
  if (page.declared_at) {
    return (
      <div className="no-print">
        <Notice kind="good" title={t("declaration.done", { name: page.declared_by, day: officeDate(dayOf(page.declared_at), language) })}>
          <p>{assessment.certificate ? t("declaration.is_registered") : t("declaration.done_next")}</p>
          {assessment.certificate && <p><a href={`/register/${page.corporate_number}`}>{t("declaration.public_page")}</a></p>}
        </Notice>
      </div>
    );
  }
  if (page.obstacle) return <Notice kind="wait"><p>{page.obstacle}</p></Notice>;
  if (!assessment.permissions.includes("declare")) return <Notice kind="info"><p>{t("declaration.by_management")}</p></Notice>;
  return <SignForm assessment={assessment} page={page} />;
}

function SignForm({ assessment, page }: { assessment: Schemas["Assessment"]; page: DeclarationFields }) {
  const { t, language } = useLanguage();
  const { session } = useActing();
  const [isRead, setIsRead] = useState(false);
  const [name, setName] = useState("");
  const [hasTried, setHasTried] = useState(false);
  const act = useAct(
    (seal: string, key) => unwrap(api.POST("/assessments/{assessment}/declaration", { params: { path: { assessment: assessment.id }, header: keyed(key) }, body: { seal } })),
    [["assessment", assessment.id], ["declaration", assessment.id], ["assessments"]],
  );
  const isName = isSameName(name, session.name);

  function send(event: FormEvent) {
    event.preventDefault();
    setHasTried(true);
    if (isRead && isName) void act.run(page.seal.form_sha256);
  }

  return (
    <form className="sheet stack sign no-print" onSubmit={send} noValidate aria-labelledby="sign-heading">
      <h2 id="sign-heading">{t("declaration.sign.title")}</h2>
      <ul>
        <li>{t("declaration.sign.will_bind", { code: page.seal.code })}</li>
        <li>{t("declaration.sign.will_register")}</li>
        <li>{t("declaration.sign.change")}</li>
      </ul>
      <div>
        <label className="choice">
          <input type="checkbox" checked={isRead} onChange={(event) => setIsRead(event.target.checked)} aria-describedby={hasTried && !isRead ? "read-said" : undefined} />
          <span>{t("declaration.sign.read", { organisation: firmName(page, language) })}</span>
        </label>
        {hasTried && !isRead && <ProblemLine id="read-said">{t("declaration.sign.read_first")}</ProblemLine>}
      </div>
      <TextField
        name="name" label={t("declaration.sign.name")} hint={t("declaration.sign.name_hint", { name: session.name })} value={name} onChange={setName} size="middle" autoComplete="name"
        fault={hasTried && !isName ? t("declaration.sign.name_other", { name: session.name }) : undefined}
      />
      <p className="small soft">{t("declaration.sign.day", { day: officeDate(today(), language) })}</p>
      <div><button className="button first large" disabled={act.isRunning}><Icon name="edit" />{t("declaration.sign.go", { star: page.star })}</button></div>
      <ActResult act={act} />
    </form>
  );
}
