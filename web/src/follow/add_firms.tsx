import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { type Translate, useLanguage } from "../i18n/language";
import { useDraft } from "../ui/draft";
import { TextArea, TextField } from "../ui/field";
import { Icon } from "../ui/icons";
import { ActResult } from "../ui/notice";
import { keepsItself } from "../ui/unsaved";
import { type Pasted, pasted } from "./paste";

const kShown = 50; // Lines of each kind; the rest is counted.
const kInSight = 6; // More are scrolled, by the keyboard too.
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
  const [renames, setRenames] = useState(false);
  const firms = useMemo(() => (renames ? [...found.good, ...found.renamed] : found.good), [found, renames]);
  const count = Math.min(firms.length, kAtOnce);

  async function send(event: FormEvent) {
    event.preventDefault();
    if (count === 0) return;
    const now = firms.slice(0, kAtOnce);
    // What is left to correct or to send stays in the field; what needs nothing more does not come back as something else.
    const rest = [...found.faulty.map((faulty) => faulty.text), ...firms.slice(kAtOnce).map(({ number, name }) => `${number}\t${name}`)];
    const names = Object.fromEntries(now.filter(({ name }) => name !== "").map(({ number, name }) => [number, name]));
    if (!(await act.run({ corporate_numbers: now.map(({ number }) => number), names, note: note.trim() }))) return;
    setAdded(count);
    setRenames(false);
    setText(rest.join("\n"));
  }

  return (
    <details className="sheet add-firms" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary><h2>{t("follow.add.title")}</h2></summary>
      <form className="stack" onSubmit={(event) => void send(event)} {...keepsItself}>
        <TextArea name="corporate_numbers" label={t("follow.add.numbers")} hint={t("follow.add.hint")} rows={5} value={text} onChange={(next) => { setText(next); if (!act.isRunning) act.clear(); }} problem={act.problem} />
        <TextField name="note" label={t("follow.add.note")} hint={t("follow.add.note_hint")} isOptional value={note} onChange={setNote} size="middle" problem={act.problem} />
        <Preview found={found} renames={renames} setRenames={setRenames} />
        <div className="row">
          <button className="button first" disabled={count === 0 || act.isRunning}>{count > 0 ? t("follow.add.go", { n: count }) : t("follow.add.go_none")}</button>
          <ActResult act={act} done={t("follow.add.done", { n: added })} fields={["corporate_numbers", "note"]} />
        </div>
      </form>
    </details>
  );
}

// What pressing the button will do, line by line, before it is pressed.
function Preview({ found, renames, setRenames }: { found: Pasted; renames: boolean; setRenames: (renames: boolean) => void }) {
  const { t } = useLanguage();
  const { header, good, renamed, known, twice, faulty } = found;
  const named = good.filter(({ name }) => name !== "").length;
  return (
    <div className="stack tight">
      <div role="status" className="stack tight">
        {header && <p className="small soft">{t("follow.add.header", { n: header.line, text: header.text.slice(0, 60) })}</p>}
        {good.length > 0 && <p className="good-line"><Icon name="check" /><span>{t("follow.add.good", { n: good.length })}{named > 0 && <> {t("follow.add.named", { n: named })}</>}</span></p>}
        {known > 0 && <p className="small soft">{t("follow.add.known", { n: known })}</p>}
        {twice.length > 0 && <p className="small soft">{t("follow.add.twice", { n: twice.length })}</p>}
        {renamed.length > 0 && <p>{t("follow.add.other_name", { n: renamed.length })}</p>}
        {faulty.length > 0 && <p className="problem-line"><Icon name="warning" /><span>{t("follow.add.faulty", { n: faulty.length })}</span></p>}
      </div>
      <Lines items={faulty} line={(each) => <><strong>{t("follow.add.line", { n: each.line })}</strong> <span className="code">{each.text.slice(0, 60)}</span>：{faultWords(t, each)}</>} />
      {renamed.length > 0 && (
        <>
          <Lines items={renamed} line={({ number, name, before }) => <><span className="code">{number}</span> {before ? t("follow.add.rename", { before, name }) : t("follow.add.name_new", { name })}</>} />
          <label className="choice"><input type="checkbox" checked={renames} onChange={(event) => setRenames(event.target.checked)} /><span>{t("follow.add.take_names", { n: renamed.length })}</span></label>
        </>
      )}
      {good.length + twice.length > 0 && (
        <details>
          <summary>{t("follow.add.preview")}</summary>
          <Lines items={good} line={({ number, name }) => <><span className="code">{number}</span> {name || <span className="soft">{t("follow.add.nameless")}</span>}</>} />
          <Lines items={twice} line={(each) => <><strong>{t("follow.add.line", { n: each.line })}</strong> <span className="code">{each.text.slice(0, 60)}</span>：{t(each.isOtherName ? "follow.add.twice_other_name" : "follow.add.twice_line", { n: each.first })}</>} />
        </details>
      )}
    </div>
  );
}

function Lines<T>({ items, line }: { items: readonly T[]; line: (item: T) => ReactNode }) {
  const { t } = useLanguage();
  if (items.length === 0) return null;
  return (
    <ul className="faults" tabIndex={items.length > kInSight ? 0 : undefined}>
      {items.slice(0, kShown).map((item, index) => <li key={index}>{line(item)}</li>)}
      {items.length > kShown && <li>{t("follow.add.more", { n: items.length - kShown })}</li>}
    </ul>
  );
}

function faultWords(t: Translate, { fault, digits }: Pasted["faulty"][number]): string {
  switch (fault) {
    case "none": return t("follow.fault.none");
    case "short": return t("follow.fault.short", { n: digits });
    case "long": return t("follow.fault.long", { n: digits });
    case "wrong_check": return t("follow.fault.check");
  }
}
