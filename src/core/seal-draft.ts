import type { DesignSeal, SealHolders } from '../schema/seal-library.js';
import type { SealTemplate, SealTemplateType } from '../schema/seal.js';
import { isOval, LEGAL_SIZES } from './seal-design.js';

/** A design with the ways back and forth from it. */
export interface SealDraft {
  readonly design: DesignSeal;
  readonly past: readonly DesignSeal[];
  readonly future: readonly DesignSeal[];
  /** What was changed last: more of the same is one step. */
  readonly field: string;
}

/** One change to a design. */
export type SealEdit =
  | { readonly field: 'name'; readonly value: string }
  | { readonly field: 'purpose'; readonly value: DesignSeal['purpose'] }
  | { readonly field: 'holders'; readonly value: SealHolders }
  | { readonly field: 'text' | 'hText' | 'qText'; readonly value: string }
  | { readonly field: 'colour'; readonly value: SealTemplate['colour'] }
  | { readonly field: 'type'; readonly value: SealTemplateType }
  | { readonly field: 'size'; readonly value: readonly [width: number, height: number] };

/** Where a designer starts: the seal of the organisation as it is usually cut. */
export function newSealDraft(organization: string, holders?: SealHolders): SealDraft {
  const template: SealTemplate = { type: 'ROUND_STAR', colour: 'RED', text: organization, widthMm: 42, heightMm: 42 };
  const design: DesignSeal = { name: '', purpose: 'organization', template, ...(holders ? { holders } : {}) };
  return { design, past: [], future: [], field: '' };
}

export function editSeal(draft: SealDraft, edit: SealEdit): SealDraft {
  const design = applied(draft.design, edit);
  if (JSON.stringify(design) === JSON.stringify(draft.design)) return draft;
  const isTyping = edit.field === draft.field && ['name', 'text', 'hText', 'qText', 'size'].includes(edit.field);
  return { design, past: isTyping ? draft.past : [...draft.past, draft.design], future: [], field: edit.field };
}

export function undoSeal({ design, past, future, field }: SealDraft): SealDraft {
  const before = past.at(-1);
  if (!before) return { design, past, future, field };
  return { design: before, past: past.slice(0, -1), future: [design, ...future], field: '' };
}

export function redoSeal({ design, past, future, field }: SealDraft): SealDraft {
  const [next, ...rest] = future;
  if (!next) return { design, past, future, field };
  return { design: next, past: [...past, design], future: rest, field: '' };
}

function applied(design: DesignSeal, edit: SealEdit): DesignSeal {
  const { template } = design;
  switch (edit.field) {
    case 'name':
      return { ...design, name: edit.value };
    case 'purpose':
      return { ...design, purpose: edit.value };
    case 'holders':
      return { ...design, holders: edit.value };
    case 'size':
      return { ...design, template: { ...template, widthMm: edit.value[0], heightMm: edit.value[1] } };
    case 'type':
      return { ...design, template: { ...template, type: edit.value, ...sizeFor(edit.value, template) } };
    case 'hText':
    case 'qText': {
      const { [edit.field]: _, ...others } = template;
      return { ...design, template: edit.value === '' ? others : { ...others, [edit.field]: edit.value } };
    }
    case 'text':
    case 'colour':
      return { ...design, template: { ...template, [edit.field]: edit.value } };
  }
}

/** Another outline needs other measures; the same one keeps them. */
function sizeFor(type: SealTemplateType, before: SealTemplate): Pick<SealTemplate, 'widthMm' | 'heightMm'> {
  if (isOval(type) === isOval(before.type)) return { widthMm: before.widthMm, heightMm: before.heightMm };
  const [widthMm, heightMm] = (isOval(type) ? LEGAL_SIZES.oval[1] : LEGAL_SIZES.round[2]) ?? [42, 42];
  return { widthMm, heightMm };
}
