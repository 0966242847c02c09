import { readFileSync } from 'node:fs';
import path from 'node:path';

import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';

import { bind } from '../../../src/core/bind.js';
import { applyCommand } from '../../../src/core/commands.js';
import { checkSigningMapping } from '../../../src/core/checks.js';
import { sealUseSlots, signingSlots, slotAt, slotsOf } from '../../../src/core/slots.js';
import { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import { SigningMapping } from '../../../src/schema/signing-config.js';
import {
  aBinding,
  aFieldRef,
  aFieldSource,
  aMapping,
  aPartyConfig,
  aWorkflow,
  someCapabilities,
  type Patch,
} from '../../support/builders.js';

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Record<string, JsonSchema>;
}

/** Every member of the mapping, down to lists, values and choices; sections are walked through. */
function members(schema: JsonSchema, pointer = ''): string[] {
  if (schema.properties === undefined) return [pointer];
  return Object.entries(schema.properties).flatMap(([name, member]) => members(member, `${pointer}/${name}`));
}

/** What no person sets: the version of the shape is written by the software. */
const NOT_EDITED = ['/schemaVersion'];

describe('slots of the mapping', () => {
  it.each([
    { codes: 'C-01 to C-70', shape: SigningMapping, slots: signingSlots, least: 40 },
    { codes: 'P-01 to P-15', shape: SealUseMapping, slots: sealUseSlots, least: 18 },
  ])('reach every member of the schema ($codes)', ({ shape, slots, least }) => {
    const all = members(z.toJSONSchema<z.ZodMiniType>(shape, { io: 'input', reused: 'inline' }) as JsonSchema);
    const unreached = all.filter((pointer) => !slots.some((slot) => `${pointer}/`.startsWith(`${slot.pointer}/`)));

    expect(all.length).toBeGreaterThan(least);
    expect(unreached).toEqual(NOT_EDITED);
  });

  it('reach every member of a fixed party by a control of its own (C-31)', () => {
    const mapping = aMapping({ flow: { parties: [aPartyConfig()] } });
    const own = new Set(slotsOf(mapping).map(({ pointer }) => pointer));
    const missing = Object.keys(aPartyConfig()).filter((name) => !own.has(`/flow/parties/0/${name}`));

    expect(missing).toEqual(['id']);
  });

  it('have a control that draws something, and words in a catalogue', () => {
    const words = readFileSync(path.resolve('src/i18n/mapping-slots.zh-cn.ts'), 'utf8');

    for (const { id } of signingSlots) expect(words, id).toContain(`  ${id}: {`);
  });
});

/** A mode, what it parks while it is off, and the pointer that switches it. */
const modes: { code: string; on: Patch<SigningMapping>; pointer: string; off: unknown; parked: string[] }[] = [
  {
    code: 'C-30 fixed parties',
    on: {},
    pointer: '/flow/addParties/fixed',
    off: false,
    parked: ['/flow/parties'],
  },
  {
    code: 'C-30 parties from a detail table',
    on: {
      flow: {
        addParties: { fixed: true, dynamic: true },
        dynamicParties: {
          ...aMapping().flow.dynamicParties,
          table: 'd-parties',
          signer: aFieldSource('p-person'),
          signingNodes: ['n-sign-b'],
        },
      },
    },
    pointer: '/flow/addParties/dynamic',
    off: false,
    parked: ['/flow/dynamicParties/table', '/flow/dynamicParties/signer'],
  },
  {
    code: 'C-33 draft',
    on: { flow: { saveAsDraft: true, launchAt: [{ kind: 'node', id: 'n-sign-a', timing: 'before' }] } },
    pointer: '/flow/saveAsDraft',
    off: false,
    parked: ['/flow/launchAt'],
  },
  {
    code: 'C-36 initiating organisation',
    on: {},
    pointer: '/flow/initiatorAction',
    off: 'launch',
    parked: ['/required/signingNodes', '/required/signers'],
  },
  {
    code: 'C-43 download',
    on: {
      advanced: {
        namingRule: [{ kind: 'field', field: aFieldRef('f-title') }],
        directoryId: 'kb-7',
        downloadCreator: { kind: 'creator' },
      },
    },
    pointer: '/advanced/downloadInto',
    off: null,
    parked: ['/advanced/namingRule', '/advanced/directoryId', '/advanced/downloadCreator'],
  },
];

describe('switching a mode off', () => {
  it.each(modes)('parks its values: $code', ({ on, pointer, off, parked }) => {
    const mapping = aMapping(on);
    const { doc, inverse } = applyCommand(mapping, { type: 'set', pointer, value: off });

    for (const slot of parked.map((place) => slotAt(place)!)) {
      expect(slot.applies(mapping), slot.pointer).toBe(true);
      expect(slot.applies(doc), slot.pointer).toBe(false);
    }
    // only the switch itself has changed
    expect(applyCommand(doc, inverse).doc).toEqual(mapping);
    expect(applyCommand(doc, { type: 'set', pointer, value: valueOf(mapping, pointer) }).doc).toEqual(mapping);
  });

  it('leaves what is parked out of the checks (C-43)', () => {
    const context = { bindings: [aBinding()], capabilities: someCapabilities() };
    const parked = aMapping({ advanced: { downloadInto: null, downloadCreator: aFieldSource('f-contract') } });

    expect(checkSigningMapping(parked, aWorkflow(), context)).toEqual([]);
  });

  it('keeps the deadline until another one is set (C-23)', () => {
    const deadline = { kind: 'field', field: aFieldRef('f-deadline') } as const;
    const mapping = aMapping({ optional: { deadline } });
    const { doc, inverse } = applyCommand(mapping, bind(mapping, '/optional/deadline', 30, 'replace'));

    expect(doc.optional.deadline).toEqual({ kind: 'days', days: 30, field: deadline.field });
    expect(applyCommand(doc, inverse).doc.optional.deadline).toEqual(deadline);
  });
});

function valueOf(mapping: SigningMapping, pointer: string): unknown {
  return pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], mapping);
}
