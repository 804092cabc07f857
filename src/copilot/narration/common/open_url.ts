// Links into Databricks, for "Open in Databricks".

/** null unless the workspace's address is known and is a web address. */
export function openUrl(workspaceUrl: string | null, path: string): string | null {
  if (!workspaceUrl || !/^https:\/\/[^\s<>|"]+$/.test(workspaceUrl)) return null;
  return `${workspaceUrl.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** Ids of synchronized things are 'workspace:id'; Databricks knows the second half. */
export function localId(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}
