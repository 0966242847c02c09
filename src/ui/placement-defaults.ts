import { freeId } from '../core/bind.js';
import { positionNeed } from '../core/check-capabilities.js';
import { signingOf } from '../core/editor-mapping.js';
import { mmToPt } from '../core/geometry.js';
import { EACH_ROW_PARTY, INITIATOR_PARTY, type PlacementPosition, type PlacementRule } from '../schema/placement.js';
import { capabilitiesOf, valueName, type MappingView } from './mapping-view.js';

export const POSITION_KINDS = ['free', 'coordinate', 'keyword', 'formField', 'seam'] as const;

/** A value of a list, its words, and whether it cannot be taken at present. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly disabled?: boolean;
}

/** The ways to find a position; what the provider cannot do is shown, so that nobody looks for it, but not offered. */
export function positionChoices(view: MappingView): Choice[] {
  const { positions, notSupported } = view.messages.placements;
  const capabilities = capabilitiesOf(view);
  return POSITION_KINDS.map((kind) => {
    const disabled = capabilities?.[positionNeed(kind)] === false;
    return { value: kind, text: disabled ? notSupported(positions[kind]) : positions[kind], disabled };
  });
}

/** Who signs with the present modes: the own organisation, the fixed parties, each row of a detail table (C-30, C-37). */
export function partyChoices(view: MappingView): Choice[] {
  const { parties: words } = view.messages;
  const { flow } = signingOf(view.mapping);
  const { table } = flow.dynamicParties;
  const rows = view.workflow.form.details.find(({ id }) => id === table)?.label ?? table ?? '';
  return [
    ...(flow.initiatorAction === 'launchAndSign' ? [{ value: INITIATOR_PARTY, text: words.initiator }] : []),
    ...(flow.addParties.fixed ? fixedParties(view) : []),
    ...(flow.addParties.dynamic ? [{ value: EACH_ROW_PARTY, text: words.eachRow(rows) }] : []),
  ];
}

function fixedParties(view: MappingView): Choice[] {
  return signingOf(view.mapping).flow.parties.map((party, index) => {
    const source = party.name ?? party.signers[0];
    const name = source ? valueName(view, source) : '';
    return { value: party.id, text: name || view.messages.parties.nth(index + 1) };
  });
}

/** The party of a rule that does not sign now, in the words of people; undefined when it is gone for good. */
export function parkedParty(view: MappingView, id: string): Choice | undefined {
  const { notSigning, initiator, eachRow } = view.messages.parties;
  const name =
    id === INITIATOR_PARTY
      ? initiator
      : id === EACH_ROW_PARTY
        ? eachRow(signingOf(view.mapping).flow.dynamicParties.table ?? '')
        : fixedParties(view).find(({ value }) => value === id)?.text;
  return name === undefined ? undefined : { value: id, text: notSigning(name) };
}

/** A position with usual values: right of the middle near the end of a page of A4, or the whole seam. */
export function freshPosition(view: MappingView, kind: PlacementPosition['kind']): PlacementPosition {
  const { placements: words } = view.messages;
  switch (kind) {
    case 'free':
      return { kind };
    case 'coordinate':
      return { kind, x: mmToPt(120), y: mmToPt(220), pages: 'last' };
    case 'keyword':
      return { kind, keyword: words.keywordDefault, occurrence: 'all', dx: 0, dy: 0, pages: 'all', acrossLines: true };
    case 'formField':
      return { kind, name: words.fieldDefault };
    case 'seam':
      return { kind, edge: 'right', y: mmToPt(120), pages: 'all', doubleSided: false };
  }
}

/** A rule that is right from the start: of the first party that signs, at a place that every provider understands. */
export function freshRule(view: MappingView): PlacementRule {
  return {
    id: freeId(signingOf(view.mapping).flow.placements, 'placement'),
    party: partyChoices(view)[0]?.value ?? INITIATOR_PARTY,
    source: null,
    mark: 'seal',
    position: freshPosition(view, 'coordinate'),
    policy: 'movable',
    signingDate: null,
  };
}
