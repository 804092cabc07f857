/**
 * What the page and the server of the playground say to each other: types only, so that the browser can read them too.
 *
 * GET  /                        the page (ui/index.html)
 * GET  /ui/<file>               a file of ui/; `.ts` arrives as JavaScript modules
 * GET  /ui/state?user=U...      WorkspaceView as this person sees it
 * GET  /ui/events?user=U...     server-sent events: each `data:` line is one UiEvent (no event names, no replay)
 * GET  /ui/file/<file id>       the bytes of an uploaded file
 * GET  /ui/journal              JournalEntry[], oldest first
 * POST /ui/<verb>               a JSON body from UiPosts[verb], answered with UiReply
 *
 * Open the stream first and fetch the state when it opens: every event is an upsert or a removal by id, so seeing
 * something twice does no harm. Names on the wire are Slack's own (snake_case) where Slack has a name.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A Block Kit block exactly as the app sent it (raw, unescaped); every block and interactive element has its id filled in. */
export type BlockView = JsonObject & { readonly type: string; readonly block_id: string };

export interface UserView {
  readonly id: string;
  /** Handle without the @, for example `maya`. */
  readonly name: string;
  readonly real_name: string;
  readonly title: string;
  readonly tz: string;
  /** The app's own bot user: it is in the list so that its messages and mentions have a name. */
  readonly is_app: boolean;
}

export interface ChannelView {
  readonly id: string;
  /** Without the #; of a direct message, the app's name. */
  readonly name: string;
  readonly kind: 'channel' | 'dm';
  readonly topic: string;
  readonly app_is_member: boolean;
}

export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  /** Bytes. */
  readonly size: number;
  /** Path on this server: /ui/file/<id>. An image block with `slack_file: {id}` is shown from the same path. */
  readonly url: string;
}

export interface MessageView {
  readonly channel: string;
  /** Unique in the channel and strictly increasing as text; seconds since 1970 before the dot. */
  readonly ts: string;
  /** The root's ts when this is a reply (a root itself never carries it). */
  readonly thread_ts?: string;
  /** The author, a key of WorkspaceView.users. */
  readonly user: string;
  /** Set when the app wrote it. */
  readonly bot_id?: string;
  /** mrkdwn; not shown when there are blocks. */
  readonly text: string;
  readonly blocks: readonly BlockView[];
  readonly files: readonly FileView[];
  readonly edited?: { readonly user: string; readonly ts: string };
  /** Only this person sees it ("Only visible to you"); gone with a reload in Slack, kept here. */
  readonly ephemeralFor?: string;
  readonly reply_count: number;
  readonly latest_reply?: string;
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly subtype?: string;
}

export interface ModalView {
  readonly id: string;
  readonly user: string;
  readonly callback_id: string;
  /** Plain text of at most 24 characters; submit is absent when the modal has nothing to submit. */
  readonly title: string;
  readonly submit?: string;
  readonly close?: string;
  readonly blocks: readonly BlockView[];
  /** Changes with every update: an input whose block_id and action_id stay keeps what was typed. */
  readonly hash: string;
}

/** What a person set in an input, in Slack's shape: `values[block_id][action_id]`. */
export interface ElementValue {
  readonly type: string;
  readonly value?: string | null;
  readonly selected_option?: JsonObject | null;
  readonly selected_options?: readonly JsonObject[];
  readonly selected_date?: string | null;
  readonly selected_time?: string | null;
  readonly selected_date_time?: number | null;
  readonly selected_user?: string | null;
  readonly selected_channel?: string | null;
  readonly selected_conversation?: string | null;
}
export type ViewState = { readonly [blockId: string]: { readonly [actionId: string]: ElementValue } };

export interface Toast {
  readonly id: string;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Only this person sees it; absent: everyone. */
  readonly user?: string;
}

export interface JournalEntry {
  readonly id: number;
  /** api: the app called Slack. envelope: Slack sent something to the app. ack: the app's answer to it. response_url: a late answer. */
  readonly kind: 'api' | 'envelope' | 'ack' | 'response_url';
  /** `chat.postMessage`, `slash_commands`, `block_actions`, `view_submission`, `app_mention`, ... */
  readonly name: string;
  /** ISO instant, wall clock. */
  readonly at: string;
  /** Time taken by a call, or from envelope to ack; absent for an envelope. */
  readonly ms?: number;
  readonly ok: boolean;
  readonly error?: string;
  /** Ties an ack to its envelope. */
  readonly envelope_id?: string;
  readonly request?: Json;
  readonly response?: Json;
}

export interface SlashCommandView {
  /** With the slash. */
  readonly command: string;
  readonly description: string;
  readonly usage_hint: string;
}

export interface WorkspaceView {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  /** The person looking. */
  readonly user: string;
  readonly app: { readonly id: string; readonly name: string; readonly user: string };
  readonly appConnected: boolean;
  readonly delivery: 'socket' | 'http';
  readonly users: readonly UserView[];
  /** Public channels, then this person's direct message with the app. */
  readonly channels: readonly ChannelView[];
  readonly commands: readonly SlashCommandView[];
  /** Of those channels, replies too, oldest first. */
  readonly messages: readonly MessageView[];
  /** Open modals of this person, bottom first. */
  readonly modals: readonly ModalView[];
  /** The workspace's clock, ISO; it runs on from the instant it is set to. */
  readonly now: string;
}

export type UiEvent =
  | { readonly type: 'message_posted'; readonly message: MessageView }
  | { readonly type: 'message_changed'; readonly message: MessageView }
  | { readonly type: 'message_deleted'; readonly channel: string; readonly ts: string }
  | { readonly type: 'ephemeral'; readonly message: MessageView }
  /** Goes on top of the stack. */
  | { readonly type: 'modal_opened'; readonly modal: ModalView }
  /** Replaces the modal of the same id, wherever in the stack. */
  | { readonly type: 'modal_updated'; readonly modal: ModalView }
  | { readonly type: 'modal_closed'; readonly view_id: string }
  /** Beside the inputs: block_id -> text. The modal stays open. */
  | {
      readonly type: 'view_errors';
      readonly view_id: string;
      readonly errors: { readonly [blockId: string]: string };
    }
  | { readonly type: 'toast'; readonly toast: Toast }
  | { readonly type: 'journal'; readonly entry: JournalEntry }
  | { readonly type: 'clock'; readonly now: string }
  /** Sent first on every stream, and whenever the app comes or goes. */
  | { readonly type: 'connection'; readonly appConnected: boolean }
  | { readonly type: 'channel_changed'; readonly channel: ChannelView }
  /** Everything may have changed: fetch the state again. */
  | { readonly type: 'reset' };

/** A click or choice on an element: its ids and whichever value its kind has. */
export interface ActionPost extends Omit<ElementValue, 'type'> {
  readonly user: string;
  readonly block_id: string;
  readonly action_id: string;
  /** Inputs of the same message or modal, as they stand. */
  readonly state?: ViewState;
}

/** Path after /ui/ -> body. A link button (`url`) is opened by the page and posted as an action as well. */
export interface UiPosts {
  /** The whole line as typed, `/usage-report job_cost last 14 days`. */
  readonly slash: { readonly user: string; readonly channel: string; readonly text: string };
  /** Raw text; a mention is `<@U...>`. */
  readonly message: {
    readonly user: string;
    readonly channel: string;
    readonly text: string;
    readonly thread_ts?: string;
  };
  readonly action: ActionPost & { readonly channel: string; readonly message_ts: string };
  readonly view_action: ActionPost & { readonly view_id: string };
  readonly view_submit: { readonly user: string; readonly view_id: string; readonly state: ViewState };
  /** `clear`: the whole stack (the cross), not only the top one (Cancel). */
  readonly view_close: { readonly user: string; readonly view_id: string; readonly clear?: boolean };
  /** ISO instant. */
  readonly clock: { readonly now: string };
}

/** `ok` says whether the app answered in time; `ms` how long it took. Consequences arrive as events. */
export interface UiReply {
  readonly ok: boolean;
  readonly ms?: number;
  readonly error?: string;
}
