// How much of the time a cluster was awake follows from one person's starts: a cluster records who started it, nothing else.
import { dayRange, hoursOf, type SessionEvent, stretchesOf, within } from './sessions.ts';

export interface ClusterTime {
  /** Hours awake after a start of the person. */
  readonly ownHours: number;
  readonly hours: number;
  /** 0..1 */
  readonly share: number;
}

/** `sessions` are of one cluster and begin with `eventsFrom`. */
export function clusterTime(
  sessions: readonly SessionEvent[],
  userId: string,
  { eventsFrom, from, to }: { readonly eventsFrom: string; readonly from: string; readonly to: string },
): ClusterTime {
  const range = [dayRange(eventsFrom, eventsFrom)[0], dayRange(to, to)[1]] as const;
  const stretches = within(stretchesOf(sessions, range), dayRange(from, to));
  const hours = hoursOf(stretches);
  const ownHours = hoursOf(stretches.filter((stretch) => stretch.user === userId));
  return { ownHours, hours, share: hours === 0 ? 0 : ownHours / hours };
}
