// Trigger ids: a person's action lets the app open one modal within three seconds.
import { ApiFailure } from './api_failure.ts';
import type { Workspace } from './workspace.ts';

const LIFE_MS = 3000;

export function issueTrigger(workspace: Workspace, user: string): string {
  const id = workspace.newId('G');
  workspace.dispatch({ kind: 'trigger_set', id, value: { user, issued_at: performance.now(), used: false } });
  return id;
}

/** Whose modal it is; throws ApiFailure when the time is over or the trigger was spent. */
export function spendTrigger(workspace: Workspace, id: string): string {
  const trigger = workspace.state().triggers[id];
  if (!trigger) throw new ApiFailure('invalid_trigger_id');
  if (trigger.used) throw new ApiFailure('exchanged_trigger_id');
  if (performance.now() - trigger.issued_at > LIFE_MS) throw new ApiFailure('expired_trigger_id');
  workspace.dispatch({ kind: 'trigger_set', id, value: { ...trigger, used: true } });
  return trigger.user;
}
