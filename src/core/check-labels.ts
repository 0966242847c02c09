import type { MappingProblem } from '../schema/dom-events.js';
import type { SigningMapping } from '../schema/signing-config.js';
import { problem } from './check-references.js';
import { signingSlots } from './signing-slots.js';
import { LANGUAGES, textRows } from './text-rows.js';

/** C-51, C-60: two buttons that read the same, and texts that do not fit where they are shown, are warned about. */
export function checkLabels(mapping: SigningMapping): MappingProblem[] {
  const problems: MappingProblem[] = [];
  for (const locale of LANGUAGES) {
    const seen = new Map<string, string>();
    for (const row of textRows(mapping)) {
      const text = row.text[locale]?.trim();
      const slot = signingSlots.find(({ pointer }) => row.pointer === pointer || row.pointer.startsWith(`${pointer}/`));
      if (!text || !slot) continue;
      const params = { kind: row.kind, name: row.name, language: locale, text };
      if ([...text].length > row.fits) {
        problems.push(problem('LABEL-LONG', 'warning', slot, { ...params, fits: String(row.fits) }, row.pointer));
      }
      if (row.kind !== 'button') continue;
      const other = seen.get(text);
      if (other !== undefined) problems.push(problem('LABEL-DUP', 'warning', slot, { ...params, other }, row.pointer));
      else seen.set(text, row.name);
    }
  }
  return problems;
}
