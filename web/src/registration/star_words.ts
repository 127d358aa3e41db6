import type { Schemas } from "../api/client";
import type { Translate } from "../i18n/language";
import type { IconName } from "../ui/icons";

type State = Schemas["Certificate"]["state"];
type Act = Schemas["StarChange"]["act"];

export const stateLook = (t: Translate, state: State): { name: string; tone: string; icon: IconName } => ({
  name: { valid: t("follow.state.valid"), expired: t("follow.state.expired"), suspended: t("follow.state.suspended"), withdrawn: t("follow.state.withdrawn") }[state],
  tone: state === "valid" ? "good" : "bad",
  icon: state === "valid" ? "check" : "warning",
});

export const actName = (t: Translate, act: Act): string => ({ suspend: t("star.act.suspend"), resume: t("star.act.resume"), withdraw: t("star.act.withdraw") })[act];

export const personName = (t: Translate, name: string): string => name || t("stars.keeper");
