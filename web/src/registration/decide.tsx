import { useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { officeDate } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { firmName } from "../organisation/firm_name";
import { Dialog } from "../ui/dialog";
import { useDraft } from "../ui/draft";
import { TextArea, TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { ActResult } from "../ui/notice";
import type { Registration } from "./registration";

export type Outcome = "registered" | "refused";

interface DecideProps {
  assessment: string;
  found: Registration;
  onDone: (outcome: Outcome) => void;
}

// Two acts that cannot be taken back: each says first what it will do, in names and days.
export function Decide({ assessment, found, onDone }: DecideProps) {
  const { t } = useLanguage();
  const [number, setNumber] = useState("");
  const [open, setOpen] = useState<Outcome | null>(null);
  return (
    <section className="sheet stack">
      <h2>{t(found.obstacle ? "registration.decide.title_barred" : "registration.decide.title")}</h2>
      {!found.obstacle && <TextField name="official_number" label={t("registration.decide.number")} hint={t("registration.decide.number_hint")} isOptional value={number} onChange={setNumber} size="middle" />}
      <div className="row">
        {!found.obstacle && <button type="button" className="button first" onClick={() => setOpen("registered")}><Icon name="check" />{t("registration.decide.register")}</button>}
        <button type="button" className="button" onClick={() => setOpen("refused")}><Icon name="returned" />{t("registration.decide.refuse")}</button>
      </div>
      {open === "registered" && <Register assessment={assessment} found={found} number={number.trim()} onClose={() => setOpen(null)} onDone={onDone} />}
      {open === "refused" && <Refuse assessment={assessment} found={found} onClose={() => setOpen(null)} onDone={onDone} />}
    </section>
  );
}

interface ActProps extends DecideProps {
  onClose: () => void;
}

const refreshed = (assessment: string) => [["registration", assessment], ["registrations"]];

function Register({ assessment, found, number, onClose, onDone }: ActProps & { number: string }) {
  const { t, language } = useLanguage();
  const { declaration, preview } = found;
  const certificate = preview.certificates[0];
  const act = useAct(
    (body: { seal: string; official_number?: string }, key) =>
      unwrap(api.POST("/assessments/{assessment}/registration", { params: { path: { assessment }, header: keyed(key) }, body })),
    refreshed(assessment),
  );
  async function go() {
    if (await act.run({ seal: declaration.seal.form_sha256, ...(number && { official_number: number }) })) onDone("registered");
  }
  return (
    <Dialog title={t("registration.register.title", { organisation: firmName(declaration, language), star: declaration.star })} onClose={onClose}>
      <ul>
        <li>{t("registration.register.public")}</li>
        {certificate && <li>{t("registration.register.until", { day: officeDate(certificate.last_valid_day, language) })}</li>}
        <li>{t("registration.register.seal", { code: declaration.seal.code })}</li>
        <li>{number ? t("registration.register.with_number", { number }) : t("registration.register.without_number")}</li>
        <li>{t("registration.register.no_undo")}</li>
      </ul>
      <div className="row">
        <button type="button" className="button first" disabled={act.isRunning} onClick={() => void go()}>{t("registration.register.go")}</button>
        <button type="button" className="button" onClick={onClose}>{t("ui.cancel")}</button>
      </div>
      <ActResult act={act} />
    </Dialog>
  );
}

function Refuse({ assessment, found, onClose, onDone }: ActProps) {
  const { t, language } = useLanguage();
  const [reason, setReason] = useDraft(`refusal.${assessment}`);
  const [isMissing, setIsMissing] = useState(false);
  const act = useAct(
    (body: { reason: string }, key) => unwrap(api.POST("/assessments/{assessment}/refusal", { params: { path: { assessment }, header: keyed(key) }, body })),
    refreshed(assessment),
  );
  async function go() {
    if (!reason.trim()) return setIsMissing(true);
    if (await act.run({ reason: reason.trim() })) {
      setReason("");
      onDone("refused");
    }
  }
  return (
    <Dialog title={t("registration.refuse.title", { organisation: firmName(found.declaration, language) })} onClose={onClose}>
      <ul>
        <li>{t("registration.refuse.will_show")}</li>
        <li>{t("registration.refuse.will_again")}</li>
        <li>{t("registration.refuse.not_public")}</li>
      </ul>
      <TextArea name="reason" label={t("registration.refuse.reason")} hint={t("registration.refuse.hint")} rows={4} value={reason} problem={act.problem}
        onChange={(text) => { setReason(text); setIsMissing(false); }} fault={isMissing ? t("registration.refuse.missing") : undefined} />
      <div className="row">
        <button type="button" className="button first" disabled={act.isRunning} onClick={() => void go()}>{t("registration.refuse.go")}</button>
        <button type="button" className="button" onClick={onClose}>{t("ui.cancel")}</button>
      </div>
      <ActResult act={act} fields={["reason"]} />
    </Dialog>
  );
}
