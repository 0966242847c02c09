import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { aPlacement, aSignHost, aSignTab, envelopeOf } from '../../support/browser-sign-host.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

const LEAST = 44;

/** Controls that a finger would miss, with their sizes; marks and places are as large as they are on the paper. */
function tooSmall(panel: SignPanelHarness): string[] {
  const small: string[] = [];
  const look = (root: ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (!element.matches('button, a[href], input, select, textarea, summary')) continue;
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.page')) continue;
      const target = element.matches('[type=checkbox], [type=radio]') ? (element.closest('label') ?? element) : element;
      const { width, height } = target.getBoundingClientRect();
      if (width === 0 || (Math.round(width) >= LEAST && Math.round(height) >= LEAST)) continue;
      small.push(`${root.host.localName} ${element.dataset['act'] ?? element.textContent} ${width}x${height}`);
    }
  };
  look(panel.root);
  return small;
}

describe('controls of the sign panel on a phone', () => {
  before(() => setViewport({ width: 360, height: 740 }));
  after(() => setViewport({ width: 1200, height: 800 }));

  const states: Record<string, (panel: SignPanelHarness) => Promise<unknown>> = {
    'a document': () => Promise.resolve(),
    'a selected mark': (panel) => placeFirst(panel),
    'a search': async (panel) => {
      await panel.press('find');
      await waitUntil(
        () => panel.root.querySelector('esign-text-finder')?.shadowRoot?.querySelector('input'),
        'no search',
      );
      await panel.frames();
    },
    'the menu of the view': async (panel) => {
      await panel.press('view-menu');
      await waitUntil(() => panel.act('zoom-in'), 'no menu');
    },
    'the page pictures': async (panel) => {
      await panel.press('thumbs');
      await waitUntil(() => panel.root.querySelector('esign-page-thumbs')?.shadowRoot, 'no pictures');
    },
    'the refusal': (panel) => panel.press('reject'),
    'the making of a seal': async (panel) => {
      await panel.press('make-seal');
      await waitUntil(
        () => panel.root.querySelector('esign-seal-maker')?.shadowRoot?.querySelector('dialog'),
        'no maker',
      );
    },
  };
  for (const [name, come] of Object.entries(states)) {
    it(`are as large as a finger needs: ${name}`, async () => {
      const tab = aSignTab();
      const panel = await SignPanelHarness.openDocument(
        aSignHost({ tabs: [{ ...tab, envelope: { ...envelopeOf(tab), placements: [aPlacement()] } }] }),
      );

      await come(panel);

      expect(tooSmall(panel)).to.deep.equal([]);
    });
  }

  it('zoom from the menu, where the bar has no room', async () => {
    const panel = await SignPanelHarness.openDocument(aSignHost());
    const before = panel.pages.scale;
    await panel.press('view-menu');
    await waitUntil(() => panel.act('zoom-in'), 'no menu');

    await panel.press('zoom-in');

    expect(panel.pages.scale).to.be.greaterThan(before);
    expect(panel.act('view-menu')?.getBoundingClientRect().right).to.be.at.most(360);
  });
});
