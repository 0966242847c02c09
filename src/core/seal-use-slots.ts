import type { SealUseMapping } from '../schema/seal-use-config.js';
import type { CheckedSlot } from './check-references.js';

/** A slot of the physical-seal mapping (P-01…P-14). */
export interface SealUseSlot extends CheckedSlot {
  required(mapping: SealUseMapping): boolean;
}

const always = (): boolean => true;
const never = (): boolean => false;
const appends = ({ append }: SealUseMapping): boolean =>
  append.appendAt.length > 0 && append.count === null && append.seamCount === null;

/** P-01…P-14 in the order in which they are shown. */
export const sealUseSlots: readonly SealUseSlot[] = [
  { code: 'P-01', id: 'workflow', step: 'basic', pointer: '/basic/workflowId', control: 'workflow', required: always },
  { code: 'P-01', id: 'provider', step: 'basic', pointer: '/basic/provider', control: 'provider', required: always },
  { code: 'P-01', id: 'binding', step: 'basic', pointer: '/basic/bindingId', control: 'binding', required: always },
  { code: 'P-01', id: 'name', step: 'basic', pointer: '/basic/name', control: 'text', required: always },
  {
    code: 'P-02',
    id: 'sealSubject',
    step: 'required',
    pointer: '/apply/subject',
    control: 'source',
    type: 'text',
    kinds: ['field', 'template'],
    required: always,
  },
  {
    code: 'P-03',
    id: 'applicant',
    step: 'required',
    pointer: '/apply/applicant',
    control: 'source',
    type: 'person',
    kinds: ['field', 'operator', 'creator'],
    required: always,
  },
  {
    code: 'P-04',
    id: 'fileType',
    step: 'required',
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
    step: 'required',
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
    step: 'required',
    pointer: '/apply/useCount',
    control: 'source',
    type: 'number',
    kinds: ['field', 'constant'],
    required: always,
  },
  { code: 'P-07', id: 'applyAt', step: 'required', pointer: '/apply/applyAt', control: 'points', required: always },
  {
    code: 'P-08',
    id: 'sealButtonField',
    step: 'optional',
    pointer: '/apply/buttonField',
    control: 'field',
    type: 'anyField',
    required: never,
  },
  {
    code: 'P-09',
    id: 'useCodeInto',
    step: 'optional',
    pointer: '/apply/useCodeInto',
    control: 'field',
    type: 'text',
    mainOnly: true,
    required: never,
  },
  {
    code: 'P-10',
    id: 'appendCount',
    step: 'optional',
    pointer: '/append/count',
    control: 'source',
    type: 'number',
    kinds: ['field', 'constant'],
    required: appends,
  },
  {
    code: 'P-11',
    id: 'appendSeamCount',
    step: 'optional',
    pointer: '/append/seamCount',
    control: 'source',
    type: 'number',
    kinds: ['field', 'constant'],
    required: never,
  },
  {
    code: 'P-12',
    id: 'appendCodeInto',
    step: 'optional',
    pointer: '/append/codeInto',
    control: 'field',
    type: 'text',
    mainOnly: true,
    required: never,
  },
  { code: 'P-13', id: 'appendAt', step: 'optional', pointer: '/append/appendAt', control: 'points', required: never },
  { code: 'P-14', id: 'endAt', step: 'optional', pointer: '/endAt', control: 'points', required: never },
];
