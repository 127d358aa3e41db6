// The right side: what counts as proof here, the files behind this answer, and the way to add more.
import { type RefObject, useMemo, useState } from "react";
import { Link } from "wouter";
import { useQueryClient } from "@tanstack/react-query";
import { newKey, type Schemas } from "../api/client";
import { ContentDoubt } from "../evidence/content_doubt";
import { DownloadButton } from "../evidence/download";
import { DropZone } from "../evidence/drop_zone";
import { ageOf } from "../evidence/freshness";
import { GoneNotice, useGone } from "../evidence/gone";
import { link, useLink, useUnlink } from "../evidence/links";
import { EditFile } from "../evidence/edit_file";
import { PeriodWords } from "../evidence/period_fields";
import { canLook } from "../evidence/look";
import { PreviewDialog } from "../evidence/preview";
import { UploadList } from "../evidence/upload_list";
import { useUploads } from "../evidence/use_uploads";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { ActResult } from "../ui/notice";
import { Numbers } from "../ui/numbers";
import type { Item } from "./view";

interface SideProps {
  assessment: Schemas["Assessment"];
  item: Item;
  items: readonly Item[];
  shelf: readonly Schemas["Evidence"][];
  mayAnswer: boolean;
  button: RefObject<HTMLButtonElement | null>;
}

const standsBehind = (file: Schemas["Evidence"], assessment: string, criterion: string) =>
  file.stands_behind.some((each) => each.assessment === assessment && each.criterion === criterion);

export function EvidenceSide({ assessment, item, items, shelf, mayAnswer, button }: SideProps) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const { criterion } = item;
  const number = criterion.number;
  const behind = useMemo(() => shelf.filter((file) => standsBehind(file, assessment.id, number)), [shelf, assessment.id, number]);
  const [looked, setLooked] = useState<Schemas["Evidence"] | null>(null);
  const { gone, expect, putAway } = useGone(behind);
  const uploads = useUploads(`${assessment.id}.${number}`, assessment.organisation_id, async (evidence) => {
    await link(assessment.id, { criterion: number, evidence }, newKey());
    await client.invalidateQueries({ queryKey: ["answers", assessment.id] });
  });
  return (
    <aside className="proof" aria-labelledby="proof-title">
      <div className="stack">
        <h3 id="proof-title">{t("proof.title")}</h3>
        <section className="proof-counts">
          <h4>{t("proof.what_counts")}</h4>
          <p className="keep-lines">{criterion.words.proof}</p>
        </section>
        {mayAnswer && (
          <>
            <DropZone onFiles={uploads.add} button={button} isSmall />
            <UploadList uploads={uploads.uploads} onRetry={uploads.retry} onClear={uploads.clear} />
          </>
        )}
        <GoneNotice gone={gone} place="criterion" onPutAway={putAway} />
        {looked && <PreviewDialog file={looked} isGone={!shelf.some(({ id }) => id === looked.id)} onClose={() => setLooked(null)} />}
        {behind.length > 0 && (
          <ul className="plain stack tight" aria-label={t("proof.behind")}>
            {behind.map((file) => <Proof key={file.id} file={file} assessment={assessment.id} item={item} mayAnswer={mayAnswer} onLook={() => setLooked(file)} onLoosen={() => expect(file.id)} />)}
          </ul>
        )}
        {behind.length === 0 && !mayAnswer && <p className="soft">{t("proof.none")}</p>}
        {mayAnswer && <FromShelf assessment={assessment.id} item={item} items={items} shelf={shelf.filter((file) => !behind.includes(file))} />}
      </div>
    </aside>
  );
}

interface ProofProps {
  file: Schemas["Evidence"];
  assessment: string;
  item: Item;
  mayAnswer: boolean;
  onLook: () => void; // The dialog stands outside, so that it outlives the line.
  onLoosen: () => void;
}

function Proof({ file, assessment, item, mayAnswer, onLook, onLoosen }: ProofProps) {
  const { t } = useLanguage();
  const [isEditing, setIsEditing] = useState(false);
  const unlink = useUnlink(assessment);
  const number = item.criterion.number;
  const elsewhere = file.stands_behind.filter((each) => each.assessment === assessment && each.criterion !== number).map((each) => each.criterion);
  const age = ageOf({ ...file, stands_behind: [{ assessment, criterion: number }] }, assessment, new Map([[number, item.criterion.freshness_days]]), today());
  return (
    <li className="proof-file stack tight">
      <p className="row"><Icon name="file" /><strong className="upload-name">{file.file_name}</strong></p>
      <p className="small soft">
        <PeriodWords from={file.effective_from} to={file.effective_to} />
        {mayAnswer && <> <button type="button" className="inline-button" onClick={() => setIsEditing(true)}>{t(file.effective_from || file.effective_to ? "proof.edit_period" : "proof.say_period")}<span className="visually-hidden"> {file.file_name}</span></button></>}
      </p>
      <ContentDoubt file={file} />
      {age && age.over > 0 && <p className="small"><span className="tag wait"><Icon name="clock" />{t("file.stale", { n: age.over, criterion: age.criterion, limit: age.limit })}</span></p>}
      {elsewhere.length > 0 && <p className="small">{t("proof.elsewhere", { n: elsewhere.length })} <Numbers of={elsewhere} limit={6} /></p>}
      <div className="row small">
        {canLook(file) && <button type="button" className="link-button" onClick={onLook}><Icon name="search" />{t("file.look")}<span className="visually-hidden"> {file.file_name}</span></button>}
        {!canLook(file) && <span className="soft">{t("look.none")}</span>}
        <DownloadButton evidence={file.id} fileName={file.file_name} />
        {mayAnswer && <button type="button" className="link-button" disabled={unlink.isRunning} onClick={() => { onLoosen(); void unlink.run({ criterion: number, evidence: file.id }); }}>{t("proof.loosen")}<span className="visually-hidden"> {file.file_name}</span></button>}
      </div>
      <ActResult act={unlink} />
      {isEditing && <EditFile file={file} onClose={() => setIsEditing(false)} />}
    </li>
  );
}

// Files on the shelf already: those that prove a neighbouring criterion of the same requirement stand first.
function FromShelf({ assessment, item, items, shelf }: { assessment: string; item: Item; items: readonly Item[]; shelf: readonly Schemas["Evidence"][] }) {
  const { t } = useLanguage();
  const act = useLink(assessment);
  const [chosen, setChosen] = useState("");
  const sorted = useMemo(() => {
    const kin = new Set(items.filter((each) => each.criterion.requirement === item.criterion.requirement).map((each) => each.criterion.number));
    const isKin = (file: Schemas["Evidence"]) => file.stands_behind.some((each) => kin.has(each.criterion));
    return [...shelf].sort((one, two) => Number(isKin(two)) - Number(isKin(one)));
  }, [items, item.criterion.requirement, shelf]);
  if (sorted.length === 0) return <p className="small"><Link href="/app/evidence">{t("proof.to_shelf")}</Link></p>;

  async function take() {
    if (await act.run({ criterion: item.criterion.number, evidence: chosen })) setChosen("");
  }

  return (
    <div className="field">
      <label htmlFor="from-shelf">{t("proof.from_shelf")}</label>
      <select id="from-shelf" className="input" value={chosen} onChange={(event) => setChosen(event.target.value)}>
        <option value="">{t("proof.choose")}</option>
        {sorted.map((file) => <option key={file.id} value={file.id}>{file.file_name}</option>)}
      </select>
      <div className="row">
        <button type="button" className="button" disabled={chosen === "" || act.isRunning} onClick={() => void take()}><Icon name="link" />{t("proof.tie")}</button>
        <ActResult act={act} />
      </div>
    </div>
  );
}
