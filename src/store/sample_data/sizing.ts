// The cluster a job needs to burn its monthly dollars: workers and minutes from the budget and the machine.
import { CALENDAR } from './calendar.ts';
import { instanceType } from './instance_types.ts';
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
const SMALL_DRIVERS: Readonly<Record<string, string>> = {
  'r5.24xlarge': 'r5.4xlarge',
  'g5.12xlarge': 'm5.4xlarge',
  'g4dn.12xlarge': 'm5.2xlarge',
  'i3.8xlarge': 'i3.2xlarge',
  'r5d.8xlarge': 'r5d.4xlarge',
  'c5.9xlarge': 'c5.4xlarge',
};

export function skuOf(spec: JobSpec): string {
  if (spec.serverless) return 'JOBS_SERVERLESS_COMPUTE';
  return spec.photon ? 'JOBS_COMPUTE_PHOTON' : 'JOBS_COMPUTE';
}

export function sizeOf(spec: JobSpec): Sizing {
  const sku = skuOf(spec);
  const dbus = spec.usd / runsPerMonth(spec) / priceOn(sku, SIZING_DAY)!;
  const driver = SMALL_DRIVERS[spec.worker] ?? spec.worker;
  if (spec.serverless) return serverlessSizing(spec, sku, dbus, driver);
  const factor = spec.photon ? PHOTON_FACTOR : 1;
  const driverRate = instanceType(driver).dbuPerHour * factor;
  const workerRate = instanceType(spec.worker).dbuPerHour * factor;
  const wanted = (dbus / (spec.minutes / 60) - driverRate) / workerRate;
  const workers = spec.autoscales ? clamp(wanted, 1, 60) : clamp(Math.round(wanted), 1, 60);
  const minutes = (dbus / (driverRate + workers * workerRate)) * 60;
  const minNodes = spec.autoscales ? Math.max(1, Math.floor(workers * 0.45)) : workers;
  const maxNodes = spec.autoscales ? Math.max(2, Math.ceil(workers * 1.15)) : workers;
  return {
    sku,
    driver,
    worker: spec.worker,
    workers,
    minNodes,
    maxNodes,
    minutes: Math.max(2, minutes),
    serverlessRate: 0,
  };
}

function serverlessSizing(spec: JobSpec, sku: string, dbus: number, driver: string): Sizing {
  return {
    sku,
    driver,
    worker: spec.worker,
    workers: 0,
    minNodes: 0,
    maxNodes: 0,
    minutes: spec.minutes,
    serverlessRate: dbus / (spec.minutes / 60),
  };
}

/** Scheduled runs in the 31 days of October, per 30 days. */
function runsPerMonth(spec: JobSpec): number {
  if (spec.cron === null) return (spec.perWeek * 30) / 7;
  const october = CALENDAR.filter((day) => day.day.startsWith('2026-10'));
  const runs = october.reduce((total, day) => total + firings(spec.cron!, spec.zone, day).length, 0);
  return Math.max(1, (runs * 30) / 31);
}
