import { type FormEvent, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, newKey, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { FieldFrame, TextField } from "../ui/field";
import { ActResult } from "../ui/notice";
import { type Table, uploadTable } from "./upload";

type Files = Partial<Record<Table, File>>;

// Sends the tables and has them checked.
async function handIn(network: string, files: Files, onShare: (table: Table, share: number) => void): Promise<void> {
  for (const table of ["nodes", "links", "essentiality"] as const) {
    const file = files[table];
    if (file) await uploadTable(network, table, file, (share) => onShare(table, share));
  }
  await unwrap(api.POST("/networks/{network}/preparation", { params: { path: { network }, header: keyed(newKey()) } }));
}

function useHandIn() {
  const { t } = useLanguage();
  const [files, setFiles] = useState<Files>({});
  const [line, setLine] = useState("");
  const say = (table: Table, share: number) => setLine(t("cascade.sending", { file: files[table]?.name ?? table, percent: Math.round(share * 100) }));
  return { files, setFiles, line, send: (network: string) => handIn(network, files, say).finally(() => setLine("")) };
}

function TableFields({ files, onChange }: { files: Files; onChange: (files: Files) => void }) {
  const { t } = useLanguage();
  const fields: [Table, string, string, boolean][] = [
    ["nodes", t("cascade.field.nodes"), t("cascade.field.nodes_hint"), false], ["links", t("cascade.field.links"), t("cascade.field.links_hint"), false],
    ["essentiality", t("cascade.field.essentiality"), t("cascade.field.essentiality_hint"), true],
  ];
  return (
    <>
      {fields.map(([table, label, hint, isOptional]) => (
        <FieldFrame key={table} name={table} label={label} hint={hint} isOptional={isOptional}>
          {(control) => <input {...control} className="input" type="file" accept=".csv,.txt,text/csv" required={!isOptional} onChange={(event) => onChange({ ...files, [table]: event.target.files?.[0] })} />}
        </FieldFrame>
      ))}
    </>
  );
}

export function NewNetwork({ organisation, isOpen }: { organisation: string; isOpen: boolean }) {
  const { t } = useLanguage();
  const [, navigate] = useLocation();
  const [name, setName] = useState("");
  const [source, setSource] = useState("");
  const [dataOn, setDataOn] = useState("");
  const tables = useHandIn();
  const made = useRef<{ about: string; id: string } | null>(null); // Not made again when only a file was at fault.
  const act = useAct(
    async (body: { name: string; source: string; data_on: string }, key) => {
      const about = JSON.stringify(body);
      if (made.current?.about !== about) made.current = { about, id: (await unwrap(api.POST("/organisations/{organisation}/networks", { params: { path: { organisation }, header: keyed(key) }, body }))).id };
      await tables.send(made.current.id);
      return made.current.id;
    },
    [["networks", organisation]],
  );
  async function send(event: FormEvent) {
    event.preventDefault();
    const id = await act.run({ name: name.trim(), source: source.trim(), data_on: dataOn });
    if (id) navigate(`/app/cascade/networks/${id}`);
  }
  return (
    <details className="sheet" open={isOpen}>
      <summary><h2>{t("cascade.new")}</h2></summary>
      <form className="stack" onSubmit={(event) => void send(event)}>
        <p>{t("cascade.new_text")}</p>
        <TextField name="name" label={t("cascade.field.name")} hint={t("cascade.field.name_hint")} value={name} onChange={setName} isRequired size="middle" problem={act.problem} />
        <TextField name="source" label={t("cascade.field.source")} isOptional value={source} onChange={setSource} size="middle" problem={act.problem} />
        <TextField name="data_on" type="date" label={t("cascade.field.data_on")} isOptional value={dataOn} onChange={setDataOn} size="narrow" problem={act.problem} />
        <TableFields files={tables.files} onChange={tables.setFiles} />
        <div className="row">
          <button className="button first" disabled={act.isRunning || !tables.files.nodes || !tables.files.links}>{t("cascade.send")}</button>
          <span role="status">{tables.line}</span>
          <ActResult act={act} fields={["name", "source", "data_on"]} />
        </div>
      </form>
    </details>
  );
}

// For a network whose files were at fault, or whose hand-in was cut off.
export function FilesAgain({ network }: { network: string }) {
  const { t } = useLanguage();
  const tables = useHandIn();
  const act = useAct((_: undefined) => tables.send(network), [["network", network]]);
  return (
    <form className="sheet stack" onSubmit={(event) => { event.preventDefault(); void act.run(undefined); }}>
      <h2>{t("cascade.again")}</h2>
      <TableFields files={tables.files} onChange={tables.setFiles} />
      <div className="row">
        <button className="button first" disabled={act.isRunning || !tables.files.nodes || !tables.files.links}>{t("cascade.send")}</button>
        <span role="status">{tables.line}</span>
        <ActResult act={act} />
      </div>
    </form>
  );
}
