// From what Slack sends back to what a person is looking at, and from there to parameters that can be run again.

import { unpackScope } from '#src/copilot/selection/scope.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import { addDays, daysBetween } from '#src/lib/dates.ts';
import type { RawParams } from '#src/reports/params.ts';

export function rawOf(selection: Selection): RawParams {
  const { from, to, workspace, department, tag, job, limit } = selection;
  return {
    from,
    to,
    workspace,
    department,
    tag,
    job,
    limit: limit === undefined ? undefined : String(limit),
  };
}

/** The same question with a period that moves on with the data. */
export function movingRaw(selection: Selection): Record<string, string> {
  const { from, to, ...rest } = rawOf(selection);
  const days = from && to ? String(daysBetween(from, addDays(to, 1))) : undefined;
  const all = { ...rest, last: days };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** An entry picked from a menu: the filters are in the block's id, the entity in the option. */
export function pickedSelection(blockId: string, entity: string): Selection {
  return { ...unpackScope(blockId), entity };
}
