import { type FormEvent, useMemo, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { type Translate, useLanguage } from "../i18n/language";
import { useDraft } from "../ui/draft";
import { TextArea, TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { ActResult } from "../ui/notice";
import { type Pasted, pasted } from "./paste";

const kFaultsShown = 50;
const kAtOnce = 10_000; // The server takes no more in one act.

interface AddProps {
  organisation: string;
  followed: ReadonlyMap<string, string>; // Number and own name.
}

// A list pasted from a spreadsheet; good numbers are followed, faulty lines are named and stay in the field.
export function AddFirms({ organisation, followed }: AddProps) {
  const { t } = useLanguage();
  const [text, setText] = useDraft(`follow.${organisation}`);
  const [isOpen, setIsOpen] = useState(followed.size === 0 || text !== "");
  const [note, setNote] = useState("");
  const [added, setAdded] = useState(0);
  const found = useMemo(() => pasted(text, followed), [text, followed]);
  const act = useAct(
    (body: { corporate_numbers: string[]; names: Record<string, string>; note: string }, key) =>
      unwrap(api.POST("/organisations/{organisation}/follows", { params: { path: { organisation }, header: keyed(key) }, body })),
    [["follows", organisation]],
  );
  const firms = useMemo(() => [...found.good, ...found.renamed], [found]);
  const count = Math.min(firms.length, kAtOnce);

  async function send(event: FormEvent) {
    event.preventDefault();
    if (count === 0) return;
    const now = firms.slice(0, kAtOnce);
    const rest = [...found.faulty.map((faulty) => faulty.text), ...firms.slice(kAtOnce).map(({ number, name }) => `${number}\t${name}`)];
    const names = Object.fromEntries(now.filter(({ name }) => name !== "").map(({ number, name }) => [number, name]));
    if (!(await act.run({ corporate_numbers: now.map(({ number }) => number), names, note: note.trim() }))) return;
    setAdded(count);
    setText(rest.join("\n"));
  }

  return (
    <details className="sheet add-firms" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary><h2>{t("follow.add.title")}</h2></summary>
      <form className="stack" onSubmit={(event) => void send(event)}>
        <TextArea name="corporate_numbers" label={t("follow.add.numbers")} hint={t("follow.add.hint")} rows={5} value={text} onChange={(next) => { setText(next); if (!act.isRunning) act.clear(); }} problem={act.problem} />
        <TextField name="note" label={t("follow.add.note")} hint={t("follow.add.note_hint")} isOptional value={note} onChange={setNote} size="middle" problem={act.problem} />
        <div role="status"><Faults found={found} /></div>
        <div className="row">
          <button className="button first" disabled={count === 0 || act.isRunning}>{count > 0 ? t("follow.add.go", { n: count }) : t("follow.add.go_none")}</button>
          <ActResult act={act} done={t("follow.add.done", { n: added })} fields={["corporate_numbers", "note"]} />
        </div>
      </form>
    </details>
  );
}

function Faults({ found }: { found: Pasted }) {
  const { t } = useLanguage();
  if (found.good.length + found.renamed.length + found.faulty.length === 0) return null;
  const named = found.good.filter(({ name }) => name !== "").length;
  return (
    <div className="stack tight">
      {found.good.length > 0 && <p className="good-line"><Icon name="check" /><span>{t("follow.add.good", { n: found.good.length })}{named > 0 && <> {t("follow.add.named", { n: named })}</>}</span></p>}
      {found.renamed.length > 0 && <p className="good-line"><Icon name="edit" /><span>{t("follow.add.renamed", { n: found.renamed.length })}</span></p>}
      {found.faulty.length > 0 && (
        <>
          <p className="problem-line"><Icon name="warning" /><span>{t("follow.add.faulty", { n: found.faulty.length })}</span></p>
          <ul className="faults">
            {found.faulty.slice(0, kFaultsShown).map((faulty) => (
              <li key={faulty.line}><strong>{t("follow.add.line", { n: faulty.line })}</strong> <span className="code">{faulty.text.slice(0, 60)}</span>：{faultWords(t, faulty)}</li>
            ))}
            {found.faulty.length > kFaultsShown && <li>{t("follow.add.more", { n: found.faulty.length - kFaultsShown })}</li>}
          </ul>
        </>
      )}
    </div>
  );
}

function faultWords(t: Translate, { fault, digits }: Pasted["faulty"][number]): string {
  switch (fault) {
    case "none": return t("follow.fault.none");
    case "short": return t("follow.fault.short", { n: digits });
    case "long": return t("follow.fault.long", { n: digits });
    case "wrong_check": return t("follow.fault.check");
    case "twice": return t("follow.fault.twice");
    case "followed": return t("follow.fault.followed");
  }
}
