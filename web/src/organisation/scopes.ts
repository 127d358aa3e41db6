// What a program may, in words; a scope this page does not know yet is shown as it is.
import type { PlainKey, Translate } from "../i18n/language";

const words = {
  "account:read": "scope.account_read", "assessment:read": "scope.assessment_read", "assessment:write": "scope.assessment_write",
  "audit:read": "scope.audit_read", "catalogue:read": "scope.catalogue_read", "disclosure:read": "scope.disclosure_read",
  "evidence:read": "scope.evidence_read", "evidence:write": "scope.evidence_write", "expert:read": "scope.expert_read",
  "follow:write": "scope.follow_write", "network:write": "scope.network_write", "organisation:read": "scope.organisation_read",
  "organisation:write": "scope.organisation_write",
} as const satisfies Record<string, PlainKey>;

export const scopeWords = (t: Translate, scope: string): string => (scope in words ? t(words[scope as keyof typeof words]) : scope);
