// The three workspaces and eight departments of the sample account.

export type WorkspaceName = 'Prod' | 'Analytics' | 'Sandbox';

interface Workspace {
  readonly workspace_id: string;
  readonly workspace_name: WorkspaceName;
  readonly account_id: string;
  readonly description: string;
  readonly workspace_url: string;
  /** Written to is_production; null where nobody tags the environment. */
  readonly isProduction: number | null;
}

const ACCOUNT = '7f3c1a52-4b0e-4d8a-9c57-2e6fd1b8a940';

export const WORKSPACES: readonly Workspace[] = [
  {
    workspace_id: '3190457812064471',
    workspace_name: 'Prod',
    account_id: ACCOUNT,
    description: 'Scheduled pipelines and everything customers see',
    workspace_url: 'https://dbc-5e21a7f0-9c3d.cloud.databricks.com',
    isProduction: 1,
  },
  {
    workspace_id: '5207716390482215',
    workspace_name: 'Analytics',
    account_id: ACCOUNT,
    description: 'Dashboards, model training and shared notebooks',
    workspace_url: 'https://dbc-1b84d3c6-77ae.cloud.databricks.com',
    isProduction: 1,
  },
  {
    workspace_id: '8846102957730164',
    workspace_name: 'Sandbox',
    account_id: ACCOUNT,
    description: 'Experiments; nothing here is promised to anyone',
    workspace_url: 'https://dbc-90f6e2b8-34d1.cloud.databricks.com',
    isProduction: 0,
  },
];

export function workspaceNamed(name: WorkspaceName): Workspace {
  return WORKSPACES.find((w) => w.workspace_name === name)!;
}

export const DEPARTMENTS = [
  'Finance',
  'Marketing',
  'Product',
  'Data Platform',
  'Sales',
  'Supply Chain',
  'Risk',
  'Customer Support',
] as const;

export type Department = (typeof DEPARTMENTS)[number];
