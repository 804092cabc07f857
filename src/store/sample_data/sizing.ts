// The cluster a job needs to burn its monthly dollars: machine, workers and minutes from the budget.
import { CALENDAR } from './calendar.ts';
import { type InstanceType, instanceType, nextLarger } from './instance_types.ts';
import type { JobSpec } from './job_spec.ts';
import { clamp } from './rounding.ts';
import { firings } from './schedule.ts';
import { PHOTON_FACTOR, priceOn } from './skus.ts';

export interface Sizing {
  readonly sku: string;
  readonly driver: string;
  readonly worker: string;
  /** Mean workers at work; between min and max when autoscaling. */
  readonly workers: number;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly minutes: number;
  /** DBUs per hour of a serverless run; 0 on classic compute. */
  readonly serverlessRate: number;
}

const SIZING_DAY = '2026-10-01';
/** People take larger machines rather than more than this many of them. */
const MOST_WORKERS = 18;
const SMALL_DRIVERS: Readonly<Record<string, string>> = {
  'r5.24xlarge': 'r5.4xlarge',
  'r5.8xlarge': 'r5.2xlarge',
  'g5.12xlarge': 'm5.4xlarge',
  'g4dn.12xlarge': 'm5.2xlarge',
  'i3.16xlarge': 'i3.4xlarge',
  'i3.8xlarge': 'i3.2xlarge',
  'r5d.16xlarge': 'r5d.4xlarge',
  'r5d.8xlarge': 'r5d.4xlarge',
  'c5.18xlarge': 'c5.4xlarge',
  'c5.9xlarge': 'c5.4xlarge',
  'm5.8xlarge': 'm5.2xlarge',
};

function skuOf(spec: JobSpec): string {
  if (spec.serverless) return 'JOBS_SERVERLESS_COMPUTE';
  return spec.photon ? 'JOBS_COMPUTE_PHOTON' : 'JOBS_COMPUTE';
}

export function sizeOf(spec: JobSpec): Sizing {
  const sku = skuOf(spec);
  const dbus = spec.usd / runsPerMonth(spec) / priceOn(sku, SIZING_DAY)!;
  return spec.serverless ? serverlessSizing(spec, sku, dbus) : classicSizing(spec, sku, dbus);
}

function classicSizing(spec: JobSpec, sku: string, dbus: number): Sizing {
  const photon = spec.photon ? PHOTON_FACTOR : 1;
  const worker = machineFor(spec, dbus / (spec.minutes / 60) / photon);
  const driver = instanceType(SMALL_DRIVERS[worker.name] ?? worker.name);
  const wanted = (dbus / (spec.minutes / 60) / photon - driver.dbuPerHour) / worker.dbuPerHour;
  const most = spec.nodes?.[1] ?? 60;
  const workers = clamp(spec.autoscales ? wanted : Math.round(wanted), 1, most);
  const minutes = (dbus / photon / (driver.dbuPerHour + workers * worker.dbuPerHour)) * 60;
  const [minNodes, maxNodes] = spec.nodes ?? nodeLimits(spec, workers);
  const nodes = { workers, minNodes, maxNodes };
  return {
    sku,
    driver: driver.name,
    worker: worker.name,
    ...nodes,
    minutes: Math.max(2, minutes),
    serverlessRate: 0,
  };
}

function nodeLimits(spec: JobSpec, workers: number): readonly [min: number, max: number] {
  if (!spec.autoscales) return [workers, workers];
  return [Math.max(1, Math.floor(workers * 0.45)), Math.max(2, Math.ceil(workers * 1.15))];
}

/** The catalogue's machine, or a larger one of its family when too many would be needed; a pool fixes the machine. */
function machineFor(spec: JobSpec, dbusPerHour: number): InstanceType {
  let machine = instanceType(spec.worker);
  while (!spec.pool && dbusPerHour / machine.dbuPerHour > MOST_WORKERS) {
    const larger = nextLarger(machine);
    if (!larger) break;
    machine = larger;
  }
  return machine;
}

function serverlessSizing(spec: JobSpec, sku: string, dbus: number): Sizing {
  const nodes = { workers: 0, minNodes: 0, maxNodes: 0 };
  const rate = dbus / (spec.minutes / 60);
  return {
    sku,
    driver: spec.worker,
    worker: spec.worker,
    ...nodes,
    minutes: spec.minutes,
    serverlessRate: rate,
  };
}

/** Scheduled runs in the 31 days of October, per 30 days. */
function runsPerMonth(spec: JobSpec): number {
  if (spec.cron === null) return (spec.perWeek * 30) / 7;
  const october = CALENDAR.filter((day) => day.day.startsWith('2026-10'));
  const runs = october.reduce((total, day) => total + firings(spec.cron!, spec.zone, day).length, 0);
  return Math.max(1, (runs * 30) / 31);
}
