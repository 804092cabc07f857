// The door for what the page posts: each body is checked once, here.
import { z } from 'zod';
import type { UiPosts } from '../protocol.ts';

const viewState = z.record(z.string(), z.record(z.string(), z.looseObject({ type: z.string() })));
const option = z.looseObject({ value: z.string() }).nullable().exactOptional();
const choice = z.string().nullable().exactOptional();

const action = {
  user: z.string(),
  block_id: z.string(),
  action_id: z.string(),
  state: viewState.exactOptional(),
  value: choice,
  selected_option: option,
  selected_options: z.array(z.looseObject({ value: z.string() })).exactOptional(),
  selected_date: choice,
  selected_time: choice,
  selected_date_time: z.number().nullable().exactOptional(),
  selected_user: choice,
  selected_channel: choice,
  selected_conversation: choice,
};

const uiPostSchemas = {
  slash: z.object({ user: z.string(), channel: z.string(), text: z.string().min(1) }),
  message: z.object({
    user: z.string(),
    channel: z.string(),
    text: z.string().min(1),
    thread_ts: z.string().exactOptional(),
  }),
  action: z.object({ ...action, channel: z.string(), message_ts: z.string() }),
  view_action: z.object({ ...action, view_id: z.string() }),
  view_submit: z.object({ user: z.string(), view_id: z.string(), state: viewState }),
  view_close: z.object({ user: z.string(), view_id: z.string(), clear: z.boolean().exactOptional() }),
  clock: z.object({ now: z.iso.datetime() }),
};

export type UiVerb = keyof UiPosts;

export function isUiVerb(text: string): text is UiVerb {
  return Object.hasOwn(uiPostSchemas, text);
}

/** Undefined when the body is not what the verb takes. */
export function parsePost<Verb extends UiVerb>(verb: Verb, body: unknown): UiPosts[Verb] | undefined {
  const parsed = uiPostSchemas[verb].safeParse(body);
  return parsed.success ? (parsed.data as unknown as UiPosts[Verb]) : undefined;
}
