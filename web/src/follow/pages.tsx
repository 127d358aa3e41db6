import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link, Route, Switch } from "wouter";
import { useOrganisation } from "../account/acting";
import { queries } from "../api/queries";
import { today } from "../i18n/dates";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Page } from "../ui/page";
import { AddFirms } from "./add_firms";
import { Firms } from "./firms";
import { type Follow, rowOf } from "./rows";

export default function FollowPages() {
  return (
    <Switch>
      <Route path="/app/follows" component={Follows} />
    </Switch>
  );
}

function Follows() {
  const { t } = useLanguage();
  const organisation = useOrganisation();
  const follows = useQuery(queries.follows(organisation.id));
  return (
    <Page title={t("follow.title")} lead={<>{t("follow.lead")} <Link href="/app/organisation/grants">{t("follow.disclosed")}</Link></>} shape="wide">
      <Loaded query={follows}>{({ items }) => <Followed organisation={organisation.id} items={items} />}</Loaded>
    </Page>
  );
}

function Followed({ organisation, items }: { organisation: string; items: readonly Follow[] }) {
  const { language } = useLanguage();
  const rows = useMemo(() => {
    const day = today();
    return items.map((item) => rowOf(item, day, language));
  }, [items, language]);
  const numbers = useMemo(() => new Map(items.map((item) => [item.corporate_number, item.name])), [items]);
  return (
    <>
      <AddFirms organisation={organisation} followed={numbers} />
      <Firms organisation={organisation} rows={rows} />
    </>
  );
}
