import type { MappingProblem } from '../schema/dom-events.js';
import type { ProviderCapabilities } from '../schema/provider.js';
import type { SigningMapping } from '../schema/signing-config.js';
import { problem } from './check-references.js';
import { signsSilently } from './party-slots.js';
import { slotAt } from './slots.js';

/** What the chosen provider cannot do, at the slot that asks for it; `capability` is the name of its flag. */
export function checkCapabilities(mapping: SigningMapping, capabilities: ProviderCapabilities): MappingProblem[] {
  const { required, flow, advanced } = mapping;
  const problems: MappingProblem[] = [];
  const refuse = (pointer: string, capability: keyof ProviderCapabilities): void => {
    const slot = slotAt(pointer);
    if (slot) problems.push(problem('CAPABILITY', 'error', slot, { capability }, pointer));
  };
  if (!capabilities.eSign) refuse('/basic/provider', 'eSign');
  if (required.documents.length > 1 && !capabilities.multiDocument) refuse('/required/documents', 'multiDocument');
  required.documents.forEach((document, index) => {
    if (document.kind === 'template' && !capabilities.templates) refuse(`/required/documents/${index}`, 'templates');
  });
  for (const list of ['internal', 'external'] as const) {
    if (advanced.cc[list].length > 0 && !capabilities.cc) refuse(`/advanced/cc/${list}`, 'cc');
  }
  if (flow.saveAsDraft && capabilities.draft === 'none') refuse('/flow/saveAsDraft', 'draft');
  if (flow.order === 'ordered' && capabilities.ordered === 'none') refuse('/flow/order', 'ordered');
  flow.placements.forEach(({ position }, index) => {
    const pointer = `/flow/placements/${index}/position`;
    if (position.kind === 'seam' && !capabilities.seamPlacement) refuse(pointer, 'seamPlacement');
    if (position.kind === 'keyword' && !capabilities.keywordPlacement) refuse(pointer, 'keywordPlacement');
    if (position.kind === 'formField' && !capabilities.formFieldPlacement) refuse(pointer, 'formFieldPlacement');
  });
  if (!capabilities.silentSign) {
    if (flow.initiatorAction === 'launchAndSign' && flow.initiator.autoSign) {
      refuse('/flow/initiator/autoSign', 'silentSign');
    }
    flow.parties.forEach((party, index) => {
      if (flow.addParties.fixed && signsSilently(party)) refuse(`/flow/parties/${index}/autoSign`, 'silentSign');
    });
  }
  if (flow.addParties.fixed && !capabilities.emailSigner) {
    flow.parties.forEach(({ scope, contact }, index) => {
      const isEmail = contact?.kind === 'constant' && String(contact.value).includes('@');
      if (scope === 'external' && isEmail) refuse(`/flow/parties/${index}/contact`, 'emailSigner');
    });
  }
  return problems;
}
