import type { MappingRecordMessages } from './mapping-record.zh-cn.js';

export const mappingRecordEn: MappingRecordMessages = {
  label: 'Trial data',
  help: 'What stands behind “=” on the cards was read from this data. It is only for checking and is not saved.',
  previous: 'Previous data',
  next: 'Next data',
  at: (index, count) => `${index} / ${count}`,
  samples: {
    filled: 'Sample: all filled in',
    required: 'Sample: required only',
    noRows: 'Sample: no detail rows',
    blank: 'Sample: all empty',
  },
  empty: '(empty in this data)',
  faults: {
    CARD: 'several rows, and no rule says which',
    TYPE: 'a value of another type',
    UNREADABLE: 'cannot be read',
    UNKNOWN: 'nobody and no company of that name',
    CONTACT: 'no mobile number or e-mail address',
  },
  result: (text) => `= ${text}`,
};
