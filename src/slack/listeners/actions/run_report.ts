// A button that runs a report, or runs it again: posted where the button is.
import { unpackSelection } from '#src/copilot/selection/selection.ts';
import { deliverReport } from '../../deliver.ts';
import { rawOf } from '../../to_selection.ts';
import type { Turn } from '../../turn.ts';
import type { Click } from './click.ts';

export async function runReportButton({ parts, place }: Turn, click: Click): Promise<void> {
  const selection = unpackSelection(click.value);
  await deliverReport(parts, place, selection.report, rawOf(selection));
}
