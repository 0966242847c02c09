import type { Form } from '../schema/form.js';
import type { TextTemplate } from '../schema/value-source.js';
import { printTemplate, type SystemLabels } from './template-text.js';

export interface TemplateMove {
  readonly template: TextTemplate;
  /** Where the cursor goes: behind the slot that was moved. */
  readonly caret: number;
}

/**
 * Exchanges the slot at the cursor with the next one before or behind it; the texts between them stay where they are.
 * Null where the cursor is in no slot, or there is no other one on that side.
 */
export function moveSlot(
  template: TextTemplate,
  caret: number,
  by: -1 | 1,
  form: Form,
  systemLabels: SystemLabels,
): TemplateMove | null {
  const print = (parts: TextTemplate): number => printTemplate(parts, form, systemLabels).length;
  const at = template.findIndex((part, index) => {
    const end = print(template.slice(0, index + 1));
    return part.kind !== 'text' && caret > end - print([part]) && caret <= end;
  });
  if (at < 0) return null;
  let to = at + by;
  while (template[to]?.kind === 'text') to += by;
  const [own, other] = [template[at], template[to]];
  if (!own || !other) return null;
  const moved = template.with(at, other).with(to, own);
  return { template: moved, caret: print(moved.slice(0, to + 1)) };
}
