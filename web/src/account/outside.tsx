// Accounts that outside providers keep: to sign in with, and to link to one's own.
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { dayOf, officeDate } from "../i18n/dates";
import { type Translate, useLanguage } from "../i18n/language";
import { ActResult, ProblemLine } from "../ui/notice";

// What became of it, told by the page one comes back to.
function toldBy(t: Translate, search: string): string {
  const key = new URLSearchParams(search).get("outside");
  if (!key) return "";
  if (key === "provider.not_linked") return t("outside.not_linked");
  return key === "provider.linked_elsewhere" ? t("outside.linked_elsewhere") : t("outside.failed");
}

function Told() {
  const { t } = useLanguage();
  const told = toldBy(t, useSearch());
  return <div role="status">{told && <ProblemLine>{told}</ProblemLine>}</div>;
}

export function OutsideSignIn() {
  const { t, language } = useLanguage();
  const providers = useQuery(queries.providers(language));
  return (
    <>
      <Told />
      {providers.data?.items.map(({ key, name }) => <div key={key}><a className="button" href={`/sign-in/with/${key}`}>{t("outside.sign_in", { name })}</a></div>)}
    </>
  );
}

export function OutsideAccounts({ identities }: { identities: Schemas["Factors"]["identities"] }) {
  const { t, language } = useLanguage();
  const providers = useQuery(queries.providers(language));
  const link = useAct((provider: string) => unwrap(api.POST("/session/identities", { body: { provider } })));
  const items = providers.data?.items ?? [];
  if (items.length === 0 && identities.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="outside">
      <h2 id="outside">{t("outside.title")}</h2>
      <p className="soft">{t("outside.text")}</p>
      <Told />
      <ul className="plain stack">{identities.map((one) => <Linked key={one.id} one={one} />)}</ul>
      <div className="row">
        {items.map(({ key, name }) => (
          <button key={key} type="button" className="button" disabled={link.isRunning} onClick={() => void link.run(key).then((answer) => answer && window.location.assign(answer.location))}>{t("outside.link", { name })}</button>
        ))}
        <ActResult act={link} />
      </div>
    </section>
  );
}

function Linked({ one }: { one: Schemas["Factors"]["identities"][number] }) {
  const { t, language } = useLanguage();
  const act = useAct((identity: string, key) => unwrap(api.DELETE("/session/identities/{identity}", { params: { path: { identity }, header: keyed(key) } })), [["factors"]]);
  return (
    <li className="sheet row apart">
      <div><p><strong>{one.issuer}</strong></p><p className="small soft">{t("outside.since", { day: officeDate(dayOf(one.linked_at), language) })}</p></div>
      <div className="row">
        <button type="button" className="button" aria-label={t("outside.unlink_one", { issuer: one.issuer })} disabled={act.isRunning} onClick={() => void act.run(one.id)}>{t("outside.unlink")}</button>
        <ActResult act={act} />
      </div>
    </li>
  );
}
