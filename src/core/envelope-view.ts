import type { Envelope } from '../schema/envelope.js';
import type { PersonValue } from '../schema/form.js';
import type { RecordTab } from '../schema/record-tab.js';
import { submissionOf, type PanelView } from './panel-view.js';
import { tabState } from './tab-state.js';
import { findSigner } from './turn.js';

/**
 * An envelope that is not opened from its record has no planned buttons: turn and status decide alone. Of the
 * tab of its record, where the person may read it, only what a signature does to the workflow counts (C-38).
 */
export function viewOfEnvelope(
  envelope: Envelope,
  viewer: PersonValue,
  now: string,
  tab: RecordTab | null = null,
): PanelView {
  const place = findSigner(envelope, viewer.userId);
  return {
    recordId: envelope.recordId,
    planned: false,
    state: tabState({ mapping: null, envelope, record: null, viewer, mayRead: true, now }),
    envelope,
    me: place && { partyId: place.party.id, signerId: place.signer.id },
    buttons: [],
    messages: [],
    problems: [],
    ...(tab ? submissionOf(tab) : { submitsWorkflow: false, submitFault: null, mayRetrySubmit: false }),
  };
}
