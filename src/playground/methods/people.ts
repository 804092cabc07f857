// auth.test, users.*, bots.info, team.info: who is who.
import { z } from 'zod';
import { ApiFailure } from '../api_failure.ts';
import type { JsonObject, UserView } from '../protocol.ts';
import type { State } from '../state.ts';
import { type MethodTable, method } from './method.ts';

const nothing = z.object({});

export const peopleMethods: MethodTable = {
  'auth.test': method([], nothing, (_, workspace) => {
    const { team, app, users } = workspace.state();
    const bot = users.find((u) => u.is_app);
    const ids = { team_id: team.id, user_id: app.user, bot_id: app.bot, is_enterprise_install: false };
    return { url: `${workspace.settings.url}/`, team: team.name, user: bot?.name ?? '', ...ids };
  }),
  'users.info': method('users:read', z.object({ user: z.string() }), ({ user }, workspace) => {
    const found = workspace.state().users.find((u) => u.id === user);
    if (!found) throw new ApiFailure('user_not_found');
    return { user: userJson(workspace.state(), found) };
  }),
  'users.list': method('users:read', nothing, (_, workspace) => {
    const state = workspace.state();
    const members = state.users.map((user) => userJson(state, user));
    return { members, response_metadata: { next_cursor: '' } };
  }),
  'bots.info': method('users:read', z.object({ bot: z.string().optional() }), ({ bot }, workspace) => {
    const { app } = workspace.state();
    if (bot !== undefined && bot !== app.bot) throw new ApiFailure('bot_not_found');
    return { bot: { id: app.bot, app_id: app.id, user_id: app.user, name: app.name, deleted: false } };
  }),
  'team.info': method('team:read', nothing, (_, workspace) => ({ team: { ...workspace.state().team } })),
};

function userJson(state: State, user: UserView): JsonObject {
  const { id, name, real_name, title, tz } = user;
  const profile = { real_name, display_name: name, title };
  return { id, team_id: state.team.id, name, real_name, tz, deleted: false, is_bot: user.is_app, profile };
}
