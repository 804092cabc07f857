// Runs all checks over the telemetry of a period: what is news, and what came of earlier news.
import { daysBetween } from '#src/lib/dates.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { evictionFinding, priceFinding } from './account_lines.ts';
import { type CostChange, type CostVerdict, judgeCosts } from './cost_changes.ts';
import { costFinding } from './cost_lines.ts';
import { judgeEvictions } from './evictions.ts';
import { failureFindings } from './failure_lines.ts';
import { type Edge, type FailedRow, type FailureJudgement, judgeFailures } from './failures.ts';
import { byWeight, type Finding } from './finding.ts';
import { type FollowUp, type FollowUps, followUps } from './follow_up.ts';
import type { DigestPeriod } from './period.ts';
import { judgePrices } from './prices.ts';
import type { OpenItem } from './snapshot.ts';
import type { Telemetry } from './telemetry.ts';

export interface Judgement extends FollowUps {
  /** News, the largest first. */
  readonly findings: readonly Finding[];
  /** Above the usual for these weekdays, as it was at the turn of the month before. */
  readonly monthly: readonly CostChange[];
  /** What was reported before and stays open, for the next digest. */
  readonly kept: readonly OpenItem[];
}

interface JudgementInput {
  readonly source: UsageSource;
  readonly telemetry: Telemetry;
  readonly period: DigestPeriod;
  /** What the last digest left open. */
  readonly open: readonly OpenItem[];
  /** From which difference per day on something is worth a line. */
  readonly minimumPerDay: number;
}

export async function judge(input: JudgementInput): Promise<Judgement> {
  const { source, telemetry, period, open, minimumPerDay } = input;
  const minimumMicros = minimumPerDay * period.length;
  const items = new Map(open.map((item) => [item.key, item]));
  const costs = judgeCosts(telemetry.subjects, { period, items, minimumMicros });
  const failed = await failedRuns(source, telemetry, period);
  const failures = judgeFailures(telemetry.subjects, failed.edges, period, items);
  const prices = await judgePrices(source, period, open, minimumPerDay / 2);
  const storm = judgeEvictions(telemetry.subjects);
  const news = costs.filter((verdict) => isNews(verdict, failures));
  const findings = [
    ...news.map(costFinding),
    ...failureFindings({ failures, rows: failed.rows, minimumMicros, told: told(news) }),
    ...prices.found.map(({ change, item }) => priceFinding(change, item)),
    ...(storm ? [evictionFinding(storm)] : []),
  ].sort(byWeight);
  const { still, resolved } = followUps(costs, failures, period, minimumMicros);
  const lasting = costs
    .filter(({ standing }) => standing !== 'found')
    .flatMap(({ open: item }) => item ?? []);
  return {
    findings,
    still: without(still, news),
    resolved: without(resolved, news),
    monthly: costs.filter(({ standing }) => standing === 'monthly').map(({ change }) => change),
    kept: [...remembered(open, period), ...lasting, ...failures.kept, ...prices.kept],
  };
}

/** As long as its days could still be taken for usual ones. */
const REMEMBERED_DAYS = 28;

function remembered(open: readonly OpenItem[], { to }: DigestPeriod): OpenItem[] {
  return open.filter(({ until }) => until !== null && daysBetween(until, to) <= REMEMBERED_DAYS);
}

/** What failed costs less for that reason: its failure is the news, not the saving. */
function isNews({ standing, change }: CostVerdict, { failing }: FailureJudgement): boolean {
  return standing === 'found' && !(change.kind === 'down' && failing.has(change.subject));
}

/** Jobs with a line of their own, which says that nothing succeeded, too. */
function told(news: readonly CostVerdict[]): Set<string> {
  return new Set(
    news.filter(({ change }) => change.kind !== 'missing').map(({ change }) => change.subject.id),
  );
}

/** What is news again is not followed up beside it. */
function without(all: readonly FollowUp[], news: readonly CostVerdict[]): FollowUp[] {
  const refs = new Set(news.map(({ change }) => change.subject.ref));
  return all.filter(({ ref }) => !refs.has(ref));
}

/** Only asked for when something failed at all. */
async function failedRuns(source: UsageSource, { subjects }: Telemetry, { from, to }: DigestPeriod) {
  if (!subjects.some(({ runs }) => runs.failed > 0)) return { rows: [], edges: [] };
  const rows = await source.query<FailedRow>(loadSql('digest/failed_runs'), { from, to });
  const edges = await source.query<Edge>(loadSql('digest/failed_edges'), { from, to });
  return { rows, edges };
}
