import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { outbox, type Words } from "../api/outbox";
import { clock } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";
import { StateTag } from "./state_mark";
import type { Criterion, Item } from "./view";

// Someone else, or oneself in another window, saved this answer meanwhile: both stand side by side, and the person chooses. Nothing is overwritten in silence.
export function Conflict({ assessment, item }: { assessment: string; item: Item }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const theirs = item.slot?.theirs;
  if (!theirs) return null;
  const number = item.criterion.number;
  const time = theirs.updated_at ? clock(theirs.updated_at) : "";

  function choose(choice: "mine" | "theirs") {
    outbox.resolve(assessment, number, choice);
    void client.invalidateQueries({ queryKey: ["answers", assessment] });
  }

  return (
    <section className="conflict sheet stack" role="alert">
      <h3><Icon name="warning" /> {theirs.is_own ? t("conflict.title_own") : t("conflict.title", { name: theirs.updated_by_name })}</h3>
      <p>{t("conflict.text")}</p>
      <div className="conflict-sides">
        <Side title={theirs.is_own ? t("conflict.own", { time }) : t("conflict.theirs", { name: theirs.updated_by_name, time })} words={theirs} criterion={item.criterion}>
          <button type="button" className="button" onClick={() => choose("theirs")}>{t("conflict.take_theirs")}</button>
        </Side>
        <Side title={t("conflict.mine")} words={item.words} criterion={item.criterion}>
          <button type="button" className="button" onClick={() => choose("mine")}>{t("conflict.keep_mine")}</button>
        </Side>
      </div>
      <p className="small soft">{t("conflict.edit")}</p>
    </section>
  );
}

function Side({ title, words, criterion, children }: { title: string; words: Words; criterion: Criterion; children: ReactNode }) {
  const { t } = useLanguage();
  const branches = criterion.branches.filter(({ key }) => words.branches.includes(key));
  return (
    <div className="conflict-side stack tight">
      <h4>{title}</h4>
      <p><StateTag state={words.state} /></p>
      {branches.length > 0 && <ul>{branches.map(({ key, text }) => <li key={key}>{text}</li>)}</ul>}
      {words.state === "planned" && <p>{words.planned_on} {words.planned_owner}</p>}
      {words.reason && <p className="keep-lines">{words.reason}</p>}
      <p className="keep-lines">{words.note || <span className="soft">{t("conflict.no_note")}</span>}</p>
      <div>{children}</div>
    </div>
  );
}
