// The table that stands in for a chart: names people know, headings in words, and how much of it is shown.
import type { TableBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { ROOMS } from '#blocks/room.ts';
import { tableBlocks } from '#blocks/table_fallback.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { reportById } from '#src/reports/registry.ts';
import type { ReportResult } from '#src/reports/report.ts';
import { reportResult } from './samples.ts';

const WIDE = ROOMS[0]!;

function textsOf(result: ReportResult): string[][] {
  const [table] = tableBlocks(result, WIDE, viewTools) as [TableBlock];
  return table.rows.map((row) => row.map((cell) => ('text' in cell ? String(cell.text) : '')));
}

describe('the table', () => {
  it('names types of compute as the menu does', () => {
    const result = {
      ...reportResult(),
      report: reportById('compute_type_cost'),
      menu: [{ ref: 'compute_type:JOB_RUN', name: 'Job runs', note: '' }],
      rows: [
        { compute_type: 'JOB_RUN', cost_total_usd: 5, dbus_total: 10, avg_daily_cost: 1, pct_of_total: 100 },
      ],
    };
    expect(textsOf(result)).toEqual([
      ['Compute type', 'Cost total', 'DBUs total', 'Average daily cost', 'Share of total'],
      ['Job runs', '$5.00', '10 DBU', '$1.00', '100%'],
    ]);
  });

  it('calls shares shares and rates rates', () => {
    const rows = [{ job_name: 'a', spot_cost_pct: 80, failure_rate_pct: 5 }];
    const result = { ...reportResult(), report: reportById('spot_risk_by_job'), rows };
    expect(textsOf(result)[0]).toEqual(['Job name', 'Spot cost share', 'Failure rate']);
  });

  it('says when it is not all', () => {
    const blocks = tableBlocks(reportResult(undefined, 40), WIDE, viewTools);
    expect(JSON.stringify(blocks.at(-1))).toContain('The first 15 of 40 rows.');
    expect(tableBlocks(reportResult(undefined, 5), WIDE, viewTools)).toHaveLength(1);
  });
});
