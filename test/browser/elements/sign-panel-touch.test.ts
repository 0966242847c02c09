import { expect } from '@open-wc/testing';
import { executeServerCommand, setViewport } from '@web/test-runner-commands';

import type { SignEnvelope } from '../../../src/schema/envelope.js';
import { aReceipt, aSignHost, aSignTab } from '../../support/browser-sign-host.js';
import { itNeeds } from '../../support/browser-needs.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

type Spot = readonly [x: number, y: number];

/** Puts fingers on the screen, moves or lifts them. */
function fingers(type: 'touchStart' | 'touchMove' | 'touchEnd', ...spots: readonly Spot[]): Promise<unknown> {
  const touchPoints = spots.map(([x, y], id) => ({ x, y, id }));
  return executeServerCommand('send-touch', { type, touchPoints });
}

async function tap(panel: SignPanelHarness, [x, y]: Spot): Promise<void> {
  await fingers('touchStart', [x, y]);
  await fingers('touchEnd');
  await panel.frames();
}

const middleOf = (element: Element | null): Spot => {
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};

describe('the whole task in <esign-sign-panel> by fingers alone', () => {
  itNeeds('touch')('reads, places by a tap, carries under the loupe, pinches and submits (C-37)', async () => {
    await setViewport({ width: 390, height: 760 });
    const requests: SignEnvelope[] = [];
    const signed = aSignTab({ state: 'signedByMe' });
    const host = aSignHost({
      tabs: [aSignTab(), signed],
      signEnvelope: (_, request) => {
        requests.push(request);
        return Promise.resolve(aReceipt());
      },
    });
    const panel = await SignPanelHarness.openDocument(host);

    await tap(panel, middleOf(panel.seal('seal-wang')));
    await waitUntil(() => panel.seal('seal-wang').getAttribute('aria-pressed') === 'true', 'the seal is not at hand');
    const spot = panel.at(0, 200, 150);
    await tap(panel, spot);
    await waitUntil(() => panel.marks.length === 1, 'the tap placed nothing');

    const from = middleOf(panel.mark());
    const before = panel.marks[0]?.rect ?? { x: 0, y: 0 };
    await fingers('touchStart', from);
    await fingers('touchMove', [from[0] + 20, from[1] + 10]);
    await fingers('touchMove', [from[0] + 60, from[1] + 30]);
    await waitUntil(() => panel.root.querySelector('.loupe') !== null, 'no loupe under the finger');
    await fingers('touchEnd');
    await waitUntil(() => panel.marks[0]?.rect.x !== before.x, 'the finger carried nothing');
    expect(panel.root.querySelector('.loupe') === null).to.equal(true);
    expect(((panel.marks[0]?.rect.x ?? 0) - before.x) * panel.pages.scale).to.be.closeTo(60, 8);

    const { scale } = panel.pages;
    const [x, y] = panel.at(0, 200, 300);
    await fingers('touchStart', [x - 20, y], [x + 20, y]);
    await fingers('touchMove', [x - 40, y], [x + 40, y]);
    await fingers('touchEnd');
    await waitUntil(() => panel.pages.scale > scale * 1.5, 'two fingers do not zoom');

    await tap(panel, middleOf(panel.act('submit')));
    await waitUntil(() => panel.act('confirm'), 'nothing is asked');
    await tap(panel, middleOf(panel.act('confirm')));
    await waitUntil(() => requests.length > 0, 'nothing was submitted');

    expect(requests).to.have.length(1);
    expect(requests[0]?.marks.map(({ sealId }) => sealId)).to.deep.equal(['seal-wang']);
    expect(panel.errors).to.deep.equal([]);
  });
});
