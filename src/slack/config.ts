// What the Slack surface needs to be told.

export interface SlackConfig {
  /** xoxb-... */
  readonly botToken: string;
  /** xapp-...: Socket Mode when set. */
  readonly appToken: string | null;
  /** HTTP mode otherwise. */
  readonly signingSecret: string | null;
  /** A Slack-compatible server on this machine; null: Slack itself. */
  readonly apiUrl: string | null;
  /** HTTP mode; 0: any free one. */
  readonly port: number;
  /** User ids who may see debug details; null: everyone. */
  readonly admins: readonly string[] | null;
  /** IANA zone of weekly messages. */
  readonly zone: string;
  /** Default 20 s. */
  readonly startTimeoutMs?: number;
  /** How long stopping waits for work under way; default 10 s. */
  readonly drainMs?: number;
}
