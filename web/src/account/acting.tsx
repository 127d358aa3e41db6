// Who is signed in, and for which organisation they act now. A person may belong to several.
import { createContext, useContext } from "react";
import type { Schemas } from "../api/client";

export type Role = Schemas["Role"];
export type Session = Schemas["Session"];

export interface ActingFor {
  id: string;
  name: string;
  corporate_number: string;
  roles: readonly Role[];
}

export interface Acting {
  session: Session;
  organisations: readonly ActingFor[];
  organisation: ActingFor | undefined; // Undefined: the person belongs to none yet.
  choose: (organisation: string) => void;
}

export const ActingContext = createContext<Acting | null>(null);

export function useActing(): Acting {
  const acting = useContext(ActingContext);
  if (!acting) throw new Error("useActing stands outside the signed-in shell");
  return acting;
}

// For pages that only make sense within an organisation; the shell shows another page to those who have none.
export function useOrganisation(): ActingFor {
  const { organisation } = useActing();
  if (!organisation) throw new Error("This page needs an organisation");
  return organisation;
}

export function organisationsOf(session: Session): ActingFor[] {
  const byId = new Map<string, { id: string; name: string; corporate_number: string; roles: Role[] }>();
  for (const membership of session.memberships) {
    const entry = byId.get(membership.organisation_id) ?? {
      id: membership.organisation_id, name: membership.organisation_name, corporate_number: membership.corporate_number, roles: [],
    };
    if (!entry.roles.includes(membership.role)) entry.roles.push(membership.role);
    byId.set(entry.id, entry);
  }
  return [...byId.values()];
}
