// Out to a file and in from one. The text passes through the rules' own reader and writer both ways.
import { type ChangeEvent, useId, useRef, useState } from "react";
import { today } from "../i18n/dates";
import { type Translate, useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icons";
import { ProblemLine } from "../ui/notice";
import { saveFile } from "../ui/save_file";
import { type Fault, isFault, type SelfCheckFile } from "./core";
import { sentence, type Tools, useStanding, useTools } from "./shared";
import { fileOf, type Work, workOf } from "./store";

const kMaxBytes = 20 * 1024 * 1024; // As the server takes them.

export function saveWork({ catalogue, rules, store }: Tools, t: Translate): Fault | undefined {
  const work = store.now();
  const now = new Date().toISOString();
  const written = rules.read(JSON.stringify(fileOf(work, catalogue.edition.id, rules.sha256, now)));
  if (isFault(written)) return written.error;
  const name = t("offline.file_name", { firm: work.firm === "" ? "" : `${work.firm}_`, star: work.star, day: today() }).replace(/[\\/:*?"<>|]/g, "_");
  saveFile(new Blob([written.text], { type: "application/json" }), name);
  store.markSaved(now);
  return undefined;
}

export function SaveButton({ isFirst = false }: { isFirst?: boolean }) {
  const { t } = useLanguage();
  const tools = useTools();
  const [fault, setFault] = useState<Fault>();
  return (
    <>
      <button type="button" className={isFirst ? "button first" : "button"} onClick={() => setFault(saveWork(tools, t))}><Icon name="download" />{t("offline.save")}</button>
      {fault && <ProblemLine>{sentence(t, fault)}</ProblemLine>}
    </>
  );
}

const countOf = (work: Work) => Object.keys(work.answers).length;

// Opens a file. Where something stands already, it is asked first and can be taken back.
export function OpenButton({ onOpened }: { onOpened?: () => void }) {
  const { t } = useLanguage();
  const tools = useTools();
  const { work } = useStanding();
  const field = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [fault, setFault] = useState<{ name: string; fault: Fault }>();
  const [waiting, setWaiting] = useState<{ name: string; next: Work; isOtherPrint: boolean }>();
  const [undo, setUndo] = useState<{ name: string; before: Work; isOtherPrint: boolean }>();

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = ""; // The same file may be chosen again.
    if (!file) return;
    setFault(undefined);
    setUndo(undefined);
    const read = file.size > kMaxBytes ? { error: { key: "offline.too_large", field: "", params: {} } } : tools.rules.read(await file.text());
    if (isFault(read)) return setFault({ name: file.name, fault: read.error });
    const parsed = JSON.parse(read.text) as SelfCheckFile;
    const found = { name: file.name, next: workOf(parsed), isOtherPrint: parsed.catalogue_sha256 !== "" && parsed.catalogue_sha256 !== tools.rules.sha256 };
    if (countOf(tools.store.now()) > 0 && tools.store.now().isChanged) setWaiting(found);
    else take(found);
  }
  function take(found: NonNullable<typeof waiting>) {
    setWaiting(undefined);
    setUndo({ name: found.name, before: tools.store.replace(found.next), isOtherPrint: found.isOtherPrint });
    onOpened?.();
  }

  return (
    <>
      <button type="button" className="button" onClick={() => field.current?.click()}><Icon name="upload" />{t("offline.open")}</button>
      <input ref={field} className="visually-hidden" type="file" accept=".json,application/json" tabIndex={-1} aria-label={t("offline.open")} aria-describedby={hint} onChange={(event) => void choose(event)} />
      <span id={hint} className="visually-hidden">{t("offline.open_hint")}</span>
      <div role="status" className="opened">
        {fault && <ProblemLine>{t("offline.cannot_open", { name: fault.name })} {sentence(t, fault.fault)}</ProblemLine>}
        {undo && (
          <p className="good-line">
            <Icon name="check" />
            <span>
              {t("offline.opened", { name: undo.name, n: countOf(work) })} {undo.isOtherPrint && t("offline.other_print")}
              {countOf(undo.before) > 0 && <button type="button" className="link-button" onClick={() => { tools.store.replace(undo.before); setUndo(undefined); }}>{t("offline.take_back", { n: countOf(undo.before) })}</button>}
            </span>
          </p>
        )}
      </div>
      {waiting && (
        <Dialog title={t("offline.replace_title")} onClose={() => setWaiting(undefined)}>
          <p>{t("offline.replace_text", { n: countOf(work), name: waiting.name, m: countOf(waiting.next) })}</p>
          <div className="row">
            <button type="button" className="button first" onClick={() => { if (!saveWork(tools, t)) take(waiting); }}>{t("offline.replace_save_first")}</button>
            <button type="button" className="button" onClick={() => take(waiting)}>{t("offline.replace_now")}</button>
            <button type="button" className="button quiet" onClick={() => setWaiting(undefined)}>{t("ui.cancel")}</button>
          </div>
        </Dialog>
      )}
    </>
  );
}

// Wipes what this browser keeps: for a PC that others use, too.
export function WipeButton() {
  const { t } = useLanguage();
  const { store } = useTools();
  const { work } = useStanding();
  const [isAsking, setIsAsking] = useState(false);
  const [before, setBefore] = useState<Work>();
  return (
    <>
      <button type="button" className="button grave" disabled={countOf(work) === 0 && Object.keys(work.profile).length === 0} onClick={() => setIsAsking(true)}><Icon name="trash" />{t("offline.wipe")}</button>
      <div role="status">
        {before && <p className="good-line"><Icon name="check" /><span>{t("offline.wiped")} <button type="button" className="link-button" onClick={() => { store.replace(before); setBefore(undefined); }}>{t("offline.take_back", { n: countOf(before) })}</button></span></p>}
      </div>
      {isAsking && (
        <Dialog title={t("offline.wipe_title")} onClose={() => setIsAsking(false)}>
          <p>{t("offline.wipe_text", { n: countOf(work) })}</p>
          <div className="row">
            <button type="button" className="button grave first" onClick={() => { setBefore(store.replace(null)); setIsAsking(false); }}>{t("offline.wipe_do", { n: countOf(work) })}</button>
            <button type="button" className="button quiet" onClick={() => setIsAsking(false)}>{t("ui.cancel")}</button>
          </div>
        </Dialog>
      )}
    </>
  );
}
