// A request as one line that can be copied and sent: '/usage-report job_cost last 14 days workspace=prod'.
import type { RawParams } from '#src/reports/params.ts';

/** What was typed is kept, whether it is right or not. */
export function commandLine(command: string, report: string, raw: RawParams): string {
  const { from, to, last, period, workspace, department, tag, job, limit } = raw;
  const filters = { from, to, workspace, department, tag, job, limit };
  const words = [
    command,
    report,
    period,
    last === undefined ? undefined : `last ${/^\d+$/.test(last) ? `${last} days` : last}`,
    ...Object.entries(filters).map(([key, value]) =>
      value === undefined ? undefined : `${key}=${quoted(value)}`,
    ),
  ];
  return words.filter(Boolean).join(' ');
}

function quoted(value: string): string {
  if (/^[^\s"'“‘„«=]+$/.test(value)) return value;
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}
