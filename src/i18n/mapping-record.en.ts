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
    'LOOKUP-GAP': 'the lookup table has nothing for it',
    REQ: 'empty in this record but required: no file will be made',
    'TOO-LONG': 'more than 200 characters: no file will be made',
    'SIGN-NONE': 'nobody signs: no file will be made',
    'SIGN-CONTACT': 'no valid mobile number or e-mail address: no file will be made',
    'DATE-PAST': 'it is over: no file will be made',
    'ORDER-BAD': 'the order must be a whole number from 1',
    'COUNT-BAD': 'the count must be a whole number that is not too small',
  },
  result: (text) => `= ${text}`,
};
