import type { MappingProblem } from '../schema/dom-events.js';
import type { PlacementPosition } from '../schema/placement.js';
import type { ProviderCapabilities } from '../schema/provider.js';
import type { SigningMapping } from '../schema/signing-config.js';
import type { ValueSource } from '../schema/value-source.js';
import { problem } from './check-references.js';
import { isFillIn } from './fill-ins.js';
import { signsSilently } from './party-slots.js';
import { slotAt } from './slots.js';

/** The flag that a way to find a position needs; there is none for those that every provider has. */
export function positionNeed(kind: PlacementPosition['kind']): keyof ProviderCapabilities {
  return `${kind as 'keyword' | 'formField' | 'seam'}Placement`;
}

/** What the chosen provider cannot do, at the slot that asks for it; `capability` is the name of its flag. */
export function checkCapabilities(mapping: SigningMapping, capabilities: ProviderCapabilities): MappingProblem[] {
  const { required, flow, advanced } = mapping;
  const problems: MappingProblem[] = [];
  /** Tells what is missing where something needs it. */
  const need = (
    pointer: string,
    capability: keyof ProviderCapabilities,
    severity: MappingProblem['severity'] = 'error',
  ): void => {
    const slot = slotAt(pointer);
    const has = capabilities[capability] ?? capability !== 'fillIns';
    if (has !== false && has !== 'none') return;
    if (slot) problems.push(problem('CAPABILITY', severity, slot, { capability }, pointer));
  };
  need('/basic/provider', 'eSign');
  if (required.documents.length > 1) need('/required/documents', 'multiDocument');
  required.documents.forEach(({ kind }, index) => {
    if (kind === 'template') need(`/required/documents/${index}`, 'templates');
  });
  const needAlternates = (pointer: string, signers: readonly ValueSource[]): void => {
    if (!slotAt(pointer)?.applies(mapping)) return;
    if (signers.length > 1) need(pointer, 'alternateSigners');
    else problems.push(...manyAtOnce(pointer, signers[0], capabilities));
  };
  needAlternates('/required/signers', required.signers);
  for (const list of ['internal', 'external'] as const) {
    if (advanced.cc[list].length > 0) need(`/advanced/cc/${list}`, 'cc');
  }
  if (flow.saveAsDraft) need('/flow/saveAsDraft', 'draft');
  if (flow.order === 'ordered') need('/flow/order', 'ordered');
  flow.placements.forEach(({ mark, position, signingDate }, index) => {
    const pointer = `/flow/placements/${index}/position`;
    need(pointer, positionNeed(position.kind));
    if (isFillIn(mark)) need(`/flow/placements/${index}`, 'fillIns');
    // the service dates what it signs all the same
    if (signingDate) need(pointer, 'dateStyle', 'warning');
  });
  if (flow.initiatorAction === 'launchAndSign' && flow.initiator.autoSign)
    need('/flow/initiator/autoSign', 'silentSign');
  if (flow.addParties.fixed) {
    flow.parties.forEach((party, index) => {
      const { scope, contact, signers } = party;
      needAlternates(`/flow/parties/${index}/signers`, signers);
      if (signsSilently(party)) need(`/flow/parties/${index}/autoSign`, 'silentSign');
      const isEmail = contact?.kind === 'constant' && String(contact.value).includes('@');
      if (scope === 'external' && isEmail) need(`/flow/parties/${index}/contact`, 'emailSigner');
    });
  }
  const { signer } = flow.dynamicParties;
  if (flow.addParties.dynamic && signer) needAlternates('/flow/dynamicParties/signer', [signer]);
  return problems;
}

/** 或签: how many people are in one field shows at run time, when nothing is made of more than one. */
function manyAtOnce(
  pointer: string,
  source: ValueSource | undefined,
  { alternateSigners }: ProviderCapabilities,
): MappingProblem[] {
  const slot = slotAt(pointer);
  if (alternateSigners !== false || !slot || source?.kind !== 'field' || source.field.type !== 'persons') return [];
  return [problem('SIGN-MANY', 'warning', slot, { name: source.field.label }, pointer)];
}
