import type { MappingProblem } from '../schema/dom-events.js';
import type { FieldRef } from '../schema/form.js';
import type { SigningMapping } from '../schema/signing-config.js';
import type { ValueSource } from '../schema/value-source.js';
import { problem, type CheckContext } from './check-references.js';
import { signingSlots } from './signing-slots.js';
import { slotAt } from './slots.js';
import { isMissing, textRows, usedLanguages } from './text-rows.js';

/** Rules that look at several slots at once, or at what stands beside the document. */
export function checkWhole(mapping: SigningMapping, context: CheckContext): MappingProblem[] {
  return [...checkOverlap(mapping, context), ...checkDoubles(mapping), ...checkMissingTexts(mapping)];
}

/** OVERLAP: a workflow has one configuration (C-01); another one that is stored already would win at run time. */
function checkOverlap({ basic }: SigningMapping, { workflows, configId }: CheckContext): MappingProblem[] {
  const other = workflows?.find(({ id }) => id === basic.workflowId)?.signingConfigId;
  const slot = slotAt('/basic/workflowId');
  if (!other || other === configId || !slot) return [];
  return [problem('OVERLAP', 'warning', slot, { name: other })];
}

/** One field in two places that must differ: `pointer` is where it stands the second time. */
interface Place {
  readonly pointer: string;
  readonly field: FieldRef | undefined;
}

function fieldOf(source: ValueSource | null): FieldRef | undefined {
  return source?.kind === 'field' ? source.field : undefined;
}

/**
 * DUP-BIND: signed files written over the files that were signed (C-43), the same files listed twice (C-13), and two
 * external parties with one contact (C-31): only one of them would ever be asked.
 */
function checkDoubles({ required, advanced, flow }: SigningMapping): MappingProblem[] {
  const documents = required.documents.map((document, index) => ({
    pointer: `/required/documents/${index}`,
    field: document.kind === 'field' ? document.field : undefined,
  }));
  const target = { pointer: '/advanced/downloadInto', field: advanced.downloadInto ?? undefined };
  const contacts = flow.addParties.fixed
    ? flow.parties.flatMap((party, index) =>
        party.scope === 'external'
          ? [{ pointer: `/flow/parties/${index}/contact`, field: fieldOf(party.contact) }]
          : [],
      )
    : [];
  return [...doubles([...documents, target]), ...doubles(contacts)];
}

function doubles(places: readonly Place[]): MappingProblem[] {
  const first = new Map<string, string>();
  return places.flatMap(({ pointer, field }) => {
    const slot = slotAt(pointer);
    if (!field || !slot) return [];
    const key = `${field.table} ${field.field}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, pointer);
      return [];
    }
    return [problem('DUP-BIND', 'warning', slot, { name: field.label, other }, pointer)];
  });
}

/** I18N-GAP: readers of a language that is served elsewhere would see two languages mixed (C-51, C-52, C-60). */
function checkMissingTexts(mapping: SigningMapping): MappingProblem[] {
  const rows = textRows(mapping);
  const used = usedLanguages(rows);
  return rows.flatMap((row) => {
    const slot = signingSlots.find(({ pointer }) => row.pointer === pointer || row.pointer.startsWith(`${pointer}/`));
    if (!slot?.applies(mapping)) return [];
    return used
      .filter((language) => isMissing(row, language, used))
      .map((language) => problem('I18N-GAP', 'hint', slot, { kind: row.kind, name: row.name, language }, row.pointer));
  });
}
