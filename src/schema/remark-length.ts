/** The longest remark of a signer, in characters. Apart, because it needs no schema. */
export const LONGEST_REMARK = 200;
