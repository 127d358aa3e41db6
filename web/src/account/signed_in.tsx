// Everything under /app: asks who is signed in, and sends to the sign-in page when nobody is.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Redirect, useLocation, useSearch } from "wouter";
import { whenSignedOut } from "../api/client";
import { outbox } from "../api/outbox";
import { queries } from "../api/queries";
import { currentLanguage, setLanguage } from "../i18n/language";
import { Loaded } from "../ui/loaded";
import { joinOutbox } from "../assessment/save_answer";
import { ActingContext, organisationsOf, type Session } from "./acting";
import { Shell } from "./shell";
import { StepUp } from "./step_up";

const kChosenKey = "hoshirube.organisation";

export function SignedIn({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const session = useQuery(queries.session());
  const [location] = useLocation();
  const search = useSearch();
  useEffect(() => whenSignedOut(() => client.setQueryData(["session"], null)), [client]);
  if (session.data) return <ForPerson session={session.data}>{children}</ForPerson>;
  if (session.data === null) {
    const here = search ? `${location}?${search}` : location;
    return <Redirect to={here === "/app" ? "/login" : `/login?next=${encodeURIComponent(here)}`} replace />;
  }
  return <Shell><Loaded query={session}>{() => null}</Loaded></Shell>;
}

function ForPerson({ session, children }: { session: Session; children: ReactNode }) {
  const [chosen, setChosen] = useState(() => localStorage.getItem(kChosenKey) ?? "");
  const organisations = useMemo(() => organisationsOf(session), [session]);
  const organisation = organisations.find(({ id }) => id === chosen) ?? organisations[0];
  const acting = useMemo(
    () => ({
      session, organisations, organisation,
      choose: (id: string) => { localStorage.setItem(kChosenKey, id); setChosen(id); },
    }),
    [session, organisations, organisation],
  );
  const client = useQueryClient();
  useEffect(() => {
    joinOutbox(client, session.name);
    outbox.open(session.person_id);
  }, [client, session.name, session.person_id]);
  useEffect(() => {
    if (session.language !== currentLanguage()) void setLanguage(session.language);
  }, [session.language]);
  return <ActingContext.Provider value={acting}><Shell>{children}</Shell><StepUp /></ActingContext.Provider>;
}
