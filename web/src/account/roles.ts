import type { Translate } from "../i18n/language";
import type { Role } from "./acting";

export const roleName = (t: Translate, role: Role): string =>
  ({ applicant: t("role.applicant"), management: t("role.management"), expert: t("role.expert"), operator: t("role.operator"), buyer: t("role.buyer"),
     administrator: t("role.administrator") })[role];

export const roleJob = (t: Translate, role: Role): string =>
  ({
    applicant: t("role.applicant_job"), management: t("role.management_job"), expert: t("role.expert_job"),
    operator: t("role.operator_job"), buyer: t("role.buyer_job"), administrator: t("role.administrator_job"),
  })[role];
