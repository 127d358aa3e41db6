// The same person's same act on the same thing, again and again, is one line with a count where no record tells the acts apart. Pure.
import type { Event } from "./event_words";

export function grouped(events: readonly Event[]): Event[][] {
  const groups: Event[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    const isSame = before !== undefined && isWithheld(event) && isWithheld(before) && before.type === event.type && before.actor_id === event.actor_id
      && before.organisation_id === event.organisation_id && before.subject === event.subject;
    if (isSame) last?.push(event);
    else groups.push([event]);
  }
  return groups;
}

const isWithheld = ({ record }: Event) => (record as string | null) === null;
