// Who else has the assessment open: two people see each other before their words cross. Asked each ten seconds while the page
// is in sight; the server forgets within half a minute.
import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Icon } from "../ui/icons";

const kEvery_ms = 10_000;

export interface Other {
  name: string;
  criterion: string; // "" when no criterion is open.
}

export function useOthers(assessment: string, criterion: string): readonly Other[] {
  const { data } = useQuery({
    queryKey: ["presence", assessment, criterion],
    queryFn: () => unwrap(api.PUT("/assessments/{assessment}/presence", { params: { path: { assessment } }, body: { criterion } })),
    refetchInterval: kEvery_ms,
    placeholderData: (previous) => previous,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
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
