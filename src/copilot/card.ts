// The card of a selected entity: who it is, its figures, its chips, and where to go from here.
import { requireData } from '#src/reports/params.ts';
import type { Card } from './answer_types.ts';
import type { Parts } from './parts.ts';
import { chipsFor } from './selection/chips.ts';
import { entityType, type Selection } from './selection/selection.ts';
import { studyEntity } from './study_entity.ts';

/** Throws UserError 'entity_gone' and what the source throws. */
export async function entityCard(
  selection: Selection,
  parts: Pick<Parts, 'source' | 'settings'>,
): Promise<Card> {
  const asOf = requireData(await parts.source.profile());
  const studied = await studyEntity(null, selection, parts.source, parts.settings);
  const { study, subject } = studied;
  const { ref, name } = study.subject;
  return {
    selection: studied.selection,
    entity: { ref, type: entityType(ref), name },
    ...subject.card(study),
    chips: chipsFor(entityType(ref)).map(({ id, lane, label }) => ({ id, lane, label })),
    asOf,
  };
}
