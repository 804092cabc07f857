// What every listener works with.
import type { webApi } from '@slack/bolt';
import type { Clock } from '#src/lib/dates.ts';
import type { Log } from '#src/lib/log.ts';
import type { StateStore } from '#src/store/state/state_store.ts';
import type { Access } from './access.ts';
import type { Core } from './core.ts';

export type WebClient = webApi.WebClient;

export interface Identity {
  readonly teamId: string;
  readonly botUserId: string;
  /** The app's handle, for "/invite @...". */
  readonly botName: string;
}

export interface SlackParts {
  readonly core: Core;
  readonly state: StateStore;
  readonly access: Access;
  readonly log: Log;
  /** Retries: for calls that may be repeated without harm. */
  readonly client: WebClient;
  /** Never repeats a call whose outcome is unknown: for new messages. */
  readonly poster: WebClient;
  readonly identity: () => Identity;
  readonly clock: Clock;
  /** IANA zone of weekly messages. */
  readonly zone: string;
  /** This start of the app. */
  readonly epoch: string;
  /** Uploaded files are known again only within one of these. */
  readonly fileEpoch: string;
  readonly sleep: (ms: number) => Promise<void>;
}
