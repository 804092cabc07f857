// The same click or event handled once: Slack repeats deliveries, people click twice, replicas share one state.db.
import { hashOf } from '#src/lib/hash.ts';

/** As long as anything could still be delivered again. */
export const DELIVERY_TTL_MS = 30 * 86_400_000;
/** A second click within this time is the same click. */
export const CLICK_TTL_MS = 30_000;

type Body = Readonly<Record<string, unknown>>;

/** The same payload has the same key, however often it arrives. */
export function deliveryKey(body: Body): string {
  const id = body.event_id ?? body.trigger_id;
  return `delivery:${typeof id === 'string' ? id : hashOf(body)}`;
}

/** One button or choice of one message, pressed by one person; null for anything but clicks. */
export function clickKey(body: Body): string | null {
  if (body.type !== 'block_actions') return null;
  const { user, container, actions } = body as {
    user?: { id?: string };
    container?: Body;
    actions?: readonly Body[];
  };
  const action = actions?.[0] ?? {};
  const chosen = (action.selected_option as Body | undefined)?.value;
  const { channel_id, message_ts, view_id } = container ?? {};
  const where = { channel_id, message_ts, view_id, block: action.block_id, action: action.action_id };
  return `click:${hashOf({ user: user?.id, ...where, value: action.value ?? chosen })}`;
}
