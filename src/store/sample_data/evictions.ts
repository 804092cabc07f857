// Spot evictions: how often AWS takes machines back, and what it says when it does.

import type { Random } from '#src/lib/random.ts';
import { hexId } from './ids.ts';
import { evictionRate, type InstanceType } from './instance_types.ts';
import { ratio4 } from './rounding.ts';
import type { EvictionRow } from './rows.ts';
import { timestampOf } from './timestamps.ts';

/** Capacity is scarcest in the American business day (13:00 to 21:00 UTC) and easiest at night. */
function hourFactor(hour: number): number {
  if (hour >= 13 && hour < 21) return 1.9;
  return hour >= 4 && hour < 9 ? 0.7 : 1;
}

/** Evictions expected in a run of `hours` with `spotNodes` machines. */
export function expectedEvictions(
  type: InstanceType,
  spotNodes: number,
  hours: number,
  startHour: number,
): number {
  return evictionRate(type) * spotNodes * hours * hourFactor(Math.floor(startHour + hours / 2) % 24);
}

/** A Poisson count from one uniform number, at most 12. */
export function poisson(mean: number, uniform: number): number {
  let probability = Math.exp(-mean);
  let cumulative = probability;
  let count = 0;
  while (uniform > cumulative && count < 12) {
    count += 1;
    probability *= mean / count;
    cumulative += probability;
  }
  return count;
}

const REASONS = [
  {
    reason: 'SPOT_INTERRUPTION',
    weight: 0.62,
    message: 'EC2 Spot Instance Interruption Warning: instance will be terminated in two minutes',
  },
  {
    reason: 'CAPACITY_OVERSUBSCRIBED',
    weight: 0.26,
    message:
      'instance-terminated-capacity-oversubscribed: no Spot capacity available that matches your request',
  },
  {
    reason: 'REBALANCE_RECOMMENDATION',
    weight: 0.08,
    message: 'EC2 Instance Rebalance Recommendation: elevated risk of interruption',
  },
  {
    reason: 'PRICE_ABOVE_BID',
    weight: 0.04,
    message: 'instance-terminated-by-price: Spot price is above the maximum price of the request',
  },
] as const;

function pickReason(random: Random): (typeof REASONS)[number] {
  let roll = random.next();
  for (const reason of REASONS) {
    roll -= reason.weight;
    if (roll < 0) return reason;
  }
  return REASONS[0];
}

interface EvictionContext {
  readonly owner: number;
  readonly count: number;
  readonly timeMs: number;
  readonly type: InstanceType;
  readonly runFailed: boolean;
  readonly retried: boolean;
}

export function evictionRow(context: EvictionContext, random: Random): EvictionRow {
  const { reason, message } = pickReason(random);
  const zone = `us-east-1${random.pick(['a', 'b', 'c', 'd'])}`;
  return {
    eviction_id: hexId('eviction', context.owner, context.count, 'ev-'),
    cloud_instance_id: hexId('instance', context.owner, context.count, 'i-00000').slice(0, 19),
    eviction_time: timestampOf(context.timeMs),
    cloud_provider_message: `${message} (${context.type.name}, ${zone})`,
    eviction_reason: reason,
    spot_price: ratio4(context.type.ec2PerHour * (0.3 + 0.16 * random.next())),
    eviction_action: context.runFailed
      ? 'RUN_FAILED'
      : random.chance(0.82)
        ? 'REPLACED_SPOT'
        : 'REPLACED_ON_DEMAND',
    was_retried: Number(context.retried),
  };
}
