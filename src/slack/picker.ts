// Opens the form with the reports; the names in its menus come from the data if they come in time.
import { z } from 'zod';
import { type Filters, reportPicker } from '#blocks/report_picker.ts';
import { PILLARS } from '#src/reports/report.ts';
import type { SlackParts } from './parts.ts';
import type { Place } from './place.ts';
import type { Turn } from './turn.ts';

/** Slack takes the form within three seconds of the click; the menus are not worth missing that. */
const FILTERS_WAIT_MS = 800;

const metadata = z.strictObject({
  channel: z.string().max(40),
  thread: z.string().max(40).optional(),
  responseUrl: z.string().max(500).optional(),
});

export async function openPicker({ parts, place, trigger }: Turn): Promise<void> {
  const { core, client } = parts;
  const filters = await filtersInTime(parts);
  const { channel, thread, responseUrl } = place;
  const view = reportPicker({
    reports: core.reports,
    pillars: PILLARS,
    filters,
    metadata: JSON.stringify({ channel, thread, responseUrl }),
  });
  await client.views.open({ trigger_id: trigger ?? '', view });
}

/** Where the form was opened; its report goes there. */
export function placeOfPicker(text: string, who: Pick<Place, 'team' | 'user'>): Place {
  return { ...who, ...metadata.parse(JSON.parse(text)) };
}

async function filtersInTime({ core, log, sleep }: SlackParts): Promise<Filters | null> {
  const read = core.filters().catch((error) => {
    log.warn('The names for the form could not be read', { error: String(error) });
    return null;
  });
  return Promise.race([read, sleep(FILTERS_WAIT_MS).then(() => null)]);
}
