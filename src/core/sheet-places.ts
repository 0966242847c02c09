import type { FileOperation } from '../schema/signing-config.js';
import type { FlowPoint, Timing, Workflow } from '../schema/workflow.js';
import { isSealUse, type EditorMapping } from './editor-mapping.js';
import type { FlowLayer } from './flow-layers.js';
import { momentOf } from './list-rows.js';

/** One thing that happens: a concern of the flow (with the number of the party), or a file operation. */
export interface SheetAct {
  readonly layer: FlowLayer | 'operation';
  readonly party?: number | 'each';
  readonly operation?: FileOperation['operation'];
  readonly pointer: string;
}

/** What happens at a node or an exit; `timing` is null for what holds while the record is at a node. */
export interface SheetPlace {
  readonly kind: FlowPoint['kind'];
  readonly id: string;
  readonly timing: Timing | null;
  /** Whether the workflow has the place. */
  readonly known: boolean;
  readonly acts: readonly SheetAct[];
}

interface Found {
  readonly kind: FlowPoint['kind'];
  readonly id: string;
  readonly timing: Timing | null;
  readonly act: SheetAct;
}

const TIMINGS: readonly (Timing | null)[] = ['before', null, 'after'];

/**
 * What happens at which moment of the flow: nodes in the order of the workflow, each followed by its exits; at one moment
 * file operations come first before it and last after it. Places that are gone come at the end.
 */
export function sheetPlaces(mapping: EditorMapping, workflow: Workflow): SheetPlace[] {
  const found = isSealUse(mapping) ? sealUseActs(mapping) : signingActs(mapping);
  const known = workflow.nodes.flatMap(({ id }) => [
    { kind: 'node' as const, id },
    ...workflow.exits.filter(({ from }) => from === id).map((exit) => ({ kind: 'exit' as const, id: exit.id })),
  ]);
  const isKnown = (place: Found): boolean => known.some(({ kind, id }) => kind === place.kind && id === place.id);
  const gone = found.filter((place) => !isKnown(place));
  const others = gone.filter(
    ({ kind, id }, index) => gone.findIndex((other) => other.kind === kind && other.id === id) === index,
  );
  return [...known.map((place) => ({ ...place, known: true })), ...others.map((place) => ({ ...place, known: false }))]
    .flatMap(({ kind, id, known: there }) =>
      TIMINGS.map((timing) => ({ kind, id, timing, known: there, acts: actsAt(found, kind, id, timing) })),
    )
    .filter(({ acts }) => acts.length > 0);
}

function actsAt(found: readonly Found[], kind: Found['kind'], id: string, timing: Timing | null): SheetAct[] {
  const acts = found
    .filter((place) => place.kind === kind && place.id === id && place.timing === timing)
    .map(({ act }) => act);
  const operations = acts.filter(({ layer }) => layer === 'operation');
  const others = acts.filter(({ layer }) => layer !== 'operation');
  return timing === 'after' ? [...others, ...operations] : [...operations, ...others];
}

function atMoments(layer: FlowLayer, list: readonly FlowPoint[], pointer: string): Found[] {
  return list.map(({ kind, id, timing }, index) => ({
    kind,
    id,
    timing,
    act: { layer, pointer: `${pointer}/${index}` },
  }));
}

function atNodes(layer: FlowLayer, list: readonly string[], pointer: string, party?: SheetAct['party']): Found[] {
  return list.map((id, index) => ({
    kind: 'node',
    id,
    timing: null,
    act: { layer, pointer: `${pointer}/${index}`, ...(party === undefined ? {} : { party }) },
  }));
}

function sealUseActs({ apply, append, endAt }: Extract<EditorMapping, { apply: unknown }>): Found[] {
  return [
    ...atMoments('apply', apply.applyAt, '/apply/applyAt'),
    ...atMoments('append', append.appendAt, '/append/appendAt'),
    ...atMoments('end', endAt, '/endAt'),
  ];
}

function signingActs({ required, flow, advanced, operations }: Extract<EditorMapping, { flow: unknown }>): Found[] {
  const { fixed, dynamic } = flow.addParties;
  return [
    ...atMoments('create', flow.createAt, '/flow/createAt'),
    ...(flow.saveAsDraft ? atMoments('launch', flow.launchAt, '/flow/launchAt') : []),
    ...(flow.initiatorAction === 'launchAndSign'
      ? atNodes('sign', required.signingNodes, '/required/signingNodes')
      : []),
    ...flow.parties.flatMap(({ scope, signingNodes }, index) =>
      fixed && scope === 'internal'
        ? atNodes('party', signingNodes, `/flow/parties/${index}/signingNodes`, index + 1)
        : [],
    ),
    ...(dynamic && flow.dynamicParties.scope === 'internal'
      ? atNodes('party', flow.dynamicParties.signingNodes, '/flow/dynamicParties/signingNodes', 'each')
      : []),
    ...atNodes('hide', advanced.hideSignAt, '/advanced/hideSignAt'),
    ...atMoments('download', advanced.downloadableAt, '/advanced/downloadableAt'),
    ...atNodes('tab', advanced.openTabAt, '/advanced/openTabAt'),
    ...operations.map((operation, index): Found => {
      const { kind, id, timing } = momentOf(operation);
      const act: SheetAct = { layer: 'operation', operation: operation.operation, pointer: `/operations/${index}` };
      return { kind, id, timing, act };
    }),
  ];
}
