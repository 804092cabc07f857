// views.*: modals and the Home tab.
import { z } from 'zod';
import { ApiFailure } from '../api_failure.ts';
import { closeAll, pushModal, replaceModal, viewJson, viewSchema } from '../modals.ts';
import { findModal } from '../state.ts';
import { spendTrigger } from '../triggers.ts';
import { json, type MethodTable, method, object } from './method.ts';

const opening = z.object({ trigger_id: z.string(), view: json(viewSchema) });

export const viewMethods: MethodTable = {
  'views.open': method([], opening, ({ trigger_id, view }, workspace) => {
    const user = spendTrigger(workspace, trigger_id);
    closeAll(workspace, user);
    return { view: viewJson(workspace, pushModal(workspace, user, view)) };
  }),
  'views.push': method([], opening, ({ trigger_id, view }, workspace) => {
    const user = spendTrigger(workspace, trigger_id);
    return { view: viewJson(workspace, pushModal(workspace, user, view)) };
  }),
  'views.update': method(
    [],
    z.object({ view_id: z.string(), hash: z.string().optional(), view: json(viewSchema) }),
    ({ view_id, hash, view }, workspace) => {
      const modal = findModal(workspace.state(), view_id);
      if (!modal) throw new ApiFailure('not_found');
      if (hash !== undefined && hash !== modal.hash) throw new ApiFailure('hash_conflict');
      return { view: viewJson(workspace, replaceModal(workspace, modal, view)) };
    },
  ),
  'views.publish': method(
    [],
    z.object({ user_id: z.string(), view: json(object) }),
    ({ user_id, view }, workspace) => {
      const isPerson = workspace.state().users.some((u) => u.id === user_id);
      if (!isPerson) throw new ApiFailure('user_not_found');
      workspace.dispatch({ kind: 'home_set', user: user_id, view });
      return { view: { ...view, id: workspace.newId('V') } };
    },
  ),
};
