import * as z from 'zod/mini';

import { Id, Label, SchemaVersion, Timestamp } from './primitives.js';
import { wire } from './registry.js';

/** Chapter 9: personal `SQUARE`, `RECTANGLE`, `BORDERLESS`; organisation `ROUND_*`, `OVAL_*`. */
export const SealTemplateType = z
  .enum(['SQUARE', 'RECTANGLE', 'BORDERLESS', 'ROUND_STAR', 'ROUND_NONE', 'OVAL_STAR', 'OVAL_NONE'])
  .register(wire, { id: 'SealTemplateType', description: 'Shape of a template seal.' });
export type SealTemplateType = z.infer<typeof SealTemplateType>;

export const SealColor = z
  .enum(['RED', 'BLUE', 'BLACK'])
  .register(wire, { id: 'SealColor', description: 'Colour of a template seal.' });
export type SealColor = z.infer<typeof SealColor>;

const Millimetres = z.number().check(z.minimum(3), z.maximum(120));

/** `text` runs on the arc (or fills a personal seal), `hText` is the horizontal text 横向文, `qText` the bottom arc 下弦文. */
export const SealTemplate = z
  .strictObject({
    type: SealTemplateType,
    colour: SealColor,
    text: z.string().check(z.minLength(1), z.maxLength(40)),
    hText: z.optional(z.string().check(z.maxLength(20))),
    qText: z.optional(z.string().check(z.maxLength(30))),
    widthMm: Millimetres,
    heightMm: Millimetres,
  })
  .register(wire, { id: 'SealTemplate', description: 'A seal drawn by us.' });
export type SealTemplate = z.infer<typeof SealTemplate>;

/** What was written by hand. */
export const Handwriting = z
  .strictObject({
    kind: z.literal('handwriting'),
    /** SVG path data of the strokes, in millimetres. */
    path: z.string().check(z.minLength(1), z.maxLength(200_000), z.regex(/^[MLCQZmlcqz0-9eE.,\s+-]+$/)),
    strokeWidthMm: z.number().check(z.positive(), z.maximum(5)),
    /** Whether the path goes around the ink, thick where it was pressed, and is filled; else it is the way of the pen. */
    filled: z.optional(z.boolean()),
    widthMm: Millimetres,
    heightMm: Millimetres,
  })
  .register(wire, { id: 'Handwriting', description: 'A signature that was written by hand.' });
export type Handwriting = z.infer<typeof Handwriting>;

/** Where the picture of an electronic seal comes from. */
export const SealArtwork = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('template'), template: SealTemplate }),
    z.strictObject({ kind: z.literal('image'), fileId: Id, widthMm: Millimetres, heightMm: Millimetres }),
    Handwriting,
  ])
  .register(wire, { id: 'SealArtwork', description: 'Picture of an electronic seal.' });
export type SealArtwork = z.infer<typeof SealArtwork>;

export const SealKind = z
  .enum(['organization', 'contract', 'finance', 'legalRepresentative', 'personal', 'signature'])
  .register(wire, { id: 'SealKind', description: 'What an electronic seal is used for.' });
export type SealKind = z.infer<typeof SealKind>;

/** `usable: false` comes with the reason, so that the tray can say why. */
export const Seal = z
  .object({
    schemaVersion: SchemaVersion,
    id: Id,
    name: Label,
    kind: SealKind,
    owner: Label,
    artwork: SealArtwork,
    /** Address of the picture (SVG or PNG), relative to the endpoint. */
    imageUrl: z.string(),
    widthMm: Millimetres,
    heightMm: Millimetres,
    usable: z.boolean(),
    unusableReason: z.nullable(z.enum(['expired', 'disabled', 'noPermission'])),
    createdAt: Timestamp,
  })
  .register(wire, { id: 'Seal', description: 'An electronic seal (电子印章).' });
export type Seal = z.infer<typeof Seal>;

export const CreateSeal = z
  .strictObject({ name: Label, kind: SealKind, artwork: SealArtwork })
  .register(wire, { id: 'CreateSeal', description: 'Request that makes an electronic seal.' });
export type CreateSeal = z.infer<typeof CreateSeal>;
