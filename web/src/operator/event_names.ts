// The acts by their stable type; a type this page does not know yet is shown as it is.
import type { Translate } from "../i18n/language";

const known = [
  "advice.given", "adviser.named", "answer.saved", "assessment.confirmed", "assessment.imported", "assessment.moved", "assessment.opened",
  "assessment.returned", "assessment.submitted", "assessment.taken_back", "conformity.declared", "disclosure.ended", "disclosure.granted", "evidence.added",
  "evidence.changed", "evidence.linked", "evidence.removed", "evidence.unlinked", "firm.unfollowed",
  "firms.followed", "glass.asked", "glass.broken", "mandate.ended", "mandate.granted", "official_guide.imported", "official_text.imported", "organisation.changed", "organisation.registered", "person.enrolled",
  "person.invited", "person.joined", "profile.saved", "qualification.recorded", "qualification_kind.saved",
  "code_app.added", "code_app.removed", "passkey.added", "passkey.removed", "passkey.renamed", "recovery_code.used", "recovery_codes.renewed",
  "answer.handed_over", "factors.forgotten", "invite.renewed", "invite.revoked", "person.left", "role.end_set",
  "password.changed", "session.begun", "session.ended", "session.others_ended", "session.proved",
  "review.decided", "review.undecided", "scope.saved", "star.refused", "star.registered", "work.declared",
] as const;

export function eventName(t: Translate, type: string): string {
  const found = known.find((each) => each === type);
  return found ? t(`operator.event.${found}`) : type;
}
