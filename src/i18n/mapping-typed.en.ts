import type { MappingTypedMessages } from './mapping-typed.zh-cn.js';

export const mappingTypedEn: MappingTypedMessages = {
  intro:
    'Starts from the chosen data. Only the fields that the configuration reads are shown. The data stays in this page; pin it as a case to keep it.',
  nothing: 'The configuration reads no field of the form yet. Choose fields in the cards first.',
  title: 'Name of the data',
  titleOf: (name) => `${name} (changed)`,
  titleMissing: 'Type a name for the data.',
  notNumber: 'Type a number.',
  main: 'Main table',
  row: (number) => `Row ${number}`,
  addRow: 'Add a row',
  addRowOf: (table) => `Add a row: ${table}`,
  removeRow: 'Delete this row',
  removeRowOf: (table, number) => `Delete this row: ${table}, row ${number}`,
  empty: '(empty)',
  on: 'Yes',
  off: 'No',
  help: {
    person: 'Name | mobile or e-mail | company',
    people: 'One person a line: name | mobile or e-mail | company',
    files: 'One file name a line, such as contract.pdf',
    names: 'One name a line',
    choices: 'One choice a line',
  },
  clear: 'Empty all fields',
  save: 'Save and try',
  saveNew: 'Save as new data',
  remove: 'Delete this data',
  saved: (name) => `Trying with “${name}”`,
  removed: (name) => `“${name}” was deleted`,
};
