// The same click or event handled once: Slack repeats deliveries, people click twice, replicas share one state.db.
import { ACTION } from '#blocks/action_ids.ts';
import { hashOf } from '#src/lib/hash.ts';

export interface Claim {
  readonly key: string;
  readonly ttlMs: number;
}

/** As long as anything could still be delivered again. */
const DELIVERY_TTL_MS = 30 * 86_400_000;
/** A second click within this time is the same click. */
const CLICK_TTL_MS = 30_000;
/** Typing a command again is a wish, not a repetition, and a command carries no time to tell them apart by. */
const COMMAND_TTL_MS = 10_000;

/** As long as a double click takes: people change their minds and change back, and the same vote twice counts once anyway. */
const VOTE_TTL_MS = 600;

type Body = Readonly<Record<string, unknown>>;

/**
 * The same delivery has the same key, however often it arrives: what happened, when, to whom, not how it was sent.
 * `epoch` tells apart the commands of two starts of the app.
 */
export function deliveryClaim(body: Body, epoch: string): Claim {
  const { type, event_id, event, user, container, actions, trigger_id, view } = body;
  const { id, hash, state } = (view ?? {}) as Body;
  const happened = {
    type,
    event_id,
    event,
    user: idOf(user),
    container,
    actions,
    trigger_id,
    id,
    hash,
    state,
  };
  if (typeof body.command !== 'string')
    return { key: `delivery:${hashOf(happened)}`, ttlMs: DELIVERY_TTL_MS };
  const { command, text, user_id, channel_id } = body;
  const typed = { epoch, command, text, user_id, channel_id, trigger_id };
  return { key: `command:${hashOf(typed)}`, ttlMs: COMMAND_TTL_MS };
}

/** One button or choice of one message, pressed by one person; null for anything but clicks. */
export function clickClaim(body: Body): Claim | null {
  if (body.type !== 'block_actions') return null;
  const { user, container } = body;
  const action = ((body.actions as readonly Body[] | undefined) ?? [])[0] ?? {};
  const chosen = (action.selected_option as Body | null | undefined)?.value;
  const { channel_id, message_ts, view_id } = (container ?? {}) as Body;
  const where = { channel_id, message_ts, view_id, block: action.block_id, action: action.action_id };
  return {
    key: `click:${hashOf({ user: idOf(user), ...where, value: action.value ?? chosen })}`,
    ttlMs: String(action.action_id).startsWith(`${ACTION.vote}:`) ? VOTE_TTL_MS : CLICK_TTL_MS,
  };
}

function idOf(user: unknown): unknown {
  return (user as Body | undefined)?.id;
}
