import type { SealApplyMessages } from './seal-apply.zh-cn.js';
import { sealUseStatusesEn } from './signing-status.en.js';

const times = (count: number): string => (count === 1 ? '1 use' : `${count} uses`);

export const sealApply: SealApplyMessages = {
  loading: 'Reading the seal use…',
  refresh: 'Refresh',
  retry: 'Try again',
  status: sealUseStatusesEn,
  stateLine: 'Progress of the seal use',
  screens: {
    unassigned: 'No form was given to show.',
    notConfigured: 'Physical seals are not set up for this workflow',
    notConfiguredHint: 'If this workflow needs a physical seal, ask the seal administrator to set it up.',
    empty: 'No seal use was applied for yet',
    emptyHint: 'Once the workflow reaches the node that applies, the use code and the remaining uses appear here.',
    forbidden: 'You may not see the seal use here',
    failed: 'The seal use could not be read',
  },
  fields: {
    subject: 'Subject',
    applicant: 'Applicant',
    fileType: 'File type',
    seals: 'Physical seals',
    count: 'Number of uses',
    appliedAt: 'Applied at',
  },
  draft: {
    heading: 'Apply for seal use',
    hint: 'This comes from the form. Confirm it to send the application to the seal register.',
    missing: '(empty in the form)',
    countHint: 'A whole number from 1 to 9999',
    apply: 'Apply',
    applying: 'Applying…',
    earlier: (status, note) =>
      note
        ? `The last application was ${status.toLowerCase()} (${note}). You can apply again.`
        : `The last application was ${status.toLowerCase()}. You can apply again.`,
    problems: 'Please complete these in the form first:',
  },
  slots: {
    'P-02': 'Subject',
    'P-03': 'Applicant',
    'P-04': 'File type',
    'P-05': 'Physical seals',
    'P-06': 'Number of uses',
  },
  meter: {
    uses: 'Seal uses',
    seam: 'Seam seal uses',
    remaining: 'left',
    summary: (used, approved) => `${used} of ${approved} used`,
    spoken: (name, used, approved, remaining) => `${name}: ${used} used, ${approved} approved, ${remaining} left`,
    appended: (count) => `${count} of them appended`,
  },
  codes: {
    heading: 'Use codes',
    none: 'No use code yet; it appears after the approval.',
    hint: 'Show the newest code to the seal keeper.',
    newest: 'newest',
    spokenHidden: (position) => `Use code ${position}, hidden`,
    show: 'Show',
    hide: 'Hide',
    copy: 'Copy',
    qr: 'QR code',
    qrLabel: 'The use code as a QR code',
    qrMissing: 'The QR code could not be loaded. Show or copy the use code instead.',
    copied: 'Copied',
    copyByHand: 'The browser does not allow copying. The code is selected: press Ctrl+C.',
  },
  photos: {
    owed: (count) =>
      `${count === 1 ? 'One photo is' : `${count} photos are`} missing. Take ${count === 1 ? 'it' : 'them'} at the seal machine; until then you cannot apply again.`,
    blocks: (subject, count) =>
      `Your earlier seal use “${subject}” lacks ${count === 1 ? 'a photo' : `${count} photos`}. Take ${count === 1 ? 'it' : 'them'} at the seal machine, press Refresh, then apply.`,
  },
  append: {
    open: 'Ask for more',
    heading: 'Ask for more uses',
    count: 'More uses',
    seamCount: 'More seam seal uses',
    reason: 'Reason',
    reasonHint: 'For example: two more copies of the contract',
    countProblem: 'Enter a whole number from 0 to 9999',
    sumProblem: 'One of the two numbers must be 1 or more',
    reasonProblem: 'Enter a reason (at most 200 characters)',
    submit: 'Send request',
  },
  end: {
    open: 'End use',
    heading: 'End this seal use?',
    warning: (remaining) =>
      remaining > 0
        ? `${times(remaining)} left. Ending makes the use code invalid at once and cannot be undone.`
        : 'No more uses can be asked for afterwards. This cannot be undone.',
    reason: 'Reason',
    reasonHint: 'For example: all copies are stamped',
    reasonProblem: 'Enter a reason (at most 200 characters)',
    submit: 'End now',
  },
  cancel: 'Cancel',
  sending: 'Sending…',
  announced: {
    apply: 'The application was sent.',
    append: 'The request for more uses was sent.',
    end: 'The seal use was ended.',
  },
};
