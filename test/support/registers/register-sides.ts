import type { SealUseEvent } from '../../../src/schema/index.js';
import { databases } from '../test-host.js';
import { openQiyuesuoSide } from './qiyuesuo-side.js';
import type { OpenRegisterSide } from './register-side.js';
import { openZhangguanjiaSide } from './zhangguanjia-side.js';

/** A kind of register, and what it can report. */
interface RegisterKind {
  readonly open: OpenRegisterSide;
  readonly events: readonly SealUseEvent[];
}

/** Every register of physical seals, by the name of its service. */
const registerSides: Readonly<Record<string, RegisterKind>> = {
  章管家: {
    open: openZhangguanjiaSide,
    events: ['smartUseCompleted', 'filingCompleted', 'autoEnded', 'terminated', 'rejected'],
  },
  契约锁: { open: openQiyuesuoSide, events: ['smartUseCompleted', 'terminated', 'rejected'] },
};

/** Each register on each database. */
export const registerCases = databases.flatMap((kind) =>
  Object.entries(registerSides).map(([name, register]) => ({ kind, name, ...register })),
);
