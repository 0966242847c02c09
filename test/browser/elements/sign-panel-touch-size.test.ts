import { expect } from '@open-wc/testing';
import { executeServerCommand, setViewport } from '@web/test-runner-commands';

import { aPlacement, aSignHost, aSignTab, envelopeOf } from '../../support/browser-sign-host.js';
import { itNeeds } from '../../support/browser-needs.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { tooSmall } from '../harness/touch-size.js';
import { waitUntil } from '../harness/wait.js';

describe('controls of the sign panel on a phone', () => {
  before(() => setViewport({ width: 360, height: 740 }));
  afterEach(() => setViewport({ width: 360, height: 740 }));
  after(() => setViewport({ width: 1200, height: 800 }));

  const states = {
    'a document': (_: SignPanelHarness): Promise<void> => Promise.resolve(),
    'a selected mark': (panel: SignPanelHarness) => placeFirst(panel),
    'a search': async (panel: SignPanelHarness) => {
      await panel.press('find');
      await waitUntil(
        () => panel.root.querySelector('esign-text-finder')?.shadowRoot?.querySelector('input'),
        'no search',
      );
      await panel.frames();
    },
    'the menu of the view': async (panel: SignPanelHarness) => {
      await panel.press('view-menu');
      await waitUntil(() => panel.act('zoom-in'), 'no menu');
    },
    'the page pictures': async (panel: SignPanelHarness) => {
      await panel.press('thumbs');
      await waitUntil(() => panel.root.querySelector('esign-page-thumbs')?.shadowRoot, 'no pictures');
    },
    'the refusal': (panel: SignPanelHarness) => panel.press('reject'),
    'the making of a seal': async (panel: SignPanelHarness) => {
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

      expect(tooSmall(panel.root).join('\n')).to.equal('');
    });
  }

  // what a phone has in a menu, a tablet shows
  const { 'the menu of the view': _menu, 'the page pictures': _pictures, ...onTablet } = states;
  for (const [name, come] of Object.entries(onTablet)) {
    itNeeds('touch')(`are as large on a tablet: ${name}`, async () => {
      await setViewport({ width: 1024, height: 768 });
      await executeServerCommand('touch-screen', true);
      const panel = await SignPanelHarness.openDocument(aSignHost());

      await come(panel);

      expect(tooSmall(panel.root).join('\n')).to.equal('');
    });
  }

  itNeeds('touch')('fit into the bar of a narrow phone, however many pages there are', async () => {
    await executeServerCommand('touch-screen', true);
    const tab = aSignTab();
    const { documents, ...envelope } = envelopeOf(tab);
    const long = documents.map((one) => ({ ...one, pages: Array.from({ length: 1200 }, () => one.pages[0]!) }));

    const panel = await SignPanelHarness.open(
      aSignHost({ tabs: [{ ...tab, envelope: { ...envelope, documents: long } }] }),
    );

    const end = panel.element.getBoundingClientRect().right;
    expect(panel.act('view-menu')?.getBoundingClientRect().right).to.be.at.most(end);
  });

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
