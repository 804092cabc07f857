// The all-purpose clusters: what they are, who works on them, and when they are awake.
import type { Department, WorkspaceName } from './workspaces.ts';

export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly workspace: WorkspaceName;
  readonly worker: string;
  readonly workers: number;
  readonly photon: boolean;
  readonly autoStopMins: number;
  readonly team: Department;
  readonly hours: readonly [weekday: number, weekend: number];
  readonly cpu: number;
  /** Days on which somebody forgot to stop it. */
  readonly leftOn: readonly string[];
}

type ClusterLine = readonly [
  string,
  string,
  WorkspaceName,
  string,
  number,
  number,
  Department,
  number,
  number,
  number,
  boolean?,
];

const CLUSTER_LINES: readonly ClusterLine[] = [
  ['0112-081530-vx3k9qpa', 'ds-shared-analytics', 'Analytics', 'i3.2xlarge', 6, 60, 'Product', 9.5, 1.5, 31],
  [
    '0203-140212-8hq2mzrt',
    'Marketing notebooks',
    'Analytics',
    'm5.2xlarge',
    5,
    45,
    'Marketing',
    8.5,
    0.5,
    27,
  ],
  ['0119-093044-cc71wdle', 'platform-debug', 'Prod', 'm5.4xlarge', 4, 30, 'Data Platform', 6.8, 0.8, 22],
  ['0226-101118-p0f6ynub', 'Risk research', 'Prod', 'r5.2xlarge', 6, 60, 'Risk', 7.6, 0.6, 38],
  ['0305-072901-tb4s8gjx', 'gpu_interactive', 'Analytics', 'g4dn.xlarge', 4, 30, 'Product', 6.2, 1, 41],
  ['0121-133357-k9e2xhvo', 'Finance month-end', 'Prod', 'r5.xlarge', 4, 60, 'Finance', 5.5, 0.3, 24],
  ['0410-080808-zw5ra1ic', "Ravi's cluster", 'Sandbox', 'm5.2xlarge', 3, 120, 'Product', 7.9, 1.8, 14],
  [
    '0217-112640-m3n7tyqd',
    'supply-chain-lab',
    'Analytics',
    'm5.2xlarge',
    4,
    60,
    'Supply Chain',
    6.1,
    0.3,
    29,
  ],
  ['0330-091703-ga6u0lfs', 'support_nlp', 'Analytics', 'm5.4xlarge', 3, 45, 'Customer Support', 5.4, 0.2, 33],
  ['0128-150955-dh8c2bpw', 'sandbox-shared', 'Sandbox', 'm5.2xlarge', 5, 90, 'Data Platform', 8.7, 1.1, 18],
  ['0311-083421-y7jo4vke', 'Sales ops', 'Analytics', 'm5.xlarge', 3, 60, 'Sales', 5.9, 0.1, 21],
  ['0420-120016-q1s9fxmn', 'photon-adhoc', 'Prod', 'i3.xlarge', 6, 30, 'Data Platform', 4.6, 0.4, 36, true],
];

export const CLUSTERS: readonly Cluster[] = CLUSTER_LINES.map(
  ([id, name, workspace, worker, workers, autoStopMins, team, weekday, weekend, cpu, photon = false]) => ({
    id,
    name,
    workspace,
    worker,
    workers,
    photon,
    autoStopMins,
    team,
    hours: [weekday, weekend],
    cpu,
    leftOn: name === 'gpu_interactive' ? ['2026-10-10', '2026-10-11'] : [],
  }),
);
