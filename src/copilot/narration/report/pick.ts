// How to reach an entity from a report's menu: the report about types lists types first.
import { computeTypeName } from '#src/reports/catalog/compute_type_cost.ts';
import { type EntityName, type Line, line } from '#src/reports/line.ts';
import { type ReportStudy, TYPES_REPORT } from '../../study/report_study.ts';

const TYPE_OF: Readonly<Record<string, string>> = {
  job: 'JOB_RUN',
  warehouse: 'SQL_WAREHOUSE',
  cluster: 'APC_CLUSTER',
};

/** 'pick BI-1 from the menu', or 'pick SQL warehouses from the menu, then BI-1'. */
export function pick(study: ReportStudy, entity: EntityName): Line {
  const type = TYPE_OF[entity.ref.slice(0, entity.ref.indexOf(':'))];
  if (study.report.report.id !== TYPES_REPORT || type === undefined)
    return line`pick ${entity} from the menu`;
  return line`pick ${{ ref: `compute_type:${type}`, name: computeTypeName(type) }} from the menu, then ${entity}`;
}
