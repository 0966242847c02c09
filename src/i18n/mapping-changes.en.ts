import type { MappingChangesMessages } from './mapping-changes.zh-cn.js';

export const mappingChangesEn: MappingChangesMessages = {
  nothing: 'not set',
  before: 'Before',
  after: 'After',
  other: 'Other settings',
  same: 'No differences: both configurations say the same.',
  count: (count) => (count === 1 ? '1 difference' : `${count} differences`),
  kinds: { changed: 'Changed', added: 'Added', removed: 'Removed', moved: 'Reordered' },
  history: {
    empty: 'No changes yet. Every step since this page was opened will be listed here.',
    start: 'The configuration as it was opened',
    now: 'Now',
    jump: (sentence) => `Go back to after: ${sentence}`,
    undone: 'undone, can be redone',
    help: 'Choose any step to go there. A new change made at an earlier step replaces the steps undone after it.',
  },
  compare: {
    against: 'Compare with',
    versions: 'Versions',
    loading: 'Reading the versions…',
    failed: 'The versions could not be read.',
    retry: 'Try again',
    never: 'Not saved yet, so there are no versions.',
    saved: 'Last saved version',
    version: (version) => `Version ${version}`,
    by: (who, when) => `${who}, ${when}`,
    file: (name) => `File ${name}`,
    current: 'What is being edited',
    restore: (name) => `Restore: ${name}`,
    import: 'Import this file',
    imported: (count) => `Imported, ${count} changed. Undo takes it back.`,
    restored: (name) => `Restored: ${name}. It takes effect when saved; undo takes it back.`,
    choose: 'Choose a configuration file',
    drop: 'or drop it here',
    export: 'Export what is being edited',
    fileName: (name) => `${name}.json`,
    tooBig: 'The file is larger than 2 MB, which no configuration is.',
    notJson: 'The file is not JSON and cannot be imported.',
    wrongKind: 'The file is of another kind: e-signing and physical-seal configurations cannot be exchanged.',
    faults: (count) =>
      count === 1 ? 'Not imported, 1 fault in the file:' : `Not imported, ${count} faults in the file:`,
    fault: (place, pointer) => `${place} (${pointer})`,
    otherWorkflow:
      'The file is from another workflow. It will belong to this one; fields and nodes that are missing here become problems.',
  },
  merge: {
    automatic: (count) =>
      count === 1 ? '1 change that does not conflict is kept.' : `${count} changes that do not conflict are kept.`,
    conflicts: (count) =>
      count === 1 ? 'Both changed this; choose one:' : `Both changed these ${count}; choose for each:`,
    none: 'There are no conflicts: both sets of changes can be merged.',
    base: 'Originally',
    mine: 'Mine',
    theirs: 'Theirs',
    save: 'Merge and save',
  },
};
