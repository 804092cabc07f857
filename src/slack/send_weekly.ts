// Send this weekly: a schedule for this channel, every Monday at nine, over a period that moves on with the data.
import { stoppedMessage, weeklyMessage } from '#blocks/weekly_message.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import { inThread } from './place.ts';
import { post } from './post.ts';
import { movingRaw } from './to_selection.ts';
import type { Turn } from './turn.ts';

export const SEND_WEEKLY = 'monitor.send_weekly';
const CRON = '0 9 * * 1';
const TIME = '09:00';

export async function sendWeekly({ parts, place }: Turn, selection: Selection): Promise<void> {
  const { core, state, zone } = parts;
  const report = core.reportById(selection.report);
  const raw = movingRaw(selection);
  const { id, added } = state.schedules.add({
    kind: 'report',
    cron: CRON,
    zone,
    target: place.channel,
    request: { report: report.id, raw },
    createdBy: place.user,
  });
  const view = { scheduleId: id, reportTitle: report.title, time: TIME, zone, added, scope: scopeText(raw) };
  await post(parts, inThread(place), weeklyMessage(view));
}

export async function stopWeekly({ parts, place }: Turn, scheduleId: string): Promise<void> {
  const wasSent = parts.state.schedules.remove(scheduleId);
  await post(parts, inThread(place), stoppedMessage(wasSent));
}

/** 'last 30 days, workspace prod' */
function scopeText({ last = '30', ...filters }: Record<string, string>): string {
  const named = Object.keys(filters)
    .sort()
    .map((key) => `${key} ${filters[key]}`);
  return [`last ${last} days`, ...named].join(', ');
}
