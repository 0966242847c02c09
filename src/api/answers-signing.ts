import { Envelope, EnvelopeChange, SignReceipt, VerifyReport } from '../schema/envelope.js';
import { PhonePad, PhonePadNews } from '../schema/phone-pad.js';
import { RecordTab } from '../schema/record-tab.js';
import { Seal } from '../schema/seal.js';
import { EnvelopePage, SealPage } from '../schema/signing-pages.js';
import { Intent, IntentAnswer, SigningTerms, SignPage } from '../schema/signing-terms.js';
import { Upload } from '../schema/upload.js';
import type { AnswersOf } from './answers.js';

export { EnvelopeChange };

/** How the answers to the sign panel are parsed. */
export const signingAnswers = {
  getRecordTab: RecordTab,
  prepareRecord: RecordTab,
  retrySubmit: RecordTab,
  listEnvelopes: EnvelopePage,
  getEnvelope: Envelope,
  createEnvelope: Envelope,
  launchEnvelope: Envelope,
  getSigningTerms: SigningTerms,
  startIntent: Intent,
  verifyIntent: IntentAnswer,
  openSignPage: SignPage,
  checkEnvelope: Envelope,
  signEnvelope: SignReceipt,
  rejectEnvelope: Envelope,
  revokeEnvelope: Envelope,
  remindEnvelope: Envelope,
  archiveEnvelope: Envelope,
  setPlacements: Envelope,
  verifyEnvelope: VerifyReport,
  upload: Upload,
  listSeals: SealPage,
  createSeal: Seal,
  openPhonePad: PhonePad,
  getPhonePad: PhonePadNews,
} satisfies AnswersOf;
