// The configuration of a warehouse or cluster in words, and what was changed in it.
import { ratio } from '#src/lib/stats.ts';
import { truncate } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy, Config } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { configInForce } from './compute_measures.ts';

const TYPES: Readonly<Record<string, string>> = { PRO: 'Pro', SERVERLESS: 'Serverless', CLASSIC: 'Classic' };

/** 'Pro · Small · auto-stop off'; what is not recorded is left out. */
export function configurationText(study: ComputeStudy, separator = ', '): Line {
  const config = configInForce(study);
  if (!config) return [];
  const parts = [
    typeText(config),
    sizeText(config),
    clustersText(study, config),
    workersText(config),
    autoStopText(study, config),
  ];
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, i) => (i === 0 ? [...part] : [{ text: separator }, ...part]));
}

function typeText({ warehouse_type }: Config): Line {
  if (!warehouse_type) return [];
  return [TYPES[warehouse_type] ? words(TYPES[warehouse_type]) : quote(warehouse_type)];
}

function sizeText({ size }: Config): Line {
  return size ? [quote(size)] : [];
}

function clustersText(study: ComputeStudy, { min_clusters, max_clusters }: Config): Line {
  if (min_clusters === null || max_clusters === null || max_clusters <= 1) return [];
  const f = figures(study, 'facts/compute_config');
  const least = f.count('clusters.min', 'least number of clusters', min_clusters);
  const most = f.count('clusters.max', 'largest number of clusters', max_clusters);
  return line`${least} to ${most} clusters`;
}

function workersText({ worker_instance_type }: Config): Line {
  return worker_instance_type ? line`workers of ${quote(worker_instance_type)}` : [];
}

function autoStopText(study: ComputeStudy, config: Config): Line {
  if (config.auto_stop_mins === null) return [];
  if (config.auto_stop_mins === 0) return line`auto-stop off`;
  const minutes = figures(study, 'facts/compute_config').minutes(
    'auto_stop',
    'auto-stop',
    config.auto_stop_mins,
  );
  return line`auto-stop after ${minutes}`;
}

export interface Change {
  readonly key: string;
  readonly day: string;
  readonly time: string;
  /** What was changed. */
  readonly what: Line;
  readonly by: string | null;
}

/** Changes in the period and the one before, oldest first: from events, else from the recorded configurations. */
export function changesOf(study: ComputeStudy): Change[] {
  if (study.changes.length > 0)
    return study.changes.map((change) => ({
      key: change.event_id,
      day: change.event_time.slice(0, 10),
      time: change.event_time,
      what: recordedDifference(study, change.event_time) ?? detailsText(change.details),
      by: change.user_name ?? change.user_id,
    }));
  return study.configs
    .map((config, i) => ({ config, before: study.configs[i - 1] }))
    .filter(
      ({ config, before }) =>
        before !== undefined && config.changed_at.slice(0, 10) >= study.window.previousFrom,
    )
    .map(({ config, before }) => ({
      key: config.changed_at,
      day: config.changed_at.slice(0, 10),
      time: config.changed_at,
      what: differences(study, before!, config),
      by: config.changed_by_name ?? config.changed_by,
    }));
}

export function changesInPeriod(study: ComputeStudy): Change[] {
  return changesOf(study).filter((change) => change.day >= study.params.from);
}

/** The configurations before and after say it in words; the event log in its own short-hand. */
function recordedDifference(study: ComputeStudy, time: string): Line | null {
  const i = study.configs.findIndex((config) => config.changed_at === time);
  const before = study.configs[i - 1];
  return i < 1 || !before ? null : differences(study, before, study.configs[i]!);
}

function detailsText(details: string | null): Line {
  return details === null ? line`no details recorded` : line`${quote(truncate(details, 140))}`;
}

function differences(study: ComputeStudy, before: Config, after: Config): Line {
  const f = figures(study, 'facts/compute_config');
  const at = after.changed_at;
  const number = (key: string, label: string, a: number | null, b: number | null, name: string): Line =>
    a === b || a === null || b === null
      ? []
      : line`${words(name)} ${f.count(`${key}.${at}.from`, `${label} before a change`, a)} → ${f.count(`${key}.${at}.to`, `${label} after a change`, b)}`;
  const parts = [
    before.size === after.size
      ? []
      : line`size ${quote(before.size ?? 'not recorded')} → ${quote(after.size ?? 'not recorded')}`,
    autoStopChange(study, before, after),
    number(
      'clusters',
      'largest number of clusters',
      before.max_clusters,
      after.max_clusters,
      'largest number of clusters',
    ),
    before.worker_instance_type === after.worker_instance_type
      ? []
      : line`workers ${quote(before.worker_instance_type ?? 'not recorded')} → ${quote(after.worker_instance_type ?? 'not recorded')}`,
  ].filter((part) => part.length > 0);
  if (parts.length === 0) return line`saved without a recorded difference`;
  return parts.flatMap((part, i) => (i === 0 ? part : [{ text: ', ' }, ...part]));
}

/** 'auto-stop off → after 10 min'. */
function autoStopChange(study: ComputeStudy, before: Config, after: Config): Line {
  const [a, b] = [before.auto_stop_mins, after.auto_stop_mins];
  if (a === b || a === null || b === null) return [];
  const f = figures(study, 'facts/compute_config');
  const text = (minutes: number, side: string): Line =>
    minutes === 0
      ? line`off`
      : line`after ${f.minutes(`auto_stop.${after.changed_at}.${side}`, `auto-stop ${side} a change`, minutes)}`;
  return line`auto-stop ${text(a, 'before')} → ${text(b, 'after')}`;
}

/** 'a day cost $63 before and $5.48 after'; empty without whole days on both sides. */
export function changeEffect(study: ComputeStudy, change: Change): Line {
  const since = study.daily.filter(
    (row) => row.day >= study.window.previousFrom && row.day <= study.params.to,
  );
  const before = perDay(since.filter((row) => row.day < change.day));
  const after = perDay(since.filter((row) => row.day > change.day));
  if (before === null || after === null) return [];
  const f = figures(study, 'facts/compute_daily');
  const a = f.usd(`change.${change.key}.before`, 'mean cost of a day before the change', before);
  const b = f.usd(`change.${change.key}.after`, 'mean cost of a day after the change', after);
  return line`a day cost ${a} before and ${b} after`;
}

function perDay(rows: readonly { readonly day: string; readonly cost_micros: number }[]): number | null {
  const days = new Set(rows.map((row) => row.day)).size;
  return ratio(
    rows.reduce((sum, row) => sum + row.cost_micros, 0),
    days,
  );
}
