import type { DesignSeal } from '../schema/seal-library.js';
import type { SealTemplate, SealTemplateType } from '../schema/seal.js';
import { drawSeal } from './seal-drawing.js';

/**
 * What is wrong with the design of a seal of an organisation, or unusual about it (chapter 9). Errors are refused by the
 * host, too; warnings are for the eyes of the designer.
 */
export type SealDesignCode =
  | 'SEAL-NAME'
  | 'SEAL-NO-HOLDER'
  | 'SEAL-TYPE'
  | 'SEAL-TEXT-SHORT'
  | 'SEAL-TEXT-LONG'
  | 'SEAL-TEXT-SIGNS'
  | 'SEAL-NOT-ROUND'
  | 'SEAL-NOT-OVAL'
  | 'SEAL-SIZE'
  | 'SEAL-DENSE'
  | 'SEAL-NUMBER';

export interface SealDesignFinding {
  readonly code: SealDesignCode;
  /** JSON pointer into the {@link DesignSeal}. */
  readonly pointer: string;
  readonly severity: 'error' | 'warning';
}

/** Fewest and most characters on the arc: a name of an organisation. */
export const ARC_TEXT = { least: 4, most: 40 } as const;

/** The usual measures in millimetres: round seals of organisations, and the two ovals that rules know. */
export const LEGAL_SIZES: Readonly<Record<'round' | 'oval', readonly (readonly [width: number, height: number])[]>> = {
  round: [
    [38, 38],
    [40, 40],
    [42, 42],
    [45, 45],
  ],
  oval: [
    [40, 30],
    [45, 30],
  ],
};

/** Characters narrower or lower than this cannot be read on paper, in millimetres. */
const READABLE_MM = 1.2;
/** Control, direction and unassigned signs, and what joins to its neighbours: no carver cuts them. */
const UNSTAMPABLE = /[\p{C}\p{Zl}\p{Zp}\p{M}]/u;
const ORGANIZATION_TYPES: ReadonlySet<SealTemplateType> = new Set([
  'ROUND_STAR',
  'ROUND_NONE',
  'OVAL_STAR',
  'OVAL_NONE',
]);

export function isOval(type: SealTemplateType): boolean {
  return type.startsWith('OVAL');
}

/** Characters as people count them, not UTF-16 units. */
export function textLength(text: string): number {
  return [...text].length;
}

/** Every finding, errors first. */
export function checkSealDesign({ name, template, holders }: DesignSeal): readonly SealDesignFinding[] {
  const found = [...(name.trim() === '' ? [error('SEAL-NAME', '/name')] : []), ...checkTexts(template)];
  if (!ORGANIZATION_TYPES.has(template.type)) found.push(error('SEAL-TYPE', '/template/type'));
  if (holders?.kind === 'people' && holders.people.length === 0) {
    found.push(error('SEAL-NO-HOLDER', '/holders/people'));
  }
  found.push(...checkSize(template));
  if (found.every(({ severity }) => severity !== 'error')) found.push(...checkDensity(template));
  if (template.qText && !/^\d{13}$/.test(template.qText)) found.push(warning('SEAL-NUMBER', '/template/qText'));
  return found.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

function checkTexts({ text, hText = '', qText = '' }: SealTemplate): SealDesignFinding[] {
  const found: SealDesignFinding[] = [];
  const length = textLength(text.trim());
  if (length < ARC_TEXT.least) found.push(error('SEAL-TEXT-SHORT', '/template/text'));
  if (length > ARC_TEXT.most) found.push(error('SEAL-TEXT-LONG', '/template/text'));
  for (const [pointer, value] of Object.entries({ text, hText, qText })) {
    if (UNSTAMPABLE.test(value)) found.push(error('SEAL-TEXT-SIGNS', `/template/${pointer}`));
  }
  return found;
}

function checkSize({ type, widthMm, heightMm }: SealTemplate): SealDesignFinding[] {
  if (isOval(type)) {
    if (widthMm <= heightMm) return [error('SEAL-NOT-OVAL', '/template/heightMm')];
  } else if (widthMm !== heightMm) return [error('SEAL-NOT-ROUND', '/template/heightMm')];
  const usual = LEGAL_SIZES[isOval(type) ? 'oval' : 'round'];
  const isUsual = usual.some(([width, height]) => width === widthMm && height === heightMm);
  return isUsual ? [] : [warning('SEAL-SIZE', '/template/widthMm')];
}

function checkDensity(template: SealTemplate): SealDesignFinding[] {
  const isDense = drawSeal(template).shapes.some(
    (shape) => shape.kind === 'glyph' && Math.min(shape.size, shape.size * shape.scaleX) < READABLE_MM,
  );
  return isDense ? [warning('SEAL-DENSE', '/template/text')] : [];
}

function error(code: SealDesignCode, pointer: string): SealDesignFinding {
  return { code, pointer, severity: 'error' };
}

function warning(code: SealDesignCode, pointer: string): SealDesignFinding {
  return { code, pointer, severity: 'warning' };
}
