import * as z from 'zod/mini';

import { DATE_SIZES } from './date-sizes.js';
import { Id, Label } from './primitives.js';
import { wire } from './registry.js';
import { LONGEST_REMARK } from './remark-length.js';

/**
 * Chapter 8: points (1/72 inch) in the page's *displayed* orientation, origin at the top left of the crop box, y down.
 */
export const Rect = z
  .strictObject({
    x: z.number(),
    y: z.number(),
    width: z.number().check(z.positive(), z.maximum(20000)),
    height: z.number().check(z.positive(), z.maximum(20000)),
  })
  .register(wire, { id: 'Rect', description: 'Rectangle in displayed PDF points, origin top left, y down.' });
export type Rect = z.infer<typeof Rect>;

/** What is needed to convert between displayed points and the PDF's own user space. */
export const PageBox = z
  .object({
    /** Crop box in user units: left, bottom, right, top. */
    cropBox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
    /** Points per user unit (`UserUnit`), 1 unless the page says otherwise. */
    userUnit: z.number().check(z.positive()),
  })
  .register(wire, { id: 'PageBox', description: 'Crop box, rotation and user unit of a page.' });
export type PageBox = z.infer<typeof PageBox>;

/** `all`, `first`, `last`, `odd`, `even`, or page numbers from 1 such as `1-3,5` (C-37). */
export const PageSelection = z
  .string()
  .check(z.maxLength(200), z.regex(/^(all|first|last|odd|even|\d{1,6}(-\d{1,6})?(,\d{1,6}(-\d{1,6})?)*)$/))
  .register(wire, { id: 'PageSelection', description: 'Which pages, for example all, first, odd or 1-3,5.' });
export type PageSelection = z.infer<typeof PageSelection>;

export const MarkKind = z
  .enum(['seal', 'legalSeal', 'signature', 'date', 'checkbox', 'remark'])
  .register(wire, { id: 'MarkKind', description: 'What is put on a page.' });
export type MarkKind = z.infer<typeof MarkKind>;

/** Whether the signer may move a prepared mark: not at all, inside `zone`, or anywhere. */
export const MarkPolicy = z
  .enum(['locked', 'movable', 'free'])
  .register(wire, { id: 'MarkPolicy', description: 'How far a signer may move a mark.' });
export type MarkPolicy = z.infer<typeof MarkPolicy>;

const SeamEdge = z.enum(['left', 'right']);
export const MOST_PAGES_PER_SEAL = 1000;
/** Sheets that share one seal, at most; absent means as many as slices of 3 mm allow. */
const PagesPerSeal = z.optional(z.int().check(z.minimum(2), z.maximum(MOST_PAGES_PER_SEAL)));

/** How a seam seal (骑缝章) is cut over the pages: one mark with a slice on each of them. */
export const Seam = z
  .strictObject({ edge: SeamEdge, pages: PageSelection, doubleSided: z.boolean(), pagesPerSeal: PagesPerSeal })
  .register(wire, { id: 'Seam', description: 'How a seam seal (骑缝章) is cut over the pages of a document.' });
export type Seam = z.infer<typeof Seam>;

/** C-37: how a position is found. Offsets and heights are displayed points. */
export const PlacementPosition = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('free') }),
    z.strictObject({ kind: z.literal('coordinate'), x: z.number(), y: z.number(), pages: PageSelection }),
    z.strictObject({
      kind: z.literal('keyword'),
      keyword: z.string().check(z.minLength(1), z.maxLength(100)),
      /** `all`, or the n-th hit from 1; negative counts from the end. */
      occurrence: z.union([z.literal('all'), z.int()]),
      dx: z.number(),
      dy: z.number(),
      pages: PageSelection,
      acrossLines: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('formField'), name: Label }),
    z.strictObject({
      kind: z.literal('seam'),
      edge: SeamEdge,
      y: z.number(),
      pages: PageSelection,
      doubleSided: z.boolean(),
      pagesPerSeal: PagesPerSeal,
    }),
  ])
  .register(wire, { id: 'PlacementPosition', description: 'How the position of a mark is found (签署位置).' });
export type PlacementPosition = z.infer<typeof PlacementPosition>;

/** The party id that stands for the initiating organisation in placement rules and envelopes. */
export const INITIATOR_PARTY = 'initiator';

/** The party id that stands for each party of a detail table in placement rules (C-30, C-37); envelopes never hold it. */
export const EACH_ROW_PARTY = 'each-row';

/** Whether a party id of a placement rule stands for parties that have no entry in the list of fixed ones. */
export function isReservedParty(id: string): boolean {
  return id === INITIATOR_PARTY || id === EACH_ROW_PARTY;
}

/** How a signing date is written (C-37). */
export const DateFormat = z
  .enum(['yyyy年M月d日', 'yyyy年MM月dd日', 'yyyy-MM-dd', 'yyyy/MM/dd', 'yyyy.MM.dd', 'dd/MM/yyyy'])
  .register(wire, { id: 'DateFormat', description: 'How a signing date is written.' });
export type DateFormat = z.infer<typeof DateFormat>;

const DateSize = z.number().check(z.minimum(DATE_SIZES.least), z.maximum(DATE_SIZES.most));

/** C-37: one placement rule of the configuration; `source` null means every document. */
export const PlacementRule = z
  .strictObject({
    id: Id,
    party: Id,
    source: z.nullable(Id),
    mark: MarkKind,
    position: PlacementPosition,
    policy: MarkPolicy,
    signingDate: z.nullable(z.strictObject({ format: DateFormat, fontSize: z.number() })),
    /** Of a check box or a remark: what the signer is asked there. */
    label: z.optional(Label),
    /** Of a check box or a remark; absent means that it must be ticked or filled in. */
    required: z.optional(z.boolean()),
  })
  .register(wire, { id: 'PlacementRule', description: 'Where a party signs in which document (C-37).' });
export type PlacementRule = z.infer<typeof PlacementRule>;

/** A place in an envelope's document that waits for a mark of a party. */
export const Placement = z
  .object({
    id: Id,
    partyId: Id,
    documentId: Id,
    mark: MarkKind,
    policy: MarkPolicy,
    required: z.boolean(),
    pageIndex: z.int().check(z.nonnegative()),
    rect: Rect,
    zone: z.nullable(Rect),
    /** Of a place for a date; absent means `yyyy年M月d日`. */
    dateFormat: z.optional(DateFormat),
    /** Of a place for a date, in points; absent means as large as `rect` allows. */
    fontSize: z.optional(DateSize),
    /** Of a place for a seam seal: `rect` is the whole seal at the edge of the first page. */
    seam: z.optional(Seam),
    /** Of a place for a check box or a remark: what the signer is asked there. */
    label: z.optional(Label),
    /** The form field that the place was found by has a background, which readers paint over what is put there. */
    obscured: z.optional(z.boolean()),
  })
  .register(wire, { id: 'Placement', description: 'A prepared place for a mark.' });
export type Placement = z.infer<typeof Placement>;

/** Printable, in lines; nothing that steers a terminal or a reader. */
const REMARK_TEXT = /^(?:\n|\P{Cc})*$/u;

/** What a signer put on a page. `placementId` names the prepared place that it fills. A check box that has a mark is ticked. */
export const Mark = z
  .strictObject({
    id: Id,
    documentId: Id,
    kind: MarkKind,
    sealId: z.nullable(Id),
    placementId: z.nullable(Id),
    pageIndex: z.int().check(z.nonnegative()),
    rect: Rect,
    /** A seam seal: `rect` is the whole seal at the edge of its first page, and each page of the seam shows its slice. */
    seam: z.optional(Seam),
    /** Of a date: how the signer has it written; absent means as its place says, else `yyyy年M月d日`. */
    dateFormat: z.optional(DateFormat),
    /** Of a date, in points: what the signer chose; absent means as its place says, else as large as `rect` allows. */
    fontSize: z.optional(DateSize),
    /** Of a remark: what the signer wrote; none that is empty is signed. */
    text: z.optional(z.string().check(z.maxLength(LONGEST_REMARK), z.regex(REMARK_TEXT))),
  })
  .register(wire, {
    id: 'Mark',
    description: 'What a signer put on a page.',
  });
export type Mark = z.infer<typeof Mark>;
