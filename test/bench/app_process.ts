// The app in a process of its own, as in production, with a watch on its main loop. "idle" as argument: the watch alone,
// to see what the machine does to a process that has nothing to do.
import { startApp } from '#src/compose.ts';
import { readSettings } from '#src/config/env.ts';
import { createLog } from '#src/lib/pino_log.ts';
import { watchStalls } from './stalls.ts';

export type Ask = 'reset' | 'longest' | 'stop';

const isIdle = process.argv.includes('idle');
const app = isIdle ? null : await startApp(readSettings(process.env), createLog('error'));
const watch = watchStalls();

const ANSWERS: Readonly<Record<Ask, () => Promise<number>>> = {
  reset: async () => {
    watch.reset();
    return 0;
  },
  longest: async () => watch.longest(),
  stop: async () => {
    await app?.stop();
    setImmediate(() => process.exit(0));
    return 0;
  },
};

process.on('message', (ask: Ask) => {
  void ANSWERS[ask]().then((value) => process.send?.({ value }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ value: 0 });
