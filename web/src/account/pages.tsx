// One's own account: how one signs in, and where one is signed in.
import { useQuery } from "@tanstack/react-query";
import { queries } from "../api/queries";
import { useLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { Page } from "../ui/page";
import { useActing } from "./acting";
import { CodeApp } from "./code_app";
import { OutsideAccounts } from "./outside";
import { Passkeys } from "./passkeys";
import { PasswordForm } from "./password_form";
import { Sessions } from "./sessions";

export default function AccountPage() {
  const { t } = useLanguage();
  const { session } = useActing();
  const factors = useQuery(queries.factors());
  return (
    <Page title={t("account.title")} lead={<p>{t("account.lead", { name: session.name, email: session.email })}</p>}>
      <Loaded query={factors}>{(data) => <><Passkeys passkeys={data.passkeys} /><CodeApp factors={data} /><OutsideAccounts identities={data.identities} /></>}</Loaded>
      {factors.data?.has_password !== false && <PasswordForm />}
      <Sessions />
    </Page>
  );
}
