// Tying files to answers and loosening them: the file stays on the shelf either way.
import { useAct } from "../api/act";
import { api, keyed, Refusal, unwrap } from "../api/client";

interface Link {
  criterion: string;
  evidence: string;
}

const stale = (assessment: string) => [["evidence"], ["answers", assessment], ["assessment", assessment]] as const;

export const link = (assessment: string, { criterion, evidence }: Link, key: string) =>
  unwrap(api.PUT("/assessments/{assessment}/answers/{criterion}/evidence/{evidence}", { params: { path: { assessment, criterion, evidence }, header: keyed(key) } }));

export const useLink = (assessment: string) => useAct((input: Link, key) => link(assessment, input, key), stale(assessment));

// Loosening what somebody else has loosened meanwhile is done, not refused.
async function unlink(assessment: string, { criterion, evidence }: Link, key: string): Promise<true> {
  try {
    await unwrap(api.DELETE("/assessments/{assessment}/answers/{criterion}/evidence/{evidence}", { params: { path: { assessment, criterion, evidence }, header: keyed(key) } }));
  } catch (fault) {
    if (!(fault instanceof Refusal && fault.problem.key === "evidence.not_linked")) throw fault;
  }
  return true;
}

export const useUnlink = (assessment: string) => useAct((input: Link, key) => unlink(assessment, input, key), stale(assessment));
