// Which charts a workspace already has: the same picture is uploaded once.
import type { Clock } from '#src/lib/dates.ts';
import { keptIfPossible, type Statements } from './statements.ts';

export interface ChartFiles {
  get(team: string, renderHash: string): string | undefined;
  put(team: string, renderHash: string, fileId: string): void;
  /** Slack no longer accepts the file: someone deleted it. */
  forget(team: string, renderHash: string): void;
}

export function createChartFiles(statements: Statements, clock: Clock): ChartFiles {
  return {
    get: (team, hash) => statements.get<{ file_id: string }>('chart_file_get', { team, hash })?.file_id,
    put: (team, hash, file) =>
      void keptIfPossible(() =>
        statements.run('chart_file_put', { team, hash, file, now: clock().getTime() }),
      ),
    forget: (team, hash) => void keptIfPossible(() => statements.run('chart_file_forget', { team, hash })),
  };
}
