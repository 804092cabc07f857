// Usage that belongs to no job, warehouse or cluster: pipelines, serving endpoints, vector search, storage.
import type { Random } from '#src/lib/random.ts';
import { CALENDAR, type CalendarDay } from './calendar.ts';
import { hexId } from './ids.ts';
import { micros } from './rounding.ts';
import type { UsageRow } from './rows.ts';
import { costOf } from './skus.ts';
import { type WorkspaceName, workspaceNamed } from './workspaces.ts';

const FIRST_OTHER_OWNER = 4_002_000;

interface Product {
  readonly workspace: WorkspaceName;
  readonly product: string;
  readonly sku: string;
  /** DBUs (storage units for DEFAULT_STORAGE) on a weekday at the end of the range. */
  readonly dbus: number;
  readonly weekend: number;
  readonly firstDay: string;
}

const PRODUCTS: readonly Product[] = [
  { workspace: 'Prod', product: 'DLT', sku: 'DLT_CORE', dbus: 165, weekend: 0.8, firstDay: '2026-04-15' },
  {
    workspace: 'Prod',
    product: 'MODEL_SERVING',
    sku: 'MODEL_SERVING',
    dbus: 460,
    weekend: 0.85,
    firstDay: '2026-04-15',
  },
  {
    workspace: 'Analytics',
    product: 'MODEL_SERVING',
    sku: 'MODEL_SERVING',
    dbus: 90,
    weekend: 0.5,
    firstDay: '2026-06-09',
  },
  {
    workspace: 'Analytics',
    product: 'VECTOR_SEARCH',
    sku: 'VECTOR_SEARCH',
    dbus: 96,
    weekend: 1,
    firstDay: '2026-08-18',
  },
  {
    workspace: 'Prod',
    product: 'DEFAULT_STORAGE',
    sku: 'DEFAULT_STORAGE',
    dbus: 210,
    weekend: 1,
    firstDay: '2026-04-15',
  },
];

export function otherUsage(random: Random): UsageRow[] {
  return PRODUCTS.flatMap((product, i) => {
    const stream = random.fork(`${product.workspace}/${product.product}`);
    const days = CALENDAR.filter((day) => day.day >= product.firstDay);
    return days.map((day, count) => usageRow(product, day, FIRST_OTHER_OWNER + i, count, stream.normal()));
  });
}

function usageRow(product: Product, day: CalendarDay, owner: number, count: number, noise: number): UsageRow {
  const workspace = workspaceNamed(product.workspace);
  const quiet = day.isWeekend ? product.weekend : 1;
  const dbus = micros(product.dbus * day.growth * quiet * Math.exp(0.07 * noise));
  return {
    compute_usage_id: hexId('usage', owner, count, 'cu-'),
    parent_id: `${workspace.workspace_id}:${product.product}`,
    parent_type: 'OTHER',
    compute_sku: product.sku,
    dbus_consumed: dbus,
    cluster_id: null,
    cluster_instance_type: null,
    total_cost: costOf(product.sku, dbus, day.day),
    avg_cpu_utilization: null,
    avg_memory_gb: null,
    peak_concurrent_users: null,
    is_production: workspace.isProduction,
    usage_date: day.day,
    record_type: 'ORIGINAL',
    ingested_date: day.day,
  };
}
