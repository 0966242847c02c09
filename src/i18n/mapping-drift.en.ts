import type { MappingDriftMessages } from './mapping-drift.zh-cn.js';

export const mappingDriftEn: MappingDriftMessages = {
  intro: (count) =>
    `${count === 1 ? '1 change' : `${count} changes`} of the workflow or its form touch this configuration. Nothing is changed before you apply it.`,
  none: 'No change of the workflow touches this configuration.',
  groups: { gone: 'Gone', renamed: 'Renamed', retyped: 'Another type' },
  what: { field: 'Field', node: 'Node', exit: 'Exit', table: 'Detail table', actionFlow: 'Action flow' },
  usedIn: (slots) => `Used in: ${slots}`,
  renamedTo: (label) => `now “${label}”`,
  retypedTo: (type) => `now ${type}`,
  choose: (name) => `What to do with “${name}”`,
  keep: 'Leave as it is',
  suggested: (act) => `${act} (suggested)`,
  allSuggested: 'Take all suggestions',
  allKept: 'Leave all as they are',
  later: 'Later',
  apply: (count) => (count === 1 ? 'Apply 1 change' : `Apply ${count} changes`),
  nothing: 'Nothing is chosen to be applied',
  applied: (count) => (count === 1 ? '1 change followed' : `${count} changes followed`),
};
