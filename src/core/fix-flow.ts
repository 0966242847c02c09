import type { MappingProblem } from '../schema/dom-events.js';
import type { MarkKind } from '../schema/placement.js';
import type { SigningMapping } from '../schema/signing-config.js';
import type { MappingCommand } from './commands.js';
import { deadlineOfDays, USUAL_DAYS } from './deadline-modes.js';
import { isSealUse, type EditorMapping } from './editor-mapping.js';
import { isFillIn } from './fill-ins.js';
import { removeFix } from './fix-fields.js';
import type { Fix } from './fix.js';
import { valueAt } from './pointer.js';

/** Fixes of who signs, when, and of what the provider cannot do. */
export function flowFixes(problem: MappingProblem, mapping: EditorMapping): Fix[] {
  const one = (id: Fix['id'], command: MappingCommand, params: Fix['params'] = {}): Fix[] => [{ id, params, command }];
  // an event that is never reported goes like any other row
  if (problem.code === 'CAPABILITY' && problem.slot !== 'P-15') return withoutCapability(problem, mapping);
  if (isSealUse(mapping)) return removeFix(mapping, problem.pointer);
  switch (problem.code) {
    case 'SIGN-NONE':
      return one('initiatorSigns', set('/flow/initiatorAction', 'launchAndSign'));
    case 'SIGN-ORDER':
      return one('renumber', renumber(mapping));
    case 'SIGN-DUP':
      return mergeParty(problem, mapping);
    case 'FLOW-BACK':
      return one('recreate', set('/advanced/recreate', true));
    case 'OP-NO-STOP':
      return [...stopSooner(problem, mapping), ...removeFix(mapping, problem.pointer)];
    case 'FLOW-HIDE': {
      const fixes = removeFix(mapping, problem.pointer);
      const command = fixes[0]?.command ?? set('/advanced/hideSignAt', []);
      return one('unhide', command, { node: problem.params['name'] ?? '' });
    }
    case 'DATE-PAST':
      return one('relative', set('/optional/deadline', deadlineOfDays(mapping.optional.deadline, USUAL_DAYS)), {
        days: String(USUAL_DAYS),
      });
    default:
      return removeFix(mapping, problem.pointer);
  }
}

function set(pointer: string, value: unknown): MappingCommand {
  return { type: 'set', pointer, value };
}

/** C-70: the moment of the same place at which a submit can still be stopped. */
function stopSooner({ pointer }: MappingProblem, { operations }: SigningMapping): Fix[] {
  const row = operations[Number(/^\/operations\/(\d+)$/.exec(pointer)?.[1])];
  if (!row) return [];
  const timing = row.kind === 'node' ? 'after' : 'before';
  return [{ id: 'stopSooner', params: { timing }, command: set(`${pointer}/timing`, timing) }];
}

/** Gives everyone a number of their own; who had the lower number, or stands higher in the list, stays first. */
function renumber({ flow }: SigningMapping): MappingCommand {
  const places = flow.parties.map((party, index) => ({ pointer: `/flow/parties/${index}/order`, order: party.order }));
  if (flow.initiatorAction === 'launchAndSign') {
    places.unshift({ pointer: '/flow/initiator/order', order: flow.initiator.order });
  }
  const commands = places
    .sort((a, b) => a.order - b.order)
    .map(({ pointer }, index): MappingCommand => set(pointer, index + 1));
  return { type: 'batch', commands };
}

/** The party that stands there twice goes; its positions pass to the one that stays. */
function mergeParty({ params }: MappingProblem, { flow }: SigningMapping): Fix[] {
  const { party, other } = params;
  const index = flow.parties.findIndex(({ id }) => id === party);
  if (index < 0 || other === undefined) return [];
  const rules = flow.placements.flatMap((rule, at): MappingCommand[] =>
    rule.party === party ? [set(`/flow/placements/${at}/party`, other)] : [],
  );
  const commands: MappingCommand[] = [...rules, { type: 'remove', pointer: '/flow/parties', index }];
  return [{ id: 'mergeParty', params: { name: params['name'] ?? '' }, command: { type: 'batch', commands } }];
}

/** Gives up what the provider cannot do, where something else is meant to take its place. */
function withoutCapability({ pointer, params }: MappingProblem, mapping: EditorMapping): Fix[] {
  const value = valueAt(mapping, pointer);
  const { capability = '' } = params;
  if (capability.endsWith('Placement')) {
    // a box or a remark that signers drag has no place at all (FILL-PLACE)
    const mark = valueAt(mapping, pointer.replace(/[^/]+$/, 'mark')) as MarkKind;
    return isFillIn(mark) ? [] : [{ id: 'freePosition', params: {}, command: set(pointer, { kind: 'free' }) }];
  }
  switch (capability) {
    case 'ordered':
      return [{ id: 'unordered', params: {}, command: set(pointer, 'unordered') }];
    case 'draft':
    case 'silentSign':
      return value === true ? [{ id: 'switchOff', params: {}, command: set(pointer, false) }] : [];
    case 'cc':
    case 'physicalAppend':
    case 'physicalEnd':
      return [{ id: 'clear', params: {}, command: set(pointer, Array.isArray(value) ? [] : null) }];
    case 'templates':
    case 'emailSigner':
    case 'fillIns':
      return removeFix(mapping, pointer);
    default:
      return [];
  }
}
