// The SQL warehouses: what they are, who works on them, and when they are awake.
import type { Department, WorkspaceName } from './workspaces.ts';

export interface ConfigVersion {
  readonly from: string;
  readonly size: string;
  readonly minClusters: number;
  readonly maxClusters: number;
  readonly autoStopMins: number;
  readonly changedBy: string | null;
}

export interface Warehouse {
  readonly id: string;
  readonly name: string;
  readonly workspace: WorkspaceName;
  readonly type: 'PRO' | 'SERVERLESS' | 'CLASSIC';
  /** Oldest first; the first is in force before the range. */
  readonly configs: readonly [ConfigVersion, ...ConfigVersion[]];
  readonly teams: readonly Department[];
  /** Queries on a normal weekday. */
  readonly queriesPerDay: number;
  /** Median seconds of a query. */
  readonly typicalSeconds: number;
  /** Awake hours on a weekday and on a weekend day. */
  readonly hours: readonly [weekday: number, weekend: number];
  /** Mean number of clusters while awake. */
  readonly clusters: number;
}

function config(size: string, autoStopMins: number, more: Partial<ConfigVersion> = {}): ConfigVersion {
  return {
    from: '2026-01-12 09:00:00',
    size,
    minClusters: 1,
    maxClusters: 1,
    autoStopMins,
    changedBy: null,
    ...more,
  };
}

export const WAREHOUSES: readonly Warehouse[] = [
  {
    id: '4c1f0a9b72de5538',
    name: 'BI-1',
    workspace: 'Analytics',
    type: 'PRO',
    configs: [config('X-Small', 0, { changedBy: 'u_owen_pritchard' })],
    teams: ['Sales'],
    queriesPerDay: 5,
    typicalSeconds: 3,
    hours: [24, 24],
    clusters: 1,
  },
  {
    id: '7be2d4410cf9a613',
    name: 'Exec dashboards',
    workspace: 'Prod',
    type: 'SERVERLESS',
    configs: [config('Medium', 10)],
    teams: ['Finance', 'Sales', 'Product'],
    queriesPerDay: 34,
    typicalSeconds: 2.5,
    hours: [6.4, 1.1],
    clusters: 1,
  },
  {
    id: '91a83f5e6d20b7c4',
    name: 'analyst_adhoc',
    workspace: 'Analytics',
    type: 'SERVERLESS',
    configs: [config('Medium', 10, { maxClusters: 3 })],
    teams: ['Marketing', 'Product', 'Data Platform'],
    queriesPerDay: 78,
    typicalSeconds: 9,
    hours: [9.5, 1.6],
    clusters: 1.25,
  },
  {
    id: 'a03d77c2e518f94b',
    name: 'Finance reporting',
    workspace: 'Prod',
    type: 'PRO',
    configs: [
      config('Small', 60),
      config('Small', 30, { from: '2026-06-15 13:20:00', changedBy: 'u_helen_marsh' }),
    ],
    teams: ['Finance'],
    queriesPerDay: 32,
    typicalSeconds: 6,
    hours: [9.2, 1.2],
    clusters: 1,
  },
  {
    id: 'b6580e1d94c3a27f',
    name: 'Tableau live',
    workspace: 'Analytics',
    type: 'SERVERLESS',
    configs: [
      config('Medium', 15, { maxClusters: 2 }),
      config('Large', 15, { from: '2026-08-24 07:55:00', maxClusters: 2, changedBy: 'u_sofia_marchetti' }),
    ],
    teams: ['Marketing', 'Sales', 'Supply Chain'],
    queriesPerDay: 60,
    typicalSeconds: 2.2,
    hours: [6.2, 0.8],
    clusters: 1.05,
  },
  {
    id: 'c7f2913ab06e4d58',
    name: 'dbt_prod',
    workspace: 'Prod',
    type: 'PRO',
    configs: [config('Medium', 5)],
    teams: ['Data Platform'],
    queriesPerDay: 46,
    typicalSeconds: 34,
    hours: [3.4, 2.9],
    clusters: 1,
  },
  {
    id: 'd18b64f07e92c3a5',
    name: 'Support lookup',
    workspace: 'Analytics',
    type: 'SERVERLESS',
    configs: [config('X-Small', 5)],
    teams: ['Customer Support'],
    queriesPerDay: 40,
    typicalSeconds: 0.9,
    hours: [8.8, 3.5],
    clusters: 1,
  },
  {
    id: 'e4c905a81bd37f62',
    name: 'risk_sql',
    workspace: 'Prod',
    type: 'PRO',
    configs: [config('Small', 20)],
    teams: ['Risk'],
    queriesPerDay: 28,
    typicalSeconds: 5,
    hours: [7.5, 0.6],
    clusters: 1,
  },
  {
    id: 'f29d3b7c5a0e8164',
    name: 'Ops shared',
    workspace: 'Prod',
    type: 'CLASSIC',
    configs: [
      config('Small', 0),
      config('Small', 10, { from: '2026-10-29 15:12:00', changedBy: 'u_marcus_feld' }),
    ],
    teams: ['Supply Chain', 'Data Platform'],
    queriesPerDay: 24,
    typicalSeconds: 7,
    hours: [3.1, 0.6],
    clusters: 1,
  },
  {
    id: '05e8c17d6b4fa923',
    name: 'sandbox_sql',
    workspace: 'Sandbox',
    type: 'SERVERLESS',
    configs: [config('2X-Small', 10)],
    teams: ['Product', 'Risk', 'Data Platform'],
    queriesPerDay: 12,
    typicalSeconds: 8,
    hours: [4.2, 0.2],
    clusters: 1,
  },
];

/** DBUs per hour of one cluster of a warehouse. */
export const WAREHOUSE_DBUS: Readonly<Record<string, number>> = {
  '2X-Small': 4,
  'X-Small': 6,
  Small: 12,
  Medium: 24,
  Large: 40,
  'X-Large': 80,
};

export const WAREHOUSE_SKUS = {
  PRO: 'SQL_PRO_COMPUTE',
  SERVERLESS: 'SQL_SERVERLESS_COMPUTE',
  CLASSIC: 'SQL_CLASSIC_COMPUTE',
} as const;
