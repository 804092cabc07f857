// Every listener, by hand: acknowledge first, then do the work, and tell the person when it fails.
import type { App } from '@slack/bolt';
import { ACTION, PICKER_CALLBACK, REASON_CALLBACK } from '#blocks/action_ids.ts';
import { deliveryClaim } from '../dedupe.ts';
import type { SlackParts } from '../parts.ts';
import { placeOfPicker } from '../picker.ts';
import type { Place } from '../place.ts';
import { stopWeekly } from '../send_weekly.ts';
import { type Turn, take } from '../turn.ts';
import type { Click } from './actions/click.ts';
import { debugDetailsButton } from './actions/debug_details.ts';
import { howMeasured } from './actions/how_measured.ts';
import { allReports, help, openLink, unknownAction } from './actions/other.ts';
import { pickEntity } from './actions/pick_entity.ts';
import { CHIP_PATTERN, MORE_PATTERN, pressChip, pressMore } from './actions/press_chip.ts';
import { replayButton, replayTodayButton } from './actions/replay.ts';
import { runReportButton } from './actions/run_report.ts';
import { voteButton } from './actions/vote.ts';
import { usageReport } from './commands/usage_report.ts';
import { mention } from './events/mention.ts';
import { type FormState, formErrors, readForm, submitPicker } from './views/report_picker.ts';
import { submitReason } from './views/vote_reason.ts';

type ActionListener = (turn: Turn, click: Click) => Promise<void>;

/** The first pattern that fits answers. */
const ACTIONS: readonly (readonly [RegExp, ActionListener])[] = [
  [CHIP_PATTERN, pressChip],
  [MORE_PATTERN, pressMore],
  [new RegExp(`^(${ACTION.pickEntity}$|${ACTION.drill}:)`), pickEntity],
  [new RegExp(`^(${ACTION.runReport}|${ACTION.tryAgain})(:\\d+)?$`), runReportButton],
  [new RegExp(`^${ACTION.measured}$`), howMeasured],
  [new RegExp(`^${ACTION.debug}$`), debugDetailsButton],
  [new RegExp(`^${ACTION.replay}$`), replayButton],
  [new RegExp(`^${ACTION.replayToday}$`), replayTodayButton],
  [new RegExp(`^${ACTION.vote}:(up|down)$`), voteButton],
  [new RegExp(`^${ACTION.stopWeekly}$`), (turn, click) => stopWeekly(turn, click.value)],
  [new RegExp(`^${ACTION.allReports}$`), allReports],
  [new RegExp(`^${ACTION.help}$`), help],
  [new RegExp(`^${ACTION.open}$`), openLink],
];
const ANY = /^/;

export function registerListeners(app: App, parts: SlackParts): void {
  registerCommand(app, parts);
  registerActions(app, parts);
  registerEvents(app, parts);
  registerViews(app, parts);
  registerTheRest(app);
}

/** Nothing of ours sends these, but a workspace may be set up so that they come: they are acknowledged, never left waiting. */
function registerTheRest(app: App): void {
  app.shortcut(ANY, async ({ ack }) => void (await ack()));
  app.options(ANY, async ({ ack }) => void (await ack({ options: [] })));
  app.view({ callback_id: ANY, type: 'view_closed' }, async ({ ack }) => void (await ack()));
}

/** Whatever the command is called in this workspace. */
function registerCommand(app: App, parts: SlackParts): void {
  app.command(ANY, async ({ ack, body, context }) => {
    await ack();
    const { channel_id: channel, user_id: user, team_id: team, response_url: responseUrl } = body;
    const turn = turnOf(parts, body, { team, channel, user, responseUrl });
    context.done = await take(turn, () => usageReport(turn, body.command, body.text ?? ''));
  });
}

function registerActions(app: App, parts: SlackParts): void {
  app.action(ANY, async ({ ack, body, context }) => {
    await ack();
    if (body.type !== 'block_actions') return;
    const turn = turnOf(parts, body, placeOfAction(body as never, parts));
    const click = clickOf(body.actions[0] as never);
    const listener = ACTIONS.find(([pattern]) => pattern.test(click.action))?.[1] ?? unknownAction;
    context.done = await take(turn, () => listener(turn, click));
  });
}

interface ActionBody {
  readonly user: { readonly id: string };
  readonly team?: { readonly id: string } | null;
  readonly channel?: { readonly id: string };
  readonly message?: { readonly ts: string; readonly thread_ts?: string };
  readonly container?: {
    readonly message_ts?: string;
    readonly thread_ts?: string;
    readonly is_ephemeral?: boolean;
  };
  readonly response_url?: string;
}

/** A private message is in no thread of its own: replies to it go where it was shown. */
function placeOfAction(body: ActionBody, parts: SlackParts): Place {
  const { message, container } = body;
  const root = message?.thread_ts ?? container?.thread_ts;
  const ts = container?.is_ephemeral ? undefined : (message?.ts ?? container?.message_ts);
  return {
    team: body.team?.id ?? parts.identity().teamId,
    channel: body.channel?.id ?? body.user.id,
    user: body.user.id,
    // The root of a thread carries its own ts as thread_ts: it stands in the channel.
    thread: root === ts ? undefined : root,
    replyThread: root ?? ts,
    responseUrl: body.response_url,
  };
}

interface ActionPayload {
  readonly action_id: string;
  readonly block_id: string;
  readonly value?: string;
  readonly selected_option?: { readonly value?: string } | null;
}

function clickOf(action: ActionPayload): Click {
  const value = action.value ?? action.selected_option?.value ?? '';
  return { action: action.action_id, block: action.block_id, value };
}

interface Heard {
  readonly channel: string;
  readonly user?: string;
  readonly text?: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly subtype?: string;
  readonly bot_id?: string;
  readonly channel_type?: string;
  readonly edited?: unknown;
}

function registerEvents(app: App, parts: SlackParts): void {
  app.event('app_mention', async ({ event, body, context }) => {
    const heard = event as Heard;
    context.done = await hear(parts, body, heard, heard.thread_ts ?? heard.ts);
  });
  app.event('message', async ({ event, body, context }) => {
    const heard = event as Heard;
    if (heard.channel_type === 'im') context.done = await hear(parts, body, heard, heard.thread_ts);
  });
}

/** What a person says with a file, to the channel as well, or as "/me" is said to the app too. */
const SPOKEN = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message']);

/** Edits, joins and other apps' messages are not questions. */
async function hear(
  parts: SlackParts,
  body: object,
  heard: Heard,
  thread: string | undefined,
): Promise<boolean> {
  const spoken = SPOKEN.has(heard.subtype) && heard.bot_id === undefined && heard.edited === undefined;
  if (!spoken || !heard.user) return true;
  const team = parts.identity().teamId;
  const turn = turnOf(parts, body, { team, channel: heard.channel, user: heard.user, thread });
  return take(turn, () => mention(turn, heard.text ?? ''));
}

function registerViews(app: App, parts: SlackParts): void {
  app.view(ANY, async ({ ack, body, view, context }) => {
    const values = readForm(view.state.values as unknown as FormState);
    const errors = view.callback_id === PICKER_CALLBACK ? await formErrors(parts, values) : null;
    if (errors) return void (await ack({ response_action: 'errors', errors }));
    await ack();
    const who = { team: body.team?.id ?? parts.identity().teamId, user: body.user.id };
    const turn = turnOf(parts, body, { ...who, channel: body.user.id });
    context.done = await take(turn, () =>
      view.callback_id === REASON_CALLBACK
        ? submitReason(turn, view.private_metadata, view.state.values)
        : submitAt(turn, view, who, values),
    );
  });
}

/** Errors before the place is known go to the person directly. */
async function submitAt(
  turn: Turn,
  view: { readonly callback_id: string; readonly private_metadata: string },
  who: Pick<Place, 'team' | 'user'>,
  values: ReturnType<typeof readForm>,
): Promise<void> {
  if (view.callback_id !== PICKER_CALLBACK) await unknownAction();
  const placed = { ...turn, place: placeOfPicker(view.private_metadata, who) };
  await take(placed, () => submitPicker(placed, values));
}

function turnOf(parts: SlackParts, body: object, place: Place): Turn {
  const { trigger_id: trigger } = body as { trigger_id?: string };
  return { parts, place, trigger, key: deliveryClaim(body as Record<string, unknown>, parts.epoch).key };
}
