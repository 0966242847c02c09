/** Sizes of a written date in points, from the smallest to the largest (C-37). Apart, because it needs no schema. */
export const DATE_SIZES = { least: 6, most: 72 } as const;
