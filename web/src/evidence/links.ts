// Tying files to answers and loosening them: the file stays on the shelf either way.
import { useAct } from "../api/act";
import { api, keyed, unwrap } from "../api/client";

interface Link {
  criterion: string;
  evidence: string;
}

const stale = (assessment: string) => [["evidence"], ["answers", assessment], ["assessment", assessment]] as const;

export const link = (assessment: string, { criterion, evidence }: Link, key: string) =>
  unwrap(api.PUT("/assessments/{assessment}/answers/{criterion}/evidence/{evidence}", { params: { path: { assessment, criterion, evidence }, header: keyed(key) } }));

export const useLink = (assessment: string) => useAct((input: Link, key) => link(assessment, input, key), stale(assessment));

export const useUnlink = (assessment: string) =>
  useAct(
    ({ criterion, evidence }: Link, key) =>
      unwrap(api.DELETE("/assessments/{assessment}/answers/{criterion}/evidence/{evidence}", { params: { path: { assessment, criterion, evidence }, header: keyed(key) } })),
    stale(assessment),
  );
