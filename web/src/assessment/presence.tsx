// Who else has the assessment open: two people see each other before their words cross. Asked each ten seconds while the page is in
// sight; a page that closes says so, and the server forgets whoever falls silent within half a minute.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, newKey, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";

const kEvery_ms = 10_000;
const visit = newKey(); // This window: another one of the same person stays where it is when this one closes.

export interface Other {
  name: string;
  criterion: string; // "" when no criterion is open.
}

// Sent on even while the page goes away; whether it arrives is seen by nobody but the others.
function leave(assessment: string): void {
  void fetch(`/api/v1/assessments/${assessment}/presence?visit=${visit}`, { method: "DELETE", keepalive: true }).catch(() => undefined);
}

export function useOthers(assessment: string, criterion: string): readonly Other[] {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ["presence", assessment, criterion],
    queryFn: () => unwrap(api.PUT("/assessments/{assessment}/presence", { params: { path: { assessment } }, body: { criterion, visit } })),
    refetchInterval: kEvery_ms,
    placeholderData: (previous) => previous,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => {
    const onClose = () => leave(assessment);
    window.addEventListener("pagehide", onClose);
    return () => {
      window.removeEventListener("pagehide", onClose);
      if (client.getQueryData(["session"])) leave(assessment); // Signing out has told it already.
    };
  }, [assessment, client]);
  return data?.others ?? [];
}

// One line; louder where somebody works on the very same criterion.
export function Others({ others, criterion }: { others: readonly Other[]; criterion: string | undefined }) {
  const { t } = useLanguage();
  const here = others.filter((other) => other.criterion !== "" && other.criterion === criterion);
  const elsewhere = others.filter((other) => !here.includes(other));
  const placed = ({ name, criterion: at }: Other) => (at ? t("presence.at", { name, number: at }) : name);
  return (
    <div role="status" className="presence">
      {here.length > 0 && <p className="presence-here"><Icon name="person" /><span>{t("presence.here", { names: here.map(({ name }) => name).join(t("presence.and")) })}</span></p>}
      {elsewhere.length > 0 && <p className="small soft"><Icon name="person" /><span>{t("presence.elsewhere", { names: elsewhere.map(placed).join(t("presence.and")) })}</span></p>}
    </div>
  );
}
