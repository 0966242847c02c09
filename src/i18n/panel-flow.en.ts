import type { PanelFlowMessages } from './panel-flow.zh-cn.js';

export const panelFlow: PanelFlowMessages = {
  list: (names) => names.join(', '),
  progress: {
    summary: (done, total) => `${done} of ${total} signed`,
    all: 'All parties',
    fewer: 'Show fewer',
    more: (count) => `${count} more`,
    signedAt: (time) => `Signed ${time}`,
  },
  facts: {
    before: (names) => `Before you: ${names}`,
    andMore: (names, count) => `${names} and others, ${count} in all`,
    rejectedBy: (party, person) => (person === '' ? `Declined by ${party}` : `Declined by ${party} (${person})`),
    revokedBy: (initiator) => `Initiator: ${initiator}`,
    endedAt: (time) => `Ended ${time}`,
    expiredAt: (time) => `Was due ${time}`,
    completedAt: (time) => `Completed ${time}`,
    waitsForLaunch: (initiator) => `Waiting for ${initiator} to launch it.`,
    canLaunch: 'Check the documents, then launch them with the button below.',
    canRestart: 'Start again with the button below.',
    canDownload: 'Download the signed documents below.',
    update: 'This page updates by itself.',
  },
  reading: {
    label: 'Reading',
    secondsLeft: (seconds) => `Please go on reading, ${seconds} ${seconds === 1 ? 'second' : 'seconds'} left`,
    unreadLabel: 'Read to the last page:',
    done: 'You have read what is required',
  },
  draft: {
    restored: (count, age) =>
      `${count} ${count === 1 ? 'mark' : 'marks'} that you placed ${age} and did not submit ${count === 1 ? 'is' : 'are'} back.`,
    discard: 'Discard',
    keep: 'OK',
  },
  close: 'Close',
};
