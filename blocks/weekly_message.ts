// Says what will be sent from now on, where and when, and ends it again.
import type { KnownBlock } from '@slack/types';
import { ACTION } from './action_ids.ts';
import { dataToMrkdwn, dataToPlain } from './data_text.ts';
import { actions, button, context, section } from './kit.ts';
import type { Message } from './room.ts';
import { validateBlocks } from './validate.ts';

export interface WeeklyView {
  readonly scheduleId: string;
  readonly reportTitle: string;
  /** '09:00' */
  readonly time: string;
  /** IANA */
  readonly zone: string;
  /** False when this channel already gets it. */
  readonly added: boolean;
  /** 'last 30 days, workspace prod' */
  readonly scope: string;
}

export function weeklyMessage(view: WeeklyView): Message {
  const title = dataToMrkdwn(view.reportTitle, 80);
  const when = `every Monday at ${view.time} (${dataToMrkdwn(view.zone, 60)})`;
  const first = view.added
    ? `*${title} will be sent here ${when}.*`
    : `*${title} is already sent here ${when}.* Nothing was changed.`;
  const period = `Each time over the ${dataToMrkdwn(view.scope, 200)}, counted back from the last complete day.`;
  return {
    text: `${dataToPlain(view.reportTitle, 80)}: ${when}`,
    blocks: [section(first), context(period), stopButton(view.scheduleId)],
  };
}

export interface PlannedView {
  readonly scheduleId: string;
  /** 'Mondays at 09:00' */
  readonly when: string;
  /** IANA */
  readonly zone: string;
  /** '31 Oct', and how long ago that is, when the data are old; null otherwise. */
  readonly stale: { readonly day: string; readonly ageDays: number } | null;
}

/** A report as it is sent by itself: how old its data are, how often it comes, and the button that ends it. */
export function plannedMessage(report: Message, view: PlannedView): Message {
  const [title, ...rest] = report.blocks;
  if (title === undefined) return report;
  const when = `Sent here ${dataToMrkdwn(view.when, 60)} (${dataToMrkdwn(view.zone, 60)}).`;
  const blocks = [title, ...staleBlocks(view), ...rest, context(when), stopButton(view.scheduleId)];
  if (validateBlocks(blocks).length === 0) return { ...report, blocks };
  // The menu is what there is most of, and a run by hand has it, too.
  const small = blocks.filter((block) => !hasMenu(block));
  return validateBlocks(small).length === 0 ? { ...report, blocks: small } : report;
}

function staleBlocks({ stale }: PlannedView): KnownBlock[] {
  if (stale === null) return [];
  const age = `*The data end on ${dataToMrkdwn(stale.day, 40)}, ${stale.ageDays} days ago.*`;
  return [section(`${age} Nothing newer has arrived, so this says nothing of the days since.`)];
}

function hasMenu(block: KnownBlock): boolean {
  return block.type === 'actions' && block.elements.some((element) => element.type === 'static_select');
}

function stopButton(scheduleId: string): KnownBlock {
  return actions([button({ label: 'Stop sending this', action: ACTION.stopWeekly, value: scheduleId })]);
}

export function stoppedMessage(wasSent: boolean): Message {
  const text = wasSent ? 'This report is no longer sent here.' : 'This report was not being sent any more.';
  return { text, blocks: [section(`*${text}*`)] };
}
