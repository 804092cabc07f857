// blocks.validate: Slack's own check of Block Kit, without posting anything.
import { z } from 'zod';
import { ApiFailure } from '../api_failure.ts';
import { problemsOf } from '../blocks.ts';
import { blockList, json, type MethodTable, method } from './method.ts';

const holder = json(z.looseObject({ blocks: blockList }));
const payload = z.object({
  blocks: blockList.optional(),
  message: holder.optional(),
  view: holder.optional(),
});

export const validateMethods: MethodTable = {
  'blocks.validate': method([], payload, (args, workspace) => {
    const given = (['blocks', 'message', 'view'] as const).filter((key) => args[key] !== undefined);
    const kind = given[0];
    if (kind === undefined || given.length > 1) throw new ApiFailure('invalid_arguments');
    const blocks = args.blocks ?? args.message?.blocks ?? args.view?.blocks ?? [];
    const errors = problemsOf(workspace, blocks, kind === 'view' ? 'view' : 'message').map((p) => ({
      ...p,
      code: 'failed_constraint',
    }));
    if (errors.length > 0) throw new ApiFailure(`invalid_${kind}`, { errors });
    return {};
  }),
};
