import type { MappingProblem } from '../schema/dom-events.js';
import type { SigningMapping } from '../schema/signing-config.js';
import type { FlowPoint, Workflow } from '../schema/workflow.js';
import { problem, type ProblemCode } from './check-references.js';
import { signsSilently } from './party-slots.js';
import { hasPoint, placesById } from './graph.js';
import { firstOf, reachAround, reachFrom, reachFromStart, reachFromStays, returnOf } from './graph-reach.js';
import { slotAt, type SlotDefinition } from './slots.js';

/** A list of nodes or moments of the mapping that means something at present. */
interface Places {
  readonly slot: SlotDefinition;
  readonly pointer: string;
  readonly points: readonly FlowPoint[];
}

/** People who sign at nodes of the workflow. */
interface SigningGroup {
  readonly pointer: string;
  readonly nodes: readonly string[];
  /** Nobody needs the button: the seal is put on by itself. */
  readonly silent: boolean;
}

/** Design 3.8: what the graph of the workflow says about the places of a mapping. Places that are gone are told elsewhere. */
export function checkFlow(mapping: SigningMapping, workflow: Workflow): MappingProblem[] {
  const checks = [checkOrder, checkReturns, checkHidden, checkPlaces, checkDownloads];
  return checks.flatMap((check) => check(mapping, workflow));
}

/**
 * C-32, C-34: a launch that no create can come before never happens (error); one that some way reaches without a create
 * may find nothing to launch (warning). And nobody can sign at a node that lies before the launch.
 */
function checkOrder(mapping: SigningMapping, workflow: Workflow): MappingProblem[] {
  const { saveAsDraft } = mapping.flow;
  const creates = placesAt(workflow, '/flow/createAt', mapping.flow.createAt);
  const launches = placesAt(workflow, '/flow/launchAt', mapping.flow.launchAt);
  const problems: MappingProblem[] = [];
  if (saveAsDraft && creates.points.length > 0) {
    const following = reachFrom(workflow, creates.points);
    const around = reachAround(workflow, creates.points);
    each(workflow, mapping.flow.launchAt, (point, index) => {
      const found = (severity: 'error' | 'warning', reason: string): void => {
        problems.push(placeProblem('FLOW-ORDER', severity, launches, workflow, point, index, { reason }));
      };
      if (!following.at(point)) found('error', 'launchBeforeCreate');
      else if (around.at(point)) found('warning', 'createCanBeMissed');
    });
  }
  const starts = (saveAsDraft ? launches : creates).points;
  // without a point the file is made at the first click, wherever that is
  if (starts.length === 0) return problems;
  const reach = reachFrom(workflow, starts);
  for (const group of signingGroups(mapping)) {
    const places = placesAt(workflow, group.pointer, group.nodes.map(arrival));
    each(workflow, group.nodes.map(arrival), (point, index) => {
      if (reach.stay(point.id)) return;
      const params = { reason: 'signingBeforeLaunch' };
      problems.push(placeProblem('FLOW-ORDER', 'warning', places, workflow, point, index, params));
    });
  }
  return problems;
}

/**
 * C-32, C-40: the file of a record is created once, however often the workflow comes by. That only matters where
 * somebody can fill the form in again before: the first file then still stands for what was changed (warning). Any other
 * return is only told (hint). A create that lies behind another one on every way never happens.
 */
function checkReturns(mapping: SigningMapping, workflow: Workflow): MappingProblem[] {
  if (mapping.advanced.recreate) return [];
  const places = placesAt(workflow, '/flow/createAt', mapping.flow.createAt);
  const start = reachFromStart(workflow);
  const isFirst = firstOf(workflow, places.points);
  const problems: MappingProblem[] = [];
  each(workflow, mapping.flow.createAt, (point, index) => {
    const found = (code: ProblemCode, severity: MappingProblem['severity'], reason?: string): void => {
      problems.push(placeProblem(code, severity, places, workflow, point, index, reason ? { reason } : {}));
    };
    const isBehind = start.at(point) && !isFirst(point);
    const back = returnOf(workflow, point);
    if (isBehind) found('FLOW-TWICE', 'warning');
    else if (back === 'filling') found('FLOW-BACK', 'warning', 'filledAgain');
    else if (back === 'passing') found('FLOW-BACK', 'hint', 'createdOnce');
  });
  return problems;
}

/** C-41: who signs at hidden nodes alone never sees the button; nothing can be signed when that is everyone. */
function checkHidden(mapping: SigningMapping, workflow: Workflow): MappingProblem[] {
  const hidden = new Set(mapping.advanced.hideSignAt);
  if (hidden.size === 0) return [];
  const slot = slotOrThrow('/advanced/hideSignAt');
  const groups = signingGroups(mapping).filter(({ nodes, silent }) => nodes.length > 0 && !silent);
  const blind = groups.filter(({ nodes }) => nodes.every((id) => hidden.has(id)));
  if (blind.length === 0) return [];
  if (blind.length === groups.length) return [problem('FLOW-HIDE', 'error', slot, { reason: 'everywhere' })];
  // told at the hidden node, because to show the button there is what helps
  return blind.flatMap(({ nodes }) => {
    const id = nodes.find((node) => hidden.has(node)) ?? '';
    const node = workflow.nodes.find((candidate) => candidate.id === id);
    if (node === undefined) return [];
    const params = { reason: 'party', kind: 'node', id, name: node.name };
    return [
      problem('FLOW-HIDE', 'warning', slot, params, `${slot.pointer}/${mapping.advanced.hideSignAt.indexOf(id)}`),
    ];
  });
}

/** C-14, C-31, C-32, C-34, C-42: places that no way leads to, exits that lead nowhere, and signing in the archive. */
function checkPlaces(mapping: SigningMapping, workflow: Workflow): MappingProblem[] {
  const { flow, advanced } = mapping;
  const start = reachFromStart(workflow);
  const nodes = new Set(workflow.nodes.map((node) => node.id));
  const open = new Set(workflow.exits.filter((exit) => !nodes.has(exit.to)).map((exit) => exit.id));
  const archives = new Set(workflow.nodes.filter((node) => node.kind === 'archive').map((node) => node.id));
  const problems: MappingProblem[] = [];
  const look = (pointer: string, points: readonly FlowPoint[], signing = false): void => {
    const places = placesAt(workflow, pointer, points);
    each(workflow, points, (point, index) => {
      const found = (code: ProblemCode): void => {
        problems.push(placeProblem(code, 'warning', places, workflow, point, index));
      };
      if (!start.at(point)) found('FLOW-LOST');
      else if (point.kind === 'exit' && open.has(point.id)) found('FLOW-OPEN');
      else if (signing && archives.has(point.id)) found('FLOW-ARCHIVE');
    });
  };
  look('/flow/createAt', flow.createAt);
  if (flow.saveAsDraft) look('/flow/launchAt', flow.launchAt);
  look('/advanced/downloadableAt', advanced.downloadableAt);
  for (const group of signingGroups(mapping)) look(group.pointer, group.nodes.map(arrival), true);
  return problems;
}

/** C-42, C-47: at a place that comes before everyone who signs there is no completed file to download. */
function checkDownloads(mapping: SigningMapping, workflow: Workflow): MappingProblem[] {
  const { downloadableAt, downloadOnlyCompleted } = mapping.advanced;
  const nodes = signingGroups(mapping).flatMap((group) => group.nodes);
  // silent seals and parties outside sign at no node: the file may be completed anywhere
  if (nodes.length === 0 || signsElsewhere(mapping)) return [];
  const reach = reachFromStays(workflow, nodes);
  const start = reachFromStart(workflow);
  const places = placesAt(workflow, '/advanced/downloadableAt', downloadableAt);
  const reason = downloadOnlyCompleted ? 'noButton' : 'unsigned';
  const problems: MappingProblem[] = [];
  each(workflow, downloadableAt, (point, index) => {
    const late: FlowPoint = point.kind === 'node' ? { ...point, timing: 'after' } : point;
    if (!start.at(point) || reach.at(late)) return;
    problems.push(placeProblem('FLOW-EARLY', 'warning', places, workflow, point, index, { reason }));
  });
  return problems;
}

/** Everyone who signs at nodes: the initiating organisation and the parties of the own OA. */
export function signingGroups({ flow, required }: SigningMapping): SigningGroup[] {
  const groups: SigningGroup[] = [];
  if (flow.initiatorAction === 'launchAndSign') {
    const { signingNodes } = required;
    groups.push({ pointer: '/required/signingNodes', nodes: signingNodes, silent: flow.initiator.autoSign });
  }
  if (flow.addParties.fixed) {
    flow.parties.forEach((party, index) => {
      if (party.scope !== 'internal') return;
      const pointer = `/flow/parties/${index}/signingNodes`;
      groups.push({ pointer, nodes: party.signingNodes, silent: signsSilently(party) });
    });
  }
  if (flow.addParties.dynamic && flow.dynamicParties.scope === 'internal') {
    const { signingNodes } = flow.dynamicParties;
    groups.push({ pointer: '/flow/dynamicParties/signingNodes', nodes: signingNodes, silent: false });
  }
  return groups;
}

/** Whether somebody signs who needs no node for it. */
function signsElsewhere({ flow }: SigningMapping): boolean {
  const isSilent = flow.initiatorAction === 'launchAndSign' && flow.initiator.autoSign;
  const fixed = flow.parties.some((party) => party.scope === 'external' || signsSilently(party));
  const rows = flow.addParties.dynamic && flow.dynamicParties.scope === 'external';
  return isSilent || (flow.addParties.fixed && fixed) || rows;
}

const arrival = (id: string): FlowPoint => ({ kind: 'node', id, timing: 'before' });

/** The points of a slot that the workflow still has. */
function placesAt(workflow: Workflow, pointer: string, points: readonly FlowPoint[]): Places {
  return { slot: slotOrThrow(pointer), pointer, points: points.filter((point) => hasPoint(workflow, point)) };
}

/** Calls with every point that the workflow still has, and its place in the list. */
function each(workflow: Workflow, points: readonly FlowPoint[], call: (point: FlowPoint, index: number) => void): void {
  points.forEach((point, index) => {
    if (hasPoint(workflow, point)) call(point, index);
  });
}

export function placeProblem(
  code: ProblemCode,
  severity: MappingProblem['severity'],
  { slot, pointer }: Pick<Places, 'slot' | 'pointer'>,
  workflow: Workflow,
  point: FlowPoint,
  index: number,
  params: Record<string, string> = {},
): MappingProblem {
  const named = { kind: point.kind, id: point.id, name: nameOf(workflow, point), timing: point.timing, ...params };
  return problem(code, severity, slot, named, `${pointer}/${index}`);
}

function nameOf(workflow: Workflow, point: FlowPoint): string {
  const { nodes, exits } = placesById(workflow);
  return (point.kind === 'node' ? nodes : exits).get(point.id)?.name ?? point.id;
}

function slotOrThrow(pointer: string): SlotDefinition {
  const slot = slotAt(pointer);
  if (slot === undefined) throw new Error(`no slot at ${pointer}`);
  return slot;
}
