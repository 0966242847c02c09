import type { SealUseMapping } from '../schema/seal-use-config.js';
import { always, withRules, type Rules, type SlotDefinition } from './slot-definition.js';

type TableSlot = Omit<SlotDefinition, 'required' | 'applies'> & Rules<SealUseMapping>;

const appends = ({ append }: SealUseMapping): boolean =>
  append.appendAt.length > 0 && append.count === null && append.seamCount === null;

const definitions: readonly TableSlot[] = [
  { code: 'P-01', id: 'workflow', step: 'basic', pointer: '/basic/workflowId', control: 'workflow', required: always },
  {
    code: 'P-01',
    id: 'sealProvider',
    step: 'basic',
    pointer: '/basic/provider',
    control: 'provider',
    required: always,
  },
  { code: 'P-01', id: 'sealBinding', step: 'basic', pointer: '/basic/bindingId', control: 'binding', required: always },
  { code: 'P-01', id: 'name', step: 'basic', pointer: '/basic/name', control: 'text', required: always },
  { code: 'P-01', id: 'sealEnabled', step: 'basic', pointer: '/basic/enabled', control: 'switch' },
  {
    code: 'P-02',
    id: 'sealSubject',
    step: 'apply',
    pointer: '/apply/subject',
    control: 'source',
    type: 'text',
    kinds: ['field', 'template'],
    required: always,
  },
  {
    code: 'P-03',
    id: 'applicant',
    step: 'apply',
    pointer: '/apply/applicant',
    control: 'source',
    type: 'person',
    kinds: ['field', 'operator', 'creator'],
    required: always,
  },
  {
    code: 'P-04',
    id: 'fileType',
    step: 'apply',
    pointer: '/apply/fileType',
    control: 'source',
    type: 'choice',
    browse: ['sealProcess', 'fileType'],
    kinds: ['field', 'constant'],
    required: always,
  },
  {
    code: 'P-05',
    id: 'physicalSeals',
    step: 'apply',
    pointer: '/apply/physicalSeals',
    control: 'sources',
    type: 'choice',
    browse: ['physicalSeal'],
    kinds: ['field', 'constant'],
    required: always,
  },
  {
    code: 'P-06',
    id: 'useCount',
    step: 'apply',
    pointer: '/apply/useCount',
    control: 'source',
    type: 'number',
    kinds: ['field', 'constant'],
    required: always,
  },
  { code: 'P-07', id: 'applyAt', step: 'apply', pointer: '/apply/applyAt', control: 'points', required: always },
  {
    code: 'P-08',
    id: 'sealButtonField',
    step: 'apply',
    pointer: '/apply/buttonField',
    control: 'field',
    type: 'anyField',
  },
  {
    code: 'P-09',
    id: 'useCodeInto',
    step: 'apply',
    pointer: '/apply/useCodeInto',
    control: 'field',
    type: 'text',
    mainOnly: true,
  },
  {
    code: 'P-10',
    id: 'appendCount',
    step: 'append',
    pointer: '/append/count',
    control: 'source',
    type: 'number',
    kinds: ['field', 'constant'],
    required: appends,
  },
  {
    code: 'P-11',
    id: 'appendSeamCount',
    step: 'append',
    pointer: '/append/seamCount',
    control: 'source',
    type: 'number',
    kinds: ['field', 'constant'],
  },
  {
    code: 'P-12',
    id: 'appendCodeInto',
    step: 'append',
    pointer: '/append/codeInto',
    control: 'field',
    type: 'text',
    mainOnly: true,
  },
  { code: 'P-13', id: 'appendAt', step: 'append', pointer: '/append/appendAt', control: 'points' },
  { code: 'P-14', id: 'endAt', step: 'end', pointer: '/endAt', control: 'points' },
  { code: 'P-15', id: 'sealCallbacks', step: 'callbacks', pointer: '/callbacks', control: 'sealCallbacks' },
];

/** P-01…P-15 in the order in which they are shown. */
export const sealUseSlots: readonly SlotDefinition[] = definitions.map((slot) =>
  withRules<SealUseMapping, TableSlot>(slot),
);
