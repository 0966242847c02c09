import type { MappingSafetyMessages } from './mapping-safety.zh-cn.js';

export const mappingSafetyEn: MappingSafetyMessages = {
  draft: {
    found: (when, count) => `There are unsaved changes (${when}, ${count === 1 ? '1 change' : `${count} changes`}).`,
    moved: 'The configuration has changed since then; you can choose item by item.',
    restore: 'Restore',
    compare: 'Show differences',
    discard: 'Discard',
    discarded: 'Unsaved changes discarded',
    broken: 'Unsaved changes were found that can no longer be read. Download them and pass them to your administrator.',
    download: 'Download file',
    fileName: (name) => `${name} unsaved changes.json`,
    more: (count) => (count === 1 ? 'There is 1 more.' : `There are ${count} more.`),
    none: 'There are no conflicts: both sets of changes can be merged.',
    conflicts: (count) =>
      count === 1 ? 'Both sides changed this; choose one:' : `Both sides changed these ${count}; choose for each:`,
    mine: 'Unsaved changes',
    theirs: 'Current configuration',
    take: 'Merge and restore',
  },
  keeping:
    'The storage of this browser is full or not available. Unsaved changes are not kept automatically, so save often.',
  elsewhere: {
    clean: (version) => `This configuration was saved as version ${version} in another window.`,
    dirty: (version) =>
      `This configuration was saved as version ${version} in another window. Your changes here are still there.`,
    read: 'Read the latest',
    merge: 'Merge now',
  },
  unread: {
    text: (parts) => `Could not be read: ${parts}.`,
    session: 'your rights (settings that need a right can only be viewed for now)',
    workflows: 'the list of workflows',
    catalog: (name) => `seals and templates of ${name}`,
    separator: ', ',
    retry: 'Try again',
    retrying: 'Reading…',
  },
  dismiss: 'OK',
  toast: {
    undo: 'Undo',
    close: 'Close',
    label: 'What can be undone',
  },
};
