// The acts by their stable type; a type this page does not know yet is shown as it is.
import type { PlainKey, Translate } from "../i18n/language";

export const eventKinds = {
  register: ["conformity.declared", "star.registered", "star.refused", "star.change_asked", "star.suspended", "star.resumed", "star.withdrawn", "star.change_dropped"],
  review: ["assessment.submitted", "assessment.taken_back", "review.decided", "review.undecided", "advice.given", "adviser.named", "assessment.returned", "assessment.confirmed", "seal.broken", "seal.whole"],
  assessment: [
    "assessment.opened", "scope.saved", "profile.saved", "answer.saved", "answer.handed_over", "assessment.imported", "assessment.moved", "assessment.renewed",
    "evidence.added", "evidence.changed", "evidence.linked", "evidence.unlinked", "evidence.removed",
  ],
  calendar: ["duty.done", "duty.arose", "duty.taken_back", "calendar.link_made", "calendar.link_revoked", "calendar.reminder_on", "calendar.reminder_off"],
  people: ["person.invited", "person.enrolled", "person.joined", "person.left", "role.end_set", "invite.renewed", "invite.revoked"],
  sign_in: [
    "session.begun", "session.proved", "session.ended", "session.others_ended", "session.all_ended", "password.changed", "code_app.added", "code_app.removed",
    "passkey.added", "passkey.renamed", "passkey.removed", "recovery_code.used", "recovery_codes.renewed", "factors.forgotten", "provider.linked", "provider.unlinked",
  ],
  scheme: ["organisation.registered", "organisation.changed", "qualification.recorded", "qualification_kind.saved", "official_text.imported", "official_guide.imported"],
  follow: ["firms.followed", "firm.unfollowed"],
  grants: ["mandate.granted", "mandate.ended", "disclosure.granted", "disclosure.ended", "work.declared", "glass.asked", "glass.broken", "service.added", "service.renewed", "service.revoked"],
  ledger: ["audit.anchored", "ledger.resumed", "ledger.begun_anew", "register.snapshot", "certificate_key.changed"],
} as const;

export type EventKind = keyof typeof eventKinds;
export const kindNames: Record<EventKind, PlainKey> = {
  register: "operator.kind.register", review: "operator.kind.review", assessment: "operator.kind.assessment", calendar: "operator.kind.calendar", people: "operator.kind.people",
  sign_in: "operator.kind.sign_in", scheme: "operator.kind.scheme", follow: "operator.kind.follow", grants: "operator.kind.grants", ledger: "operator.kind.ledger",
};
export const isEventKind = (text: string): text is EventKind => text in eventKinds;

const known = Object.values(eventKinds).flat();

export function eventName(t: Translate, type: string): string {
  const found = known.find((each) => each === type);
  return found ? t(`operator.event.${found}`) : type;
}
