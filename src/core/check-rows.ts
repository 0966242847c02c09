import type { MappingProblem } from '../schema/dom-events.js';
import type { ProviderCapabilities } from '../schema/provider.js';
import type { FileOperation, FileOperationKind, SigningMapping } from '../schema/signing-config.js';
import type { FlowPoint, Workflow } from '../schema/workflow.js';
import { signingGroups } from './check-flow.js';
import { problem } from './check-references.js';
import { canStop, hasPoint, pointKey } from './graph.js';
import { reachFromStays } from './graph-reach.js';
import { momentOf } from './list-rows.js';
import type { SlotDefinition } from './slot-definition.js';

/** C-48: action flows that are gone or switched off, and rules that are there twice. */
export function checkCallbacks(
  { advanced }: SigningMapping,
  workflow: Workflow,
  slot: SlotDefinition,
): MappingProblem[] {
  const seen = new Set<string>();
  return advanced.callbacks.flatMap((rule, index) => {
    const pointer = `${slot.pointer}/${index}`;
    const flow = workflow.actionFlows.find(({ id }) => id === rule.actionFlowId);
    const severity = rule.enabled ? 'error' : 'warning';
    if (flow === undefined) {
      return [problem('GONE', severity, slot, { kind: 'actionFlow', name: rule.actionFlowId }, pointer)];
    }
    if (!rule.enabled) return [];
    const key = `${rule.event} ${rule.actionFlowId}`;
    const isTwice = seen.has(key);
    seen.add(key);
    return [
      ...(flow.enabled ? [] : [problem('CALL-OFF', 'warning', slot, { name: flow.name }, pointer)]),
      ...(isTwice ? [problem('CALL-DUP', 'warning', slot, { name: flow.name }, pointer)] : []),
    ];
  });
}

/** C-70: operations whose place is gone, that can never run or never let anybody pass, or that lack what they need. */
export function checkOperations(
  mapping: SigningMapping,
  workflow: Workflow,
  slot: SlotDefinition,
  capabilities: ProviderCapabilities | undefined,
): MappingProblem[] {
  const { operations } = mapping;
  const silent = new Set(operations.filter(({ operation }) => operation === 'autoSign').map(keyOf));
  return operations.flatMap((row, index) => {
    const pointer = `${slot.pointer}/${index}`;
    const point = momentOf(row);
    if (!hasPoint(workflow, point)) {
      return [problem('GONE', 'error', slot, { kind: row.kind, name: row.target }, pointer)];
    }
    const found = (
      code: 'OP-NO-STOP' | 'OP-NO-PASS' | 'OP-LATE',
      severity: MappingProblem['severity'],
      params: Record<string, string> = {},
    ) => problem(code, severity, slot, { operation: row.operation, ...params }, pointer);
    if (isTooLate(row.operation, point, workflow)) return [found('OP-LATE', 'warning')];
    if (row.operation === 'verifySigned') {
      if (!canStop(point)) return [found('OP-NO-STOP', 'warning')];
      // a moment that stops the submit carries nothing out: its own silent signing only comes when the check has passed
      if (silent.has(keyOf(row)) && hasSilentParty(mapping)) {
        const waits = waitsForItself(mapping, point, workflow);
        return [waits ? found('OP-NO-PASS', 'error') : found('OP-NO-PASS', 'warning', { reason: 'tooLate' })];
      }
    }
    return checkNeeds(mapping, row.operation, capabilities).map(({ code, severity, params }) =>
      problem(code, severity, slot, params, pointer),
    );
  });
}

function keyOf(row: FileOperation): string {
  return pointKey(momentOf(row));
}

/** What still makes sense at the arrival in the archive, and after it. */
const AFTER_ARRIVAL: ReadonlySet<FileOperationKind> = new Set<FileOperationKind>(['download', 'archive', 'revoke']);

/** The arrival at an archive node ends the record: nobody signs any more then, and no submit leads out of it. */
function isTooLate(operation: FileOperationKind, point: FlowPoint, workflow: Workflow): boolean {
  const archives = new Set(workflow.nodes.filter(({ kind }) => kind === 'archive').map(({ id }) => id));
  if (point.kind === 'node') {
    return archives.has(point.id) && (point.timing === 'after' || !AFTER_ARRIVAL.has(operation));
  }
  const exit = workflow.exits.find(({ id }) => id === point.id);
  if (exit === undefined) return false;
  return (
    archives.has(exit.from) || (archives.has(exit.to) && point.timing === 'after' && !AFTER_ARRIVAL.has(operation))
  );
}

type Need = Pick<MappingProblem, 'severity' | 'params'> & { readonly code: 'CAPABILITY' | 'OP-NEEDS' };

const lacking = (reason: string): Need => ({ code: 'OP-NEEDS', severity: 'warning', params: { reason } });
const refused = (capability: keyof ProviderCapabilities): Need => ({
  code: 'CAPABILITY',
  severity: 'error',
  params: { capability },
});

function checkNeeds(
  mapping: SigningMapping,
  operation: FileOperationKind,
  capabilities: ProviderCapabilities | undefined,
): Need[] {
  switch (operation) {
    case 'download':
      return mapping.advanced.downloadInto === null ? [lacking('downloadField')] : [];
    case 'remind':
      return capabilities?.remind === false ? [refused('remind')] : [];
    case 'autoSign':
      if (capabilities?.silentSign === false) return [refused('silentSign')];
      return hasSilentParty(mapping) ? [] : [lacking('silentParty')];
    default:
      return [];
  }
}

function hasSilentParty(mapping: SigningMapping): boolean {
  return signingGroups(mapping).some(({ silent }) => silent);
}

/**
 * whether a check at a moment waits for a silent signature that nothing but a row at this moment would make. Who
 * signs at the node is asked for alone; without anybody there it is everyone. A silent party signs by itself at its nodes.
 */
function waitsForItself(mapping: SigningMapping, point: FlowPoint, workflow: Workflow): boolean {
  const node = point.kind === 'node' ? point.id : workflow.exits.find(({ id }) => id === point.id)?.from;
  const groups = signingGroups(mapping);
  const here = groups.filter(({ nodes }) => node !== undefined && nodes.includes(node));
  return (here.length > 0 ? here : groups).some(
    ({ nodes, silent }) => silent && nodes.length > 0 && !reachFromStays(workflow, nodes).at(point),
  );
}
