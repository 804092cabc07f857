// Sentences of a report inside an answer: their facts are taken over, so that every figure stays bound.
import type { Line } from '#src/reports/line.ts';
import type { ReportStudy } from '../../study/report_study.ts';

/** The same words; each figure bound to a fact of the answer. */
export function adopted({ report, sheet }: ReportStudy, line: Line): Line {
  return line.map((span) => {
    if (span.fact === undefined) return span;
    const fact = report.facts.find((known) => known.id === span.fact)!;
    const { key, value, unit, subject, scope, sqlHash, rowKey } = fact;
    const label = withoutName(fact.label, report.menu.find((entry) => entry.ref === subject)?.name);
    const own = sheet.add({ key: `report.${key}`, label, value, unit, subject, scope, sqlHash, rowKey });
    return { ...span, fact: own.id };
  });
}

/** The subject says whom a fact is about; a name inside its label would be data among our words. */
function withoutName(label: string, name: string | undefined): string {
  return name === undefined ? label : label.replaceAll(name, 'the entity');
}

/** Notes and findings are strong in a report's message; inside an answer they are not. */
export function plain(line: Line): Line {
  return line.map(({ strong: _strong, ...span }) => span);
}
