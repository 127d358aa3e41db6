import { useDeferredValue, useMemo, useState } from "react";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { useAddress } from "../ui/address";
import { Icon } from "../ui/icons";
import { ChoiceTool, ExportButton, ListTools, SearchTool, Tool } from "../ui/list_tools";
import { Empty } from "../ui/notice";
import { FirmRow } from "./firm_row";
import { type Column, columns, type Row, seen, states } from "./rows";
import { columnName, stateName } from "./words";

const kPage = 100; // Rows drawn at once: quick on an old PC, and the browser's own search still helps.

export function Firms({ organisation, rows }: { organisation: string; rows: readonly Row[] }) {
  const { t } = useLanguage();
  const address = useAddress();
  const [removed, setRemoved] = useState<ReadonlyMap<string, Row>>(new Map()); // Still shown in their place, so that they can come back.
  const q = useDeferredValue(address.get("q"));
  const state = address.get("state");
  const star = address.get("star");
  const sort = address.get("sort");
  const column = columns.find((each) => each === sort.replace("-", "")) ?? "";
  const all = useMemo(() => {
    const numbers = new Set(rows.map((row) => row.number));
    return [...rows, ...[...removed.values()].filter((row) => !numbers.has(row.number))];
  }, [rows, removed]);
  const found = useMemo(() => seen(all, { q, state, star, sort: column, isDescending: sort.startsWith("-") }), [all, q, state, star, column, sort]);
  const pages = Math.max(1, Math.ceil(found.length / kPage));
  const page = Math.min(Math.max(1, Number(address.get("page")) || 1), pages);
  const shown = found.slice((page - 1) * kPage, page * kPage);

  const kept = found.filter((row) => !removed.has(row.number));
  const head = [t("follow.column.number"), t("follow.column.name"), t("follow.column.own_name"), t("follow.column.star"), t("follow.column.state"), t("follow.column.last"), t("follow.column.renewal"), t("follow.column.note"), t("follow.column.as_of")];
  const lines = () => kept.map((row) => [row.number, row.name, row.own_name, row.star > 0 ? `★${row.star}` : "", stateName(t, row.state), row.last_valid_day, row.renewal_due_on, row.note, today()]);
  const setRemovedRow = (row: Row, isRemoved: boolean) =>
    setRemoved((before) => {
      const after = new Map(before);
      if (isRemoved) after.set(row.number, row);
      else after.delete(row.number);
      return after;
    });

  if (all.length === 0) return <Empty title={t("follow.none")}><p>{t("follow.none_text")}</p></Empty>;
  const turn = (next: Column) => address.set({ sort: sort === next ? `-${next}` : next, page: "" });
  return (
    <div className="stack">
      <h2 id="firms-heading" className="visually-hidden">{t("follow.firms")}</h2>
      <ListTools>
        <SearchTool label={t("follow.search")} value={address.get("q")} onChange={(next) => address.set({ q: next, page: "" })} />
        <ChoiceTool label={t("follow.column.state")} value={state} onChange={(next) => address.set({ state: next, page: "" })}
          choices={[{ value: "", label: t("follow.every_state") }, ...states.map((each) => ({ value: each, label: stateName(t, each) }))]} />
        <ChoiceTool label={t("follow.column.star")} value={star} onChange={(next) => address.set({ star: next, page: "" })}
          choices={[{ value: "", label: t("follow.every_star") }, { value: "3", label: "★3" }, { value: "4", label: "★4" }]} />
        <Tool label={t("follow.sort")} isNarrow>
          <select className="input" value={sort} onChange={(event) => address.set({ sort: event.target.value, page: "" })}>
            <option value="">{t("follow.newest")}</option>
            {columns.map((each) => <option key={each} value={each}>{columnName(t, each)}</option>)}
          </select>
        </Tool>
        <ExportButton name="suppliers" head={head} count={kept.length} rows={lines} />
      </ListTools>
      <p role="status" className="soft">{t("follow.seen", { n: found.length.toLocaleString(), of: all.length.toLocaleString() })}{pages > 1 && ` ${t("follow.page", { page, pages })}`}</p>
      {found.length === 0 && <p>{t("follow.nothing")} <button type="button" className="link-button" onClick={() => address.set({ q: "", state: "", star: "", page: "" })}>{t("follow.show_all")}</button></p>}
      <div className="sheet flat table-frame" role="region" aria-labelledby="firms-heading" tabIndex={0}>
        <table className="table cards firms">
          <thead>
            <tr>
              {columns.map((each) => (
                <th key={each} scope="col" aria-sort={column === each ? (sort.startsWith("-") ? "descending" : "ascending") : undefined}>
                  <button type="button" className="sort" onClick={() => turn(each)}>{columnName(t, each)}<span aria-hidden="true">{column === each ? (sort.startsWith("-") ? "▼" : "▲") : ""}</span></button>
                </th>
              ))}
              <th scope="col">{t("follow.column.note")}</th>
              <th scope="col"><span className="visually-hidden">{t("follow.column.acts")}</span></th>
            </tr>
          </thead>
          <tbody>{shown.map((row) => <FirmRow key={row.number} organisation={organisation} row={row} isRemoved={removed.has(row.number)} setIsRemoved={(is) => setRemovedRow(row, is)} />)}</tbody>
        </table>
      </div>
      {pages > 1 && <Pager page={page} pages={pages} go={(to) => address.set({ page: to === 1 ? "" : String(to) })} />}
    </div>
  );
}

function Pager({ page, pages, go }: { page: number; pages: number; go: (page: number) => void }) {
  const { t } = useLanguage();
  function turn(to: number) {
    go(to);
    document.getElementById("firms-heading")?.scrollIntoView();
  }
  return (
    <nav className="row" aria-label={t("follow.pages")}>
      <button type="button" className="button" disabled={page === 1} onClick={() => turn(page - 1)}><Icon name="back" />{t("follow.previous")}</button>
      <span className="number">{t("follow.page", { page, pages })}</span>
      <button type="button" className="button" disabled={page === pages} onClick={() => turn(page + 1)}>{t("follow.next")}<Icon name="next" /></button>
    </nav>
  );
}
