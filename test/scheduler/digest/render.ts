// A digest as text, the way people see it, for goldens that are read like the message itself.
import type { Digest } from '#src/copilot/answer_types.ts';
import { plainText } from '#src/reports/line.ts';

const SIGNS = { up: '▲', down: '▼', new: '●', gone: '✓' } as const;

export function renderDigest(digest: Digest): string {
  const { title, headline, changes, footer, quiet, asOf, costBasis } = digest;
  const lines = changes.map(({ kind, line, chip, selection }) => {
    const { report, from, to, entity } = selection;
    return `${SIGNS[kind]} ${plainText(line)}  [${chip.label}: ${chip.id}, ${entity} in ${report} ${from}..${to}]`;
  });
  const end = `Data to ${asOf} · ${costBasis}${quiet ? ' · quiet' : ''}`;
  return `${[title, plainText(headline), ...lines, plainText(footer), end].filter(Boolean).join('\n')}\n`;
}
