import type { SealUseLogMessages } from './seal-use-log.zh-cn.js';

const times = (count: number): string => (count === 1 ? '1 use' : `${count} uses`);

export const sealUseLog: SealUseLogMessages = {
  photos: {
    heading: (count) => `Photos (${count})`,
    name: (position) => `Photo ${position}`,
    count: (count) => (count === 1 ? '1 photo' : `${count} photos`),
    kinds: { face: 'Face', signatory: 'Seal being used', emergency: 'Emergency use' },
    all: 'See all',
    previous: 'Previous photo',
    next: 'Next photo',
    full: 'Actual size',
    close: 'Close',
    missing: 'The photo could not be loaded. Check the network, then try again.',
    retry: 'Try again',
    loading: 'Reading the photo…',
  },
  timeline: {
    heading: 'History',
    none: 'Nothing yet.',
    all: (count) => `Show all ${count}`,
    kinds: {
      applied: 'Applied',
      appended: 'More uses granted',
      used: 'Seal used',
      ended: 'Ended',
      photo: 'Photo added',
      smartUseCompleted: 'Smart seal use completed',
      filingCompleted: 'Filing completed',
      autoEnded: 'Ended automatically',
      terminated: 'Workflow terminated',
      rejected: 'Application rejected',
    },
    counts: (count, seamCount) =>
      [count ? times(count) : '', seamCount ? `${times(seamCount)} of the seam seal` : ''].filter(Boolean).join(', '),
  },
  limits: {
    heading: 'Not supported',
    acts: { append: 'Ask for more', end: 'End use' },
    reasons: {
      append: (service) =>
        `${service} has no open interface for more uses. Apply for enough at once; if they run out, fill in another form.`,
      end: (service) =>
        `${service} has no open interface to end a use. Once the uses are spent, or it is finished at ${service}, this shows as completed by itself.`,
    },
  },
};
