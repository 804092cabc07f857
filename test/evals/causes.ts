// Whether What changed? finds what was planted: for every cost story of a sample account, which term comes first, and what is said beside it.

import { chipById } from '#src/copilot/selection/chips.ts';
import { narrate, studyEntity } from '#src/copilot/study_entity.ts';
import { plainText } from '#src/reports/line.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import type { UsageSource } from '#src/store/usage_source.ts';

export interface Planted {
  readonly id: string;
  readonly entities: readonly string[];
  readonly from: string;
  readonly to: string;
}

export interface CauseRow {
  readonly scenario: string;
  /** The largest term of the change, as it is said. */
  readonly first: string;
  readonly isFirst: boolean;
  /** Whether the answer names what was planted, as a term or beside them. */
  readonly isNamed: boolean;
}

interface Expected {
  /** What the first point must begin with. */
  readonly first: RegExp;
  /** What the answer must say somewhere. */
  readonly named: RegExp;
  /** Days to ask about where the story lasts longer than a comparison reaches. */
  readonly days?: { readonly from: string; readonly to: string };
}

const MONTH = { from: '2026-10-02', to: '2026-10-31' };

/** Written down from what is planted, not from what the answers say. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  nightly_ledger: { first: /^(Larger compute|Longer runs)/, named: /autoscale max/, days: MONTH },
  reco_training: { first: /^More repeated attempts/, named: /taken away/ },
  spike_more_runs: { first: /^More runs/, named: /^More runs/m },
  spike_longer_runs: { first: /^Longer runs/, named: /^Runs are longer since/m },
  spike_retries: { first: /^More repeated attempts/, named: /write conflict|delta/i },
  spike_on_demand_fallback: { first: /^Longer runs/, named: /share on spot fell/ },
  spike_data_growth: { first: /^Longer runs/, named: /^Longer runs/m, days: MONTH },
  spike_autoscale_ceiling: {
    first: /^Larger compute/,
    named: /autoscale max/,
    days: { from: '2026-09-03', to: '2026-10-02' },
  },
  spike_evictions: { first: /^Longer runs/, named: /taken away/ },
  new_job: { first: /is new/, named: /is new/ },
  config_regression: { first: /^(Longer runs|More repeated attempts)/, named: /worker type/ },
  odd_but_fine: {
    first: /^Longer runs/,
    named: /comes with the calendar/,
    days: { from: '2026-10-25', to: '2026-10-31' },
  },
};

export async function evaluateCauses(
  source: UsageSource,
  scenarios: readonly Planted[],
): Promise<CauseRow[]> {
  const rows: CauseRow[] = [];
  for (const planted of scenarios) {
    const expected = EXPECTED[planted.id];
    if (expected) rows.push(await rowOf(source, planted, expected));
  }
  return rows;
}

async function rowOf(source: UsageSource, planted: Planted, expected: Expected): Promise<CauseRow> {
  const chip = chipById('diagnose.what_changed');
  const { from, to } = expected.days ?? planted;
  const asked = { report: 'job_cost', entity: planted.entities[0]!, from, to };
  const { subject, study } = await studyEntity(chip, asked, source, DEFAULT_SETTINGS);
  const { headline, points } = narrate(chip, subject, study);
  const lines = points.map(plainText);
  const first = lines[0] ?? plainText(headline);
  const said = [plainText(headline), ...lines].join('\n');
  return {
    scenario: planted.id,
    first: first.slice(0, 60),
    isFirst: expected.first.test(first),
    isNamed: expected.named.test(said),
  };
}
