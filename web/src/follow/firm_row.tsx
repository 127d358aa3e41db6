import { memo } from "react";
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Icon, type IconName, Stars } from "../ui/icons";
import { ActResult } from "../ui/notice";
import type { Row, State } from "./rows";
import { stateName } from "./words";

const looks: Record<State, { tone: string; icon: IconName }> = {
  valid: { tone: "good", icon: "check" }, ending: { tone: "wait", icon: "clock" }, suspended: { tone: "bad", icon: "warning" }, withdrawn: { tone: "bad", icon: "warning" }, expired: { tone: "bad", icon: "warning" }, none: { tone: "", icon: "dash" },
};

interface RowProps {
  organisation: string;
  row: Row;
  isRemoved: boolean;
  setIsRemoved: (isRemoved: boolean) => void;
}

export const FirmRow = memo(drawRow, (a, b) => a.row === b.row && a.isRemoved === b.isRemoved && a.organisation === b.organisation);

function drawRow(props: RowProps) {
  return <FirmCells {...props} />;
}

function FirmCells({ organisation, row, isRemoved, setIsRemoved }: RowProps) {
  const { t } = useLanguage();
  const path = { organisation, corporate_number: row.number };
  const remove = useAct((_: undefined, key) => unwrap(api.DELETE("/organisations/{organisation}/follows/{corporate_number}", { params: { path, header: keyed(key) } })));
  const restore = useAct((_: undefined, key) =>
    unwrap(api.POST("/organisations/{organisation}/follows", { params: { path: { organisation }, header: keyed(key) }, body: { corporate_numbers: [row.number], names: row.own_name ? { [row.number]: row.own_name } : {}, note: row.note } })));

  async function take(isRemoving: boolean) {
    remove.clear();
    restore.clear();
    if (await (isRemoving ? remove : restore).run(undefined)) setIsRemoved(isRemoving);
  }

  const name = row.name || row.own_name || t("follow.unknown_name");
  if (isRemoved) {
    return (
      <tr className="removed">
        <td colSpan={7}>
          <span className="row">
            <span role="status">{t("follow.removed", { name: row.name || row.own_name || row.number })}</span>
            <button type="button" className="link-button" disabled={restore.isRunning} onClick={() => void take(false)}>{t("follow.restore")}</button>
            <ActResult act={restore} />
          </span>
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">
        <a href={`/register/${row.number}`}>{name}</a>
        {row.is_invented && <span className="small soft"> {t("follow.invented")}</span>}
        {row.name === "" && row.own_name !== "" && <span className="small soft own-name">{t("follow.own_only")}</span>}
        {row.isNamedOtherwise && <span className="small own-name"><span className="tag warn"><Icon name="warning" />{t("follow.own_differs", { name: row.own_name })}</span></span>}
      </th>
      <td data-label={t("follow.column.number")} className="code">{row.number}</td>
      <td data-label={t("follow.column.star")}>{row.star > 0 ? <Stars star={row.star} isHeld={row.state === "valid" || row.state === "ending"} /> : <span className="soft">{t("follow.no_star")}</span>}</td>
      <td data-label={t("follow.column.state")}><span className={`tag ${looks[row.state].tone}`}><Icon name={looks[row.state].icon} />{stateName(t, row.state)}</span></td>
      <td data-label={t("follow.column.last")}>
        <span className="nowrap">{row.last_valid_day || "—"}</span>
        {row.days_left > 0 && <span className="small soft"> {t("follow.days_left", { n: row.days_left })}</span>}
      </td>
      <td data-label={t("follow.column.note")}>{row.note}</td>
      <td>
        <button type="button" className="link-button" disabled={remove.isRunning} onClick={() => void take(true)}>{t("follow.remove")}<span className="visually-hidden"> {row.name || row.own_name || row.number}</span></button>
        <ActResult act={remove} />
      </td>
    </tr>
  );
}
