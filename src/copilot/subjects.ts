// Every kind of entity the copilot can speak about.
import { UserError } from '#src/lib/errors.ts';
import type { EntityRef } from '#src/reports/facts.ts';
import { clusterSubject } from './narration/cluster/cluster_subject.ts';
import { computeTypeSubject } from './narration/compute_type/compute_type_subject.ts';
import { jobSubject } from './narration/job/job_subject.ts';
import { jobRunSubject } from './narration/job_run/job_run_subject.ts';
import { reportSubject } from './narration/report/report_subject.ts';
import { userSubject } from './narration/user/user_subject.ts';
import { warehouseSubject } from './narration/warehouse/warehouse_subject.ts';
import { entityType } from './selection/selection.ts';
import type { Subject } from './subject.ts';

const SUBJECTS: readonly Subject[] = [
  jobSubject,
  jobRunSubject,
  warehouseSubject,
  clusterSubject,
  computeTypeSubject,
  userSubject,
  reportSubject,
];

/** Throws UserError for a type nobody can speak about. */
export function subjectFor(ref: EntityRef): Subject {
  const type = entityType(ref);
  const found = SUBJECTS.find((subject) => subject.type === type);
  if (found) return found;
  throw new UserError({
    code: 'unknown_entity_type',
    message: `"${ref.slice(0, 80)}" does not name anything the app knows.`,
    next: 'An entity is written type:id, for example job:123, warehouse:abc or cluster:xyz.',
  });
}
