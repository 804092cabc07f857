// Where something happened and where the reply belongs.

export interface Place {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  /** The thread it happened in; undefined at the top of the channel. */
  readonly thread?: string | undefined;
  /** The thread a reply about the clicked message belongs to. */
  readonly replyThread?: string | undefined;
  /** Where a private answer can be sent, even to channels the app is not in. */
  readonly responseUrl?: string | undefined;
}

/** The same place, replying in the thread. */
export function inThread(place: Place): Place {
  return { ...place, thread: place.replyThread ?? place.thread };
}
