import { SealUse, SealUseTab } from '../schema/seal-use.js';
import type { AnswersOf } from './answers.js';

/** How the answers about physical seals are parsed. */
export const sealUseAnswers = {
  getRecordSealUse: SealUseTab,
  getSealUse: SealUse,
  applySealUse: SealUse,
  appendSealUse: SealUse,
  endSealUse: SealUse,
} satisfies AnswersOf;
