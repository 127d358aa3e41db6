// Mandates and disclosures are listed and ended alike: in force with its last day and the way to end it, ended ones folded away.
import { type ReactNode, useState } from "react";
import type { Act } from "../api/act";
import { dayOf, officeDate, today } from "../i18n/dates";
import { type Translate, useLanguage } from "../i18n/language";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icons";
import { ActResult } from "../ui/notice";
import { useSaid } from "../ui/said";

export interface Grant {
  id: string;
  from_on: string;
  to_on: string;
  ended_at: string | null;
  is_in_force: boolean;
}

interface ListProps<G extends Grant> {
  title: string;
  none: string;
  items: readonly G[];
  partyTitle: string;
  party: (grant: G) => ReactNode;
  about: (grant: G) => ReactNode;
  partyName: (grant: G) => string;
  end?: { words: (grant: G) => string; act: Act<string, unknown> }; // Missing: another gave it, or this person may not.
}

export function GrantList<G extends Grant>({ title, none, items, end, ...cells }: ListProps<G>) {
  const { t } = useLanguage();
  const [ending, setEnding] = useState<G | null>(null);
  const [ended, sayEnded] = useSaid();
  const now = items.filter((grant) => grant.is_in_force);
  const past = items.filter((grant) => !grant.is_in_force);

  async function stop(grant: G) {
    if (!(await end?.act.run(grant.id))) return;
    const name = cells.partyName(grant);
    sayEnded((say) => say("grants.ended_now", { name }));
    setEnding(null);
  }

  return (
    <div className="stack">
      <h3>{title}</h3>
      {now.length === 0 ? <p className="soft">{none}</p> : <Table items={now} {...cells} onEnd={end && ((grant: G) => { sayEnded(null); setEnding(grant); })} />}
      <div role="status">{ended && <p className="good-line"><Icon name="check" /><span>{ended}</span></p>}</div>
      {past.length > 0 && (
        <details>
          <summary>{t("grants.past", { n: past.length })}</summary>
          <Table items={past} {...cells} />
        </details>
      )}
      {ending && end && (
        <Dialog title={t("grants.end_title", { name: cells.partyName(ending) })} onClose={() => setEnding(null)}>
          <p>{end.words(ending)}</p>
          <p className="soft">{t("grants.end_stays")}</p>
          <div className="row">
            <button type="button" className="button grave first" disabled={end.act.isRunning} onClick={() => void stop(ending)}>{t("grants.end_yes")}</button>
            <button type="button" className="button" onClick={() => setEnding(null)}>{t("ui.cancel")}</button>
          </div>
          <ActResult act={end.act} />
        </Dialog>
      )}
    </div>
  );
}

type TableProps<G extends Grant> = Pick<ListProps<G>, "items" | "partyTitle" | "party" | "about" | "partyName"> & { onEnd?: ((grant: G) => void) | undefined };

function Table<G extends Grant>({ items, partyTitle, party, about, partyName, onEnd }: TableProps<G>) {
  const { t, language } = useLanguage();
  return (
    <table className="table cards sheet-table">
      <thead>
        <tr>
          <th scope="col">{partyTitle}</th><th scope="col">{t("grants.about")}</th><th scope="col">{t("grants.until")}</th>
          {onEnd && <th scope="col"><span className="visually-hidden">{t("grants.end")}</span></th>}
        </tr>
      </thead>
      <tbody>
        {items.map((grant) => (
          <tr key={grant.id}>
            <th scope="row">{party(grant)}</th>
            <td>{about(grant)}</td>
            <td data-label={t("grants.until")}>{grant.is_in_force ? officeDate(grant.to_on, language) : endWords(t, grant)}</td>
            {onEnd && <td><button type="button" className="link-button" onClick={() => onEnd(grant)}>{t("grants.end")}<span className="visually-hidden"> {partyName(grant)}</span></button></td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const endWords = (t: Translate, { to_on, ended_at }: Grant) => (ended_at ? t("grants.ended_on", { day: dayOf(ended_at) }) : t("grants.ran_out", { day: to_on }));

// The last day that may be chosen: a year from today, as the server counts it.
export function latestEnd(): string {
  const [year, ...rest] = today().split("-");
  return [Number(year) + 1, ...rest].join("-");
}

export const Party = ({ name, number }: { name: string; number: string }) => <>{name}<br /><span className="small soft code">{number}</span></>;
