// Accounts that outside providers keep: to sign in with, to accept an invitation with, to link to one's own, and to prove who one is where there
// is nothing else.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearch } from "wouter";
import { useAct } from "../api/act";
import { api, keyed, type Schemas, unwrap } from "../api/client";
import { queries } from "../api/queries";
import { dayOf, officeDate } from "../i18n/dates";
import { type Translate, useLanguage } from "../i18n/language";
import { ActResult, Notice, ProblemLine } from "../ui/notice";

// What became of it, told by the page one comes back to.
function toldBy(t: Translate, search: string, isInvitation: boolean): string {
  const key = new URLSearchParams(search).get("outside");
  if (!key) return "";
  if (key === "provider.linked_elsewhere") return t("outside.linked_elsewhere");
  if (key === "provider.not_fresh") return t("outside.not_fresh");
  if (key === "provider.not_linked") return t(isInvitation ? "outside.has_account" : "outside.not_linked");
  return key === "invite.account_waits" ? t("outside.account_waits") : t("outside.failed");
}

export function Told({ isInvitation = false }: { isInvitation?: boolean }) {
  const { t } = useLanguage();
  const search = useSearch();
  const isProved = new URLSearchParams(search).get("outside") === "proved";
  const told = isProved ? "" : toldBy(t, search, isInvitation);
  return <div role="status">{isProved && <Notice kind="good">{t("outside.proved")}</Notice>}{told && <ProblemLine>{told}</ProblemLine>}</div>;
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

// Accepts an invitation: whoever comes back from there is in, and has no password here.
export function OutsideJoin({ token, name }: { token: string; name: string }) {
  const { t, language } = useLanguage();
  const providers = useQuery(queries.providers(language));
  const act = useAct((provider: string) =>
    unwrap(api.POST("/invites/{token}/provider", { params: { path: { token } }, body: { provider, name, language } })));
  const items = providers.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="sheet stack" aria-labelledby="outside">
      <h2 id="outside">{t("outside.join_title")}</h2>
      <p className="soft">{t("outside.join_text")}</p>
      <div className="row">
        {items.map((one) => (
          <button key={one.key} type="button" className="button" disabled={act.isRunning} onClick={() => void act.run(one.key).then((answer) => answer && window.location.assign(answer.location))}>{t("outside.join", { name: one.name })}</button>
        ))}
      </div>
      <ActResult act={act} />
    </section>
  );
}

// In a window of its own, so that nothing on the page is lost; the session is one for both windows.
export function OutsideProof({ identities, onProved }: { identities: Schemas["Factors"]["identities"]; onProved: () => void }) {
  const { t, language } = useLanguage();
  const providers = useQuery(queries.providers(language));
  const [isAway, setIsAway] = useState(false);
  const act = useAct((provider: string) => unwrap(api.POST("/session/proof/provider", { body: { provider } })));
  const items = (providers.data?.items ?? []).filter(({ key }) => identities.some(({ provider }) => provider === key));

  async function go(provider: string) {
    const other = window.open("about:blank"); // At once: later, browsers take it for an unasked one.
    const answer = await act.run(provider);
    if (!answer) return other?.close();
    if (!other) return window.location.assign(answer.location);
    other.opener = null;
    other.location.href = answer.location;
    setIsAway(true);
  }

  return (
    <div className="stack tight">
      <p>{t("outside.proof_text")}</p>
      <div className="row">
        {items.map(({ key, name }) => <button key={key} type="button" className="button first" disabled={act.isRunning} onClick={() => void go(key)}>{t("outside.sign_in", { name })}</button>)}
        {isAway && <button type="button" className="button first" onClick={onProved}>{t("outside.proof_done")}</button>}
      </div>
      <ActResult act={act} />
    </div>
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
