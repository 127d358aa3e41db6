import type { Translate } from "../i18n/language";
import type { Column, State } from "./rows";

export const stateName = (t: Translate, state: State): string =>
  ({ valid: t("follow.state.valid"), ending: t("follow.state.ending"), suspended: t("follow.state.suspended"), withdrawn: t("follow.state.withdrawn"), expired: t("follow.state.expired"), none: t("follow.state.none") })[state];

export const columnName = (t: Translate, column: Column): string =>
  ({
    name: t("follow.column.name"), number: t("follow.column.number"), star: t("follow.column.star"), state: t("follow.column.state"),
    last: t("follow.column.last"),
  })[column];
