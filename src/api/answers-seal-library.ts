import { Binding } from '../schema/binding.js';
import { ColleaguePage, LibrarySeal, SealHolders, SealLibraryPage } from '../schema/seal-library.js';
import type { AnswersOf } from './answers.js';

/** How the answers about the seals of a binding are parsed. */
export const sealLibraryAnswers = {
  listBindingSeals: SealLibraryPage,
  designSeal: LibrarySeal,
  getSealHolders: SealHolders,
  setSealHolders: SealHolders,
  listColleagues: ColleaguePage,
  syncBinding: Binding,
} satisfies AnswersOf;
